// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/messagerows.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/templatejson.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;

/// "[tick {{tick}}] x".
struct MessageRows::Row final : QObject
{
    Row(QWidget *widget, const Value &shown)
        : QObject(widget)
        , line(widget)
        , message(shown)
    {
    }

    QWidget *line;
    Value message; ///< Undefined: none yet.
    CodeEdit *edit = nullptr;
    QLabel *problem = nullptr;
    QString mistake; ///< What is typed is no JSON.
};

QString lineOfMessage(const Value &message)
{
    if (message.isUndefined())
        return {};
    const QString text = message.toString();
    const Result<Value> read = message.isText() ? messageOfLine(text) : Value();
    if (read && read->isIdentical(message))
        return text;
    constexpr qsizetype longestLine = 80;
    const QString line = writeTemplateJson(message);
    return line.size() <= longestLine ? line : writeTemplateJson(message, value::JsonStyle::Fitted);
}

Result<Value> messageOfLine(const QString &text)
{
    if (text.trimmed().isEmpty())
        return Value();
    Result<Value> read = readTemplateJson(text);
    const QString start = text.trimmed().left(2);
    const bool isMeantAsJson = start.startsWith(u'[') || start.startsWith(u'"') ||
                               (start.startsWith(u'{') && start != QLatin1StringView("{{"));
    if (read || isMeantAsJson)
        return read;
    return Value::text(text);
}

MessageRows::MessageRows(const Theme &theme, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_completion(completion)
    , m_rows(new QVBoxLayout(this))
    , m_another(new QToolButton(this))
{
    setObjectName(u"streamMessages"_qs);
    setAccessibleName(tr("Messages of the stream"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::Hair);
    m_another->setObjectName(u"addStreamMessage"_qs);
    m_another->setText(tr("Add a message"));
    m_another->setAccessibleName(tr("Add a message"));
    m_another->setIcon(themedIcon(theme, u"add"_qs));
    m_another->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_another->setAutoRaise(true);
    m_another->setFocusPolicy(Qt::StrongFocus);
    m_rows->addWidget(m_another, 0, Qt::AlignLeft);
    connect(m_another, &QToolButton::clicked, this, [this] {
        addRow({});
        m_all.constLast()->edit->setFocus();
    });
}

MessageRows::~MessageRows() = default;

void MessageRows::addRow(const Value &message)
{
    auto *row = new Row(new QWidget(this), message);
    const QString place = u"streamMessages/"_qs + QString::number(m_all.size());
    row->edit = new CodeEdit(m_theme, CodeLanguage::Json, CodeEdit::Extent::Lines, row->line);
    row->edit->setObjectName(place);
    row->edit->setAccessibleName(tr("Message"));
    row->edit->setPlaceholderText(uR"({"price": {{rnd(1, 100)}}})"_qs);
    row->edit->setNames([&completion = m_completion] { return completion.names(); });
    row->edit->setCode(lineOfMessage(message));
    row->problem = new QLabel(row->line);
    row->problem->setObjectName(place + u"/problem");
    row->problem->setWordWrap(true);
    row->problem->setTextFormat(Qt::PlainText);
    row->problem->hide();
    m_theme.tint(row->problem, Token::Failure);
    auto *removal = new QToolButton(row->line);
    removal->setObjectName(place + u"/remove");
    removal->setAccessibleName(tr("Remove this message"));
    removal->setToolTip(tr("Remove this message"));
    removal->setIcon(themedIcon(m_theme, u"cross"_qs));
    removal->setAutoRaise(true);
    removal->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QGridLayout(row->line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Hair);
    layout->addWidget(row->edit, 0, 0);
    layout->addWidget(removal, 0, 1, Qt::AlignTop);
    layout->addWidget(row->problem, 1, 0);
    connect(row->edit, &CodeEdit::edited, this, [this, row] { take(row); });
    connect(row->edit, &CodeEdit::settled, this, &MessageRows::settled);
    connect(removal, &QToolButton::clicked, this, [this, row] { removeRow(row); });
    m_rows->insertWidget(int(m_all.size()), row->line);
    m_all.append(row);
    row->line->show();
}

void MessageRows::removeRow(Row *row)
{
    const int place = int(m_all.indexOf(row));
    m_all.removeAt(place);
    row->line->hide();
    row->line->deleteLater(); // Its own button asks for it.
    m_another->setFocus();
    emit edited(messages(), place);
    emit settled();
}

void MessageRows::take(Row *row)
{
    const Result<Value> read = messageOfLine(row->edit->code());
    row->mistake =
        read ? QString()
             : tr("This is not JSON yet: %1. A text that begins like JSON stands in quotes.").arg(read.error().what);
    showProblem(row);
    if (!read)
        return;
    row->message = *read;
    emit edited(messages(), int(m_all.indexOf(row)));
}

void MessageRows::setProblems(const QHash<int, QString> &problems)
{
    m_problems = problems;
    for (Row *row : std::as_const(m_all))
        showProblem(row);
}

void MessageRows::showProblem(Row *row) const
{
    int number = 0;
    // An empty field is no message yet, and has no number.
    for (const Row *before : m_all) {
        if (before == row)
            break;
        number += before->message.isUndefined() ? 0 : 1;
    }
    const bool isMessage = !row->message.isUndefined();
    const QString problem = !row->mistake.isEmpty() ? row->mistake : isMessage ? m_problems.value(number) : QString();
    row->problem->setText(problem);
    row->problem->setVisible(!problem.isEmpty());
    row->edit->setProblem(problem);
}

Value MessageRows::messages() const
{
    Value::List list;
    for (const Row *row : m_all) {
        if (!row->message.isUndefined())
            list.push_back(row->message);
    }
    return Value::list(std::move(list));
}

void MessageRows::setMessages(const Value &list)
{
    // What is being typed stays.
    if (list.isIdentical(messages()))
        return;
    for (const Row *row : std::as_const(m_all)) {
        row->line->hide();
        row->line->deleteLater();
    }
    m_all.clear();
    for (const Value &message : list.items())
        addRow(message);
}

} // namespace framewright::ui
