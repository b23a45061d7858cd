// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filter.h"
#include "app/traffic/filterwords.h"

#include <QTest>

using namespace framewright;
using namespace framewright::traffic;
using event::Direction;
using event::EventKind;

namespace {

Row textRow(const QByteArray &payload, Direction direction = Direction::In)
{
    Row row;
    row.number = 7;
    row.connection = {12};
    row.kind = EventKind::Message;
    row.direction = direction;
    row.opcode = 1;
    row.payloadSize = payload.size();
    row.preview = payload;
    return row;
}

Row rowOf(EventKind kind, const QByteArray &payload = {}, quint16 flags = 0)
{
    Row row = textRow(payload, Direction::None);
    row.kind = kind;
    row.opcode = 0;
    row.flags = flags;
    return row;
}

} // namespace

Q_DECLARE_METATYPE(framewright::traffic::Row)

/// What may be typed into the filter box, which rows it lets through, and what is said when it means nothing.
class tst_Filter : public QObject
{
    Q_OBJECT
private slots:
    void lets_data();
    void lets();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void readsOnlyWhatItNeeds_data();
    void readsOnlyWhatItNeeds();
    void knowsRoutesFromHandshakes();
    void knowsRoutesByName_data();
    void knowsRoutesByName();
    void hostileRegexGivesUp();
    void splits_data();
    void splits();
    void hints_data();
    void hints();
    void quotes_data();
    void quotes();
};

