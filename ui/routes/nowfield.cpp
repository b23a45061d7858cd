// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/nowfield.h"

#include "ui/common/jsonfield.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace framewright::ui {

using value::Value;

namespace {

/// A number that is still being typed is not set digit by digit.
constexpr int typingPause = 600;

} // namespace

NowField::NowField(const Theme &theme, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_field(new JsonField(theme, JsonField::Shape::Object, name, title, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    setFocusProxy(m_field);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &NowField::send);
    connect(m_field, &JsonField::edited, this, &NowField::handleEdit);
    connect(m_field, &JsonField::left, this, &NowField::leave);
    // What is no JSON yet is typed as well.
    connect(m_field->editor(), &QPlainTextEdit::textChanged, this, [this] {
        if (m_field->editor()->hasFocus() && !m_field->problem().isEmpty() && !m_isTyping) {
            m_isTyping = true;
            m_base = m_now;
            m_typed = m_now;
        }
    });
}

void NowField::setNow(const Value &variables)
{
    m_now = variables;
    m_field->setEnabled(true);
    m_field->editor()->setPlaceholderText(uR"({"name": "value"})"_qs);
    if (!m_isTyping)
        showValue(variables);
}

void NowField::setAbsent(const QString &reason)
{
    m_pause.stop();
    m_isTyping = false;
    m_now = {};
    m_field->setEnabled(false);
    m_field->editor()->setPlaceholderText(reason);
    m_field->editor()->viewport()->update(); // Qt 6.4 paints one that follows another where the cursor stands only.
    showValue(Value::object());
}

void NowField::showValue(const Value &value)
{
    QPlainTextEdit *text = m_field->editor();
    // By number: a cursor would move with the text.
    const int anchor = text->textCursor().anchor();
    const int position = text->textCursor().position();
    const int scrolled = text->verticalScrollBar()->value();
    m_field->setValue(value);
    // Where one was reading one goes on.
    QTextCursor cursor = text->textCursor();
    const int end = std::max(0, text->document()->characterCount() - 1);
    cursor.setPosition(std::min(anchor, end));
    cursor.setPosition(std::min(position, end), QTextCursor::KeepAnchor);
    text->setTextCursor(cursor);
    text->verticalScrollBar()->setValue(scrolled);
}

void NowField::handleEdit(const Value &value)
{
    if (!m_isTyping)
        m_base = m_now;
    m_isTyping = true;
    m_typed = value;
    m_pause.start();
}

void NowField::send()
{
    m_pause.stop();
    if (!m_isTyping || !m_field->problem().isEmpty())
        return;
    // The others may have changed in the meantime: they are not set back.
    const Value base = std::exchange(m_base, m_typed);
    for (const Value::Member &member : m_typed.members()) {
        const Value *before = base.find(member.key());
        if (before != nullptr && before->isIdentical(member.value))
            continue;
        m_now.set(member.key(), member.value);
        emit edited(member.name.toByteArray(), member.value);
    }
    for (const Value::Member &member : base.members()) {
        if (m_typed.contains(member.key()))
            continue;
        m_now.remove(member.key());
        emit edited(member.name.toByteArray(), Value());
    }
}

void NowField::leave()
{
    if (m_pause.isActive())
        send();
    m_isTyping = false;
    showValue(m_now);
}

} // namespace framewright::ui
