// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptpattern.h"

#include <QJSEngine>
#include <QTest>

using namespace framewright;
using namespace framewright::expression;

namespace {

/// Lets rows be written without a `_qs` at each of them.
struct Subject
{
    Subject(const char *utf8)
        : text(QString::fromUtf8(utf8))
    {
    }
    Subject(QString other)
        : text(std::move(other))
    {
    }

    QString text;
};

[[nodiscard]] PatternFlags flagsOf(const QString &flags)
{
    return {flags.contains(u'i'), flags.contains(u'm'), flags.contains(u'u')};
}

/// What both say of a search: the match and its captures, or "null".
[[nodiscard]] QString spelled(const ScriptPattern &pattern, const QString &text)
{
    const PatternMatch match = pattern.search(text, 0, false, [] { return false; });
    if (match.end != PatternMatch::End::Found)
        return QStringLiteral("null");
    QStringList parts{QString::number(match.places.front())};
    for (std::size_t index = 0; index < match.places.size(); index += 2) {
        const int begin = match.places[index];
        parts.append(begin < 0 ? QStringLiteral("-")
                               : u'<' + text.sliced(begin, match.places[index + 1] - begin) + u'>');
    }
    return parts.join(u' ');
}

[[nodiscard]] QString spelledByEngine(QJSEngine &engine, const QString &source, const QString &flags,
                                      const QString &text)
{
    QJSValue search = engine.evaluate(QStringLiteral(
        "(function(source, flags, text) { const found = new RegExp(source, flags).exec(text); return found === null ? "
        "'null' : [found.index].concat(found.map(part => part === undefined ? '-' : '<' + part + '>')).join(' '); })"));
    return search.call({source, flags, text}).toString();
}

} // namespace

/// Our matcher means what the script engine's own means, and lets itself be stopped.
class TestScriptPattern : public QObject
{
    Q_OBJECT

private slots:
    void meansWhatTheEngineMeans_data();
    void meansWhatTheEngineMeans();
    void followsTheStandard_data();
    void followsTheStandard();
    void stopsWhenTold();
    void searchesFromAPlace();
    void tellsWhatIsQuick_data();
    void tellsWhatIsQuick();
    void saysWhatItHasNot_data();
    void saysWhatItHasNot();
    void endsWhereItWouldRememberTooMuch();
};

