// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/logofvalues.h"
#include "ui/messages/messagedecoder.h"
#include "ui/messages/replay.h"

#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using codec::Codec;
using event::Direction;
using event::EventKind;

/// Messages that one frame alone does not tell, read out of a log in which other connections stand in between.
class ReplayTest final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void attachmentsBelongToTheirEvent();
    void packetsOverFrames();
    void packetsJoined();
    void versionComesFromConnect();
    void versionComesFromConnectFarAway();
    void framesOfStompInParts();
    void restThatHasNotCome();
    void numbersBeginAnewWithAProgram();
    void rowsThatAreGone();
    void mistakesAreSaid();
    void answersOnlyTheLastQuestion();
    void isBounded();

private:
    qint64 add(Direction direction, const QByteArray &payload, int opcode = 2, quint64 connection = 7);
    [[nodiscard]] QString decoded(Codec codec, qint64 number);

    std::unique_ptr<LogOfValues> m_log;
    std::unique_ptr<Replay> m_replay;
};

namespace {

/// Of MQTT 5, whose PUBLISH has a byte of properties that 3.1.1 lacks.
const QByteArray connect5 = QByteArray::fromHex("100d00044d5154540502003c000000");

QByteArray publish5(const QByteArray &payload)
{
    QByteArray body = QByteArray::fromHex("000174") + QByteArray(1, '\0') + payload;
    return QByteArray(1, '\x30') + QByteArray(1, char(body.size())) + body;
}

} // namespace

void ReplayTest::init()
{
    m_log = std::make_unique<LogOfValues>();
    m_log->add(EventKind::Opened, Direction::None, 7);
    m_replay = std::make_unique<Replay>(m_log->source()());
}

qint64 ReplayTest::add(Direction direction, const QByteArray &payload, int opcode, quint64 connection)
{
    traffic::Row &row = m_log->add(EventKind::Message, direction, connection, payload);
    row.opcode = static_cast<quint8>(opcode);
    return row.number;
}

QString ReplayTest::decoded(Codec codec, qint64 number)
{
    ReplayRequest request;
    request.codec = codec;
    request.row = m_log->source()()->rows(number, 1, 512).constFirst();
    request.firstRow = m_log->first();
    request.lastRow = m_log->last();
    return m_replay->decode(request, [] { return true; }).value_or(u"nothing"_qs);
}

void ReplayTest::attachmentsBelongToTheirEvent()
{
    add(Direction::In, R"(42["plain",1])", 1);
    const qint64 header =
        add(Direction::In, R"(452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])", 1);
    add(Direction::In, "of another", 2, 8);
    add(Direction::Out, R"(42["meanwhile"])", 1);
    const qint64 first = add(Direction::In, "\x01\x02");
    const qint64 second = add(Direction::In, "\x03");
    const QString whole = decoded(Codec::SocketIo, second);
    QVERIFY2(whole.contains(u"\"file\""_qs) && whole.contains(u"event"_qs), qPrintable(whole));
    QVERIFY2(!whole.contains(u"Not decoded"_qs) && !whole.contains(u"_placeholder"_qs), qPrintable(whole));
    // Each part shows the message it belongs to, and says where that is whole.
    for (const qint64 part : {header, first}) {
        const QString text = decoded(Codec::SocketIo, part);
        QVERIFY2(text.contains(u"row %1"_qs.arg(second)), qPrintable(text));
        QVERIFY2(text.contains(u"\"file\""_qs), qPrintable(text));
    }
    QVERIFY(decoded(Codec::SocketIo, header + 2).contains(u"meanwhile"_qs));
}

void ReplayTest::packetsOverFrames()
{
    const QByteArray packet = publish5("spanning");
    add(Direction::In, connect5);
    const qint64 start = add(Direction::In, packet.first(5));
    const qint64 middle = add(Direction::In, packet.mid(5, 4));
    const qint64 end = add(Direction::In, packet.mid(9));
    const QString whole = decoded(Codec::Mqtt, end);
    QVERIFY2(whole.contains(u"PUBLISH"_qs, Qt::CaseInsensitive) && !whole.contains(u"Not decoded"_qs),
             qPrintable(whole));
    for (const qint64 part : {start, middle})
        QVERIFY2(decoded(Codec::Mqtt, part).contains(u"row %1"_qs.arg(end)), qPrintable(decoded(Codec::Mqtt, part)));
}

void ReplayTest::packetsJoined()
{
    add(Direction::In, connect5);
    const QByteArray next = publish5("third");
    const qint64 both = add(Direction::In, publish5("first") + publish5("second") + next.first(3));
    const qint64 rest = add(Direction::In, next.mid(3));
    QCOMPARE(decoded(Codec::Mqtt, both).count(u"\"topic\""_qs), 2);
    QCOMPARE(decoded(Codec::Mqtt, rest).count(u"\"topic\""_qs), 1);
}

/// A server's PUBLISH is read by the version that the client's CONNECT has named.
void ReplayTest::versionComesFromConnect()
{
    add(Direction::In, connect5);
    const qint64 row = add(Direction::Out, publish5("hi"));
    const QString text = decoded(Codec::Mqtt, row);
    QVERIFY2(text.contains(u"\"t\""_qs) && !text.contains(u"Not decoded"_qs), qPrintable(text));
    QVERIFY2(text.contains(u"properties"_qs), qPrintable(text));
}

