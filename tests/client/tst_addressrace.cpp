// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/addressrace.h"
#include "tests/client/rawserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <cerrno>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace framewright;
using namespace framewright::client;

namespace {

/// Listens on an address and takes no connection: once its short queue is full, a connect() gets no answer.
class DeafListener final
{
public:
    explicit DeafListener(const char *address)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = ::inet_addr(address);
        if (::bind(m_listener, sockaddrOf(), sizeof m_address) != 0 || ::listen(m_listener, 0) != 0)
            qFatal("A test listener cannot listen on %s", address);
        socklen_t length = sizeof m_address;
        ::getsockname(m_listener, sockaddrOf(), &length);
        for (int i = 0; i < 3; ++i) {
            const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            ::connect(filler, sockaddrOf(), sizeof m_address);
            m_fillers.push_back(filler);
        }
    }
    ~DeafListener()
    {
        for (const int filler : m_fillers)
            ::close(filler);
        ::close(m_listener);
    }
    Q_DISABLE_COPY_MOVE(DeafListener)

    [[nodiscard]] quint16 port() const { return ntohs(m_address.sin_port); }

private:
    sockaddr *sockaddrOf() { return reinterpret_cast<sockaddr *>(&m_address); }

    int m_listener;
    sockaddr_in m_address{};
    std::vector<int> m_fillers;
};

} // namespace

class TestAddressRace final : public QObject
{
    Q_OBJECT

private slots:
    void mixesFamilies_data();
    void mixesFamilies();
    void connects();
    void goesOnAtOnceAfterRefusal();
    void startsNextAfterHeadStart();
    void saysWhyNoneAnswered_data();
    void saysWhyNoneAnswered();
    void leavesNothingOpenWhenItDies();
};

void TestAddressRace::mixesFamilies_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QStringList>("order");

    QTest::newRow("none") << QStringList() << QStringList();
    QTest::newRow("one family") << QStringList{u"10.0.0.1"_qs, u"10.0.0.2"_qs}
                                << QStringList{u"10.0.0.1"_qs, u"10.0.0.2"_qs};
    QTest::newRow("6 6 4 4") << QStringList{u"fd00::1"_qs, u"fd00::2"_qs, u"10.0.0.1"_qs, u"10.0.0.2"_qs}
                             << QStringList{u"fd00::1"_qs, u"10.0.0.1"_qs, u"fd00::2"_qs, u"10.0.0.2"_qs};
    QTest::newRow("4 first") << QStringList{u"10.0.0.1"_qs, u"fd00::1"_qs, u"fd00::2"_qs}
                             << QStringList{u"10.0.0.1"_qs, u"fd00::1"_qs, u"fd00::2"_qs};
}

void TestAddressRace::mixesFamilies()
{
    QFETCH(QStringList, addresses);
    QList<QHostAddress> list;
    for (const QString &address : addresses)
        list.append(QHostAddress(address));
    QStringList order;
    for (const QHostAddress &address : interleaved(list))
        order.append(address.toString());
    QTEST(order, "order");
}

void TestAddressRace::connects()
{
    test::RawServer server;
    AddressRace race({QHostAddress(u"127.0.0.1"_qs)}, server.serverPort());
    QSignalSpy connected(&race, &AddressRace::connected);
    QSignalSpy failed(&race, &AddressRace::failed);
    race.start();
    QTRY_COMPARE(connected.size(), 1);
    const int descriptor = connected.first().first().toInt();
    QVERIFY((::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0);
    ::close(descriptor);
    QVERIFY(failed.isEmpty());
    QVERIFY(server.next());
}

void TestAddressRace::goesOnAtOnceAfterRefusal()
{
    test::RawServer server; // on 127.0.0.1 only: 127.0.0.2 refuses
    AddressRace race({QHostAddress(u"127.0.0.2"_qs), QHostAddress(u"127.0.0.3"_qs), QHostAddress(u"127.0.0.1"_qs)},
                     server.serverPort());
    QSignalSpy connected(&race, &AddressRace::connected);
    QElapsedTimer elapsed;
    elapsed.start();
    race.start();
    QVERIFY(test::waitUntil([&] { return !connected.isEmpty(); }));
    QVERIFY(elapsed.elapsed() < AddressRace::headStart);
    ::close(connected.first().first().toInt());
}

void TestAddressRace::startsNextAfterHeadStart()
{
    const DeafListener deaf("127.0.0.2");
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(u"127.0.0.1"_qs), deaf.port()));
    AddressRace race({QHostAddress(u"127.0.0.2"_qs), QHostAddress(u"127.0.0.1"_qs)}, deaf.port());
    QSignalSpy connected(&race, &AddressRace::connected);
    QElapsedTimer elapsed;
    elapsed.start();
    race.start();
    QVERIFY(test::waitUntil([&] { return !connected.isEmpty(); }));
    QVERIFY(elapsed.elapsed() >= AddressRace::headStart - 20);
    ::close(connected.first().first().toInt());
}

void TestAddressRace::saysWhyNoneAnswered_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<int>("code");

    QTest::newRow("one refused") << QStringList{u"127.0.0.1"_qs} << ECONNREFUSED;
    QTest::newRow("all refused") << QStringList{u"127.0.0.1"_qs, u"127.0.0.2"_qs} << ECONNREFUSED;
    QTest::newRow("no address") << QStringList() << EHOSTUNREACH;
}

void TestAddressRace::saysWhyNoneAnswered()
{
    QFETCH(QStringList, addresses);
    quint16 port = 0;
    {
        const test::RawServer gone;
        port = gone.serverPort();
    }
    QList<QHostAddress> list;
    for (const QString &address : addresses)
        list.append(QHostAddress(address));
    AddressRace race(list, port);
    QSignalSpy failed(&race, &AddressRace::failed);
    race.start();
    QTRY_COMPARE(failed.size(), 1);
    QTEST(failed.first().first().toInt(), "code");
}

void TestAddressRace::leavesNothingOpenWhenItDies()
{
    const DeafListener deaf("127.0.0.2");
    const int before = ::dup(0); // the lowest free number
    ::close(before);
    {
        AddressRace race({QHostAddress(u"127.0.0.2"_qs)}, deaf.port());
        QSignalSpy failed(&race, &AddressRace::failed);
        race.start();
        QCoreApplication::processEvents();
        QVERIFY(failed.isEmpty());
    }
    const int after = ::dup(0);
    ::close(after);
    QCOMPARE(after, before);
}

QTEST_GUILESS_MAIN(TestAddressRace)
#include "tst_addressrace.moc"
