// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"
#include "app/value/jsonreader.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/common/cellroles.h"
#include "ui/common/routemessages.h"
#include "ui/routes/tryitpage.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/papertrial.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using protocol::Opcode;
using value::Value;

namespace {

Value read(QByteArrayView json)
{
    return value::readJson(json).value();
}

workspace::Workspace workspaceOf(const QByteArray &route)
{
    return workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [)" + route + "]}]}")
        .value();
}

const workspace::Route &routeOf(const workspace::Workspace &workspace)
{
    return workspace.servers.front().routes.front();
}

/// As a client would send it, all frames of it.
std::vector<codec::Frame> encoded(codec::Codec codec, const QByteArray &json)
{
    const auto session =
        codec::makeSession(codec, codec::Direction::ToServer, std::make_shared<codec::Agreement>(), 1 << 20);
    return session->encode(read(json)).value();
}

} // namespace

/// A message tried on paper: the trial itself for all codecs, and its page by real widgets.
class tst_TryIt : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void reasons_data();
    void reasons();
    void codecs_data();
    void codecs();
    void unreadableMessages_data();
    void unreadableMessages();
    void controlFrames();
    void askingChangesNothing();
    void handshakeAndVariablesOfAConnection();
    void versionOfMqtt();
    void batchesAndDelimiters();
    void binaryAnswersAreRead();
    void pageAnswersWhileOneTypes();
    void pageSaysWhatIsNoMessage();
    void pageTakesAMessageOfTheLog();
    void pageTurnsOneFormIntoTheOther();
    void pageLeadsToTheRule();
    void filesAreRead();
    void theAnswerIsInSight();
    void nothingGoesOnTheWire();

private:
    template <class T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return found;
    }
    void load(const QByteArray &route);
    void chooseForm(const QString &text);
    [[nodiscard]] QStringList column(const QString &table, int column) const;

    std::unique_ptr<PartsFixture> m_parts;
    std::unique_ptr<Completion> m_completion;
    std::unique_ptr<TryItPage> m_page;
};

void tst_TryIt::init()
{
    engine::EngineSettings settings;
    settings.record = false;
    m_parts = std::make_unique<PartsFixture>(settings);
    m_completion = std::make_unique<Completion>();
    m_page = std::make_unique<TryItPage>(m_parts->parts, *m_completion);
    m_page->resize(800, 400);
    m_page->show();
}

void tst_TryIt::cleanup()
{
    m_page.reset();
    m_completion.reset();
    m_parts.reset();
}

void tst_TryIt::load(const QByteArray &route)
{
    m_parts->document.start(workspaceOf(route));
    m_page->setRoute(routeOf(m_parts->document.workspace()).id);
}

void tst_TryIt::chooseForm(const QString &text)
{
    auto *forms = find<QComboBox>(u"tryItForm"_qs);
    QVERIFY2(forms->findText(text) >= 0, qPrintable(text));
    forms->setCurrentIndex(forms->findText(text));
}

QStringList tst_TryIt::column(const QString &table, int column) const
{
    const QAbstractItemModel &model = *find<QTableView>(table)->model();
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts;
}

