// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/protocol/opcode.h"
#include "app/workspace/written.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace framewright::ui {

class JsonHighlighter;
class Theme;

/// A message that is ready to be sent.
struct ComposedMessage
{
    protocol::Opcode opcode = protocol::Opcode::Text;
    QByteArray payload;

    bool operator==(const ComposedMessage &) const = default;
};

/// Where a message is typed: text as it is, JSON that is checked, or hex for bytes. Says at once when it cannot be
/// sent. JSON is edited readable and sent without spaces; its numbers keep their digits.
class MessageEditor final : public QWidget
{
    Q_OBJECT
public:
    enum class Format
    {
        Text,
        Json,
        Hex
    };
    Q_ENUM(Format)

    /// `name` begins the object names of its parts: "composer" gives "composerText", "composerFormat".
    MessageEditor(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setMessage(Format format, const QString &text);
    /// What came or went: text that is JSON as JSON, bytes as hex.
    void setPayload(protocol::Opcode opcode, const QByteArray &payload);
    /// What a saved message sends. False: only a rule can send that.
    bool setSend(const value::Value &send);
    void clear();

    [[nodiscard]] Format format() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] Result<ComposedMessage> message() const;
    /// The same as a saved message has it; nothing is wrong with it.
    [[nodiscard]] workspace::Written toSend() const;

    /// Behind format and size, for what to do with the message.
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }
    [[nodiscard]] QPlainTextEdit *field() const { return m_text; }

signals:
    /// After each change of text or format.
    void changed();

private:
    void buildEditor(const QString &name);
    void setFormat(Format format);
    void layOutJson();
    void validate();

    QPlainTextEdit *m_text;
    JsonHighlighter *m_highlighter;
    QComboBox *m_format;
    QToolButton *m_pretty;
    QLabel *m_size;
    QLabel *m_problem;
    QHBoxLayout *m_row;
};

} // namespace framewright::ui
