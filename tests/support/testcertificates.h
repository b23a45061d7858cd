// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace framewright::test {

/// An authority of the test's own and what it has issued, in a folder that goes with it. Made by OpenSSL's command:
///   ca.pem, ca.key                the authority
///   server.pem, server.key        for 127.0.0.1 and localhost
///   client.pem, client.key        for a client; client-whole.pem has both
///   client-locked.key             the same key under the passphrase "secret"
///   stranger.pem, stranger.key    issued by nobody but itself
class TestCertificates final
{
public:
    TestCertificates();
    Q_DISABLE_COPY_MOVE(TestCertificates)

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Of a server that asks nothing of its clients.
    [[nodiscard]] QSslConfiguration server() const;
    /// Of one that wants a certificate of the authority.
    [[nodiscard]] QSslConfiguration askingServer() const;

private:
    void openssl(const QString &arguments) const;
    void issue(const QString &name, const QString &subject) const;

    QTemporaryDir m_folder;
};

} // namespace framewright::test
