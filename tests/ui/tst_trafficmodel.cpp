// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/walltime.h"
#include "app/traffic/trafficstore.h"
#include "tests/ui/logofvalues.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/messages/trafficmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using event::Direction;
using event::EventKind;

/// The log as a table: it grows, loses its oldest rows, is cleared, paused and narrowed, and never says anything
/// wrong to a view meanwhile.
class tst_TrafficModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void grows();
    void lastPageIsReadAnew();
    void losesItsOldestRows();
    void isCleared();
    void pauses();
    void narrowsToOneConnection();
    void exceptsSessions();
    void takesInNewConnectionsWithoutReset();
    void findsRowsOfAConnectionThatIsNamedLate();
    void wordsNarrow();
    void wordsFollowNewRows();
    void oldRowsStayUntilTheFirstAreFound();
    void directionAndControlFrames();
    void filterWhilePausedLooksAtOldRows();
    void routesAreKnownWithoutTheirHandshake();
    void codecsAreWaitedFor();
    void codecThatChangesIsReadAnew();
    void conversationsArePlayedBehindAFilter();
    void moreColumns();
    void aMillionRowsDoNotBlock();
    void cellsSay_data();
    void cellsSay();

private:
    void publish();
    void addMessages(int count, std::uint64_t connection);
    [[nodiscard]] QList<qint64> numbers() const;

    std::unique_ptr<LogOfValues> m_log;
    std::unique_ptr<TrafficModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_TrafficModel::init()
{
    m_log = std::make_unique<LogOfValues>();
    m_model = std::make_unique<TrafficModel>(m_log->source(), Side::Server);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_TrafficModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_log.reset();
}

void tst_TrafficModel::publish()
{
    traffic::CaptureStatus status;
    status.firstRow = m_log->last() == 0 ? 0 : m_log->first();
    status.lastRow = m_log->last();
    m_model->setStatus(status);
}

void tst_TrafficModel::addMessages(int count, std::uint64_t connection)
{
    for (int number = 0; number < count; ++number)
        m_log->add(EventKind::Message, Direction::In, connection, "m" + QByteArray::number(m_log->last() + 1));
}

QList<qint64> tst_TrafficModel::numbers() const
{
    QList<qint64> numbers;
    for (int place = 0; place < m_model->rowCount(); ++place)
        numbers.append(m_model->rowNumber(place));
    return numbers;
}

void tst_TrafficModel::grows()
{
    publish();
    QCOMPARE(m_model->rowCount(), 0);
    addMessages(200, 1);
    publish();
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(m_model->index(199, TrafficModel::MessageColumn).data().toString(), u"m200"_qs);
    QCOMPARE(m_model->placeOf(200), 199);
    QCOMPARE(m_model->placeOf(201), -1);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    publish();
    QCOMPARE(inserted.count(), 0);
}

void tst_TrafficModel::lastPageIsReadAnew()
{
    addMessages(3, 1);
    publish();
    QCOMPARE(m_model->index(2, TrafficModel::MessageColumn).data().toString(), u"m3"_qs);
    addMessages(2, 1);
    publish();
    QCOMPARE(m_model->index(4, TrafficModel::MessageColumn).data().toString(), u"m5"_qs);
}

void tst_TrafficModel::losesItsOldestRows()
{
    addMessages(100, 1);
    publish();
    m_log->dropBelow(41);
    addMessages(10, 1);
    publish();
    QCOMPARE(m_model->rowCount(), 70);
    QCOMPARE(m_model->rowNumber(0), qint64(41));
    QCOMPARE(m_model->index(0, TrafficModel::MessageColumn).data().toString(), u"m41"_qs);
}

void tst_TrafficModel::isCleared()
{
    addMessages(10, 1);
    publish();
    m_log->dropBelow(11);
    publish();
    QCOMPARE(m_model->rowCount(), 0);
    addMessages(2, 1);
    publish();
    QCOMPARE(numbers(), QList<qint64>({11, 12}));
}

