// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "ui/common/theme.h"
#include "ui/messages/foldingtext.h"
#include "ui/messages/framestext.h"
#include "ui/messages/messageeditor.h"
#include "ui/messages/payloadactions.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextBlock>

using namespace framewright;
using namespace framewright::ui;
using Format = MessageEditor::Format;

/// A message before it is sent and after it came: what is typed, what goes out, how it is copied and folded.
class tst_MessageEditor : public QObject
{
    Q_OBJECT
private slots:
    void sends_data();
    void sends();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void layoutKeepsDigits();
    void savedForms_data();
    void savedForms();
    void payloadsFindTheirFormat();
    void copies_data();
    void copies();
    void frames();
    void folds();
    void longLinesAreShownInPieces();
};

void tst_MessageEditor::sends_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("binary");
    QTest::newRow("text as it is") << Format::Text << u"{ \"a\" : 1 }"_qs << QByteArray("{ \"a\" : 1 }") << false;
    QTest::newRow("empty text") << Format::Text << QString() << QByteArray() << false;
    QTest::newRow("JSON without spaces") << Format::Json << u"{\n \"a\" : 1.10,\n \"b\": 9007199254740993}"_qs
                                         << QByteArray(R"({"a":1.10,"b":9007199254740993})") << false;
    QTest::newRow("hex") << Format::Hex << u"00 ff\n1F"_qs << QByteArray("\x00\xff\x1f", 3) << true;
}

void tst_MessageEditor::sends()
{
    QFETCH(Format, format);
    QFETCH(QString, typed);
    QFETCH(bool, binary);
    const Theme theme;
    MessageEditor editor(theme, u"test"_qs);
    editor.setMessage(format, typed);
    const Result<ComposedMessage> message = editor.message();
    QVERIFY(message.has_value());
    QTEST(message->payload, "payload");
    QCOMPARE(message->opcode == protocol::Opcode::Binary, binary);
}

void tst_MessageEditor::saysWhatIsWrong_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("said");
    QTest::newRow("JSON") << Format::Json << u"{\"a\": }"_qs << u"line 1"_qs;
    QTest::newRow("hex digit") << Format::Hex << u"0g"_qs << u"place 2"_qs;
    QTest::newRow("half a byte") << Format::Hex << u"000"_qs << u"digit"_qs;
}

void tst_MessageEditor::saysWhatIsWrong()
{
    QFETCH(Format, format);
    QFETCH(QString, typed);
    QFETCH(QString, said);
    const Theme theme;
    MessageEditor editor(theme, u"test"_qs);
    editor.show();
    editor.setMessage(format, typed);
    const auto *problem = editor.findChild<QLabel *>(u"testProblem"_qs);
    QVERIFY(!editor.message());
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(said), qPrintable(problem->text()));
    editor.setMessage(format, {});
    QVERIFY(!problem->isVisible());
}

void tst_MessageEditor::layoutKeepsDigits()
{
    const Theme theme;
    MessageEditor editor(theme, u"test"_qs);
    editor.show();
    auto *pretty = editor.findChild<QAbstractButton *>(u"testPretty"_qs);
    QVERIFY(!pretty->isVisible());
    editor.setMessage(Format::Json, u"{\"n\":1.10}"_qs);
    QVERIFY(pretty->isVisible());
    QTest::mouseClick(pretty, Qt::LeftButton);
    QCOMPARE(editor.text(), u"{\n  \"n\": 1.10\n}"_qs);
}

void tst_MessageEditor::savedForms_data()
{
    QTest::addColumn<QByteArray>("send");
    QTest::addColumn<bool>("taken");
    QTest::addColumn<Format>("format");
    QTest::addColumn<QString>("text");
    QTest::newRow("a text") << QByteArray(R"("hi")") << true << Format::Text << u"hi"_qs;
    QTest::newRow("text") << QByteArray(R"({"text":"hi"})") << true << Format::Text << u"hi"_qs;
    QTest::newRow("json") << QByteArray(R"({"json":{"a":1.0}})") << true << Format::Json << u"{\n  \"a\": 1.0\n}"_qs;
    QTest::newRow("a bare object") << QByteArray(R"({"a":[1]})") << true << Format::Json << QString();
    QTest::newRow("hex") << QByteArray(R"({"hex":"01ff"})") << true << Format::Hex << u"01ff"_qs;
    QTest::newRow("base64") << QByteArray(R"({"base64":"AP8="})") << true << Format::Hex << u"00 ff"_qs;
    QTest::newRow("what only a rule can") << QByteArray(R"({"same":true})") << false << Format::Text << QString();
}

void tst_MessageEditor::savedForms()
{
    QFETCH(QByteArray, send);
    QFETCH(bool, taken);
    QFETCH(QString, text);
    const Theme theme;
    MessageEditor editor(theme, u"test"_qs);
    QCOMPARE(editor.setSend(*value::readJson(send)), taken);
    if (!taken)
        return;
    QTEST(editor.format(), "format");
    if (!text.isEmpty())
        QCOMPARE(editor.text(), text);
    MessageEditor again(theme, u"again"_qs);
    QVERIFY(again.setSend(editor.toSend()));
    QCOMPARE(*again.message(), *editor.message());
}

