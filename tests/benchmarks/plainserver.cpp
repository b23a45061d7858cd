// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The peer of our benchmarks: QWebSocketServer as its documentation uses it, echoing. Two mercies: a listen
// backlog that takes a burst, and messages that leave in one frame.
// Usage: plainserver PORT [CERTIFICATE KEY]

#include <QCoreApplication>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <cstdio>
#include <sys/resource.h>

namespace {

QSslConfiguration tlsConfiguration(const QString &certificate, const QString &key)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    QFile certificateFile(certificate);
    QFile keyFile(key);
    if (!certificateFile.open(QIODevice::ReadOnly) || !keyFile.open(QIODevice::ReadOnly))
        qFatal("cannot read the certificate or its key");
    configuration.setLocalCertificate(QSslCertificate(&certificateFile));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

void echo(QWebSocket *socket)
{
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    QObject::connect(socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
    QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
}

} // namespace

int main(int argc, char **argv)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);

    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool tls = arguments.size() > 3;
    QWebSocketServer server(QStringLiteral("plain"),
                            tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode);
    if (tls)
        server.setSslConfiguration(tlsConfiguration(arguments.at(2), arguments.at(3)));
    server.setMaxPendingConnections(1 << 20);
    const auto listeners = server.findChildren<QTcpServer *>();
    for (QTcpServer *listener : listeners)
        listener->setListenBacklogSize(4096);
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&server] {
        while (QWebSocket *socket = server.nextPendingConnection())
            echo(socket);
    });
    if (!server.listen(QHostAddress::LocalHost, arguments.value(1).toUShort()))
        return 1;
    std::printf("listening %d\n", server.serverPort());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