void tst_TryIt::reasons_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *rule, const QString &reason) {
        QTest::newRow(name) << QByteArray(rule) << reason;
    };
    row("equals", R"({"match":{"$.event":"say"}})", u"$.event equals \"say\", but it is \"leave\""_qs);
    row("the second of two tests", R"({"match":{"$.n":{"gt":1,"lt":5}}})", u"$.n is less than 5, but it is 7"_qs);
    row("missing", R"({"match":{"$.a.b":1}})", u"$.a.b equals 1, but it is not there"_qs);
    row("negated", R"({"match":{"$.n":{"not":7}}})", u"$.n does not equal 7, but it is 7"_qs);
    row("there", R"({"match":{"$.n":{"exists":false}}})", u"$.n is not there, but it is 7"_qs);
    row("query", R"({"match":{"req.query.name":"bob"}})", u"req.query.name equals \"bob\", but it is \"ann\""_qs);
    row("parameter", R"({"match":{"req.params.room":"red"}})",
        u"req.params.room equals \"red\", but it is \"blue\""_qs);
    row("variable", R"({"match":{"conn.n":8}})", u"conn.n equals 8, but it is 3"_qs);
    row("expression as selector", R"({"match":{"$.n + 1":9}})", u"$.n + 1 equals 9, but it is 8"_qs);
    row("after the first condition", R"x({"match":{"$.event":{"regex":"^(?<w>l)"},"m.w":"x"}})x",
        u"m.w equals \"x\", but it is \"l\""_qs);
    row("any", R"({"match":{"any":[{"$.n":1},{"$.x":{"exists":true}}]}})",
        u"none of the alternatives holds: $.n is 7, $.x is not there"_qs);
    row("when", R"x({"when":"conn.n > 5 && $.event.startsWith('l')"})x",
        u"conn.n > 5 && $.event.startsWith('l'), where conn.n is 3, $.event is \"leave\""_qs);
    row("unknown matcher", R"({"match":{"$.n":{"not":{"gt":1,"lt":20}}}})",
        u"$.n fits {\"not\":{\"gt\":1,\"lt\":20}}, but it is 7"_qs);
}

void tst_TryIt::reasons()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, reason);
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/chat/{room}", "conn": {"n": 3}, "rules": [)" +
                                                       rule + R"(, {"do": [{"send": "yes"}]}]})");
    const TrialResult result = tryMessage(workspace, routeOf(workspace),
                                          {Opcode::Text, R"({"event":"leave","n":7})", u"/chat/blue?name=ann"_qs});
    QCOMPARE(result.verdicts.at(0).outcome, RuleVerdict::Outcome::DoesNotFit);
    QCOMPARE(result.verdicts.at(0).reason, reason);
    QCOMPARE(result.verdicts.at(1).outcome, RuleVerdict::Outcome::Answers);
    QCOMPARE(result.effects.size(), 1);
}

void tst_TryIt::codecs_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *codec, const char *message, const QString &selector, const QString &found) {
        QTest::newRow(codec) << QString::fromLatin1(codec) << QByteArray(message) << selector << found;
    };
    row("json", R"({"event":"say"})", u"$.event"_qs, u"\"say\""_qs);
    row("text", R"("hello")", u"$"_qs, u"\"hello\""_qs);
    row("msgpack", R"({"event":"say"})", u"$.event"_qs, u"\"say\""_qs);
    row("cbor", R"({"event":[1,2]})", u"$.event[1]"_qs, u"2"_qs);
    row("stomp", R"({"command":"SEND","headers":{"destination":"/topic/a"},"body":"x"})", u"$.headers.destination"_qs,
        u"\"/topic/a\""_qs);
    row("socket.io", R"({"type":"event","nsp":"/","data":["say",{"a":1}]})", u"$.data[0]"_qs, u"\"say\""_qs);
    row("mqtt", R"({"packet":"PUBLISH","topic":"a/b","qos":0,"payload":"x"})", u"$.topic"_qs, u"\"a/b\""_qs);
    row("signalr", R"({"type":1,"target":"Send","arguments":["x"]})", u"$.target"_qs, u"\"Send\""_qs);
    row("phoenix", R"({"join_ref":"1","ref":"2","topic":"room:a","event":"say","payload":{},"kind":"push"})",
        u"$.event"_qs, u"\"say\""_qs);
}

void tst_TryIt::codecs()
{
    QFETCH(QString, codec);
    QFETCH(QByteArray, message);
    QFETCH(QString, selector);
    QFETCH(QString, found);
    const QByteArray name = codec.toLatin1();
    const QByteArray path = selector.toLatin1();
    const workspace::Workspace workspace =
        workspaceOf(R"({"path": "/a", "codec": ")" + name + R"(", "rules": [{"match": {")" + path +
                    R"(": "other"}}, {"match": {")" + path + R"(": )" + found.toUtf8() +
                    R"(}, "do": [{"send": {"text": "yes"}}]}]})");
    const std::vector<codec::Frame> frames = encoded(*codec::codecNamed(codec), message);
    QCOMPARE(frames.size(), std::size_t(1));
    const TrialResult result =
        tryMessage(workspace, routeOf(workspace), {frames.front().opcode, frames.front().payload, u"/a"_qs});
    QVERIFY2(result.isRead, qPrintable(result.readings.join(u'|')));
    QCOMPARE(result.verdicts.at(0).outcome, RuleVerdict::Outcome::DoesNotFit);
    QVERIFY2(result.verdicts.at(0).reason.endsWith(u"but it is "_qs + found), qPrintable(result.verdicts.at(0).reason));
    QCOMPARE(result.verdicts.at(1).outcome, RuleVerdict::Outcome::Answers);
    QCOMPARE(result.effects.constFirst().what, u"yes"_qs);
}