void tst_TrafficModel::pauses()
{
    addMessages(5, 1);
    publish();
    m_model->setPaused(true);
    addMessages(5, 1);
    publish();
    QCOMPARE(m_model->rowCount(), 5);
    m_model->setPaused(false);
    QCOMPARE(m_model->rowCount(), 10);
}

void tst_TrafficModel::narrowsToOneConnection()
{
    for (int round = 0; round < 50; ++round)
        addMessages(1, std::uint64_t(round % 5) + 1);
    publish();
    m_model->setFilter({QSet<ConnectionId>{{3}}, {}});
    QTRY_COMPARE(m_model->rowCount(), 10);
    QCOMPARE(m_model->rowNumber(1), qint64(8));
    addMessages(1, 3);
    addMessages(1, 4);
    publish();
    QTRY_COMPARE(m_model->rowCount(), 11);
    m_log->dropBelow(9);
    publish();
    QCOMPARE(m_model->rowCount(), 9);
    m_model->setFilter({});
    QCOMPARE(m_model->rowCount(), 44);
}

void tst_TrafficModel::exceptsSessions()
{
    addMessages(3, 1);
    publish();
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setFilter({std::nullopt, {{2}}});
    QCOMPARE(reset.count(), 0);
    addMessages(3, 2);
    addMessages(1, 1);
    publish();
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2, 3, 7}));
}

void tst_TrafficModel::takesInNewConnectionsWithoutReset()
{
    addMessages(2, 1);
    publish();
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setFilter({QSet<ConnectionId>{{1}}, {}});
    QTRY_COMPARE(reset.count(), 1);
    QCOMPARE(m_model->rowCount(), 2);
    reset.clear();
    m_model->setFilter({QSet<ConnectionId>{{1}, {2}}, {}});
    addMessages(2, 2);
    publish();
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(reset.count(), 0);
}

void tst_TrafficModel::findsRowsOfAConnectionThatIsNamedLate()
{
    addMessages(2, 1);
    addMessages(2, 2);
    publish();
    m_model->setFilter({QSet<ConnectionId>{{1}}, {}});
    QTRY_COMPARE(m_model->rowCount(), 2);
    m_model->setFilter({QSet<ConnectionId>{{1}, {2}}, {}});
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2, 3, 4}));
    m_model->setFilter({QSet<ConnectionId>(), {}});
    QCOMPARE(m_model->rowCount(), 0);
}

static RowFilter words(const QString &text)
{
    RowFilter filter;
    filter.words = *traffic::Filter::parse(text);
    return filter;
}

void tst_TrafficModel::wordsNarrow()
{
    addMessages(200, 1);
    publish();
    m_model->setFilter(words(u"/^m[12]5$/"_qs));
    QTRY_COMPARE(numbers(), QList<qint64>({15, 25}));
    m_model->setFilter(words(u"conn:2"_qs));
    QTRY_COMPARE(m_model->rowCount(), 0);
    m_model->setFilter({});
    QCOMPARE(m_model->rowCount(), 200);
}

void tst_TrafficModel::wordsFollowNewRows()
{
    addMessages(3, 1);
    publish();
    m_model->setFilter(words(u"m4"_qs));
    QTRY_COMPARE(m_model->rowCount(), 0);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    addMessages(2, 1);
    publish();
    QTRY_COMPARE(numbers(), QList<qint64>({4}));
    QCOMPARE(reset.count(), 0);
}

void tst_TrafficModel::oldRowsStayUntilTheFirstAreFound()
{
    addMessages(100, 1);
    publish();
    m_model->setFilter(words(u"m7"_qs));
    QCOMPARE(m_model->rowCount(), 100);
    m_log->dropBelow(11);
    publish();
    QCOMPARE(m_model->rowCount(), 90);
    QTRY_COMPARE(numbers(), QList<qint64>({70, 71, 72, 73, 74, 75, 76, 77, 78, 79}));
}

