// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messageeditor.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/messages/jsonhighlighter.h"
#include "ui/messages/payloadtext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

namespace framewright::ui {

namespace {

/// Colouring goes over the whole text at each key.
constexpr qsizetype colouredAtMost = 1 << 16;

QString hexLines(const QByteArray &bytes)
{
    constexpr qsizetype width = 16;
    QStringList lines;
    for (qsizetype place = 0; place < bytes.size(); place += width)
        lines.append(QString::fromLatin1(bytes.mid(place, width).toHex(' ')));
    return lines.join(u'\n');
}

} // namespace

MessageEditor::MessageEditor(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_highlighter(new JsonHighlighter(theme, m_text->document()))
    , m_format(new QComboBox(this))
    , m_pretty(new QToolButton(this))
    , m_size(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_row(new QHBoxLayout)
{
    setObjectName(name);
    setFocusProxy(m_text);
    buildEditor(name);
    m_pretty->setIcon(themedIcon(theme, u"braces"_qs));
    m_row->setSpacing(measure::Hair);
    m_row->addWidget(m_format);
    m_row->addWidget(m_pretty);
    m_row->addWidget(m_size, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_problem);
    layout->addLayout(m_row);
    theme.tint(m_problem, Token::Failure);
    theme.tint(m_size, Token::Muted);
    validate();
}

void MessageEditor::buildEditor(const QString &name)
{
    m_text->setObjectName(name + u"Text"_qs);
    m_text->setAccessibleName(tr("Message to send"));
    m_text->setPlaceholderText(tr("Message to send"));
    m_text->setFont(Theme::fixedFont(m_text->font()));
    m_text->setTabChangesFocus(true);
    m_problem->setObjectName(name + u"Problem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_format->setObjectName(name + u"Format"_qs);
    m_format->setAccessibleName(tr("Format"));
    m_format->setAccessibleDescription(tr("Format"));
    m_format->addItems({tr("Text"), tr("JSON"), tr("Hex")});
    m_pretty->setObjectName(name + u"Pretty"_qs);
    m_pretty->setAccessibleName(tr("Lay out the JSON"));
    m_pretty->setToolTip(tr("Lay out the JSON; numbers keep their digits"));
    m_pretty->setAutoRaise(true);
    m_size->setObjectName(name + u"Size"_qs);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessageEditor::validate);
    connect(m_format, &QComboBox::currentIndexChanged, this, &MessageEditor::validate);
    connect(m_pretty, &QToolButton::clicked, this, &MessageEditor::layOutJson);
}

MessageEditor::Format MessageEditor::format() const
{
    return static_cast<Format>(m_format->currentIndex());
}

void MessageEditor::setFormat(Format format)
{
    m_format->setCurrentIndex(static_cast<int>(format));
}

QString MessageEditor::text() const
{
    return m_text->toPlainText();
}

void MessageEditor::setMessage(Format format, const QString &text)
{
    const QSignalBlocker quiet(m_text);
    setFormat(format);
    // One step that Ctrl+Z takes back.
    QTextCursor all(m_text->document());
    all.select(QTextCursor::Document);
    all.insertText(text);
    validate();
}

void MessageEditor::clear()
{
    setMessage(format(), {});
}

void MessageEditor::setPayload(protocol::Opcode opcode, const QByteArray &payload)
{
    if (opcode == protocol::Opcode::Binary)
        return setMessage(Format::Hex, hexLines(payload));
    const QByteArray start = payload.trimmed();
    const Result<QByteArray> pretty = value::prettyPrint(payload);
    if (pretty && (start.startsWith('{') || start.startsWith('[')))
        return setMessage(Format::Json, QString::fromUtf8(*pretty));
    setMessage(Format::Text, QString::fromUtf8(payload));
}

bool MessageEditor::setSend(const value::Value &send)
{
    if (send.isText()) {
        setMessage(Format::Text, send.toString());
        return true;
    }
    const bool form = send.isObject() && send.size() == 1;
    if (form && send["text"].isText()) {
        setMessage(Format::Text, send["text"].toString());
        return true;
    }
    if (form && send["hex"].isText()) {
        setMessage(Format::Hex, send["hex"].toString());
        return true;
    }
    if (form && send["base64"].isText()) {
        const QByteArray bytes = QByteArray::fromBase64(send["base64"].toByteArray());
        setMessage(Format::Hex, hexLines(bytes));
        return true;
    }
    for (const char *verb : {"file", "same", "batch", "ping", "pong", "raw"}) {
        if (form && send.contains(verb))
            return false;
    }
    const value::Value &json = form && send.contains("json") ? send["json"] : send;
    setMessage(Format::Json, QString::fromUtf8(value::writeJson(json, value::JsonStyle::Indented)));
    return true;
}

Result<ComposedMessage> MessageEditor::message() const
{
    using protocol::Opcode;
    if (format() == Format::Text)
        return ComposedMessage{Opcode::Text, text().toUtf8()};
    const Result<QByteArray> bytes = format() == Format::Json ? value::minify(text().toUtf8()) : parseHex(text());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return ComposedMessage{format() == Format::Json ? Opcode::Text : Opcode::Binary, *bytes};
}

workspace::Written MessageEditor::toSend() const
{
    const auto form = [](QByteArrayView key, value::Value value) {
        value::Value send = value::Value::object();
        send.set(key, std::move(value));
        return workspace::Written(std::move(send));
    };
    if (format() == Format::Hex)
        return form("hex", value::Value::text(text()));
    if (format() == Format::Json) {
        if (Result<value::Value> json = value::readJson(text().toUtf8()))
            return form("json", *std::move(json));
    }
    return form("text", value::Value::text(text()));
}

void MessageEditor::layOutJson()
{
    const Result<QByteArray> pretty = value::prettyPrint(text().toUtf8());
    if (pretty)
        setMessage(Format::Json, QString::fromUtf8(*pretty));
}

void MessageEditor::validate()
{
    const bool json = format() == Format::Json;
    const Result<ComposedMessage> composed = message();
    // An empty editor is no mistake, only nothing to send yet.
    const bool empty = text().trimmed().isEmpty();
    m_problem->setVisible(!composed && !empty);
    if (!composed) {
        QStringList parts{composed.error().what, composed.error().where, composed.error().advice};
        parts.removeAll(QString());
        m_problem->setText(parts.join(u' '));
    }
    m_size->setText(composed ? format::size(composed->payload.size()) : QString());
    m_size->setToolTip(json ? tr("As it is sent: without spaces between the parts") : QString());
    m_pretty->setVisible(json);
    m_pretty->setEnabled(composed.has_value());
    m_highlighter->setActive(json && m_text->document()->characterCount() <= colouredAtMost);
    emit changed();
}

} // namespace framewright::ui
