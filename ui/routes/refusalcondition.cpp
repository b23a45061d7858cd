// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/refusalcondition.h"

#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

using Place = Credential::Place;

/// "[header] [authorization] [Bearer secret]".
struct RefusalCondition::Row final : QObject
{
    explicit Row(QWidget *widget)
        : QObject(widget)
        , line(widget)
    {
    }

    [[nodiscard]] Credential credential() const
    {
        return {static_cast<Place>(place->currentData().toInt()), name->text().trimmed(), value->text()};
    }

    QWidget *line;
    QLabel *word = nullptr;
    QComboBox *place = nullptr;
    QLineEdit *name = nullptr;
    QLineEdit *value = nullptr;
    QToolButton *removal = nullptr;
};

RefusalCondition::RefusalCondition(const Theme &theme, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(makeChoice(this, u"refuseFor"_qs, tr("Which handshakes"), {}))
    , m_expression(new CodeEdit(theme, CodeLanguage::Expression, CodeEdit::Extent::Lines, this))
    , m_wanted(new QWidget(this))
    , m_rows(new QVBoxLayout(m_wanted))
    , m_another(new QToolButton(m_wanted))
{
    m_kind->addItem(tr("every handshake"), int(Kind::Every));
    m_kind->addItem(tr("a handshake without"), int(Kind::Without));
    m_kind->addItem(tr("a handshake when"), int(Kind::Expression));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::Hair);
    m_another->setObjectName(u"refuseAnother"_qs);
    m_another->setText(tr("or"));
    m_another->setAccessibleName(tr("Something else that lets a handshake in"));
    m_another->setToolTip(tr("Something else that lets a handshake in, too"));
    m_another->setIcon(themedIcon(theme, u"add"_qs));
    m_another->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_another->setAutoRaise(true);
    m_another->setFocusPolicy(Qt::StrongFocus);
    m_rows->addWidget(m_another, 0, Qt::AlignLeft);
    buildExpression(completion);
    auto *word = new QLabel(tr("Refuse"), this);
    theme.tint(word, Token::Muted);
    word->setMinimumHeight(Theme::controlHeight(font()));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(word, 0, Qt::AlignTop);
    layout->addWidget(m_kind, 0, Qt::AlignTop);
    layout->addWidget(m_wanted, 1);
    layout->addWidget(m_expression, 1, Qt::AlignTop);
    layout->addStretch(0); // Behind the kind, where nothing else is shown.
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RefusalCondition::takeKind);
    connect(m_another, &QToolButton::clicked, this, [this] {
        addRow({Place::Query, {}, {}});
        m_all.constLast()->name->setFocus();
    });
    showKind(Kind::Every);
}

RefusalCondition::~RefusalCondition() = default;

void RefusalCondition::buildExpression(const Completion &completion)
{
    m_expression->setObjectName(u"refuseWhen"_qs);
    m_expression->setAccessibleName(tr("Condition"));
    m_expression->setPlaceholderText(u"!req.headers.authorization"_qs);
    m_expression->setNames([&completion] { return completion.names(); });
    connect(m_expression, &CodeEdit::edited, this, &RefusalCondition::note);
    connect(m_expression, &CodeEdit::settled, this, &RefusalCondition::settled);
}