void TestScriptPattern::meansWhatTheEngineMeans_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *source, const char *flags, std::initializer_list<Subject> subjects) {
        QStringList texts;
        for (const Subject &subject : subjects)
            texts.append(subject.text);
        QTest::addRow("/%s/%s", source, flags) << QString::fromUtf8(source) << QString::fromUtf8(flags) << texts;
    };
    const QString lines = QStringLiteral("one\ntwo\r\nthree\u2028four");
    row("abc", "", {"xabcx", "ab", "", "abcabc"});
    row("a.c", "", {"a\nc abc", "a\u2028c"});
    row("^a|b$", "", {"ba", "ab", "cb", "b\n"});
    row("^t\\w+$", "m", {lines});
    row("^", "m", {lines, ""});
    row("[a-c]+x?", "", {"zzabcabx", "cx", "x"});
    row("[^a-c]", "", {"abcd", "abc"});
    row("[]", "", {"a", ""});
    row("[^]", "", {"\n", ""});
    row("[\\w-x]+", "", {"a-b x", "--"});
    row("[\\d\\s]+", "", {"a1 2\t3b"});
    row("[\\D]+", "", {"12ab3"});
    row("[\\S\\d]+", "", {"  a1  "});
    row("[\\b]", "", {"a\bb"});
    row("[a\\-z]+", "", {"m-a-z"});
    row("\\d{2,3}", "", {"1 12 123 1234", "1"});
    row("\\d{2,3}?", "", {"1234"});
    row("\\d{2}", "", {"12345"});
    row("\\d{2,}", "", {"1 12345"});
    row("a{,2}", "", {"a{,2}", "aa"});
    row("a{0}b", "", {"ab"});
    row("x{1", "", {"x{1"});
    row("(a*)(b*)", "", {"aabb", "", "bb"});
    row("(a*?)(a*)", "", {"aaa"});
    row("(a+?)b", "", {"aaab"});
    row("(?:ab)+", "", {"ababa", "ba"});
    row("(a|ab)(c|bcd)(d*)", "", {"abcd", "acd"});
    row("(z)((a+)?(b+)?(c))*", "", {"zaacbbbcac"});
    row("(a)|(b)", "", {"b", "a", "c"});
    row("(?:(a)|b)*", "", {"ab", "ba"});
    row("(a*)*", "", {"b", "aa", ""});
    row("(?:a*?)*?b", "", {"aab"});
    row("(?:a?)*?$", "", {"ab"});
    row("(a?)??b", "", {"ab"});
    row("(?=(a+))a*b\\1", "", {"baaabac"});
    row("(?=(a+))", "", {"baaabac"});
    row("(.*?)a(?!(a+)b\\2c)\\2(.*)", "", {"baaabaac"});
    row("(?!a)b|a(?=c)", "", {"aacb", "ab"});
    row("a(?!b)", "", {"abac", "ab"});
    row("(?:(?=a)a)+b", "", {"caab"});
    row("(\\w+) \\1", "", {"hello hello", "a b b"});
    row("\\1(a)", "", {"aa", "a"});
    row("(a\\1)", "", {"aa"});
    row("(A)\\1", "i", {"aA", "Aa"});
    row("\\bfoo\\b", "", {"a foo b", "afoo", "foo"});
    row("\\Boo\\B", "", {"afooz", "oo"});
    row("[a-z]+", "i", {"123ABCdef", "\u212A"});
    row("\u00e4+", "i", {"\u00c4\u00e4"});
    row("[^a]", "i", {"Aab"});
    row("stra\u00dfe", "i", {"STRA\u00dfE", "STRASSE"});
    row("\\x41\\u0042\\103", "", {"ABC"});
    row("\\0", "", {QString(QChar(u'\0'))});
    row("\\cA|\\c", "", {QString(QChar(1)), "\\c"});
    row("\\/\\.\\*", "", {"/.*"});
    row("\\8\\k", "", {"8k"});
    row("\\s+", "", {QStringLiteral("a\u00a0\ufeff\u3000 b")});
    row(".", "", {QStringLiteral("\U0001F600")});
    row("^.$", "u", {QStringLiteral("\U0001F600"), QStringLiteral("a")});
    row("\\ud83d\\ude00", "u", {QStringLiteral("\U0001F600")});
    row("[^x]+", "u", {QStringLiteral("\U0001F600yx")});
    row("(?:(\\d+)|(\\w+))(?:,|$)", "", {"12,ab", "ab,"});
    row("^([a-z0-9._-]+)@([a-z0-9-]+\\.)+([a-z]{2,})$", "i", {"Ann.Lee@mail.example.org", "ann@", "a@b.c"});
    row("^(?:\\+?(\\d{1,3}))?[-. (]*(\\d{3})[-. )]*(\\d{3})[-. ]*(\\d{4})$", "", {"+1 (555) 123-4567", "5551234567"});
    row("\"((?:[^\"\\\\]|\\\\.)*)\"", "", {R"(say "a \"b\" c" now)", R"("open)"});
    row("^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$", "", {"192.168.0.1", "256.1.1.1", "1.2.3"});
    row("(?:)", "", {"", "a"});
    row("a||b", "", {"b", "a"});
    row("(?:a|b){2,3}?c", "", {"ababc", "bc"});
    row("((a)|(b)|c){3}", "", {"abc", "cab"});
}

void TestScriptPattern::meansWhatTheEngineMeans()
{
    QFETCH(QString, source);
    QFETCH(QString, flags);
    QFETCH(QStringList, texts);
    QJSEngine engine;
    const Result<ScriptPattern> pattern = ScriptPattern::compile(source, flagsOf(flags));
    QVERIFY2(pattern, pattern ? "" : qPrintable(pattern.error().text()));
    for (const QString &text : texts)
        QCOMPARE(spelled(*pattern, text), spelledByEngine(engine, source, flags, text));
}

/// Of these the engine of Qt 6.4 has some wrong, or has them not.
void TestScriptPattern::followsTheStandard_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a code point") << QStringLiteral("\\u{1F600}+") << QStringLiteral("x\U0001F600\U0001F600")
                                  << QStringLiteral("1 <\U0001F600\U0001F600>");
    QTest::newRow("from code point to code point") << QStringLiteral("[\U0001F600-\U0001F64F]")
                                                   << QStringLiteral("a\U0001F601") << QStringLiteral("1 <\U0001F601>");
    QTest::newRow("named") << QStringLiteral("(?<year>\\d+)-\\k<year>") << QStringLiteral("20-20")
                           << QStringLiteral("0 <20-20> <20>");
    QTest::newRow("name ahead") << QStringLiteral("\\k<a>(?<a>x)") << QStringLiteral("x")
                                << QStringLiteral("0 <x> <x>");
    QTest::newRow("captures of the last turn")
        << QStringLiteral("(?:(a)|(b))+") << QStringLiteral("ab") << QStringLiteral("0 <ab> - <b>");
}

