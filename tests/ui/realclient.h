// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QProcess>
#include <QStringList>

namespace framewright::test {

/// Clients that are not ours: a Python program with the library `websockets`, which holds as many connections as it
/// is told, each by a name. What they hear is kept for each, in order: "open", "got TEXT", "got 0x00ff" of a binary
/// message, "closed 1000 why", "refused 401".
class RealClient final
{
public:
    RealClient();
    ~RealClient();
    Q_DISABLE_COPY_MOVE(RealClient)

    /// Waits until it is open. Headers as "Name: value".
    void connectAs(const QString &name, const QString &url, const QStringList &headers = {});
    /// What the server answers to the handshake: "open", or "refused 401".
    [[nodiscard]] QString attempt(const QString &name, const QString &url, const QStringList &headers = {});
    /// The whole answer to such a handshake, "401 body".
    [[nodiscard]] QString answerTo(const QString &url);
    void send(const QString &name, const QString &text);
    void sendBytes(const QString &name, const QByteArray &bytes);
    void close(const QString &name, int code, const QString &reason);

    /// All that it heard.
    [[nodiscard]] QStringList heard(const QString &name);
    /// The texts that came.
    [[nodiscard]] QStringList messages(const QString &name);
    /// The next text, waited for; none in time: a null one.
    [[nodiscard]] QString next(const QString &name);
    /// As many as come until this one, which is waited for. False: it did not come.
    [[nodiscard]] bool hears(const QString &name, const QString &line);
    /// What came so far does not count any more.
    void forget(const QString &name);

private:
    void command(const QStringList &words);
    void read();

    QProcess m_process;
    QByteArray m_rest;
    QHash<QString, QStringList> m_heard;
    QHash<QString, qsizetype> m_taken;
};

} // namespace framewright::test
