// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"
#include "app/value/jsonreader.h"
#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/logofvalues.h"
#include "ui/common/connectionbook.h"
#include "ui/routes/messagesampler.h"
#include "ui/rules/completion.h"

#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using event::Direction;
using event::EventKind;

/// What is offered comes from real messages of the route, read by its codec.
class tst_MessageSampler : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void readsByTheCodec_data();
    void readsByTheCodec();
    void leavesOutWhatIsNotOfTheRoute();
    void followsTheCodec();
    void followsTheLog();
    void remembersTheVersion();
    void hostileMessages_data();
    void hostileMessages();

private:
    void load(const QByteArray &codec, const QByteArray &more = {});
    void addMessage(const QByteArray &payload, protocol::Opcode opcode, std::uint64_t connection = 1,
                    Direction direction = Direction::In);
    void addEncoded(const QByteArray &json);
    void setRows(qint64 first, qint64 last);
    void look();
    [[nodiscard]] const workspace::Route &route() const { return m_document->workspace().servers[0].routes[0]; }

    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<ConnectionBook> m_book;
    std::unique_ptr<Completion> m_completion;
    std::unique_ptr<LogOfValues> m_log;
    std::unique_ptr<MessageSampler> m_sampler;
    std::shared_ptr<codec::Agreement> m_agreement;
};

void tst_MessageSampler::init()
{
    m_document = std::make_unique<workspace::Document>();
    m_book = std::make_unique<ConnectionBook>();
    m_completion = std::make_unique<Completion>();
    m_log = std::make_unique<LogOfValues>();
    m_sampler = std::make_unique<MessageSampler>(m_log->source(), *m_book, *m_document, *m_completion);
    m_agreement = std::make_shared<codec::Agreement>();
}

void tst_MessageSampler::cleanup()
{
    m_sampler.reset();
    m_document.reset();
}

void tst_MessageSampler::load(const QByteArray &codec, const QByteArray &more)
{
    m_document->start(
        workspace::readWorkspace(R"({"framewright": 1, "servers": [{"routes": [{"path": "/a", "codec": ")" + codec +
                                 '"' + more + R"(}, {"path": "/b"}]}]})")
            .value());
    for (const std::uint64_t id : {1, 2}) {
        wire::ConnectionFacts facts;
        facts.id = ConnectionId{id};
        facts.server = m_document->workspace().servers[0].id;
        facts.route = m_document->workspace().servers[0].routes[id - 1].id;
        facts.state = wire::ConnectionState::Open;
        m_book->take({facts});
    }
    m_completion->setRoute(m_document->workspace(), &route());
    m_sampler->setRoute(route().id);
    m_sampler->setActive(true);
}

void tst_MessageSampler::addMessage(const QByteArray &payload, protocol::Opcode opcode, std::uint64_t connection,
                                    Direction direction)
{
    m_log->add(EventKind::Message, direction, connection, payload).opcode = quint8(opcode);
}

void tst_MessageSampler::addEncoded(const QByteArray &json)
{
    const auto session =
        codec::makeSession(*codec::codecNamed(route().codec), codec::Direction::ToServer, m_agreement, 1 << 20);
    const std::vector<codec::Frame> frames = session->encode(value::readJson(json).value()).value();
    for (const codec::Frame &frame : frames)
        addMessage(frame.payload, frame.opcode);
}

void tst_MessageSampler::setRows(qint64 first, qint64 last)
{
    traffic::CaptureStatus status;
    status.firstRow = first;
    status.lastRow = last;
    m_sampler->setStatus(status);
}

void tst_MessageSampler::look()
{
    m_sampler->setActive(false);
    setRows(m_log->first(), m_log->last());
    m_sampler->setActive(true);
}

void tst_MessageSampler::readsByTheCodec_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *codec, const char *message, const QString &selector, const QString &value) {
        QTest::newRow(codec) << QByteArray(message) << selector << value;
    };
    row("json", R"({"event":"say1","n":1.10})", u"$.n"_qs, u"1.10"_qs);
    row("text", R"("hello1")", u"text"_qs, u"\"hello1\""_qs);
    row("msgpack", R"({"event":"say1"})", u"$.event"_qs, u"\"say1\""_qs);
    row("cbor", R"({"user":{"name":"ann1"}})", u"$.user.name"_qs, u"\"ann1\""_qs);
    row("stomp", R"({"command":"SEND","headers":{"destination":"/topic/x1"},"body":"x"})", u"$.headers.destination"_qs,
        u"\"/topic/x1\""_qs);
    row("socket.io", R"({"type":"event","nsp":"/","data":["say1"]})", u"$.data[0]"_qs, u"\"say1\""_qs);
    row("mqtt", R"({"packet":"PUBLISH","topic":"a/x1","qos":0,"payload":"x"})", u"$.topic"_qs, u"\"a/x1\""_qs);
    row("signalr", R"({"type":1,"target":"Send1","arguments":[]})", u"$.target"_qs, u"\"Send1\""_qs);
    row("phoenix", R"({"join_ref":null,"ref":"2","topic":"room:x1","event":"say","payload":{},"kind":"push"})",
        u"$.topic"_qs, u"\"room:x1\""_qs);
}

