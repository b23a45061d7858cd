// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/identifier.h"

#include <QHash>
#include <QTest>

#include <type_traits>
#include <unordered_set>

using namespace framewright;

// A number of one kind must not pass for another, nor for a plain number.
static_assert(!std::is_convertible_v<RouteId, ServerId>);
static_assert(!std::is_convertible_v<RouteId, std::uint64_t>);
static_assert(!std::is_convertible_v<RouteId, bool>);

class TestIdentifier final : public QObject
{
    Q_OBJECT

private slots:
    void zeroNamesNothing();
    void comparesByNumber();
    void isAKey();
};

void TestIdentifier::zeroNamesNothing()
{
    QVERIFY(!ConnectionId());
    QVERIFY(ConnectionId{1});
}

void TestIdentifier::comparesByNumber()
{
    QVERIFY(RuleId{3} == RuleId{3});
    QVERIFY(RuleId{3} != RuleId{4});
    QVERIFY(RuleId{3} < RuleId{4});
}

void TestIdentifier::isAKey()
{
    QHash<RouteId, int> hash;
    std::unordered_set<RouteId> set;
    for (std::uint64_t number = 1; number <= 100; ++number) {
        hash.insert({number}, int(number));
        set.insert({number});
    }
    QCOMPARE(hash.size(), 100);
    QCOMPARE(set.size(), size_t(100));
    QCOMPARE(hash.value(RouteId{42}), 42);
    QVERIFY(set.contains(RouteId{42}));
    QVERIFY(!set.contains(RouteId{0}));
}

QTEST_GUILESS_MAIN(TestIdentifier)
#include "tst_identifier.moc"
