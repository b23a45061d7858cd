// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/jsonfield.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;

namespace {

constexpr int fewestLines = 3;

} // namespace

JsonField::JsonField(const Theme &theme, Shape shape, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_shape(shape)
    , m_text(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(title);
    m_text->setFont(Theme::fixedFont(font()));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->installEventFilter(this);
    m_problem->setObjectName(name % u"Problem");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    theme.tint(m_problem, Token::Failure);
    m_problem->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Hair);
    layout->addWidget(m_text);
    layout->addWidget(m_problem);
    setFocusProxy(m_text);
    setLines(fewestLines);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonField::handleText);
}

void JsonField::setLines(int lines)
{
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * lines + 2 * measure::Medium);
}

void JsonField::setValue(const Value &value)
{
    QString problem;
    const std::optional<Value> now = read(problem);
    if ((now && now->isIdentical(value)) || (!now && m_text->hasFocus()))
        return; // It is being typed.
    m_isShowing = true;
    const bool isEmpty = value.isNull() || value.isUndefined() || (!value.isText() && value.size() == 0);
    m_text->setPlainText(isEmpty && m_shape != Shape::Any
                             ? QString()
                             : QString::fromUtf8(value::writeJson(value, value::JsonStyle::Fitted)));
    m_isShowing = false;
    m_problem->hide();
}

QString JsonField::problem() const
{
    QString problem;
    return read(problem) ? QString() : problem;
}

std::optional<Value> JsonField::read(QString &problem) const
{
    const QByteArray text = m_text->toPlainText().toUtf8();
    if (text.trimmed().isEmpty())
        return m_shape == Shape::List ? Value::list() : m_shape == Shape::Object ? Value::object() : Value::null();
    Result<Value> parsed = value::readJson(text);
    if (!parsed) {
        problem = tr("This is not JSON yet, %1: %2").arg(parsed.error().where, parsed.error().what);
        return std::nullopt;
    }
    if (m_shape == Shape::Object && !parsed->isObject())
        problem = tr("This must be an object: {\"name\": value}");
    else if (m_shape == Shape::List && !parsed->isList())
        problem = tr("This must be a list: [first, second]");
    return problem.isEmpty() ? std::optional(*std::move(parsed)) : std::nullopt;
}

void JsonField::handleText()
{
    if (m_isShowing)
        return;
    QString problem;
    const std::optional<Value> value = read(problem);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (value)
        emit edited(*value);
}

bool JsonField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::FocusOut)
        emit left();
    // Undo is the window's, which names its steps; over a dialog that waits it hears nothing.
    if (watched == m_text && event->type() == QEvent::ShortcutOverride && !window()->isModal()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace framewright::ui
