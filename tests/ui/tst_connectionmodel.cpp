// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/connections/connectionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using wire::ConnectionState;

/// Live connections above past ones, what their cells say, and the bound on what is kept.
class tst_ConnectionModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void newestLiveOnTop();
    void sessionsAreNotListed();
    void plainRequestsAreToldApart_data();
    void plainRequestsAreToldApart();
    void manyAtOnce();
    void forgetsTheOldest();
    void closePill_data();
    void closePill();
    void durations_data();
    void durations();
    void sizes_data();
    void sizes();

private:
    static wire::ConnectionFacts facts(std::uint64_t id, ConnectionState state);
    [[nodiscard]] QList<quint64> ids() const;

    std::unique_ptr<ConnectionBook> m_book;
    std::unique_ptr<ConnectionModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_ConnectionModel::init()
{
    m_tester.reset();
    m_model.reset();
    m_book = std::make_unique<ConnectionBook>();
    m_model = std::make_unique<ConnectionModel>(*m_book);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

wire::ConnectionFacts tst_ConnectionModel::facts(std::uint64_t id, ConnectionState state)
{
    wire::ConnectionFacts facts;
    facts.id = {id};
    facts.server = {1};
    facts.route = {2};
    facts.routePath = u"/chat/{room}"_qs;
    facts.target = "/chat/blue?name=ann";
    facts.state = state;
    facts.openedAt = 1'000'000'000;
    facts.endedAt = ConnectionBook::isLive(facts) ? 0 : 135'000'000'000;
    return facts;
}

QList<quint64> tst_ConnectionModel::ids() const
{
    QList<quint64> ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids.append(m_model->connectionAt(row).value);
    return ids;
}

void tst_ConnectionModel::newestLiveOnTop()
{
    m_book->take({facts(1, ConnectionState::Open), facts(2, ConnectionState::Open), facts(3, ConnectionState::Open)});
    QCOMPARE(ids(), QList<quint64>({3, 2, 1}));
    m_book->take({facts(2, ConnectionState::Closed)});
    QCOMPARE(ids(), QList<quint64>({3, 1, 2}));
    m_book->take({facts(3, ConnectionState::Closed), facts(4, ConnectionState::Refused)});
    QCOMPARE(ids(), QList<quint64>({1, 4, 3, 2}));
    m_book->take({facts(1, ConnectionState::Closing)});
    m_book->take({facts(1, ConnectionState::Closed)});
    QCOMPARE(ids(), QList<quint64>({1, 4, 3, 2}));
    QCOMPARE(m_book->live(), 0);
    QCOMPARE(m_book->past(), 4);
    QCOMPARE(m_book->liveOnRoute({2}), 0);
    m_book->clearPast();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_book->past(), 0);
}

void tst_ConnectionModel::sessionsAreNotListed()
{
    wire::ConnectionFacts session = facts(9, ConnectionState::Open);
    session.server = {};
    m_book->take({session});
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_book->live(), 0);
    QVERIFY(m_book->find({9}) != nullptr);
}

void tst_ConnectionModel::plainRequestsAreToldApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("pill");
    QTest::addColumn<PillTone>("tone");
    QTest::addColumn<QString>("says");
    QTest::newRow("companion HTTP") << 200 << u"200"_qs << PillTone::Neutral << u"answered"_qs;
    QTest::newRow("turned down") << 401 << u"401"_qs << PillTone::Warning << u"refused"_qs;
    QTest::newRow("dropped") << 0 << u"refused"_qs << PillTone::Warning << u"refused"_qs;
}

void tst_ConnectionModel::plainRequestsAreToldApart()
{
    QFETCH(int, status);
    QFETCH(QString, says);
    wire::ConnectionFacts request = facts(4, ConnectionState::Refused);
    request.status = status;
    m_book->take({request});
    const QModelIndex summary = m_model->index(0, ConnectionModel::SummaryColumn);
    QTEST(summary.data(PillRole).toString(), "pill");
    QTEST(PillTone(summary.data(PillToneRole).toInt()), "tone");
    QVERIFY(summary.data(Qt::ToolTipRole).toString().contains(says));
}