void tst_TryIt::unreadableMessages_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("json") << u"json"_qs << int(Opcode::Text) << QByteArray("hello");
    QTest::newRow("msgpack as text") << u"msgpack"_qs << int(Opcode::Text) << QByteArray("{}");
    QTest::newRow("msgpack cut") << u"msgpack"_qs << int(Opcode::Binary) << QByteArray("\x92\x01");
    QTest::newRow("cbor") << u"cbor"_qs << int(Opcode::Binary) << QByteArray("\xff");
    QTest::newRow("mqtt") << u"mqtt"_qs << int(Opcode::Binary) << QByteArray("\x00\x00", 2);
}

void tst_TryIt::unreadableMessages()
{
    QFETCH(QString, codec);
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    const workspace::Workspace workspace = workspaceOf(
        R"({"path": "/a", "codec": ")" + codec.toLatin1() +
        R"(", "rules": [{"match": {"$.a": 1}}, {"on": "unmatched", "do": [{"send": {"text": "what?"}}]}]})");
    const TrialResult result =
        tryMessage(workspace, routeOf(workspace), {static_cast<Opcode>(opcode), payload, u"/a"_qs});
    QVERIFY(!result.isRead);
    QVERIFY2(result.verdicts.at(0).reason.contains(u"the message cannot be read"_qs),
             qPrintable(result.verdicts.at(0).reason));
    QCOMPARE(result.verdicts.at(1).outcome, RuleVerdict::Outcome::Answers);
}

void tst_TryIt::controlFrames()
{
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/a", "rules": [
        {"do": [{"send": "message"}]},
        {"on": "ping", "match": {"text": "other"}},
        {"on": "ping", "do": [{"send": "pinged"}]}, {"on": "pong", "do": [{"send": "ponged"}]}]})");
    const TrialResult ping = tryMessage(workspace, routeOf(workspace), {Opcode::Ping, "x", u"/a"_qs});
    QCOMPARE(ping.verdicts.at(0).outcome, RuleVerdict::Outcome::OtherThing);
    QCOMPARE(ping.verdicts.at(1).outcome, RuleVerdict::Outcome::DoesNotFit);
    QCOMPARE(ping.verdicts.at(2).outcome, RuleVerdict::Outcome::Answers);
    QCOMPARE(ping.effects.constFirst().what, u"pinged"_qs);
    const TrialResult pong = tryMessage(workspace, routeOf(workspace), {Opcode::Pong, {}, u"/a"_qs});
    QCOMPARE(pong.effects.constFirst().what, u"ponged"_qs);
}

void tst_TryIt::askingChangesNothing()
{
    // The questions count in no counter: what is shown as sent is what would be sent.
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/a", "rules": [
        {"match": {"$.n": 9}, "when": "seq('n') > 100"},
        {"when": "seq('n') > 100"},
        {"do": [{"send": "{{seq('n')}}"}]}]})");
    const TrialResult result = tryMessage(workspace, routeOf(workspace), {Opcode::Text, R"({"n":1})", u"/a"_qs});
    QCOMPARE(result.verdicts.at(2).outcome, RuleVerdict::Outcome::Answers);
    QCOMPARE(result.effects.constFirst().what, u"2"_qs);
}