void tst_MessageSampler::readsByTheCodec()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, selector);
    QFETCH(QString, value);
    load(QTest::currentDataTag());
    QVERIFY(!m_completion->valuesOf(selector).contains(value));
    addEncoded(message);
    look();
    QVERIFY2(m_completion->valuesOf(selector).contains(value), qPrintable(m_completion->selectors().join(u' ')));
    QVERIFY(m_completion->selectors().contains(selector));
}

void tst_MessageSampler::leavesOutWhatIsNotOfTheRoute()
{
    load("json");
    addMessage(R"({"other":1})", protocol::Opcode::Text, 2);
    addMessage(R"({"answer":1})", protocol::Opcode::Text, 1, Direction::Out);
    addMessage(R"({"long":")" + QByteArray(5000, 'x') + "\"}", protocol::Opcode::Text);
    addMessage(R"({"mine":1})", protocol::Opcode::Text);
    look();
    const QStringList selectors = m_completion->selectors();
    QVERIFY(selectors.contains(u"$.mine"_qs));
    for (const QString &name : {u"$.other"_qs, u"$.answer"_qs, u"$.long"_qs})
        QVERIFY2(!selectors.contains(name), qPrintable(name));
}

void tst_MessageSampler::followsTheCodec()
{
    load("text");
    addMessage(R"({"event":"say"})", protocol::Opcode::Text);
    look();
    QVERIFY(!m_completion->selectors().contains(u"$.event"_qs));
    workspace::Route changed = route();
    changed.codec = u"json"_qs;
    m_document->setRoute(route().id, changed);
    QVERIFY(m_completion->selectors().contains(u"$.event"_qs));
    changed.codec = u"cbor"_qs;
    m_document->setRoute(route().id, changed);
    QVERIFY(!m_completion->selectors().contains(u"$.event"_qs));
}

void tst_MessageSampler::followsTheLog()
{
    load("json", R"(, "batch": true)");
    addMessage(R"([{"a":1},{"b":2}])", protocol::Opcode::Text);
    look();
    QVERIFY(m_completion->selectors().contains(u"$.b"_qs));
    addMessage(R"([{"c":1}])", protocol::Opcode::Text);
    // By itself, after a pause, while somebody looks.
    setRows(1, 2);
    QTRY_VERIFY(m_completion->selectors().contains(u"$.c"_qs));
    // A log that was cleared begins anew; nobody looks now.
    m_sampler->setActive(false);
    setRows(0, 0);
    m_sampler->setRoute({});
    m_sampler->setActive(true);
    QVERIFY(m_completion->selectors().contains(u"$.c"_qs));
}

void tst_MessageSampler::remembersTheVersion()
{
    load("mqtt");
    addEncoded(R"({"packet":"CONNECT","version":5,"clientId":"a","cleanStart":true,"keepAlive":0})");
    addEncoded(R"({"packet":"PUBLISH","topic":"a","qos":0,"payload":"hello5","properties":{"contentType":"t5"}})");
    look();
    QVERIFY(m_completion->valuesOf(u"$.payload"_qs).contains(u"\"hello5\""_qs));
    QVERIFY(m_completion->valuesOf(u"$.properties.contentType"_qs).contains(u"\"t5\""_qs));
}

void tst_MessageSampler::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("codec");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    using protocol::Opcode;
    QTest::newRow("no json") << QByteArray("json") << int(Opcode::Text) << QByteArray("{\"a\":");
    QTest::newRow("msgpack") << QByteArray("msgpack") << int(Opcode::Binary) << QByteArray("\xdf\xff\xff\xff\xff");
    QTest::newRow("half a packet") << QByteArray("mqtt") << int(Opcode::Binary) << QByteArray("\x30\x7f\x00", 3);
    QTest::newRow("deep") << QByteArray("json") << int(Opcode::Text) << QByteArray(2000, '[');
    QTest::newRow("empty") << QByteArray("socket.io") << int(Opcode::Text) << QByteArray("");
}

void tst_MessageSampler::hostileMessages()
{
    QFETCH(QByteArray, codec);
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    load(codec);
    const QStringList before = m_completion->selectors();
    addMessage(payload, static_cast<protocol::Opcode>(opcode));
    look();
    QCOMPARE(m_completion->selectors(), before);
}

QTEST_GUILESS_MAIN(tst_MessageSampler)
#include "tst_messagesampler.moc"
