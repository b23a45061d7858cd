// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/connectcommand.h"
#include "app/cli/linereader.h"
#include "app/cli/linewriter.h"
#include "app/client/session.h"
#include "app/client/upgrader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace framewright::cli {

/// One run of `framewright-cli connect`: standard input to the server, the server to standard output, notes and
/// the end to standard error. Lives on the main thread.
class Conversation final : public QObject
{
    Q_OBJECT
public:
    explicit Conversation(const ConnectOptions &options, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Conversation)

    void start();
    /// The first time: closes with 1000. Again: ends at once.
    void stop();

signals:
    void finished(int exitCode);

private:
    void handleOpened();
    void handleMessage(const wire::Incoming &message);
    void handleLine(const QByteArray &line, qint64 number);
    void handleDrained();
    void handleOutputFailure(int code);
    void handleFailure(const client::SessionFailure &failure);
    void handleEnded();
    void closeNormally();
    void print(const wire::Incoming &message);

    ConnectOptions m_options;
    client::Upgrader m_upgrader;
    client::Session m_session;
    LineReader m_input;
    LineWriter m_output;
    QElapsedTimer m_sentAll; ///< Runs once the input has ended and all of it is sent.
    QTimer m_quiet;
    bool m_inputEnded = false;
    bool m_closing = false;
    int m_exitCode;
};

} // namespace framewright::cli
