// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectionmodel.h"

#include "app/base/walltime.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QSet>

namespace framewright::ui {

namespace {

/// From so many changes at once on, one reset is cheaper than the single steps.
constexpr qsizetype manyChanges = 16;

QString counted(const wire::Counters &counters)
{
    return QCoreApplication::translate("connections", "%1 · %2")
        .arg(format::count(qint64(counters.messages)), format::size(qint64(counters.payloadBytes)));
}

std::int64_t lifeTime(const wire::ConnectionFacts &facts)
{
    const std::int64_t from = facts.openedAt != 0 ? facts.openedAt : facts.acceptedAt;
    const std::int64_t to = facts.endedAt != 0 ? facts.endedAt : wallTime();
    return std::max<std::int64_t>(0, to - from);
}

Token dotOf(const wire::ConnectionFacts &facts)
{
    switch (facts.state) {
    case wire::ConnectionState::Open:
        return Token::Out;
    case wire::ConnectionState::Connecting:
    case wire::ConnectionState::Closing:
        return Token::Control;
    default:
        return Token::Faint;
    }
}

} // namespace

ConnectionModel::ConnectionModel(const ConnectionBook &book, QObject *parent)
    : QAbstractTableModel(parent)
    , m_book(book)
{
    connect(&book, &ConnectionBook::changed, this, &ConnectionModel::handleChanged);
    connect(&book, &ConnectionBook::forgotten, this, &ConnectionModel::handleForgotten);
}

ConnectionId ConnectionModel::connectionAt(int row) const
{
    return m_rows.value(row);
}

int ConnectionModel::rowOf(ConnectionId id) const
{
    return static_cast<int>(m_rows.indexOf(id));
}

void ConnectionModel::tick()
{
    if (m_live == 0)
        return;
    emit dataChanged(index(0, SummaryColumn), index(m_live - 1, SummaryColumn), {Qt::DisplayRole, TrailRole});
    emit dataChanged(index(0, DurationColumn), index(m_live - 1, DurationColumn), {Qt::DisplayRole});
}

void ConnectionModel::handleChanged(const QList<ConnectionId> &ids)
{
    if (ids.size() > manyChanges)
        return rebuild(ids);
    for (const ConnectionId id : ids)
        update(id);
}

void ConnectionModel::update(ConnectionId id)
{
    const wire::ConnectionFacts *facts = m_book.find(id);
    if (facts == nullptr || ConnectionBook::isSession(*facts))
        return;
    const bool live = ConnectionBook::isLive(*facts);
    const int row = rowOf(id);
    if (row < 0) {
        const int place = live ? 0 : m_live;
        beginInsertRows({}, place, place);
        m_rows.insert(place, id);
        m_live += live ? 1 : 0;
        endInsertRows();
        return;
    }
    if (row < m_live && !live) {
        // Behind the last live one; where it stands there already, only its look changes.
        if (row != m_live - 1) {
            beginMoveRows({}, row, row, {}, m_live);
            m_rows.move(row, m_live - 1);
            --m_live;
            endMoveRows();
        } else {
            --m_live;
        }
    }
    const int now = rowOf(id);
    emit dataChanged(index(now, 0), index(now, ColumnCount - 1));
}

void ConnectionModel::rebuild(const QList<ConnectionId> &ids)
{
    beginResetModel();
    QList<ConnectionId> live;
    QList<ConnectionId> past;
    const QSet<ConnectionId> known(m_rows.cbegin(), m_rows.cend());
    const auto sort = [&](ConnectionId id) {
        const wire::ConnectionFacts *facts = m_book.find(id);
        if (facts != nullptr && !ConnectionBook::isSession(*facts))
            (ConnectionBook::isLive(*facts) ? live : past).append(id);
    };
    for (auto id = ids.crbegin(); id != ids.crend(); ++id) {
        if (!known.contains(*id))
            sort(*id);
    }
    for (const ConnectionId id : std::as_const(m_rows))
        sort(id);
    m_live = static_cast<int>(live.size());
    m_rows = live + past;
    endResetModel();
}

void ConnectionModel::handleForgotten(const QList<ConnectionId> &ids)
{
    const QSet<ConnectionId> gone(ids.cbegin(), ids.cend());
    beginResetModel();
    m_rows.removeIf([&](ConnectionId id) { return gone.contains(id); });
    endResetModel();
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const wire::ConnectionFacts *facts = m_book.find(connectionAt(index.row()));
    if (facts == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*facts, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == SummaryColumn)
            return QString(text(*facts, ConnectionColumn).toString() % u' ' % text(*facts, RouteColumn).toString() %
                           u' ' % text(*facts, CloseColumn).toString());
        return text(*facts, index.column());
    case Qt::ToolTipRole:
        return toolTip(*facts);
    case Qt::TextAlignmentRole:
        if (index.column() >= DurationColumn && index.column() <= SentColumn)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    default:
        return role < Qt::UserRole ? QVariant() : look(*facts, index.column(), role);
    }
}