void tst_TrafficModel::directionAndControlFrames()
{
    m_log->add(EventKind::Opened, Direction::None, 1, "GET / HTTP/1.1\r\n\r\n");
    m_log->add(EventKind::Message, Direction::In, 1, "a");
    m_log->add(EventKind::Ping, Direction::In, 1);
    m_log->add(EventKind::Pong, Direction::Out, 1);
    m_log->add(EventKind::Message, Direction::Out, 1, "b");
    publish();
    RowFilter filter;
    filter.hidesControl = true;
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2, 5}));
    filter.direction = Direction::Out;
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), QList<qint64>({5}));
    filter.hidesControl = false;
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), QList<qint64>({4, 5}));
}

void tst_TrafficModel::filterWhilePausedLooksAtOldRows()
{
    addMessages(5, 1);
    publish();
    m_model->setPaused(true);
    addMessages(5, 1);
    publish();
    QCOMPARE(m_model->heldBack(), qint64(5));
    m_model->setFilter(words(u"-m2"_qs));
    QTRY_COMPARE(numbers(), QList<qint64>({1, 3, 4, 5}));
    m_model->setPaused(false);
    QTRY_COMPARE(m_model->rowCount(), 9);
    QCOMPARE(m_model->heldBack(), qint64(0));
}

void tst_TrafficModel::routesAreKnownWithoutTheirHandshake()
{
    ConnectionBook book;
    wire::ConnectionFacts facts;
    facts.id = {5};
    facts.server = {1};
    facts.target = "/chat/blue";
    facts.state = wire::ConnectionState::Open;
    book.take({facts});
    m_model->setBook(&book);
    addMessages(2, 5);
    addMessages(2, 6);
    publish();
    m_model->setFilter(words(u"route:/chat/{room}"_qs));
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2}));
    m_model->setFilter({});
    m_model->setBook(nullptr);
}

namespace {

const QByteArray price = QByteArray::fromHex("81a56576656e74a57072696365"); // {"event": "price"}

traffic::SpokenCodecs speaking(std::uint64_t connection, codec::Codec codec)
{
    return {{ConnectionId{connection}, {codec, {}}}};
}

} // namespace

/// Rows may be in the log a moment before the window is told of their connection.
void tst_TrafficModel::codecsAreWaitedFor()
{
    traffic::SpokenCodecs known = speaking(1, codec::Codec::Json);
    m_model->setCodecs([&known] { return known; });
    m_log->add(EventKind::Message, Direction::In, 1, R"({"event":"price"})");
    traffic::Row &early = m_log->add(EventKind::Message, Direction::In, 2, price);
    early.opcode = 2;
    early.time = wallTime();
    m_log->add(EventKind::Message, Direction::In, 1, R"({"event":"price"})");
    publish();
    m_model->setFilter(words(u"$.event=price"_qs));
    QTRY_COMPARE(numbers(), QList<qint64>({1}));
    known.insert({2}, {codec::Codec::MessagePack, {}});
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2, 3}));
    // Of one that is never told of there is a long time nothing to be had.
    m_log->add(EventKind::Message, Direction::In, 3, price).opcode = 2;
    m_log->add(EventKind::Message, Direction::In, 1, R"({"event":"price"})");
    publish();
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2, 3, 5}));
}

void tst_TrafficModel::codecThatChangesIsReadAnew()
{
    traffic::SpokenCodecs known = speaking(1, codec::Codec::Json);
    m_model->setCodecs([&known] { return known; });
    m_log->add(EventKind::Message, Direction::In, 1, price).opcode = 2;
    m_log->add(EventKind::Message, Direction::In, 1, R"({"event":"price"})");
    publish();
    m_model->setFilter(words(u"$.event=price"_qs));
    QTRY_COMPARE(numbers(), QList<qint64>({2}));
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    known.insert({2}, {codec::Codec::MessagePack, {}});
    m_model->refreshCodecs();
    known = speaking(1, codec::Codec::MessagePack);
    m_model->refreshCodecs();
    QTRY_COMPARE(numbers(), QList<qint64>({1, 2}));
    QCOMPARE(reset.count(), 1);
}