void TestScriptPattern::followsTheStandard()
{
    QFETCH(QString, source);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<ScriptPattern> pattern = ScriptPattern::compile(source, {false, false, true});
    QVERIFY(pattern);
    QCOMPARE(spelled(*pattern, text), expected);
}

void TestScriptPattern::stopsWhenTold()
{
    const Result<ScriptPattern> pattern = ScriptPattern::compile(u"(a+)+$", {});
    QVERIFY(pattern);
    const QString text = QString(40, u'a') + u'!';
    int asked = 0;
    const PatternMatch match = pattern->search(text, 0, false, [&asked] { return ++asked == 10; });
    QCOMPARE(match.end, PatternMatch::End::Stopped);
    QCOMPARE(asked, 10);
}

void TestScriptPattern::searchesFromAPlace()
{
    const Result<ScriptPattern> pattern = ScriptPattern::compile(u"b", {});
    QVERIFY(pattern);
    const auto never = [] { return false; };
    QCOMPARE(pattern->search(u"abab", 2, false, never).places, (std::vector<int>{3, 4}));
    QCOMPARE(pattern->search(u"abab", 2, true, never).end, PatternMatch::End::NotFound);
    QCOMPARE(pattern->search(u"abab", 3, true, never).places, (std::vector<int>{3, 4}));
    QCOMPARE(pattern->search(u"abab", 4, false, never).end, PatternMatch::End::NotFound);
}

void TestScriptPattern::tellsWhatIsQuick_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<qsizetype>("least");
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("a word") << QStringLiteral("hello") << qsizetype{100'000} << qsizetype{200'000};
    QTest::newRow("digits") << QStringLiteral("^sub:(\\d+)$") << qsizetype{30'000} << qsizetype{50'000};
    QTest::newRow("two parts") << QStringLiteral("(\\w+)=(\\w+)") << qsizetype{20} << qsizetype{100};
    QTest::newRow("turns in turns") << QStringLiteral("(a+)+$") << qsizetype{0} << qsizetype{8};
    QTest::newRow("choices in turns") << QStringLiteral("(a|a)*$") << qsizetype{0} << qsizetype{20};
    QTest::newRow("many choices") << QStringLiteral("(a|a)").repeated(30) + u'$' << qsizetype{-1} << qsizetype{-1};
    QTest::newRow("many options") << QStringLiteral("a?").repeated(30) + QStringLiteral("b") << qsizetype{-1}
                                  << qsizetype{1};
    QTest::newRow("what we have not") << QStringLiteral("(").repeated(300) + QStringLiteral(")").repeated(300)
                                      << qsizetype{-1} << qsizetype{-1};
}

void TestScriptPattern::tellsWhatIsQuick()
{
    QFETCH(QString, source);
    QFETCH(qsizetype, least);
    QFETCH(qsizetype, most);
    const qsizetype length = ScriptPattern::quickLength(source);
    QVERIFY2(length >= least && length <= most, qPrintable(QString::number(length)));
}

void TestScriptPattern::saysWhatItHasNot_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("error");
    QTest::newRow("depth") << QStringLiteral("(").repeated(300) + QStringLiteral(")").repeated(300)
                           << QStringLiteral("It has more than 200 brackets inside of each other.");
    QTest::newRow("open") << QStringLiteral("(a") << QStringLiteral("A \"(\" is not closed.");
    QTest::newRow("closed") << QStringLiteral("a)") << QStringLiteral("It has a \")\" too many.");
}

void TestScriptPattern::saysWhatItHasNot()
{
    QFETCH(QString, source);
    QFETCH(QString, error);
    const Result<ScriptPattern> pattern = ScriptPattern::compile(source, {false, false, true});
    QVERIFY(!pattern);
    QCOMPARE(pattern.error().what, error);
}

void TestScriptPattern::endsWhereItWouldRememberTooMuch()
{
    const Result<ScriptPattern> pattern = ScriptPattern::compile(u"(?:a|b)*$", {});
    QVERIFY(pattern);
    const PatternMatch match = pattern->search(QString(2'000'000, u'a'), 0, false, [] { return false; });
    QCOMPARE(match.end, PatternMatch::End::TooLarge);
}

QTEST_GUILESS_MAIN(TestScriptPattern)
#include "tst_scriptpattern.moc"