void tst_TryIt::handshakeAndVariablesOfAConnection()
{
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/chat/{room}", "conn": {"n": 0}, "rules": [
        {"match": {"req.headers['x-who']": "bob"}},
        {"match": {"req.params.room": "red", "conn.n": 4}, "do": [{"send": "{{route.greeting}}"}]}]})");
    TrialMessage message{Opcode::Text, "x", u"/chat/blue"_qs};
    wire::ConnectionFacts facts;
    facts.id = ConnectionId{12};
    facts.requestHead = "GET /chat/red HTTP/1.1\r\nHost: a\r\nX-Who: ann\r\n\r\n";
    message.connection = facts;
    message.variables = read(R"({"conn":{"id":12,"n":4},"route":{"greeting":"hello"}})");
    const TrialResult result = tryMessage(workspace, routeOf(workspace), message);
    QVERIFY2(result.verdicts.at(0).reason.endsWith(u"but it is \"ann\""_qs), qPrintable(result.verdicts.at(0).reason));
    QCOMPARE(result.verdicts.at(1).outcome, RuleVerdict::Outcome::Answers);
    QCOMPARE(result.effects.constFirst().what, u"hello"_qs);
    QCOMPARE(result.effects.constFirst().recipient, u"the sender"_qs);
}

void tst_TryIt::versionOfMqtt()
{
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/a", "codec": "mqtt", "rules": [
        {"match": {"$.payload": "hello"}, "do": [{"send": {"packet": "PINGRESP"}}]}]})");
    const auto agreement = std::make_shared<codec::Agreement>();
    const auto session = codec::makeSession(codec::Codec::Mqtt, codec::Direction::ToServer, agreement, 1 << 20);
    const auto connect = session->encode(read(R"({"packet":"CONNECT","version":5,"clientId":"a","cleanStart":true,)"
                                              R"("keepAlive":0})"));
    QVERIFY2(connect.has_value(), connect ? "" : qPrintable(connect.error().text()));
    const auto publish = session->encode(read(R"({"packet":"PUBLISH","topic":"a","qos":0,"payload":"hello",)"
                                              R"("properties":{"contentType":"text"}})"));
    QVERIFY2(publish.has_value(), publish ? "" : qPrintable(publish.error().text()));
    TrialMessage message{Opcode::Binary, publish->front().payload, u"/a"_qs};
    QCOMPARE(tryMessage(workspace, routeOf(workspace), message).verdicts.at(0).outcome,
             RuleVerdict::Outcome::DoesNotFit);
    message.before = {connect->front()};
    const TrialResult result = tryMessage(workspace, routeOf(workspace), message);
    QCOMPARE(result.verdicts.at(0).outcome, RuleVerdict::Outcome::Answers);
    QVERIFY2(result.effects.constFirst().what.contains(u"PINGRESP"_qs), qPrintable(result.effects.constFirst().what));
}

void tst_TryIt::batchesAndDelimiters()
{
    const workspace::Workspace batch =
        workspaceOf(R"({"path": "/a", "batch": true, "rules": [{"match": {"$.n": 2}, "do": [{"send": "two"}]}]})");
    const TrialResult items = tryMessage(batch, routeOf(batch), {Opcode::Text, R"([{"n":1},{"n":2}])", u"/a"_qs});
    QCOMPARE(items.readings, QStringList({u"{\"n\":1}"_qs, u"{\"n\":2}"_qs}));
    QCOMPARE(items.verdicts.at(0).outcome, RuleVerdict::Outcome::Answers);
    const workspace::Workspace lines =
        workspaceOf(R"({"path": "/a", "delimiter": "\n", "rules": [{"match": {"$": 2}, "do": [{"send": "two"}]}]})");
    const TrialResult pieces = tryMessage(lines, routeOf(lines), {Opcode::Text, "1\n2\n", u"/a"_qs});
    QCOMPARE(pieces.readings, QStringList({u"1"_qs, u"2"_qs}));
    QCOMPARE(pieces.effects.size(), 1);
    // A hostile frame is looked at to a bound.
    const QByteArray many = "[" + QByteArray("1,").repeated(5000) + "1]";
    QVERIFY(messagesOf(routeOf(batch), Opcode::Text, many).size() <= 100);
}