/// What is not shown is read all the same where what is shown depends on it.
void tst_TrafficModel::conversationsArePlayedBehindAFilter()
{
    m_model->setCodecs([] { return speaking(1, codec::Codec::Mqtt); });
    m_log->add(EventKind::Message, Direction::In, 1, QByteArray::fromHex("100d00044d5154540502003c000000")).opcode = 2;
    m_log->add(EventKind::Message, Direction::Out, 1, QByteArray::fromHex("3006000174006869")).opcode = 2;
    publish();
    RowFilter filter = words(u"$.payload=hi"_qs);
    filter.direction = Direction::Out;
    m_model->setFilter(filter);
    QTRY_COMPARE(numbers(), QList<qint64>({2}));
    // The connection's next packet comes in two pieces.
    m_log->add(EventKind::Message, Direction::Out, 1, QByteArray::fromHex("30060001")).opcode = 2;
    publish();
    m_log->add(EventKind::Message, Direction::Out, 1, QByteArray::fromHex("74006869")).opcode = 2;
    publish();
    QTRY_COMPARE(numbers(), QList<qint64>({2, 4}));
}

void tst_TrafficModel::moreColumns()
{
    ConnectionBook book;
    wire::ConnectionFacts facts;
    facts.id = {1};
    facts.server = {1};
    facts.openedAt = 1'700'000'000'000'000'000;
    book.take({facts});
    m_model->setBook(&book);
    m_log->add(EventKind::Message, Direction::In, 1, "a").flags = event::eventflag::Masked;
    m_log->add(EventKind::Close, Direction::Out, 1);
    publish();
    const auto cell = [this](int row, int column) { return m_model->index(row, column).data().toString(); };
    QCOMPARE(cell(0, TrafficModel::NumberColumn), u"1"_qs);
    QCOMPARE(cell(0, TrafficModel::TypeColumn), u"text"_qs);
    QCOMPARE(cell(1, TrafficModel::TypeColumn), u"close"_qs);
    QCOMPARE(cell(0, TrafficModel::FramesColumn), u"1 frame, masked"_qs);
    QCOMPARE(cell(0, TrafficModel::SinceColumn), u"1.0 ms"_qs);
    QCOMPARE(cell(0, TrafficModel::DeltaColumn), QString());
    QCOMPARE(cell(1, TrafficModel::DeltaColumn), u"1.0 ms"_qs);
    for (int column = 0; column < TrafficModel::ColumnCount; ++column)
        QVERIFY(!m_model->headerData(column, Qt::Horizontal, TrafficModel::TitleRole).toString().isEmpty());
    m_model->setBook(nullptr);
}

void tst_TrafficModel::aMillionRowsDoNotBlock()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"capture.sqlite"_qs);
    auto store = std::move(*traffic::TrafficStore::open({name, qint64(1) << 30, {}}));
    constexpr int batches = 100;
    constexpr int rows = 10'000;
    for (int number = 0; number < batches; ++number) {
        event::EventBatch batch;
        event::EventRecord record;
        record.kind = EventKind::Message;
        record.direction = Direction::In;
        record.opcode = 1;
        record.connection = 1;
        for (int row = 0; row < rows; ++row)
            batch.add(record, row == 77 ? R"({"event":"needle"})" : R"({"event":"hay"})");
        store->write(batch);
    }
    store->commit();
    TrafficModel model([name] { return captureFileRows(name); }, Side::Server);
    model.setStatus(store->status());
    QCOMPARE(model.rowCount(), batches * rows);
    // The thread of the window goes on while the reader looks.
    int ticks = 0;
    QTimer ticker;
    connect(&ticker, &QTimer::timeout, this, [&] { ++ticks; });
    ticker.start(1);
    QSignalSpy found(&model, &TrafficModel::scanChanged);
    model.setFilter(words(u"$.event=needle"_qs));
    QVERIFY(ticks == 0);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), batches, 60'000);
    QVERIFY2(found.count() > 1, "It shows what it has found before it has looked at all.");
    QVERIFY(ticks > 0);
}