void tst_MessageEditor::payloadsFindTheirFormat()
{
    const Theme theme;
    MessageEditor editor(theme, u"test"_qs);
    editor.setPayload(protocol::Opcode::Text, R"({"a":1})");
    QCOMPARE(editor.format(), Format::Json);
    QCOMPARE(editor.message()->payload, QByteArray(R"({"a":1})"));
    editor.setPayload(protocol::Opcode::Text, "12");
    QCOMPARE(editor.format(), Format::Text);
    editor.setPayload(protocol::Opcode::Binary, QByteArray("\x00\x01", 2));
    QCOMPARE(editor.format(), Format::Hex);
    QCOMPARE(editor.message()->payload, QByteArray("\x00\x01", 2));
}

void tst_MessageEditor::copies_data()
{
    QTest::addColumn<CopyForm>("form");
    QTest::addColumn<QString>("copied");
    QTest::newRow("text") << CopyForm::Text << u"a\"\n\u00e9"_qs;
    QTest::newRow("hex") << CopyForm::Hex << u"61 22 0a c3 a9"_qs;
    QTest::newRow("base64") << CopyForm::Base64 << u"YSIKw6k="_qs;
    QTest::newRow("JSON string") << CopyForm::JsonText << u"\"a\\\"\\n\u00e9\""_qs;
}

void tst_MessageEditor::copies()
{
    QFETCH(CopyForm, form);
    QTEST(payloadAs(form, "a\"\n\xc3\xa9", true), "copied");
    QCOMPARE(payloadAs(CopyForm::Text, QByteArray("\x00\xff", 2), false), u"00ff"_qs);
}

void tst_MessageEditor::frames()
{
    traffic::Row row;
    row.kind = event::EventKind::Message;
    row.opcode = 1;
    row.payloadSize = 5;
    row.wireSize = 11;
    row.flags = event::eventflag::Masked;
    QList<FrameLine> lines = framesOf(row, {});
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().payload, quint64(5));
    QVERIFY(lines.first().fin && lines.first().masked && lines.first().opcode == 1);
    row.wireSize = 4 + 200;
    row.flags = 0;
    QCOMPARE(framesOf(row, {}).first().payload, quint64(200));
    row.wireSize = 14 + 70'000;
    row.flags = event::eventflag::Masked | event::eventflag::Compressed;
    QCOMPARE(framesOf(row, {}).first().payload, quint64(70'000));
    QVERIFY(framesOf(row, {}).first().rsv1);

    const QByteArray detail = QByteArray("\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00", 10) +
                              QByteArray("\x80\x00\x02\x00\x00\x00\x00\x00\x00\x00", 10);
    lines = framesOf(row, detail);
    QCOMPARE(lines.size(), 2);
    QVERIFY(!lines.first().fin && lines.last().fin);
    QCOMPARE(lines.last().opcode, quint8(0));
    QCOMPARE(lines.first().wire, quint64(5));
    const QString text = framesText(row, detail);
    QVERIFY2(text.contains(u"0 continuation"_qs) && text.contains(u"2 frames"_qs), qPrintable(text));
    row.kind = event::EventKind::Notice;
    QVERIFY(framesOf(row, {}).isEmpty());
    QVERIFY(!framesText(row, {}).isEmpty());
}

void tst_MessageEditor::folds()
{
    const Theme theme;
    FoldingText text(theme);
    text.resize(300, 200);
    text.show();
    text.showText(u"{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  },\n  \"c\": 2\n}"_qs, true);
    const auto visible = [&](int line) { return text.document()->findBlockByNumber(line).isVisible(); };
    text.toggleFold(1);
    QVERIFY(text.isFolded(1));
    QVERIFY(visible(1) && !visible(2) && !visible(4) && visible(5) && visible(6));
    text.toggleFold(6);
    QVERIFY(!text.isFolded(6));
    text.reveal(3);
    QVERIFY(visible(3));
    text.foldAll(true);
    QVERIFY(visible(0) && visible(1) && !visible(2) && visible(6));
    text.foldAll(false);
    QVERIFY(visible(3));
    QTextCursor cursor(text.document()->findBlockByNumber(3));
    text.setTextCursor(cursor);
    QTest::keyClick(&text, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(text.isFolded(2));
    QCOMPARE(text.textCursor().blockNumber(), 2);
    QTest::keyClick(&text, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(!text.isFolded(2));
    QCOMPARE(text.toPlainText().count(u'\n'), 7);
}

void tst_MessageEditor::longLinesAreShownInPieces()
{
    const Theme theme;
    FoldingText text(theme);
    text.resize(300, 200);
    text.show();
    QString line(1'000'000, u'x');
    line.replace(4095, 2, u"\U0001F600"_qs);
    text.showText(line % u"\nshort", false);
    QCOMPARE(text.toPlainText().remove(u'\n'), QString(line % u"short"));
    QVERIFY(!text.toPlainText().contains(QChar::ReplacementCharacter));
    QVERIFY(!text.toolTip().isEmpty());
    text.showText(u"short\nlines"_qs, false);
    QCOMPARE(text.toPlainText(), u"short\nlines"_qs);
    QVERIFY(text.toolTip().isEmpty());
}

QTEST_MAIN(tst_MessageEditor)
#include "tst_messageeditor.moc"