void tst_TryIt::binaryAnswersAreRead()
{
    const workspace::Workspace workspace = workspaceOf(R"({"path": "/a", "codec": "msgpack", "rules": [
        {"do": [{"send": {"said": 1}, "to": "all"}, {"send": {"hex": "c1"}}]}]})");
    const std::vector<codec::Frame> frames = encoded(codec::Codec::MessagePack, "1");
    const TrialResult result =
        tryMessage(workspace, routeOf(workspace), {frames.front().opcode, frames.front().payload, u"/a"_qs});
    QCOMPARE(result.effects.size(), 3);
    QCOMPARE(result.effects.at(0).what, u"{\"said\":1} (7 bytes)"_qs);
    QCOMPARE(result.effects.at(1).recipient, u"another client"_qs);
    QCOMPARE(result.effects.at(2).what, u"1 bytes: c1"_qs);
}

void tst_TryIt::pageAnswersWhileOneTypes()
{
    load(R"({"path": "/a", "rules": [{"name": "No", "match": {"$.event": "leave"}},
             {"name": "Yes", "match": {"$.event": "say"}, "do": [{"wait": 20}, {"send": "heard"}]},
             {"name": "Never"}]})");
    QVERIFY(find<QLabel>(u"tryItSummary"_qs)->text().contains(u"paste"_qs));
    auto *message = find<CodeEdit>(u"tryItMessage"_qs);
    message->setFocus();
    QTest::keyClicks(message, uR"({"event": "say"})"_qs);
    QTRY_COMPARE(column(u"tryItVerdicts"_qs, 1), QStringList({u"no: $.event equals \"leave\", but it is \"say\""_qs,
                                                              u"answers"_qs, u"is not reached"_qs}));
    QCOMPARE(column(u"tryItVerdicts"_qs, 0), QStringList({u"No"_qs, u"Yes"_qs, u"Never"_qs}));
    QCOMPARE(column(u"tryItEffects"_qs, 0), QStringList{u"20 ms"_qs});
    QCOMPARE(column(u"tryItEffects"_qs, 1), QStringList{u"the sender"_qs});
    QCOMPARE(column(u"tryItEffects"_qs, 2), QStringList{u"heard"_qs});
    QVERIFY(find<QTableView>(u"tryItEffects"_qs)
                ->model()
                ->index(0, 2)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"Yes"_qs));
    // An edit of the route counts at once.
    m_parts->editor.editRule({u"Off"_qs}, routeOf(m_parts->document.workspace()).rules.at(1).id,
                             [](workspace::Rule &rule) { rule.enabled = false; });
    QTRY_COMPARE(column(u"tryItVerdicts"_qs, 1).value(1), u"is off"_qs);
    QCOMPARE(column(u"tryItVerdicts"_qs, 1).value(2), u"answers"_qs);
}

void tst_TryIt::pageSaysWhatIsNoMessage()
{
    load(R"({"path": "/a", "codec": "cbor", "rules": [{"match": {"$.a": 1}}]})");
    auto *message = find<CodeEdit>(u"tryItMessage"_qs);
    auto *summary = find<QLabel>(u"tryItSummary"_qs);
    QCOMPARE(find<QComboBox>(u"tryItForm"_qs)->currentText(), u"As cbor"_qs);
    QTest::keyClicks(message, u"{\"a\":"_qs);
    QTRY_VERIFY(summary->text().contains(u"not JSON yet"_qs));
    QVERIFY(!message->problem().isEmpty());
    QTest::keyClicks(message, u" 1}"_qs);
    QTRY_COMPARE(column(u"tryItVerdicts"_qs, 1), QStringList{u"answers"_qs});
    QVERIFY(message->problem().isEmpty());
    QCOMPARE(summary->text(), u"Read as cbor: {\"a\":1}"_qs);
    QCOMPARE(column(u"tryItEffects"_qs, 0), QStringList{u"Nothing would be sent."_qs});
    chooseForm(u"Hex"_qs);
    QCOMPARE(message->code(), u"a1 61 61 01"_qs);
    QTest::keyClicks(message, u"z"_qs);
    QTRY_VERIFY(summary->text().contains(u"hexadecimal"_qs));
    QCOMPARE(column(u"tryItVerdicts"_qs, 1), QStringList());
    message->setCode(u"ff"_qs);
    emit message->edited();
    QTRY_VERIFY2(summary->text().contains(u"cannot be read as cbor"_qs), qPrintable(summary->text()));
}

