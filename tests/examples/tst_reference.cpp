// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"
#include "app/expression/function.h"
#include "app/expression/root.h"
#include "app/rules/workspacefiles.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/examples/liveplay.h"
#include "tests/rules/conversation.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTest>

using namespace framewright;
using rules::Conversation;
using value::Value;

namespace {

/// The list of words that Help shows: {word, kind, summary, text, example: {route, play}}.
const Value &reference()
{
    static const Value entries = [] {
        QFile file(QStringLiteral(FRAMEWRIGHT_REFERENCE));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("No reference");
        const Result<Value> read = value::readJson(file.readAll());
        if (!read)
            qFatal("No reference: %s", qPrintable(read.error().text()));
        return *read;
    }();
    return entries;
}

/// Of a workspace its first route; a route has the data set and the environment that the examples use. Files lie
/// beside the reference.
std::shared_ptr<const rules::CompiledRoute> routeOf(const Value &example)
{
    const QByteArray around = "{\"framewright\": 1, \"data\": {\"users\": [{\"name\": \"ann\"}]},"
                              " \"environments\": [{\"name\": \"dev\", \"variables\": {\"token\": \"x\"}}],"
                              " \"environment\": \"dev\", \"servers\": [{\"name\": \"Local\", \"routes\": [";
    const Result<workspace::Workspace> read = workspace::readWorkspace(
        example["workspace"].isObject() ? value::writeJson(example["workspace"])
                                        : around + value::writeJson(example["route"]) + "]}]}");
    if (!read)
        qFatal("No route: %s", qPrintable(read.error().text()));
    rules::WorkspaceFiles files(QFileInfo(QStringLiteral(FRAMEWRIGHT_REFERENCE)).path());
    return rules::compileRoute(read->servers.front().routes.front(), *read, &files);
}

QSet<QByteArray> wordsOf(QByteArrayView kind)
{
    QSet<QByteArray> words;
    for (const Value &entry : reference().items()) {
        if (entry["kind"].view() == kind)
            words.insert(entry["word"].toByteArray());
    }
    return words;
}

/// " after 200 ms", where there is a delay.
QByteArray delayOf(int milliseconds)
{
    return milliseconds > 0 ? " after " + QByteArray::number(milliseconds) + " ms" : QByteArray();
}

/// " with Name: value", for each field.
QByteArray fieldsOf(const protocol::HeaderFields &fields)
{
    QByteArray text;
    for (const protocol::HeaderField &field : fields)
        text += " with " + field.name + ": " + field.value;
    return text;
}

/// A play: the lines of a Conversation, and what comes from outside of one.
///   `ask /path sub1,sub2`       a handshake; the next line is its answer: `101 sub1`, `401 body`
///   `http POST /path body`      a plain request; the next line is its answer: `202 body`
class Play final
{
public:
    explicit Play(const Value &example)
        : m_route(routeOf(example))
        , m_conversation(m_route)
    {
        m_conversation.state().begin();
    }

    [[nodiscard]] const std::vector<rules::Problem> &problems() const { return m_route->problems(); }
    [[nodiscard]] QString run(const Value &lines);

private:
    [[nodiscard]] QString playBlock() { return m_conversation.play(std::exchange(m_block, {})); }
    [[nodiscard]] QByteArray ask(const QByteArrayList &words);
    [[nodiscard]] QByteArray request(const QByteArray &line);

    std::shared_ptr<const rules::CompiledRoute> m_route;
    Conversation m_conversation;
    QByteArray m_block;
    std::optional<QByteArray> m_answer;
};

QByteArray Play::ask(const QByteArrayList &words)
{
    QByteArrayList fields;
    if (words.size() > 2)
        fields.append("Sec-WebSocket-Protocol: " + words[2]);
    const rules::Admission answer = m_conversation.state().admit(rules::requestOf(*m_route, words[1], fields));
    if (const auto *accept = std::get_if<rules::Accept>(&answer))
        return QByteArray("101 " + accept->subprotocol.value_or(QByteArray())).trimmed() + fieldsOf(accept->fields) +
               delayOf(accept->delay);
    const auto &refuse = std::get<rules::Refuse>(answer);
    return QByteArray::number(refuse.status) + ' ' + refuse.body + delayOf(refuse.delay);
}

QByteArray Play::request(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    rules::Request request = rules::requestOf(*m_route, words[2]);
    request.head.method = words[1];
    const qsizetype end = words[0].size() + words[1].size() + words[2].size() + 3;
    const auto answer = m_conversation.state().answer(request, line.sliced(std::min(end, line.size())));
    return answer ? QByteArray::number(answer->status) + ' ' + answer->body : QByteArray("404");
}

QString Play::run(const Value &lines)
{
    for (const Value &item : lines.items()) {
        const QByteArray line = item.toByteArray();
        if (m_answer) {
            if (const QByteArray came = *std::exchange(m_answer, std::nullopt); came != line)
                return QStringLiteral("not %1, but %2").arg(item.toString(), QString::fromUtf8(came));
            continue;
        }
        const bool isHandshake = line.startsWith("ask ");
        if (!isHandshake && !line.startsWith("http ")) {
            m_block += line + '\n';
            continue;
        }
        if (QString mistake = playBlock(); !mistake.isEmpty())
            return mistake;
        m_answer = isHandshake ? ask(line.split(' ')) : request(line);
    }
    return playBlock();
}

} // namespace

