// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/wire/wireserver.h"

#include "app/protocol/headparser.h"
#include "app/protocol/serverhandshake.h"
#include "app/wire/plaintransport.h"
#include "app/wire/tlscredentials.h"
#include "app/wire/tlstransport.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <limits>

namespace framewright::test {

namespace {

QSslConfiguration testTls()
{
    static QTemporaryDir folder;
    static const Result<wire::TlsCredentials> credentials = wire::selfSignedCredentials(folder.path());
    return credentials ? credentials->serverConfiguration() : QSslConfiguration();
}

} // namespace

void addSecurities()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("ws") << Security::Plain;
    QTest::newRow("wss") << Security::Tls;
}

protocol::ClosePayload closing(int code, const QByteArray &reason)
{
    return {static_cast<protocol::CloseCode>(code), reason};
}

/// Reads one head.
class WireServer::Reception final : public wire::TransportListener
{
public:
    Reception(WireServer &server, std::unique_ptr<wire::Transport> transport)
        : m_server(server)
        , m_transport(std::move(transport))
    {
        m_transport->setListener(this);
    }

private:
    void transportReadable() override
    {
        std::array<char, 4096> buffer;
        qint64 got = 0;
        while (m_transport && (got = m_transport->read(buffer)) > 0) {
            m_head.append(buffer.data(), got);
            const qsizetype end = m_head.indexOf("\r\n\r\n");
            if (end >= 0)
                m_server.upgrade(std::move(m_transport), m_head.left(end + 4), m_head.mid(end + 4));
        }
    }
    void transportSent(qint64) override {}
    void transportEnded(wire::TransportEnd, const QString &) override {}

    WireServer &m_server;
    std::unique_ptr<wire::Transport> m_transport;
    QByteArray m_head;
};

Served::~Served()
{
    // In this order (recipe 5).
    if (wire)
        wire->setCallbacks({});
    delete socket;
    delete wire;
}

void Served::echo()
{
    const auto answer = [this] {
        const wire::Incoming message = wire->takeMessage();
        messages += message.keep();
        wire->send({message.opcode, message.payload, message.owned, 0});
    };
    connect(socket, &QWebSocket::textMessageReceived, this, answer);
    connect(socket, &QWebSocket::binaryMessageReceived, this, answer);
}

WireServer::WireServer(const WireServerOptions &options)
    : opened([](Served &served) { served.echo(); })
    , m_options(options)
    , m_tls(options.security == Security::Tls ? testTls() : QSslConfiguration())
    , m_capture(&m_queue)
    , m_server(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
{
    m_server.setMaxPendingConnections(10000);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] { handleUpgraded(); });
    if (!listen(QHostAddress::LocalHost))
        qFatal("cannot listen");
}

WireServer::~WireServer()
{
    close();
    m_served.clear();
}

void WireServer::incomingConnection(qintptr descriptor)
{
    std::unique_ptr<wire::Transport> transport;
    if (m_options.security == Security::Tls)
        transport = wire::TlsTransport::accept(descriptor, m_tls);
    else
        transport = std::make_unique<wire::PlainTransport>(descriptor);
    m_receptions.push_back(std::make_unique<Reception>(*this, std::move(transport)));
}

void WireServer::upgrade(std::unique_ptr<wire::Transport> transport, const QByteArray &head, const QByteArray &rest)
{
    const auto parsed = protocol::parseRequestHead(head, {});
    const auto request = protocol::judgeHandshake(parsed.head);
    if (!request) {
        transport->abort();
        return;
    }
    protocol::HandshakeAnswer answer;
    const protocol::DeflatePolicy policy{m_options.deflate, m_options.takeover, 15};
    const auto agreed = protocol::negotiateDeflate(request->extensionOffers, policy);
    if (agreed && m_options.deflate)
        answer.deflate = agreed->parameters;
    answer.fields.append("X-Mock", "test");

    wire::WireSettings settings;
    settings.id.value = m_served.size() + 1;
    settings.messageLimit = m_options.messageLimit;
    settings.readPauseAbove = m_options.readPauseAbove;
    settings.closeTimeout = m_options.closeTimeout;
    settings.deflate = answer.deflate;
    settings.capture = &m_capture;
    settings.budget = m_options.budget;
    wire::ConnectionFacts facts;
    facts.server = ServerId{1};
    facts.requestHead = head;
    facts.status = 101;

    auto served = std::make_unique<Served>();
    served->path = parsed.head.path();
    served->wire = new wire::WireSocket(std::move(transport), settings, facts, rest);
    served->wire->setProperty("served", QVariant::fromValue<QObject *>(served.get()));
    served->wire->setCallbacks({.pinged = {}, .ponged = {}, .drained = {}, .ended = [one = served.get()] {
                                    one->ended = one->wire->facts();
                                    one->hasEnded = true;
                                }});
    const QByteArray clean = "GET " + parsed.head.target +
                             " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Key: " +
                             request->key + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    served->wire->prepareHandshake(clean, protocol::encodeHandshakeAnswer(request->key, answer));
    wire::WireSocket *socket = served->wire;
    m_served.push_back(std::move(served));
    m_server.handleConnection(socket);
}

void WireServer::handleUpgraded()
{
    QWebSocket *socket = m_server.nextPendingConnection();
    wire::WireSocket *wire = wire::WireSocket::takeUpgraded();
    auto *served = qobject_cast<Served *>(wire->property("served").value<QObject *>());
    disconnect(wire, &QAbstractSocket::disconnected, &m_server, nullptr);
    socket->setParent(nullptr);
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    socket->setMaxAllowedIncomingFrameSize(std::numeric_limits<qint32>::max());
    socket->setMaxAllowedIncomingMessageSize(std::numeric_limits<qint32>::max());
    served->socket = socket;
    connect(socket, &QWebSocket::disconnected, served, [served] { ++served->disconnects; });
    if (opened)
        opened(*served);
    wire->start();
}

wire::ConnectionFacts WireServer::waitForEnd(int wait)
{
    (void)RawPeer::waitUntil([this] { return last() && last()->hasEnded; }, wait);
    return last() ? last()->ended : wire::ConnectionFacts();
}

const std::vector<WireServer::Row> &WireServer::rows()
{
    m_capture.flush();
    while (auto batch = m_queue.take(0)) {
        if (batch->isEmpty())
            break;
        for (const event::EventRecord &record : batch->records) {
            const auto payload = batch->payload(record);
            const auto detail = batch->detail(record);
            m_rows.push_back({record, QByteArray(payload.data(), qsizetype(payload.size())),
                              QByteArray(detail.data(), qsizetype(detail.size()))});
        }
    }
    return m_rows;
}

std::vector<WireServer::Row> WireServer::rows(event::EventKind kind)
{
    std::vector<Row> found;
    const auto &all = rows();
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [kind](const Row &row) { return row.record.kind == kind; });
    return found;
}

} // namespace framewright::test
