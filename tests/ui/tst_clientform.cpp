// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/answeringdialogs.h"
#include "ui/client/connectionform.h"
#include "ui/common/theme.h"
#include "ui/messages/closedialog.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;

/// What a person may type into the client panel, and what is said when it cannot be.
class tst_ClientForm : public QObject
{
    Q_OBJECT
private slots:
    void urls_data();
    void urls();
    void badUrls_data();
    void badUrls();
    void headers();
    void badHeaders_data();
    void badHeaders();
    void headerLinesAreSwitchedOff();
    void queries_data();
    void queries();
    void queryAndUrlFollowEachOther();
    void requestTakesEverything();
    void lockedFieldsSayWhy();
    void closeCodes_data();
    void closeCodes();
    void closeReasonIsBounded();
};

void tst_ClientForm::urls_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("whole") << u"ws://localhost:9001/echo"_qs << u"ws://localhost:9001/echo"_qs;
    QTest::newRow("no scheme") << u"localhost:9001/echo"_qs << u"ws://localhost:9001/echo"_qs;
    QTest::newRow("https") << u"https://h/p?q=1"_qs << u"wss://h/p?q=1"_qs;
    QTest::newRow("http") << u" http://h "_qs << u"ws://h"_qs;
    QTest::newRow("letter case kept") << u"ws://h/Path?Q=X"_qs << u"ws://h/Path?Q=X"_qs;
    QTest::newRow("IPv6") << u"ws://[::1]:9001/"_qs << u"ws://[::1]:9001/"_qs;
}

void tst_ClientForm::urls()
{
    QFETCH(QString, typed);
    const Result<QUrl> url = parseUrl(typed);
    QVERIFY(url.has_value());
    QTEST(url->toString(), "url");
}

void tst_ClientForm::badUrls_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << QString();
    QTest::newRow("other scheme") << u"ftp://h/"_qs;
    QTest::newRow("no host") << u"ws:///echo"_qs;
    QTest::newRow("port too large") << u"ws://h:99999/"_qs;
}

void tst_ClientForm::badUrls()
{
    QFETCH(QString, typed);
    const Result<QUrl> url = parseUrl(typed);
    QVERIFY(!url);
    QVERIFY(!url.error().advice.isEmpty());
}

void tst_ClientForm::headers()
{
    const Result<protocol::HeaderFields> fields = parseHeaders(u"A: 1\n\n  X-Two : with: colon \nA: 2"_qs);
    QVERIFY(fields.has_value());
    QCOMPARE(fields->size(), 3);
    QCOMPARE(fields->first("X-Two"), std::optional<QByteArray>("with: colon"));
    QCOMPARE(fields->count("a"), 2);
}

void tst_ClientForm::badHeaders_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("names");
    QTest::newRow("no colon") << u"A: 1\nnothing"_qs << u"Line 2"_qs;
    QTest::newRow("no name") << u": x"_qs << u"Line 1"_qs;
    QTest::newRow("space in name") << u"a b: x"_qs << u"Line 1"_qs;
}

void tst_ClientForm::badHeaders()
{
    QFETCH(QString, lines);
    QFETCH(QString, names);
    const Result<protocol::HeaderFields> fields = parseHeaders(lines);
    QVERIFY(!fields);
    QVERIFY(fields.error().what.contains(names));
}

void tst_ClientForm::headerLinesAreSwitchedOff()
{
    const QString lines = u"A: 1\n# B: 2\nC: x: y"_qs;
    const Result<protocol::HeaderFields> fields = parseHeaders(lines);
    QVERIFY(fields.has_value());
    QCOMPARE(fields->size(), 2);
    const std::vector<workspace::HeaderLine> kept = headerLines(lines);
    QCOMPARE(kept.size(), std::size_t(3));
    QVERIFY(!kept.at(1).enabled);
    QCOMPARE(kept.at(1).name, u"B"_qs);
    QCOMPARE(headerText(kept), lines);
}

void tst_ClientForm::queries_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("written");
    QTest::newRow("none") << u"ws://h/p"_qs << QString() << u"ws://h/p"_qs;
    QTest::newRow("two") << u"ws://h/p?a=1&b=x"_qs << u"a=1\nb=x"_qs << u"ws://h/p?a=1&b=x"_qs;
    QTest::newRow("encoded") << u"h?q=a%20b%26c"_qs << u"q=a b&c"_qs << u"h?q=a%20b%26c"_qs;
    QTest::newRow("a plus is a space") << u"h?q=a+b"_qs << u"q=a b"_qs << u"h?q=a%20b"_qs;
    QTest::newRow("without a value") << u"h?flag&x="_qs << u"flag\nx="_qs << u"h?flag&x="_qs;
    QTest::newRow("fragment stays") << u"h?a=1#f"_qs << u"a=1"_qs << u"h?a=1#f"_qs;
    QTest::newRow("letter case stays") << u"WS://Host/P?A=B"_qs << u"A=B"_qs << u"WS://Host/P?A=B"_qs;
}

