// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "ui/common/windowcontext.h"
#include "ui/common/windowparts.h"
#include "ui/rules/papertrial.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace framewright::ui {

class CodeEdit;
class Completion;
class LiveVariables;

/// The message that is tried on paper: pasted or typed as text, as hexadecimal digits or as what the route's codec
/// writes, or taken from the log; and who sends it: a new client, or a connection with its handshake and, while it is
/// selected, its variables.
class TrialInput final : public QWidget
{
    Q_OBJECT
public:
    TrialInput(const WindowParts &parts, const Completion &completion, const LiveVariables &live,
               QWidget *parent = nullptr);

    void setRoute(const workspace::Route *route);
    /// After each change of the route, which may have another codec now.
    void followRoute(const workspace::Route &route);
    void take(const TrialWish &wish);

    /// Nothing is there to be tried.
    [[nodiscard]] bool isEmpty() const;
    /// An error where what is typed is no message.
    [[nodiscard]] Result<TrialMessage> message(const workspace::Route &route) const;
    /// Said at the message; empty: nothing is wrong.
    void setProblem(const QString &problem);

signals:
    void edited();  ///< While it is typed.
    void changed(); ///< Chosen: nothing more is waited for.

private:
    enum class Form : std::uint8_t
    {
        Text,
        Hex,
        Coded, ///< JSON that the codec writes.
        Ping,
        Pong,
    };

    void build(const Completion &completion);
    void changeForm();
    void showPayload(Form form, protocol::Opcode opcode, const QByteArray &payload);
    void updateSenders();
    void updateTarget();
    [[nodiscard]] Form form() const;
    [[nodiscard]] ConnectionId sender() const;
    [[nodiscard]] Result<std::vector<codec::Frame>> frames(Form form, const workspace::Route &route) const;
    [[nodiscard]] const workspace::Route *route() const;

    const WindowParts m_parts;
    const LiveVariables &m_live;
    RouteId m_route;
    Form m_form = Form::Text; ///< In which the message stands there.
    ConnectionId m_picked;    ///< Of the message that was taken from the log.
    QList<codec::Frame> m_beginning;
    QString m_codec;
    QComboBox *m_forms = nullptr;
    QComboBox *m_senders = nullptr;
    CodeEdit *m_target = nullptr;
    CodeEdit *m_message = nullptr;
};

} // namespace framewright::ui