void tst_ConnectionModel::manyAtOnce()
{
    QList<wire::ConnectionFacts> many;
    for (std::uint64_t id = 1; id <= 500; ++id)
        many.append(facts(id, id % 2 == 0 ? ConnectionState::Open : ConnectionState::Closed));
    m_book->take(many);
    QCOMPARE(m_model->rowCount(), 500);
    QCOMPARE(m_model->connectionAt(0).value, quint64(500));
    QCOMPARE(m_model->connectionAt(249).value, quint64(2));
    QCOMPARE(m_book->live(), 250);
    m_book->take({facts(500, ConnectionState::Closed)});
    QCOMPARE(m_model->rowOf({500}), 249);
}

void tst_ConnectionModel::forgetsTheOldest()
{
    QList<wire::ConnectionFacts> many;
    for (std::uint64_t id = 1; id <= std::uint64_t(ConnectionBook::pastLimit) + 10; ++id)
        many.append(facts(id, ConnectionState::Closed));
    m_book->take(many);
    QVERIFY(m_book->past() <= ConnectionBook::pastLimit);
    QCOMPARE(m_model->rowCount(), m_book->past());
    QVERIFY(m_book->find({1}) == nullptr);
    QVERIFY(m_book->find(many.constLast().id) != nullptr);
    QCOMPARE(m_book->onRoute({2}).size(), qsizetype(m_book->past()));
}

void tst_ConnectionModel::closePill_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<PillTone>("tone");
    QTest::newRow("1000") << 1000 << PillTone::Good;
    QTest::newRow("1001") << 1001 << PillTone::Good;
    QTest::newRow("1002") << 1002 << PillTone::Failure;
    QTest::newRow("1011") << 1011 << PillTone::Failure;
    QTest::newRow("3000") << 3000 << PillTone::Warning;
    QTest::newRow("4000") << 4000 << PillTone::Warning;
}

void tst_ConnectionModel::closePill()
{
    QFETCH(int, code);
    wire::ConnectionFacts closed = facts(1, ConnectionState::Closed);
    closed.closeReceived = protocol::ClosePayload{protocol::CloseCode(code), "bye"};
    closed.endedBy = wire::EndedBy::Client;
    m_book->take({closed});
    const QModelIndex cell = m_model->index(0, ConnectionModel::SummaryColumn);
    QCOMPARE(cell.data(PillRole).toString(), QString::number(code));
    QTEST(static_cast<PillTone>(cell.data(PillToneRole).toInt()), "tone");
    QCOMPARE(cell.data(SecondRole).toString(), u"/chat/blue"_qs);
    const QString tip = cell.data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(protocol::closeCodeMeaning(protocol::CloseCode(code))));
    QVERIFY(tip.contains(u"closed by the client"_qs));
    QCOMPARE(m_model->index(0, ConnectionModel::DurationColumn).data().toString(), u"02:14"_qs);
}

void tst_ConnectionModel::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << qint64(2) << u"2.0 s"_qs;
    QTest::newRow("minutes") << qint64(134) << u"02:14"_qs;
    QTest::newRow("hours") << qint64(3734) << u"1:02:14"_qs;
}

void tst_ConnectionModel::durations()
{
    QFETCH(qint64, seconds);
    QTEST(format::duration(seconds * 1'000'000'000), "text");
}

void tst_ConnectionModel::sizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << u"0 B"_qs;
    QTest::newRow("bytes") << qint64(1023) << u"1023 B"_qs;
    QTest::newRow("kilobytes") << qint64(1536) << u"1.5 KB"_qs;
    QTest::newRow("whole") << qint64(16) * 1024 * 1024 << u"16 MB"_qs;
}

void tst_ConnectionModel::sizes()
{
    QFETCH(qint64, bytes);
    QTEST(format::size(bytes), "text");
}

QTEST_MAIN(tst_ConnectionModel)
#include "tst_connectionmodel.moc"