void tst_Filter::lets_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<Row>("row");
    QTest::addColumn<bool>("passes");
    const Row json = textRow(R"({"event":"login","id":12,"deep":{"list":[1.10,"b c"]},"a b":true,"none":null})");
    const auto yes = [](const char *name, const QString &typed, const Row &row) {
        QTest::newRow(name) << typed << row << true;
    };
    const auto no = [](const char *name, const QString &typed, const Row &row) {
        QTest::newRow(name) << typed << row << false;
    };
    yes("nothing typed", u"  "_qs, json);
    yes("text", u"login"_qs, json);
    yes("text, other case", u"LoGiN"_qs, json);
    yes("text at the end", u"lo wor world"_qs, textRow("hello world"));
    no("text that is not there", u"logout"_qs, json);
    no("longer than the payload", u"hello world, hello"_qs, textRow("hello world"));
    yes("two words", u"login event"_qs, json);
    no("one of two words", u"login nothing"_qs, json);
    yes("quoted", u"\"hello w\""_qs, textRow("say hello world"));
    no("quoted, not in a row", u"\"world hello\""_qs, textRow("hello world"));
    yes("escaped quote", u"\"a \\\"b\""_qs, textRow("a \"b\" c"));
    yes("beyond ASCII", u"GRÜSSE"_qs, textRow("viele gr\xc3\xbcsse"));
    yes("JSON as pasted", u"{\"event\":\"login\""_qs, json);
    yes("URL is text", u"http://x/y"_qs, textRow("see http://x/y"));
    yes("path is text", u"/chat"_qs, textRow("GET /chat"));
    no("not", u"-login"_qs, json);
    yes("not the other", u"-logout login"_qs, json);
    yes("a minus alone is text", u"-"_qs, textRow("a - b"));
    yes("regex", u"/log(in|out)/"_qs, json);
    no("regex minds the case", u"/LOGIN/"_qs, json);
    yes("regex with i", u"/LOGIN/i"_qs, json);
    yes("regex with a space", u"/hello\\sw orld|lo wo/"_qs, textRow("hello world"));
    no("not a regex", u"-/o w/"_qs, textRow("hello world"));

    yes("from client", u"from:client"_qs, json);
    no("from server", u"from:server"_qs, json);
    yes("to client", u"to:client"_qs, textRow("x", Direction::Out));
    Row session = textRow("x", Direction::Out);
    session.flags = event::eventflag::Client;
    yes("what a session sends is the client's", u"from:client"_qs, session);
    no("no direction", u"from:client"_qs, rowOf(EventKind::Notice));

    yes("type text", u"type:text"_qs, json);
    no("type binary", u"type:binary"_qs, json);
    yes("one of the types", u"type:ping,text"_qs, json);
    yes("capital type", u"TYPE:Text"_qs, json);
    yes("type close", u"type:close"_qs, rowOf(EventKind::Close));
    yes("type handshake", u"type:handshake"_qs, rowOf(EventKind::Refused));
    yes("type error", u"type:error"_qs, rowOf(EventKind::RuleError));
    yes("abnormal end is an error", u"type:error"_qs, rowOf(EventKind::Ended, {}, event::eventflag::Abnormal));
    no("clean end is none", u"type:error"_qs, rowOf(EventKind::Ended));
    yes("close by its words", u"4001 bye"_qs, rowOf(EventKind::Close, QByteArray("\x0f\xa1", 2) + "bye"));

    yes("connection", u"conn:12"_qs, json);
    yes("connection with a hash", u"conn:#12"_qs, json);
    yes("one of the connections", u"conn:1,12"_qs, json);
    no("another connection", u"conn:1"_qs, json);
    no("not the connection", u"-conn:12"_qs, json);

    yes("exact size", u"size:5"_qs, textRow("hello"));
    yes("greater", u"size:>4"_qs, textRow("hello"));
    no("not greater", u"size:>5"_qs, textRow("hello"));
    yes("at least", u"size:>=5b"_qs, textRow("hello"));
    yes("less", u"size:<1k"_qs, textRow("hello"));
    yes("kilobytes", u"size:>=1.5KB"_qs, textRow(QByteArray(1536, 'x')));
    yes("between", u"size:2..1k"_qs, textRow("hello"));
    yes("open end", u"size:2.."_qs, textRow("hello"));
    no("an end has no size", u"size:>=0"_qs, rowOf(EventKind::Ended));

    Row answer = textRow("{}");
    answer.label = u"Say hello"_qs;
    yes("rule", u"rule:HELLO"_qs, answer);
    yes("rule in quotes", u"rule:\"say hello\""_qs, answer);
    no("no rule", u"rule:hello"_qs, json);

    yes("field", u"$.event=login"_qs, json);
    yes("field in quotes", u"$.event=\"login\""_qs, json);
    no("field of another value", u"$.event=logout"_qs, json);
    yes("field is there", u"$.deep"_qs, json);
    yes("null is there", u"$.none"_qs, json);
    no("field is not there", u"$.nothing"_qs, json);
    yes("not there, excluded", u"-$.nothing"_qs, json);
    yes("number", u"$.id=12"_qs, json);
    yes("number, other digits", u"$.id=12.0"_qs, json);
    yes("text that looks like a number", u"$.id=12"_qs, textRow(R"({"id":"12"})"));
    yes("greater number", u"$.id>9"_qs, json);
    no("not greater number", u"$.id>12"_qs, json);
    yes("at most", u"$.id<=12"_qs, json);
    yes("unequal", u"$.id!=13"_qs, json);
    no("unequal needs a value", u"$.nothing!=13"_qs, json);
    yes("item", u"$.deep.list[0]=1.1"_qs, json);
    yes("key with a space", u"$['a b']=true"_qs, json);
    yes("value with a space", u"$.deep.list[1]=\"b c\""_qs, json);
    yes("contains", u"$.event~OGI"_qs, json);
    yes("spaces around the sign", u"$.event = \"login\" $.id >= 12"_qs, json);
    no("spaces, another value", u"$.event = logout"_qs, json);
    yes("spaces behind the sign", u"$.deep.list[1]= \"b c\" id"_qs, json);
    yes("a field, and text", u"$.deep login"_qs, json);
    yes("escaped key", u"$.event=x"_qs, textRow(R"({"\u0065vent":"x"})"));
    yes("length", u"$.deep.list.length=2"_qs, json);
    no("no JSON", u"$.event=login"_qs, textRow("event=login"));
    no("broken JSON", u"$.event=login"_qs, textRow(R"({"event":"login")"));
}

void tst_Filter::lets()
{
    QFETCH(QString, typed);
    QFETCH(Row, row);
    const auto filter = Filter::parse(typed);
    QVERIFY2(filter.has_value(), filter ? "" : qPrintable(filter.error().error.what));
    FilterPass pass(*filter);
    QTEST(pass.passes(row), "passes");
}