void tst_TrafficModel::cellsSay_data()
{
    QTest::addColumn<EventKind>("kind");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("icon");
    const auto row = [](const char *name, EventKind kind, Direction direction, int opcode, const QByteArray &payload,
                        const QString &text, const QString &words, const QString &icon) {
        QTest::newRow(name) << kind << direction << opcode << payload << text << words << icon;
    };
    row("text", EventKind::Message, Direction::In, 1, " a\n b ", u"a b"_qs, u"from client"_qs, u"arrow-down"_qs);
    row("answer", EventKind::Message, Direction::Out, 1, "{}", u"{}"_qs, u"to client"_qs, u"arrow-up"_qs);
    row("empty", EventKind::Message, Direction::In, 1, "", u"Empty message"_qs, u"from client"_qs, u"arrow-down"_qs);
    row("binary", EventKind::Message, Direction::In, 2, QByteArray(2150, 'x'), u"Binary message · 2.1 KB"_qs,
        u"from client"_qs, u"arrow-down"_qs);
    row("ping", EventKind::Ping, Direction::In, 9, "12", u"Ping “12”"_qs, u"from client"_qs, u"arrow-both"_qs);
    row("ping of bytes", EventKind::Ping, Direction::In, 9, "\xfe\x01", u"Ping fe 01"_qs, u"from client"_qs,
        u"arrow-both"_qs);
    row("pong", EventKind::Pong, Direction::Out, 10, "", u"Pong"_qs, u"to client"_qs, u"arrow-both"_qs);
    row("close", EventKind::Close, Direction::In, 8, QByteArray("\x03\xf0", 2) + "replaced",
        u"Close 1008 Policy violation “replaced”"_qs, u"from client"_qs, u"cross"_qs);
    row("close without code", EventKind::Close, Direction::Out, 8, "", u"Close without a code"_qs, u"to client"_qs,
        u"cross"_qs);
    row("opened", EventKind::Opened, Direction::None, 0, "GET /echo HTTP/1.1\r\n\r\n", u"Connected"_qs, u"connected"_qs,
        u"plug"_qs);
    row("refused", EventKind::Refused, Direction::None, 0, "GET /no HTTP/1.1\r\n\r\n", u"Refused 401 Unauthorized"_qs,
        u"refused"_qs, u"unplug"_qs);
    row("companion HTTP", EventKind::Refused, Direction::None, 0, "POST /negotiate HTTP/1.1\r\n\r\n",
        u"Answered 200 OK"_qs, u"answered"_qs, u"globe"_qs);
    row("violation", EventKind::Violation, Direction::None, 0, "reserved bit", u"Protocol error: reserved bit"_qs,
        u"error"_qs, u"warning"_qs);
    row("broken utf-8", EventKind::Message, Direction::In, 1, "a\xff", u"a\ufffd"_qs, u"from client"_qs,
        u"arrow-down"_qs);
}

void tst_TrafficModel::cellsSay()
{
    QFETCH(EventKind, kind);
    QFETCH(Direction, direction);
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    m_log->add(kind, direction, 12, payload).opcode = quint8(opcode);
    publish();
    const auto cell = [this](int column, int role) { return m_model->index(0, column).data(role).toString(); };
    QTEST(cell(TrafficModel::MessageColumn, Qt::DisplayRole), "text");
    QTEST(cell(TrafficModel::DirectionColumn, Qt::AccessibleTextRole), "words");
    QTEST(cell(TrafficModel::DirectionColumn, IconRole), "icon");
    QCOMPARE(cell(TrafficModel::ConnectionColumn, Qt::DisplayRole), u"#12"_qs);
}

QTEST_MAIN(tst_TrafficModel)
#include "tst_trafficmodel.moc"