/// Every word of the rule language stands in the reference, with an example that does what it says.
class ReferenceTest final : public QObject
{
    Q_OBJECT
private slots:
    void plays_data();
    void plays();
    void knowsEveryWord_data();
    void knowsEveryWord();
    void saysEachOnce();
};

void ReferenceTest::plays_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype index = 0; index < reference().size(); ++index) {
        const Value &entry = reference().at(index);
        QTest::addRow("%s %s", entry["kind"].toByteArray().constData(), entry["word"].toByteArray().constData())
            << static_cast<int>(index);
    }
}

void ReferenceTest::plays()
{
    QFETCH(int, index);
    const Value &entry = reference().at(index);
    QVERIFY(entry["summary"].view().endsWith('.'));
    const Value &lines = entry["example"]["play"];
    QVERIFY(lines.size() > 0);
    if (const Value &server = entry["example"]["server"]; server.isObject()) {
        const QString mistake = test::LivePlay(server).run(lines);
        QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
        return;
    }
    Play play(entry["example"]);
    for (const rules::Problem &problem : play.problems())
        QFAIL(
            qPrintable(problem.rulePlace + QStringLiteral(", ") + problem.field + QStringLiteral(": ") + problem.text));
    const QString mistake = play.run(lines);
    QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
}

void ReferenceTest::knowsEveryWord_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArrayList>("words");
    QByteArrayList functions;
    for (int function = 0; function < expression::FunctionCount; ++function)
        functions.append(expression::nameOf(static_cast<expression::Function>(function)).toByteArray());
    QByteArrayList roots;
    for (int root = 0; root < expression::RootCount; ++root)
        roots.append(expression::nameOf(static_cast<expression::Root>(root)).toByteArray());
    QByteArrayList codecs;
    for (const codec::Codec codec : codec::allCodecs())
        codecs.append(QByteArray(codec::nameOf(codec).data(), codec::nameOf(codec).size()));
    QTest::newRow("functions") << QByteArray("function") << functions;
    QTest::newRow("what an expression sees") << QByteArray("value") << roots;
    QTest::newRow("codecs") << QByteArray("codec") << codecs;
    QTest::newRow("triggers") << QByteArray("trigger")
                              << QByteArray("start open message unmatched ping pong close signal:NAME").split(' ');
    QTest::newRow("selectors") << QByteArray("selector")
                               << QByteArray("text bytes opcode $ expression when").split(' ');
    QTest::newRow("matchers") << QByteArray("matcher")
                              << QByteArray("equals regex contains startsWith in exists type gt lt subset hex schema "
                                            "not any")
                                     .split(' ');
    QTest::newRow("verbs")
        << QByteArray("verb")
        << QByteArray("send wait set unset join leave start stop each if choose close drop emit run").split(' ');
    QTest::newRow("forms of send") << QByteArray("send")
                                   << QByteArray("text json hex base64 file same batch ping pong raw").split(' ');
    QTest::newRow("options") << QByteArray("option")
                             << QByteArray("to exceptSelf where fragment every after order with reason do else times "
                                           "then keep idle scope jitter name on match continue overtake enabled")
                                    .split(' ');
    QTest::newRow("route") << QByteArray("route")
                           << QByteArray("path name folder enabled accept subprotocols requireSubprotocol headers "
                                         "delay deflate threshold takeover windowBits refuse first status body json "
                                         "drop conn route codec delimiter batch limits message connections idle http "
                                         "method emit stream mode messages signals")
                                  .split(' ');
    QTest::newRow("server") << QByteArray("server")
                            << QByteArray("name host port enabled tls limits connections memory head headTime global "
                                          "routes")
                                   .split(' ');
    QTest::newRow("workspace") << QByteArray("workspace")
                               << QByteArray("framewright name servers shared data environments environment messages "
                                             "requests")
                                      .split(' ');
}

void ReferenceTest::knowsEveryWord()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArrayList, words);
    // "timer(name, scope)" and "start (every)" say more than the word; what selects also stands as a value.
    QSet<QByteArray> known;
    for (const QByteArray &spelling : wordsOf(kind) + (kind == "value" ? wordsOf("selector") : QSet<QByteArray>()))
        known << spelling << spelling.left(spelling.indexOf('(')).trimmed();
    for (const QByteArray &word : std::as_const(words))
        QVERIFY2(known.contains(word), word.constData());
}

void ReferenceTest::saysEachOnce()
{
    QSet<QByteArray> seen;
    for (const Value &entry : reference().items()) {
        const QByteArray name = entry["kind"].toByteArray() + ' ' + entry["word"].toByteArray();
        QVERIFY2(!seen.contains(name), name.constData());
        seen.insert(name);
    }
}

QTEST_GUILESS_MAIN(ReferenceTest)
#include "tst_reference.moc"