void tst_Filter::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("place");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("said");
    QTest::newRow("open quote") << u"a \"b c"_qs << 2 << 4 << u"quote"_qs;
    QTest::newRow("broken regex") << u"x /a(/"_qs << 2 << 4 << u"character"_qs;
    QTest::newRow("nobody") << u"from:me"_qs << 0 << 7 << u"me"_qs;
    QTest::newRow("unknown type") << u"a -type:pang"_qs << 2 << 10 << u"pang"_qs;
    QTest::newRow("no type yet") << u"type:"_qs << 0 << 5 << u"missing"_qs;
    QTest::newRow("no connection") << u"conn:x"_qs << 0 << 6 << u"number"_qs;
    QTest::newRow("only a comma") << u"conn:,"_qs << 0 << 6 << u"missing"_qs;
    QTest::newRow("no size") << u"size:big"_qs << 0 << 8 << u"size"_qs;
    QTest::newRow("half a size") << u"size:>"_qs << 0 << 6 << u"size"_qs;
    QTest::newRow("no path") << u"$.a[x]=1"_qs << 0 << 8 << u"path"_qs;
    QTest::newRow("no value") << u"$.a="_qs << 0 << 4 << u"value"_qs;
    QTest::newRow("no value, with spaces") << u"$.a = "_qs << 0 << 5 << u"value"_qs;
    QTest::newRow("half a sign") << u"$.a!1"_qs << 0 << 5 << u"compares"_qs;
}

void tst_Filter::saysWhatIsWrong()
{
    QFETCH(QString, typed);
    QFETCH(QString, said);
    const auto filter = Filter::parse(typed);
    QVERIFY(!filter.has_value());
    QTEST(int(filter.error().place), "place");
    QTEST(int(filter.error().length), "length");
    QVERIFY2(filter.error().error.what.contains(said), qPrintable(filter.error().error.what));
    QVERIFY(!filter.error().error.advice.isEmpty());
}

void tst_Filter::readsOnlyWhatItNeeds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("part");
    QTest::newRow("nothing") << QString() << int(RowPart::Facts);
    QTest::newRow("facts") << u"from:client -type:ping conn:1"_qs << int(RowPart::Facts);
    QTest::newRow("sizes") << u"type:text size:>1"_qs << int(RowPart::Sizes);
    QTest::newRow("label") << u"rule:x"_qs << int(RowPart::Sizes);
    QTest::newRow("payload") << u"size:>1 x"_qs << int(RowPart::Payload);
    QTest::newRow("field") << u"$.a"_qs << int(RowPart::Payload);
}

void tst_Filter::readsOnlyWhatItNeeds()
{
    QFETCH(QString, typed);
    QTEST(int(Filter::parse(typed)->part()), "part");
}

void tst_Filter::knowsRoutesFromHandshakes()
{
    FilterPass pass(*Filter::parse(u"route:/chat"_qs), {{ConnectionId{3}, "/chat/old"}});
    Row message = textRow("x");
    QVERIFY(!pass.passes(message));
    QVERIFY(pass.passes(rowOf(EventKind::Opened, "GET /chat/blue?x=1 HTTP/1.1\r\n\r\n")));
    QVERIFY(pass.passes(message));
    message.connection = {3};
    QVERIFY(pass.passes(message));
    message.connection = {4};
    QVERIFY(!pass.passes(message));
    FilterPass without(*Filter::parse(u"-route:/chat"_qs));
    QVERIFY(!without.passes(rowOf(EventKind::Opened, "GET /chat HTTP/1.1\r\n\r\n")));
    QVERIFY(!without.passes(textRow("x")));
}

void tst_Filter::knowsRoutesByName_data()
{
    QTest::addColumn<QString>("route");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("matches");
    QTest::newRow("the same") << u"/chat"_qs << QByteArray("/chat") << true;
    QTest::newRow("below") << u"/chat"_qs << QByteArray("/chat/blue") << true;
    QTest::newRow("half typed") << u"/ch"_qs << QByteArray("/chat") << true;
    QTest::newRow("another") << u"/chat"_qs << QByteArray("/ticker") << false;
    QTest::newRow("query") << u"/chat"_qs << QByteArray("/x?to=/chat") << false;
    QTest::newRow("template") << u"/chat/{room}"_qs << QByteArray("/chat/blue") << true;
    QTest::newRow("template, too short") << u"/chat/{room}"_qs << QByteArray("/chat") << false;
    QTest::newRow("inner segment whole") << u"/ch/blue"_qs << QByteArray("/chat/blue") << false;
    QTest::newRow("all") << u"/"_qs << QByteArray("/chat") << true;
}

void tst_Filter::knowsRoutesByName()
{
    QFETCH(QString, route);
    QFETCH(QByteArray, target);
    QTEST(RouteTerm{route}.matches(target), "matches");
}

