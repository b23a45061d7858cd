// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/signaldialog.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/templatejson.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// Of a text that stands for itself, so that it need not be in quotes.
QString lineFor(const Value &value)
{
    const QString bare = value.toString();
    return value.isText() && valueOfLine(bare).isText() && !bare.contains(u'\n') ? bare : lineOfValue(value);
}

} // namespace

SignalDialog::SignalDialog(const Theme &theme, const QString &signal, const Value &with, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_signal(signal)
    , m_isObject(with.isObject() || with.isUndefined() || with.isNull())
    , m_state(new QLabel(this))
{
    setObjectName(u"signalDialog"_qs);
    setWindowTitle(tr("Raise %1").arg(signal));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    auto *hint = new QLabel(tr("Rules that answer the signal read these as sig.name. JSON, or a text."), this);
    hint->setWordWrap(true);
    theme.tint(hint, Token::Muted);
    layout->addWidget(hint);
    if (m_isObject)
        buildLines(with);
    else
        buildWhole(with);
    m_state->setObjectName(u"signalState"_qs);
    m_state->setWordWrap(true);
    theme.tint(m_state, Token::Muted);
    layout->addWidget(m_state);
    buildButtons();
    resize(60 * fontMetrics().averageCharWidth(), sizeHint().height());
}

void SignalDialog::buildLines(const Value &with)
{
    auto *area = new QScrollArea(this);
    area->setObjectName(u"signalValues"_qs);
    area->setAccessibleName(tr("Values"));
    area->setFocusPolicy(Qt::NoFocus);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *page = new QWidget(area);
    auto *inside = new QVBoxLayout(page);
    inside->setContentsMargins(0, 0, 0, 0);
    m_lines = new QGridLayout;
    m_lines->setHorizontalSpacing(measure::Small);
    m_lines->setVerticalSpacing(measure::Hair);
    m_lines->setColumnStretch(1, 1);
    inside->addLayout(m_lines);
    area->setWidget(page);
    auto *add = new QToolButton(page);
    add->setObjectName(u"addSignalValue"_qs);
    add->setText(tr("Add a value"));
    add->setAccessibleName(tr("Add a value"));
    add->setIcon(themedIcon(m_theme, u"add"_qs));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    add->setFocusPolicy(Qt::StrongFocus);
    connect(add, &QToolButton::clicked, this, [this] {
        addLine({}, Value::text(""));
        m_all.constLast().name->setFocus();
    });
    inside->addWidget(add, 0, Qt::AlignLeft);
    inside->addStretch(1);
    static_cast<QVBoxLayout *>(layout())->addWidget(area, 1);
    for (const Value::Member &member : with.members())
        addLine(member.name.toString(), member.value);
    constexpr int shown = 5;
    area->setMinimumHeight(shown * (Theme::controlHeight(font()) + measure::Hair));
}

void SignalDialog::buildWhole(const Value &with)
{
    m_whole = new CodeEdit(m_theme, CodeLanguage::Json, CodeEdit::Extent::Lines, this);
    m_whole->setObjectName(u"signalWhole"_qs);
    m_whole->setAccessibleName(tr("Values"));
    m_whole->setCode(lineFor(with));
    connect(m_whole, &CodeEdit::edited, this, [this] { emit valuesChanged(values()); });
    static_cast<QVBoxLayout *>(layout())->addWidget(m_whole);
}

void SignalDialog::buildButtons()
{
    auto *keep = new QPushButton(tr("&Keep these values"), this);
    keep->setObjectName(u"signalKeep"_qs);
    keep->setToolTip(tr("The route remembers them for this signal"));
    keep->setAutoDefault(false);
    connect(keep, &QPushButton::clicked, this, [this] { emit keepWanted(values()); });
    auto *close = new QPushButton(tr("&Close"), this);
    close->setObjectName(u"signalClose"_qs);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    m_raise = new QPushButton(tr("&Raise"), this);
    m_raise->setObjectName(u"signalRaise"_qs);
    m_raise->setProperty("primary", true);
    m_raise->setDefault(true);
    m_raise->setToolTip(tr("Raise the signal (Ctrl+Return)"));
    connect(m_raise, &QPushButton::clicked, this, &SignalDialog::raiseNow);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, m_raise, &QPushButton::click);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(measure::Small);
    buttons->addWidget(keep);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_raise);
    static_cast<QVBoxLayout *>(layout())->addLayout(buttons);
}

void SignalDialog::addLine(const QString &name, const Value &value)
{
    const QString place = u"signalValue/"_qs + QString::number(m_number);
    const int row = m_number++;
    QWidget *page = m_lines->parentWidget();
    auto *nameEdit = new CodeEdit(m_theme, CodeLanguage::Plain, CodeEdit::Extent::Line, page);
    nameEdit->setObjectName(place + u"/name"_qs);
    nameEdit->setAccessibleName(tr("Name of the value"));
    nameEdit->setPlaceholderText(tr("name"));
    nameEdit->setCode(name);
    auto *valueEdit = new CodeEdit(m_theme, CodeLanguage::Json, CodeEdit::Extent::Line, page);
    valueEdit->setObjectName(place + u"/value"_qs);
    valueEdit->setAccessibleName(name.isEmpty() ? tr("Value") : name);
    valueEdit->setPlaceholderText(tr("value"));
    valueEdit->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    valueEdit->setCode(lineFor(value));
    auto *remove = new QToolButton(page);
    remove->setObjectName(place + u"/remove"_qs);
    remove->setAccessibleName(tr("Remove this value"));
    remove->setToolTip(tr("Remove this value"));
    remove->setIcon(themedIcon(m_theme, u"cross"_qs));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::TabFocus);
    connect(remove, &QToolButton::clicked, this, [this, nameEdit] { removeLine(nameEdit); });
    for (CodeEdit *edit : {nameEdit, valueEdit})
        connect(edit, &CodeEdit::edited, this, [this] { emit valuesChanged(values()); });
    m_lines->addWidget(nameEdit, row, 0);
    m_lines->addWidget(valueEdit, row, 1);
    m_lines->addWidget(remove, row, 2);
    m_all.append({nameEdit, valueEdit, remove, valueEdit->code(), value});
}

void SignalDialog::removeLine(const CodeEdit *name)
{
    const auto found = std::ranges::find(m_all, name, &Line::name);
    for (QWidget *part : {static_cast<QWidget *>(found->name), static_cast<QWidget *>(found->value), found->remove}) {
        part->hide();
        part->deleteLater(); // The button among them asks for it.
    }
    m_all.erase(found);
    emit valuesChanged(values());
}

Value SignalDialog::values() const
{
    if (!m_isObject)
        return valueOfLine(m_whole->code());
    Value values = Value::object();
    for (const Line &line : m_all) {
        const QString name = line.name->code().trimmed();
        const bool isSame = line.value->code() == line.originalText;
        if (!name.isEmpty())
            values.set(name.toUtf8(), isSame ? line.original : valueOfLine(line.value->code()));
    }
    return values;
}

void SignalDialog::setAudience(const QString &audience)
{
    m_audience = audience;
    showState();
}

void SignalDialog::setObstacle(const QString &reason)
{
    m_obstacle = reason;
    showState();
}

void SignalDialog::showState()
{
    m_raise->setEnabled(m_obstacle.isEmpty());
    m_state->setText(m_obstacle.isEmpty() ? m_audience : m_obstacle);
}

void SignalDialog::raiseNow()
{
    emit raiseWanted(values());
    m_state->setText(tr("Raised. %1").arg(m_audience));
}

} // namespace framewright::ui