void tst_ClientForm::queries()
{
    QFETCH(QString, url);
    QTEST(queryLines(url), "lines");
    QTEST(withQuery(url, queryLines(url)), "written");
}

void tst_ClientForm::queryAndUrlFollowEachOther()
{
    QWidget panel;
    const Theme theme;
    test::AnsweringDialogs dialogs;
    ConnectionForm form(theme, dialogs, &panel);
    auto *params = panel.findChild<QPlainTextEdit *>(u"clientParams"_qs);
    form.setUrl(u"ws://h/p?a=1"_qs);
    QCOMPARE(params->toPlainText(), u"a=1"_qs);
    params->setPlainText(u"a=1\nname=two words"_qs);
    QCOMPARE(form.url(), u"ws://h/p?a=1&name=two%20words"_qs);
    form.urlField()->setEditText(u"ws://h/p"_qs);
    QCOMPARE(params->toPlainText(), QString());
}

void tst_ClientForm::lockedFieldsSayWhy()
{
    QWidget panel;
    const Theme theme;
    test::AnsweringDialogs dialogs;
    ConnectionForm form(theme, dialogs, &panel);
    form.setLocked(true);
    QVERIFY(form.urlField()->lineEdit()->isReadOnly());
    for (const char *name : {"clientParams", "clientHeaders"}) {
        const auto *field = panel.findChild<QPlainTextEdit *>(QString::fromLatin1(name));
        QVERIFY(field->isReadOnly());
        QVERIFY(field->toolTip().contains(u"disconnect"_qs));
    }
    form.setLocked(false);
    QVERIFY(!form.urlField()->lineEdit()->isReadOnly());
    QVERIFY(panel.findChild<QPlainTextEdit *>(u"clientHeaders"_qs)->toolTip().isEmpty());
}

void tst_ClientForm::requestTakesEverything()
{
    QWidget panel;
    const Theme theme;
    test::AnsweringDialogs dialogs;
    ConnectionForm form(theme, dialogs, &panel);
    form.setUrl(u"localhost:1/x"_qs);
    form.setHeaders(u"A: 1"_qs);
    form.setSubprotocols({u"chat"_qs, u"v2"_qs});
    const Result<client::SessionRequest> request = form.request();
    QVERIFY(request.has_value());
    QCOMPARE(request->url, QUrl(u"ws://localhost:1/x"_qs));
    QCOMPARE(request->subprotocols, QList<QByteArray>({"chat", "v2"}));
    QCOMPARE(request->headers.size(), 1);
    QVERIFY(request->verifyCertificate);
    QVERIFY(request->offerDeflate);
    form.setSubprotocols({u"not one"_qs});
    QVERIFY(!form.request());
    form.setOffered({u"ws://a"_qs, u"ws://b"_qs});
    QCOMPARE(form.url(), u"localhost:1/x"_qs);
    QCOMPARE(form.urlField()->count(), 2);
}

void tst_ClientForm::closeCodes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<int>("code");
    QTest::newRow("normal") << u"1000"_qs << true << 1000;
    QTest::newRow("with its name") << u"1001  Going away"_qs << true << 1001;
    QTest::newRow("own") << u"4999"_qs << true << 4999;
    QTest::newRow("none") << u"none"_qs << true << 0;
    QTest::newRow("1005 is never sent") << u"1005"_qs << false << 1005;
    QTest::newRow("1006 is never sent") << u"1006"_qs << false << 1006;
    QTest::newRow("5000") << u"5000"_qs << false << 5000;
    QTest::newRow("a word") << u"bye"_qs << false << 0;
    QTest::newRow("too large") << u"66536"_qs << false << 0;
}

void tst_ClientForm::closeCodes()
{
    QFETCH(QString, typed);
    QFETCH(bool, allowed);
    QFETCH(int, code);
    const Theme theme;
    CloseDialog dialog(theme);
    dialog.findChild<QComboBox *>(u"closeCode"_qs)->setEditText(typed);
    QCOMPARE(dialog.findChild<QAbstractButton *>(u"closeAccept"_qs)->isEnabled(), allowed);
    QCOMPARE(int(dialog.payload().code.value_or(0)), code);
    QVERIFY(!dialog.findChild<QLabel *>(u"closeMeaning"_qs)->text().isEmpty());
}

void tst_ClientForm::closeReasonIsBounded()
{
    const Theme theme;
    CloseDialog dialog(theme);
    auto *reason = dialog.findChild<QLineEdit *>(u"closeReason"_qs);
    const auto *accept = dialog.findChild<QAbstractButton *>(u"closeAccept"_qs);
    reason->setText(QString(123, u'x'));
    QVERIFY(accept->isEnabled());
    reason->setText(QString(62, u'é'));
    QVERIFY(!accept->isEnabled());
}

QTEST_MAIN(tst_ClientForm)
#include "tst_clientform.moc"
