// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/partsfixture.h"
#include "ui/connections/connectioncommands.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/connectiontable.h"

#include <QAbstractItemView>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;
using wire::ConnectionState;

/// The list and the table of connections while others come and go: what one looks at and has chosen stays.
class ConnectionTableTest final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void sightStays_data();
    void sightStays();
    void topStaysAtTheTop_data();
    void topStaysAtTheTop();
    void chosenOnesStayChosen_data();
    void chosenOnesStayChosen();

private:
    [[nodiscard]] static wire::ConnectionFacts facts(std::uint64_t id, ConnectionState state);
    void take(std::uint64_t first, std::uint64_t last, ConnectionState state);
    [[nodiscard]] QAbstractItemView *view() const;
    [[nodiscard]] quint64 topmost() const;
    void addViews();

    std::unique_ptr<PartsFixture> m_fixture;
    ConnectionModel *m_model = nullptr;
    ConnectionCommands *m_commands = nullptr;
};

void ConnectionTableTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_connectiontable"_qs);
}

void ConnectionTableTest::init()
{
    QSettings().clear();
    engine::EngineSettings settings;
    settings.record = false;
    m_fixture = std::make_unique<PartsFixture>(settings);
    m_model = new ConnectionModel(m_fixture->book, &m_fixture->window);
    m_commands = new ConnectionCommands(m_fixture->parts, &m_fixture->window);
    auto *layout = new QVBoxLayout(&m_fixture->window);
    layout->addWidget(new ConnectionTable(m_fixture->parts, m_model, m_commands, &m_fixture->window));
    layout->addWidget(new ConnectionsPanel(m_fixture->parts, m_model, m_commands, &m_fixture->window));
    m_fixture->window.resize(900, 600);
    m_fixture->window.show();
    take(1, 200, ConnectionState::Open);
    QCOMPARE(m_model->rowCount(), 200);
}

void ConnectionTableTest::cleanup()
{
    m_fixture.reset();
}

wire::ConnectionFacts ConnectionTableTest::facts(std::uint64_t id, ConnectionState state)
{
    wire::ConnectionFacts facts;
    facts.id = {id};
    facts.server = {1};
    facts.route = {2};
    facts.state = state;
    facts.openedAt = 1'000'000'000;
    facts.endedAt = ConnectionBook::isLive(facts) ? 0 : 2'000'000'000;
    return facts;
}

void ConnectionTableTest::take(std::uint64_t first, std::uint64_t last, ConnectionState state)
{
    QList<wire::ConnectionFacts> all;
    for (std::uint64_t id = first; id <= last; ++id)
        all.append(facts(id, state));
    m_fixture->book.take(all);
}

void ConnectionTableTest::addViews()
{
    QTest::addColumn<QByteArray>("view");
    QTest::newRow("table") << QByteArray("connectionTable");
    QTest::newRow("list") << QByteArray("connectionList");
}

QAbstractItemView *ConnectionTableTest::view() const
{
    QFETCH(QByteArray, view);
    return m_fixture->window.findChild<QAbstractItemView *>(QString::fromLatin1(view));
}

quint64 ConnectionTableTest::topmost() const
{
    return m_model->connectionAt(view()->indexAt(QPoint(1, 1)).row()).value;
}

void ConnectionTableTest::sightStays_data()
{
    addViews();
}

void ConnectionTableTest::sightStays()
{
    view()->scrollTo(m_model->index(100, view()->indexAt(QPoint(1, 1)).column()), QAbstractItemView::PositionAtTop);
    const quint64 before = topmost();
    QVERIFY(before > 50 && before < 150);
    // One comes, one goes, very many come at once, very many go.
    take(201, 201, ConnectionState::Open);
    QCOMPARE(topmost(), before);
    take(180, 180, ConnectionState::Closed);
    QCOMPARE(topmost(), before);
    take(202, 400, ConnectionState::Open);
    QCOMPARE(topmost(), before);
    take(300, 400, ConnectionState::Closed);
    QCOMPARE(topmost(), before);
    m_fixture->book.clearPast();
    QCOMPARE(topmost(), before);
}

void ConnectionTableTest::topStaysAtTheTop_data()
{
    addViews();
}

/// Who looks at the newest goes on seeing the newest.
void ConnectionTableTest::topStaysAtTheTop()
{
    QCOMPARE(topmost(), 200);
    take(201, 201, ConnectionState::Open);
    QCOMPARE(topmost(), 201);
    take(202, 400, ConnectionState::Open);
    QCOMPARE(topmost(), 400);
}

void ConnectionTableTest::chosenOnesStayChosen_data()
{
    addViews();
}

void ConnectionTableTest::chosenOnesStayChosen()
{
    const int column = view()->indexAt(QPoint(1, 1)).column();
    const QModelIndex first = m_model->index(m_model->rowOf({150}), column);
    const QModelIndex last = m_model->index(m_model->rowOf({148}), column);
    view()->scrollTo(first);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(first).center());
    view()->scrollTo(last);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, view()->visualRect(last).center());
    const QList<ConnectionId> chosen = m_commands->chosen();
    QCOMPARE(chosen.size(), 3);
    take(201, 400, ConnectionState::Open); // So many that the model begins anew.
    QCOMPARE(m_commands->chosen(), chosen);
    for (const quint64 id : {148, 149, 150})
        QVERIFY(view()->selectionModel()->isSelected(m_model->index(m_model->rowOf({id}), column)));
    QCOMPARE(view()->selectionModel()->selectedRows(column).size(), 3);
}

QTEST_MAIN(ConnectionTableTest)
#include "tst_connectiontable.moc"