void tst_Filter::hostileRegexGivesUp()
{
    FilterPass pass(*Filter::parse(u"/(a+)+$/"_qs));
    QVERIFY(!pass.isTooCostly());
    QVERIFY(!pass.passes(textRow(QByteArray(40, 'a') + 'b')));
    QVERIFY(pass.isTooCostly());
}

void tst_Filter::splits_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("spaces") << u"  a  b "_qs << QStringList{u"a"_qs, u"b"_qs};
    QTest::newRow("regex") << u"/a b/i c"_qs << QStringList{u"/a b/i"_qs, u"c"_qs};
    QTest::newRow("escaped slash") << u"/a\\/ b/"_qs << QStringList{u"/a\\/ b/"_qs};
    QTest::newRow("paths") << u"/a/b /c"_qs << QStringList{u"/a/b"_qs, u"/c"_qs};
    QTest::newRow("value") << u"rule:\"a b\" c"_qs << QStringList{u"rule:\"a b\""_qs, u"c"_qs};
    QTest::newRow("key") << u"$['a b']=1 c"_qs << QStringList{u"$['a b']=1"_qs, u"c"_qs};
    QTest::newRow("comparison") << u"$.a = 1 $.b !=  \"x y\" c"_qs
                                << QStringList{u"$.a = 1"_qs, u"$.b !=  \"x y\""_qs, u"c"_qs};
    QTest::newRow("comparison, no value yet") << u"$.a = "_qs << QStringList{u"$.a ="_qs};
    QTest::newRow("comparison, whole") << u"$.a=1 =2"_qs << QStringList{u"$.a=1"_qs, u"=2"_qs};
    QTest::newRow("JSON") << u"{\"a\": 1}"_qs << QStringList{u"{\"a\":"_qs, u"1}"_qs};
}

void tst_Filter::splits()
{
    QFETCH(QString, typed);
    QStringList words;
    for (const FilterWord &word : splitFilter(typed))
        words.append(word.text);
    QTEST(words, "words");
}

void tst_Filter::hints_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("hints");
    QTest::newRow("a key") << u"ty"_qs << QStringList{u"type:"_qs};
    QTest::newRow("an excluded key") << u"a -ty"_qs << QStringList{u"-type:"_qs};
    QTest::newRow("values") << u"from:"_qs << QStringList{u"from:client"_qs, u"from:server"_qs};
    QTest::newRow("a value") << u"type:pi"_qs << QStringList{u"type:ping"_qs};
    QTest::newRow("a whole value") << u"type:ping"_qs << QStringList{};
    QTest::newRow("the next of a list") << u"type:ping,po"_qs << QStringList{u"type:ping,pong"_qs};
    QTest::newRow("connections") << u"conn:1"_qs << QStringList{u"conn:12"_qs, u"conn:21"_qs};
    QTest::newRow("routes") << u"route:"_qs << QStringList{u"route:/chat"_qs};
    QTest::newRow("rules with a space") << u"rule:say"_qs << QStringList{u"rule:\"Say it\""_qs};
    QTest::newRow("text") << u"hello"_qs << QStringList{};
    QTest::newRow("regex") << u"/from/"_qs << QStringList{};
}

void tst_Filter::hints()
{
    QFETCH(QString, typed);
    const FilterNames names{{u"12"_qs, u"21"_qs}, {u"/chat"_qs}, {u"Say it"_qs}};
    QStringList hints;
    for (const FilterHint &hint : hintsFor(typed, typed.size(), names))
        hints.append(hint.text);
    QTEST(hints, "hints");
}

void tst_Filter::quotes_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"plain"_qs, u"two words"_qs, u"-minus"_qs, u"type:x"_qs, u"a \"b\""_qs, u"$.a"_qs,
                                u"/a/"_qs, u"back\\slash here"_qs})
        QTest::newRow(qPrintable(text)) << text;
}

void tst_Filter::quotes()
{
    QFETCH(QString, text);
    const auto filter = Filter::parse(quotedForFilter(text));
    QVERIFY(filter.has_value());
    QCOMPARE(filter->terms().size(), std::size_t(1));
    const auto *term = std::get_if<TextTerm>(&filter->terms().front().what);
    QVERIFY(term != nullptr);
    QCOMPARE(term->needle.text(), text);
}

QTEST_APPLESS_MAIN(tst_Filter)
#include "tst_filter.moc"
