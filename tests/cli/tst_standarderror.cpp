// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/standarderror.h"

#include <QTest>

class TestStandardError final : public QObject
{
    Q_OBJECT

private slots:
    void spellsControls_data();
    void spellsControls();
};

void TestStandardError::spellsControls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << u"Grüße, 東京 🙂"_qs << QByteArray("Grüße, 東京 🙂");
    QTest::newRow("lines and tabs stay") << u"what\n\twhere"_qs << QByteArray("what\n\twhere");
    QTest::newRow("lines of HTTP") << u"one\r\ntwo"_qs << QByteArray("one\ntwo");
    QTest::newRow("colour") << u"\u001b[31mred"_qs << QByteArray("\\x1b[31mred");
    QTest::newRow("title") << u"\u001b]0;mine\u0007"_qs << QByteArray("\\x1b]0;mine\\x07");
    QTest::newRow("line written over") << u"good\rbad"_qs << QByteArray("good\\x0dbad");
    QTest::newRow("zero") << QString(QChar(u'\0')) << QByteArray("\\x00");
    QTest::newRow("C1") << u"\u009b2J"_qs << QByteArray("\\x9b2J");
    QTest::newRow("delete") << u"a\u007f"_qs << QByteArray("a\\x7f");
}

void TestStandardError::spellsControls()
{
    QFETCH(QString, text);
    QTEST(framewright::cli::forTerminal(text), "line");
}

QTEST_GUILESS_MAIN(TestStandardError)
#include "tst_standarderror.moc"