void ReplayTest::versionComesFromConnectFarAway()
{
    add(Direction::In, connect5);
    for (std::size_t row = 0; row < Replay::messagesBefore + 50; ++row)
        add(Direction::Out, publish5("hi"));
    const QString text = decoded(Codec::Mqtt, m_log->last());
    QVERIFY2(text.contains(u"properties"_qs) && !text.contains(u"Not decoded"_qs), qPrintable(text));
}

void ReplayTest::framesOfStompInParts()
{
    const qint64 start = add(Direction::In, "SEND\ndestination:/a\n\nhel", 1);
    const qint64 end = add(Direction::In, QByteArray("lo\0", 3), 1);
    QVERIFY2(decoded(Codec::Stomp, end).contains(u"hello"_qs), qPrintable(decoded(Codec::Stomp, end)));
    QVERIFY(decoded(Codec::Stomp, start).contains(u"hello"_qs));
}

void ReplayTest::restThatHasNotCome()
{
    const qint64 start = add(Direction::In, "SEND\ndestination:/a\n\nhel", 1);
    QVERIFY2(decoded(Codec::Stomp, start).contains(u"has not come"_qs), qPrintable(decoded(Codec::Stomp, start)));
    // It comes now: what is known already of the connection is gone on from.
    add(Direction::In, QByteArray("lo\0", 3), 1);
    QVERIFY(decoded(Codec::Stomp, start).contains(u"hello"_qs));
}

/// A capture may go on with another run, whose connections have the same numbers.
void ReplayTest::numbersBeginAnewWithAProgram()
{
    add(Direction::In, "SEND\ndestination:/a\n\nnever ended ", 1);
    m_log->add(EventKind::Opened, Direction::None, 7);
    const qint64 row = add(Direction::In, QByteArray("SEND\ndestination:/b\n\nnew\0", 25), 1);
    const QString text = decoded(Codec::Stomp, row);
    QVERIFY2(text.contains(u"/b"_qs) && !text.contains(u"never"_qs), qPrintable(text));
}

void ReplayTest::rowsThatAreGone()
{
    for (int row = 0; row < 10; ++row)
        add(Direction::In, R"(42["before"])", 1);
    const qint64 kept = add(Direction::In, R"(42["kept"])", 1);
    m_log->dropBelow(kept - 2);
    QVERIFY(decoded(Codec::SocketIo, kept).contains(u"kept"_qs));
}

void ReplayTest::mistakesAreSaid()
{
    const qint64 row = add(Direction::In, "99 no packet", 1);
    QVERIFY(decoded(Codec::SocketIo, row).contains(u"Not decoded as socket.io"_qs));
}

void ReplayTest::answersOnlyTheLastQuestion()
{
    QList<qint64> rows;
    for (int row = 0; row < 50; ++row)
        rows.append(add(Direction::In, "42[\"n\"," + QByteArray::number(row) + "]", 1));
    MessageDecoder decoder(m_log->source());
    QList<qint64> answered;
    QString text;
    connect(&decoder, &MessageDecoder::decoded, this, [&](qint64 row, const std::optional<QString> &found) {
        answered.append(row);
        text = found.value_or(QString());
    });
    for (const qint64 number : std::as_const(rows)) {
        ReplayRequest request;
        request.codec = Codec::SocketIo;
        request.row = m_log->source()()->rows(number, 1, 512).constFirst();
        request.firstRow = 1;
        request.lastRow = m_log->last();
        decoder.decode(request);
    }
    QTRY_COMPARE(answered, QList<qint64>{rows.constLast()});
    QVERIFY2(text.contains(u"49"_qs), qPrintable(text));
    decoder.cancel();
    QCoreApplication::processEvents();
    QCOMPARE(answered.size(), 1);
}

/// However long the conversation is, only what is near is played.
void ReplayTest::isBounded()
{
    for (int row = 0; row < 5000; ++row)
        add(Direction::In, "42[\"n\"," + QByteArray::number(row) + "]", 1);
    // A session that never asks for the payloads of what is far away.
    class Counting final : public RowSource
    {
    public:
        explicit Counting(std::unique_ptr<RowSource> source, int &count)
            : m_source(std::move(source))
            , m_count(count)
        {
        }
        QList<traffic::Row> rows(qint64 first, qint64 count, qsizetype preview) override
        {
            return m_source->rows(first, count, preview);
        }
        void visit(qint64 first, qint64 count, traffic::RowPart part,
                   const traffic::TrafficReader::Visitor &visitor) override
        {
            m_source->visit(first, count, part, visitor);
        }
        QByteArray payload(qint64 number) override
        {
            ++m_count;
            return m_source->payload(number);
        }
        QByteArray detail(qint64 number) override { return m_source->detail(number); }

    private:
        std::unique_ptr<RowSource> m_source;
        int &m_count;
    };
    int payloads = 0;
    m_replay = std::make_unique<Replay>(std::make_unique<Counting>(m_log->source()(), payloads));
    QVERIFY(decoded(Codec::SocketIo, m_log->last()).contains(u"4999"_qs));
    QVERIFY2(payloads <= int(Replay::messagesBefore) + 16, qPrintable(QString::number(payloads)));
}

QTEST_MAIN(ReplayTest)
#include "tst_replay.moc"
