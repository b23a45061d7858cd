// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/opened.h"
#include "tests/client/rawserver.h"
#include "tests/support/fulltable.h"

#include <QHostInfo>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using test::FullTable;
using test::Opened;
using test::RawConnection;
using test::RawServer;

namespace {

QUrl atLocalhost(const RawServer &server)
{
    QUrl url = server.url();
    url.setHost(u"localhost"_qs);
    return url;
}

} // namespace

/// Names with several addresses or none, and a process without descriptors.
class TestReachability final : public QObject
{
    Q_OBJECT
private slots:
    void triesEachAddressOfAName();
    void saysWhichAddressesItTried();
    void saysThatNoDescriptorIsLeft();
};

void TestReachability::triesEachAddressOfAName()
{
    RawServer server; // On 127.0.0.1 only, whatever else the name has.
    Opened client(atLocalhost(server));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
    QCOMPARE(client.session.facts().peer.address, QHostAddress(QHostAddress::LocalHost));
}

void TestReachability::saysWhichAddressesItTried()
{
    QUrl url;
    {
        const RawServer gone;
        url = atLocalhost(gone);
    }
    Opened client(url);
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Connect);
    const QString what = client.failure().error.what;
    QVERIFY2(what.contains(u"localhost:%1"_qs.arg(url.port())), qPrintable(what));
    const QHostInfo found = QHostInfo::fromName(u"localhost"_qs);
    QVERIFY(!found.addresses().isEmpty());
    for (const QHostAddress &address : found.addresses())
        QVERIFY2(what.contains(address.toString()), qPrintable(what));
}

void TestReachability::saysThatNoDescriptorIsLeft()
{
    RawServer server;
    FullTable table;
    {
        Opened client(server.url());
        QTRY_COMPARE(client.ended.size(), 1);
        QCOMPARE(client.failure().kind, FailureKind::Connect);
        QVERIFY2(client.failure().error.what.contains(u"Too many open files"_qs),
                 qPrintable(client.failure().error.what));
        QVERIFY2(client.failure().error.advice.contains(u"Close some connections"_qs),
                 qPrintable(client.failure().error.advice));
    }
    table.empty();
    Opened client(server.url());
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
}

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
