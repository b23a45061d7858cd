// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/headerlines.h"

#include "app/protocol/headerfields.h"
#include "app/value/jsonwriter.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>

namespace framewright::ui {

using value::Value;

namespace {

constexpr int lines = 3;

QString shown(const Value &value)
{
    return value.isText() ? value.toString() : QString::fromUtf8(value::writeJson(value));
}

} // namespace

HeaderLines::HeaderLines(const Theme &theme, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(title);
    m_text->setPlaceholderText(tr("Name: value"));
    m_text->setFont(Theme::fixedFont(font()));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * lines + 2 * measure::Medium);
    m_problem->setObjectName(name % u"Problem");
    m_problem->setWordWrap(true);
    theme.tint(m_problem, Token::Failure);
    m_problem->hide();
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(measure::Small);
    layout->setVerticalSpacing(measure::Hair);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_problem, 1, 1);
    layout->setColumnStretch(1, 1);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &HeaderLines::handleText);
}

void HeaderLines::setWord(const QString &word)
{
    auto *label = new QLabel(word, this);
    label->setBuddy(m_text);
    label->setMinimumHeight(Theme::controlHeight(font()));
    m_theme.tint(label, Token::Muted);
    static_cast<QGridLayout *>(layout())->addWidget(label, 0, 0, Qt::AlignTop);
}

void HeaderLines::setHeaders(const Value &headers)
{
    Value now;
    QString problem;
    m_shown = headers;
    const bool isRight = read(now, problem);
    if ((isRight && now.isIdentical(headers)) || (!isRight && m_text->hasFocus()))
        return;
    QStringList texts;
    for (const Value::Member &member : headers.members())
        texts << QString(QString::fromUtf8(member.key()) % u": " % shown(member.value));
    m_isShowing = true;
    m_text->setPlainText(texts.join(u'\n'));
    m_isShowing = false;
    m_problem->hide();
}

bool HeaderLines::read(Value &headers, QString &problem) const
{
    headers = Value::object();
    int number = 0;
    const QStringList all = m_text->toPlainText().split(u'\n');
    for (const QString &line : all) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(u':');
        const QByteArray name = line.left(qMax<qsizetype>(colon, 0)).trimmed().toUtf8();
        if (!protocol::isToken(name)) {
            problem = tr("Line %1 is no header. Write it as Name: value.").arg(number);
            return false;
        }
        const QString text = line.mid(colon + 1).trimmed();
        const Value *before = m_shown.find(name);
        headers.set(name, before != nullptr && shown(*before) == text ? *before : Value::text(text));
    }
    return true;
}

void HeaderLines::handleText()
{
    if (m_isShowing)
        return;
    Value headers;
    QString problem;
    const bool isRight = read(headers, problem);
    m_problem->setText(problem);
    m_problem->setVisible(!isRight);
    if (isRight)
        emit edited(headers);
}

} // namespace framewright::ui