void tst_TryIt::filesAreRead()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write(u"users.json"_qs, R"([{"name":"ann"}])");
    write(u"answer.txt"_qs, "from the file");
    workspace::Workspace workspace = workspaceOf(R"({"path": "/a", "rules": [{"when": "data.users[0].name === 'ann'",
        "do": [{"send": {"file": "answer.txt"}}]}]})");
    workspace.data = read(R"({"users":{"file":"users.json"}})");
    m_parts->document.start(workspace);
    QVERIFY(m_parts->document.saveAs(folder.filePath(u"w.json"_qs)).has_value());
    m_page->setRoute(routeOf(m_parts->document.workspace()).id);
    find<CodeEdit>(u"tryItMessage"_qs)->setFocus();
    QTest::keyClicks(find<CodeEdit>(u"tryItMessage"_qs), u"1"_qs);
    QTRY_COMPARE(column(u"tryItVerdicts"_qs, 1), QStringList{u"answers"_qs});
    QCOMPARE(column(u"tryItEffects"_qs, 2), QStringList{u"from the file"_qs});
    // What is in them now counts.
    write(u"users.json"_qs, R"([{"name":"bob!"}])");
    QTest::keyClicks(find<CodeEdit>(u"tryItMessage"_qs), u"2"_qs);
    QTRY_VERIFY(column(u"tryItVerdicts"_qs, 1).constFirst().startsWith(u"no"_qs));
}

void tst_TryIt::theAnswerIsInSight()
{
    QByteArray rules;
    for (int number = 0; number < 200; ++number)
        rules += R"({"match": {"$": )" + QByteArray::number(number) + R"(}},)";
    load(R"({"path": "/a", "rules": [)" + rules + R"({"name": "Last"}]})");
    find<CodeEdit>(u"tryItMessage"_qs)->setFocus();
    QTest::keyClicks(find<CodeEdit>(u"tryItMessage"_qs), u"150"_qs);
    const auto *table = find<QTableView>(u"tryItVerdicts"_qs);
    QTRY_COMPARE(column(u"tryItVerdicts"_qs, 1).value(150), u"answers"_qs);
    const QRect place = table->visualRect(table->model()->index(150, 0));
    QVERIFY(table->viewport()->rect().contains(place.center()));
}

void tst_TryIt::pageTakesAMessageOfTheLog()
{
    load(R"({"path": "/a/{room}", "codec": "msgpack", "rules": [{"match": {"req.params.room": "red"},
             "do": [{"send": {"said": "{{$.a}}"}}]}]})");
    wire::ConnectionFacts facts;
    facts.id = ConnectionId{5};
    facts.server = m_parts->document.workspace().servers.front().id;
    facts.route = routeOf(m_parts->document.workspace()).id;
    facts.state = wire::ConnectionState::Closed;
    facts.requestHead = "GET /a/red HTTP/1.1\r\nHost: a\r\n\r\n";
    m_parts->book.take({facts});
    const std::vector<codec::Frame> frames = encoded(codec::Codec::MessagePack, R"({"a":[1,2]})");
    m_page->take({ConnectionId{5}, Opcode::Binary, frames.front().payload, {}, {}});
    // What the codec writes the same way is shown as JSON.
    QCOMPARE(find<CodeEdit>(u"tryItMessage"_qs)->code().simplified(), u"{ \"a\": [1, 2] }"_qs);
    QCOMPARE(find<QComboBox>(u"tryItSender"_qs)->currentText(), u"#5 as it connected"_qs);
    QVERIFY(!find<CodeEdit>(u"tryItTarget"_qs)->isVisible());
    QCOMPARE(column(u"tryItVerdicts"_qs, 1), QStringList{u"answers"_qs});
    QVERIFY2(column(u"tryItEffects"_qs, 2).constFirst().startsWith(u"{\"said\":[1,2]}"_qs),
             qPrintable(column(u"tryItEffects"_qs, 2).constFirst()));
    // 1 as two bytes, which no writer of the shortest form writes: the bytes stay as they came.
    m_page->take({ConnectionId{5}, Opcode::Binary, QByteArray("\xcc\x01"), {}, {}});
    QCOMPARE(find<CodeEdit>(u"tryItMessage"_qs)->code(), u"cc 01"_qs);
    QVERIFY(find<QLabel>(u"tryItSummary"_qs)->text().startsWith(u"Read as msgpack: 1"_qs));
    m_page->take({ConnectionId{5}, Opcode::Ping, QByteArray("p"), {}, {}});
    QCOMPARE(find<QComboBox>(u"tryItForm"_qs)->currentText(), u"Ping"_qs);
    QCOMPARE(column(u"tryItVerdicts"_qs, 1), QStringList{u"is not about messages"_qs});
    // By a new client it has another path.
    auto *sender = find<QComboBox>(u"tryItSender"_qs);
    m_page->take({ConnectionId{5}, Opcode::Binary, frames.front().payload, {}, {}});
    sender->setCurrentIndex(0);
    QVERIFY(find<CodeEdit>(u"tryItTarget"_qs)->isVisible());
    QVERIFY2(column(u"tryItVerdicts"_qs, 1).constFirst().contains(u"but it is \"room\""_qs),
             qPrintable(column(u"tryItVerdicts"_qs, 1).constFirst()));
}