void RefusalCondition::addRow(const Credential &credential)
{
    auto *row = new Row(new QWidget(m_wanted));
    row->word = new QLabel(m_all.isEmpty() ? QString() : tr("or"), row->line);
    m_theme.tint(row->word, Token::Muted);
    row->word->setVisible(!m_all.isEmpty());
    row->place = makeChoice(row->line, u"refusePlace"_qs, tr("What it is"), {});
    row->place->addItem(tr("the header"), int(Place::Header));
    row->place->addItem(tr("the parameter"), int(Place::Query));
    row->place->addItem(tr("the cookie"), int(Place::Cookie));
    row->place->setCurrentIndex(row->place->findData(int(credential.place)));
    row->name = makeLine(row->line, u"refuseName"_qs, tr("Its name"), u"token"_qs);
    row->name->setText(credential.name);
    row->value = makeLine(row->line, u"refuseValue"_qs, tr("Its value"), tr("any value"));
    row->value->setText(credential.value);
    row->removal = new QToolButton(row->line);
    row->removal->setObjectName(u"refuseLess"_qs);
    row->removal->setAccessibleName(tr("Ask for this no more"));
    row->removal->setToolTip(tr("Ask for this no more"));
    row->removal->setIcon(themedIcon(m_theme, u"cross"_qs));
    row->removal->setAutoRaise(true);
    row->removal->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(row->line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    for (QWidget *part : std::initializer_list<QWidget *>{row->word, row->place, row->name, row->value, row->removal})
        layout->addWidget(part);
    connect(row->place, &QComboBox::currentIndexChanged, this, &RefusalCondition::note);
    for (const QLineEdit *edit : {row->name, row->value}) {
        connect(edit, &QLineEdit::textEdited, this, &RefusalCondition::note);
        connect(edit, &QLineEdit::editingFinished, this, &RefusalCondition::settled);
    }
    connect(row->removal, &QToolButton::clicked, this, [this, row] { removeRow(row); });
    m_rows->insertWidget(int(m_all.size()), row->line);
    m_all.append(row);
    row->line->show();
}

void RefusalCondition::removeRow(Row *row)
{
    m_all.removeOne(row);
    row->line->hide();
    row->line->deleteLater(); // Its own button asks for it.
    if (m_all.isEmpty())
        addRow({Place::Header, u"authorization"_qs, {}});
    m_all.constFirst()->word->hide();
    m_all.constFirst()->name->setFocus();
    note();
    emit settled();
}

void RefusalCondition::clearRows()
{
    for (const Row *row : std::as_const(m_all)) {
        row->line->hide();
        row->line->deleteLater();
    }
    m_all.clear();
}

QList<Credential> RefusalCondition::credentials() const
{
    QList<Credential> all;
    for (const Row *row : m_all)
        all << row->credential();
    return all;
}

QString RefusalCondition::condition() const
{
    switch (m_shown) {
    case Kind::Without:
        return writeCredentials(credentials());
    case Kind::Expression:
        return m_expression->code();
    case Kind::Every:
        break;
    }
    return {};
}

void RefusalCondition::setCondition(const QString &condition)
{
    // What is being typed stays, and so does the form that one has chosen.
    if (condition == this->condition())
        return;
    const QScopedValueRollback showing(m_isShowing, true);
    const std::optional<QList<Credential>> credentials = readCredentials(condition);
    m_expression->setCode(condition);
    clearRows();
    for (const Credential &credential : credentials.value_or(QList<Credential>()))
        addRow(credential);
    showKind(condition.isEmpty() ? Kind::Every : credentials ? Kind::Without : Kind::Expression);
}

void RefusalCondition::setProblem(const QString &problem)
{
    m_expression->setProblem(problem);
}

void RefusalCondition::showKind(Kind kind)
{
    m_shown = kind;
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    m_wanted->setVisible(kind == Kind::Without);
    m_expression->setVisible(kind == Kind::Expression);
}

void RefusalCondition::takeKind()
{
    if (m_isShowing)
        return;
    const QString before = condition();
    const auto kind = static_cast<Kind>(m_kind->currentData().toInt());
    if (kind == Kind::Without && m_all.isEmpty())
        addRow({Place::Header, u"authorization"_qs, {}});
    if (kind == Kind::Expression && m_expression->code().isEmpty())
        m_expression->setCode(before);
    showKind(kind);
    note();
    emit settled();
}

void RefusalCondition::note()
{
    if (!m_isShowing)
        emit edited(condition());
}

} // namespace framewright::ui