QVariant ConnectionModel::text(const wire::ConnectionFacts &facts, int column) const
{
    switch (column) {
    case SummaryColumn:
    case ConnectionColumn:
        return QString(u'#' % QString::number(facts.id.value));
    case RouteColumn:
        return facts.routePath.isEmpty() ? QString::fromUtf8(facts.target) : facts.routePath;
    case PeerColumn:
        return format::endpoint(facts.peer);
    case DurationColumn:
        return format::duration(lifeTime(facts));
    case ReceivedColumn:
        return counted(facts.in);
    case SentColumn:
        return counted(facts.out);
    case CloseColumn:
        if (facts.state == wire::ConnectionState::Refused)
            return QString::number(facts.status);
        if (const auto code = facts.closeCode())
            return format::close(*code, facts.closeReason());
        return format::state(facts);
    case EndedColumn:
        return facts.endText.isEmpty() ? format::endedBy(facts.endedBy) : facts.endText;
    default:
        return moreText(facts, column);
    }
}

QVariant ConnectionModel::moreText(const wire::ConnectionFacts &facts, int column) const
{
    switch (column) {
    case OpenedColumn:
        return facts.openedAt == 0 ? QString() : format::timeOfDay(facts.openedAt);
    case LocalColumn:
        return format::endpoint(facts.local);
    case TargetColumn:
        return QString::fromUtf8(facts.target);
    case SubprotocolColumn:
        return QString::fromUtf8(facts.subprotocol);
    case ExtensionsColumn:
        return QString::fromUtf8(facts.extensions);
    case TlsColumn:
        return facts.tls ? QString(facts.tls->protocol % u", " % facts.tls->cipher) : QString();
    case WireColumn:
        return tr("%1 in, %2 out")
            .arg(format::size(qint64(facts.in.wireBytes)), format::size(qint64(facts.out.wireBytes)));
    case PingsColumn:
        return tr("%1 in, %2 out").arg(format::count(qint64(facts.in.pings)), format::count(qint64(facts.out.pings)));
    case UndeliveredColumn:
        return facts.undeliveredMessages == 0 ? QString()
                                              : tr("%1 · %2").arg(format::count(qint64(facts.undeliveredMessages)),
                                                                  format::size(qint64(facts.undeliveredBytes)));
    default:
        return {};
    }
}

QVariant ConnectionModel::look(const wire::ConnectionFacts &facts, int column, int role) const
{
    const bool live = ConnectionBook::isLive(facts);
    if (role == ToneRole && !live)
        return int(Token::Muted);
    if (role == FixedRole)
        return column <= RouteColumn || column == PeerColumn || column == OpenedColumn || column == LocalColumn ||
               column == TargetColumn;
    if (role == DotRole && (column == SummaryColumn || column == ConnectionColumn))
        return int(dotOf(facts));
    if (column != SummaryColumn)
        return {};
    std::optional<protocol::CloseCode> code;
    if (!live)
        code = facts.closeCode();
    switch (role) {
    case SecondRole:
        return QString::fromUtf8(facts.target).section(u'?', 0, 0);
    case TrailRole:
        return live ? format::duration(lifeTime(facts)) : QString();
    case PillRole:
        if (facts.state == wire::ConnectionState::Refused)
            return facts.status == 0 ? tr("refused") : QString::number(facts.status);
        return code ? QString::number(*code) : QString();
    case PillToneRole:
        if (format::isAnswered(facts))
            return int(PillTone::Neutral);
        return int(code ? format::closeTone(*code) : PillTone::Warning);
    default:
        return {};
    }
}

QString ConnectionModel::toolTip(const wire::ConnectionFacts &facts) const
{
    QStringList lines;
    lines << tr("#%1 %2, %3").arg(facts.id.value).arg(text(facts, RouteColumn).toString(), format::state(facts));
    lines << tr("From %1 for %2").arg(format::endpoint(facts.peer), format::duration(lifeTime(facts)));
    lines << tr("Received %1, sent %2").arg(counted(facts.in), counted(facts.out));
    if (!facts.subprotocol.isEmpty())
        lines << tr("Subprotocol %1").arg(QString::fromUtf8(facts.subprotocol));
    if (!facts.extensions.isEmpty())
        lines << tr("Extensions %1").arg(QString::fromUtf8(facts.extensions));
    if (const auto code = facts.closeCode()) {
        lines << format::close(*code, facts.closeReason());
        lines << protocol::closeCodeMeaning(*code);
    }
    if (const QString ended = text(facts, EndedColumn).toString(); !ended.isEmpty())
        lines << ended;
    return lines.join(u'\n');
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= DurationColumn && section <= SentColumn ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static constexpr std::array<const char *, ColumnCount> titles{
        QT_TR_NOOP("Connection"),  QT_TR_NOOP("Conn"),       QT_TR_NOOP("Route"),    QT_TR_NOOP("State"),
        QT_TR_NOOP("Ended"),       QT_TR_NOOP("Duration"),   QT_TR_NOOP("Received"), QT_TR_NOOP("Sent"),
        QT_TR_NOOP("Peer"),        QT_TR_NOOP("Opened"),     QT_TR_NOOP("Local"),    QT_TR_NOOP("Target"),
        QT_TR_NOOP("Subprotocol"), QT_TR_NOOP("Extensions"), QT_TR_NOOP("TLS"),      QT_TR_NOOP("On the wire"),
        QT_TR_NOOP("Pings"),       QT_TR_NOOP("Undelivered")};
    return section < ColumnCount ? tr(titles.at(static_cast<std::size_t>(section))) : QString();
}

} // namespace framewright::ui