void tst_TryIt::pageTurnsOneFormIntoTheOther()
{
    load(R"({"path": "/a", "codec": "msgpack"})");
    auto *message = find<CodeEdit>(u"tryItMessage"_qs);
    QTest::keyClicks(message, u"[1]"_qs);
    chooseForm(u"Hex"_qs);
    QCOMPARE(message->code(), u"91 01"_qs);
    chooseForm(u"As msgpack"_qs);
    QCOMPARE(message->code().simplified(), u"[ 1 ]"_qs);
    // A route with another codec has no such form.
    m_parts->editor.editRoute({u"Codec"_qs}, routeOf(m_parts->document.workspace()).id,
                              [](workspace::Route &route) { route.codec = u"json"_qs; });
    QCOMPARE(find<QComboBox>(u"tryItForm"_qs)->findText(u"As msgpack"_qs), -1);
    QCOMPARE(find<QComboBox>(u"tryItForm"_qs)->currentText(), u"Text"_qs);
    QCOMPARE(message->code().simplified(), u"[ 1 ]"_qs);
}

void tst_TryIt::pageLeadsToTheRule()
{
    load(R"({"path": "/a", "rules": [{}]})");
    QTest::keyClicks(find<CodeEdit>(u"tryItMessage"_qs), u"x"_qs);
    auto *verdicts = find<QTableView>(u"tryItVerdicts"_qs);
    QTRY_COMPARE(verdicts->model()->rowCount(), 1);
    QSignalSpy wanted(m_page.get(), &TryItPage::ruleWanted);
    verdicts->setCurrentIndex(verdicts->model()->index(0, 0));
    QTest::keyClick(verdicts, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).value<RuleId>(), routeOf(m_parts->document.workspace()).rules.at(0).id);
    // And without a route there is nothing to be tried.
    m_page->setRoute({});
    QCOMPARE(find<QLabel>(u"tryItSummary"_qs)->text(), u"There is no route."_qs);
    QCOMPARE(verdicts->model()->rowCount(), 0);
}

void tst_TryIt::nothingGoesOnTheWire()
{
    load(R"({"path": "/a", "route": {"n": 0}, "rules": [{"do": [{"set": {"route.n": 5}}, {"send": "x"}]}]})");
    m_parts->engine.startAll();
    QTRY_COMPARE(m_parts->engine.servers().value(0).state, engine::ServerState::Listening);
    QTest::keyClicks(find<CodeEdit>(u"tryItMessage"_qs), u"x"_qs);
    QTRY_COMPARE(column(u"tryItEffects"_qs, 2), QStringList{u"x"_qs});
    QSignalSpy answered(&m_parts->engine, &engine::Engine::answered);
    const quint64 query = m_parts->engine.query(routeOf(m_parts->document.workspace()).id);
    QTRY_VERIFY(!answered.isEmpty() && answered.constLast().at(0).toULongLong() == query);
    QCOMPARE(answered.constLast().at(1).value<Value>()["n"], Value::integer(0));
}

QTEST_MAIN(tst_TryIt)
#include "tst_tryit.moc"
