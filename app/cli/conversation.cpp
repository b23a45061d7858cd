// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/conversation.h"

#include "app/cli/standarderror.h"
#include "app/cli/stopsignals.h"

#include <cstring>

#include <unistd.h>

namespace framewright::cli {

namespace {

/// Lines are not read while more than this waits for the server, or messages while it waits for our reader.
constexpr qint64 waitingLimit = 4 << 20;

/// After the end of the input the server gets this long to answer what was sent, beginning anew with each
/// message, but no longer than the second figure together: many servers answer nothing more once they have seen
/// the close frame. Milliseconds.
constexpr int quietBeforeClose = 500;
constexpr int longestBeforeClose = 3000;

/// A payload of a ping or a close frame in a line for a person.
QString shown(QByteArrayView payload)
{
    return u"\"%1\""_qs.arg(QString::fromUtf8(payload));
}

QString nameOf(wire::EndedBy endedBy)
{
    switch (endedBy) {
    case wire::EndedBy::Nobody:
        return u"nobody"_qs;
    case wire::EndedBy::Client:
        return u"client"_qs;
    case wire::EndedBy::Server:
        return u"server"_qs;
    case wire::EndedBy::Rule:
        return u"rule"_qs;
    case wire::EndedBy::Network:
        return u"network"_qs;
    case wire::EndedBy::Tls:
        return u"TLS"_qs;
    case wire::EndedBy::ProtocolError:
        return u"protocol error"_qs;
    case wire::EndedBy::Timeout:
        return u"time-out"_qs;
    }
    return {};
}

/// "closed 4000 Private use by server: done"
QString closeLine(const wire::ConnectionFacts &facts)
{
    const protocol::CloseCode code = facts.closeCode().value_or(protocol::closecode::Abnormal);
    QString line =
        u"closed %1 %2 by %3"_qs.arg(QString::number(code), protocol::closeCodeName(code), nameOf(facts.endedBy));
    const QByteArray reason = facts.closeReason();
    if (!reason.isEmpty())
        line += u": "_qs + QString::fromUtf8(reason);
    return line;
}

} // namespace

Conversation::Conversation(const ConnectOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_session(ConnectionId{1}, options.request, &m_upgrader, nullptr)
    , m_input(STDIN_FILENO, options.request.messageLimit)
    , m_output(STDOUT_FILENO)
    , m_exitCode(connectexit::abnormal)
{
    m_input.setPaused(true);
    connect(&m_session, &client::Session::opened, this, &Conversation::handleOpened);
    connect(&m_session, &client::Session::received, this, &Conversation::handleMessage);
    connect(&m_session, &client::Session::drained, this, &Conversation::handleDrained);
    connect(&m_session, &client::Session::noticed, this, [](const QString &text) { writeError(text); });
    connect(&m_session, &client::Session::failed, this, &Conversation::handleFailure);
    connect(&m_session, &client::Session::ended, this, &Conversation::handleEnded);
    connect(&m_input, &LineReader::lineRead, this, &Conversation::handleLine);
    connect(&m_input, &LineReader::lineTooLong, this, [](qint64 number) {
        writeError(u"line %1 is longer than a message may be: it was not sent"_qs.arg(number));
    });
    connect(&m_input, &LineReader::finished, this, [this] {
        m_inputEnded = true;
        handleDrained();
    });
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &Conversation::closeNormally);
    connect(&m_output, &LineWriter::drained, this, [this] { m_session.holdInput(false); });
    connect(&m_output, &LineWriter::failed, this, &Conversation::handleOutputFailure);
    if (!options.verbose)
        return;
    connect(&m_session, &client::Session::pinged, this,
            [](QByteArrayView payload) { writeError(u"ping "_qs + shown(payload)); });
    connect(&m_session, &client::Session::ponged, this,
            [](QByteArrayView payload) { writeError(u"pong "_qs + shown(payload)); });
}

void Conversation::start()
{
    m_session.open();
}

void Conversation::stop()
{
    if (m_closing) {
        m_session.abort();
        return;
    }
    m_input.setPaused(true);
    m_session.holdInput(false);
    closeNormally();
}

void Conversation::handleOpened()
{
    if (m_options.verbose) {
        const wire::ConnectionFacts &facts = m_session.facts();
        writeError(u"connected to %1"_qs.arg(facts.routePath));
        if (!facts.subprotocol.isEmpty())
            writeError(u"subprotocol "_qs + QString::fromUtf8(facts.subprotocol));
        if (!facts.extensions.isEmpty())
            writeError(u"extensions "_qs + QString::fromUtf8(facts.extensions));
    }
    if (!m_options.echo)
        m_input.setPaused(m_closing);
}

void Conversation::handleMessage(const wire::Incoming &message)
{
    if (!m_options.echo) {
        print(message);
        if (m_quiet.isActive() && m_sentAll.elapsed() + quietBeforeClose < longestBeforeClose)
            m_quiet.start();
        return;
    }
    // After a close frame nothing may follow (RFC 6455 section 5.5.1): what came with it stays unanswered.
    if (!m_session.isOpen())
        return;
    if (const auto sent = m_session.send({message.opcode, message.payload, message.owned, 0}); !sent)
        writeError(sent.error().text());
}

void Conversation::print(const wire::Incoming &message)
{
    QByteArray line = message.opcode == protocol::Opcode::Text ? message.payload.toByteArray()
                                                               : "hex:" + message.payload.toByteArray().toHex();
    line += '\n';
    m_output.write(line);
    if (m_output.waitingBytes() > waitingLimit && !m_closing)
        m_session.holdInput(true);
}

void Conversation::handleLine(const QByteArray &line, qint64 number)
{
    if (m_closing)
        return;
    if (const auto sent = m_session.send({protocol::Opcode::Text, line, line, 0}); !sent)
        writeError(u"line %1: %2"_qs.arg(QString::number(number), sent.error().text()));
    if (m_session.unsentBytes() > waitingLimit)
        m_input.setPaused(true);
}

void Conversation::handleDrained()
{
    if (m_closing || m_options.echo)
        return;
    if (!m_inputEnded) {
        if (m_session.unsentBytes() <= waitingLimit)
            m_input.setPaused(false);
    } else if (m_session.unsentBytes() == 0 && !m_sentAll.isValid()) {
        m_sentAll.start();
        m_quiet.start(quietBeforeClose);
    }
}

void Conversation::closeNormally()
{
    m_quiet.stop();
    m_closing = true;
    m_session.close({protocol::closecode::Normal, {}});
}

void Conversation::handleOutputFailure(int code)
{
    writeError(u"standard output cannot be written: %1"_qs.arg(QString::fromLocal8Bit(std::strerror(code))));
    if (!m_closing)
        stop();
}

void Conversation::handleFailure(const client::SessionFailure &failure)
{
    writeError(failure.error.text());
    if (!failure.body.isEmpty())
        writeError(QString::fromUtf8(failure.body));
    switch (failure.kind) {
    case client::FailureKind::Address:
        m_exitCode = connectexit::usage;
        break;
    case client::FailureKind::Refused:
        m_exitCode = connectexit::refused;
        break;
    case client::FailureKind::Cancelled:
        m_exitCode = connectexit::abnormal;
        break;
    case client::FailureKind::Name:
    case client::FailureKind::Connect:
    case client::FailureKind::Tls:
    case client::FailureKind::Timeout:
    case client::FailureKind::Handshake:
        m_exitCode = connectexit::notConnected;
        break;
    }
}

void Conversation::handleEnded()
{
    m_input.setPaused(true);
    letSignalsKill();
    m_output.finish();
    const wire::ConnectionFacts &facts = m_session.facts();
    if (facts.state != wire::ConnectionState::Refused) {
        if (!facts.isCleanlyClosed() && !facts.endText.isEmpty())
            writeError(facts.endText);
        writeError(closeLine(facts));
        m_exitCode = facts.isCleanlyClosed() ? connectexit::clean : connectexit::abnormal;
    }
    emit finished(m_exitCode);
}

} // namespace framewright::cli
