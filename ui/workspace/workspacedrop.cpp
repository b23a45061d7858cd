// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tree gives when it is dragged, and takes when something is dropped on it.

#include "ui/workspace/workspacemodel.h"

#include "app/workspace/document.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/foreigntext.h"
#include "ui/workspace/partsmover.h"
#include "ui/workspace/shelfedits.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>

namespace framewright::ui {

using Kind = TreeItem::Kind;

namespace {

/// Says which row it is, to this window of this program; the text beside it is for every other.
QString rowFormat()
{
    return u"application/x-framewright-row"_qs;
}

QByteArray encode(const TreeItem &item, const void *window)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << QCoreApplication::applicationPid() << quint64(reinterpret_cast<quintptr>(window)) << quint8(item.kind)
           << quint64(item.server.value) << quint64(item.route.value) << item.name;
    return bytes;
}

/// Nothing where it is another window's.
TreeItem decode(const QMimeData *data, const void *window)
{
    QDataStream stream(data->data(rowFormat()));
    qint64 process = 0;
    quint64 origin = 0;
    quint8 kind = 0;
    quint64 server = 0;
    quint64 route = 0;
    QString name;
    stream >> process >> origin >> kind >> server >> route >> name;
    if (stream.status() != QDataStream::Ok || process != QCoreApplication::applicationPid() ||
        origin != quint64(reinterpret_cast<quintptr>(window)) || kind > quint8(Kind::DataSet))
        return {};
    return {Kind(kind), ServerId{server}, RouteId{route}, name};
}

/// Parts of a workspace, or, where it is a file that has none or is dropped on the data sets, one of those.
Result<TreeItem> takeForeign(WorkspaceEditor &editor, const Result<ForeignText> &text, const TreePlace &place,
                             const TreeItem &target)
{
    if (!text)
        return tl::unexpected(text.error());
    const bool isForData = target.kind == Kind::DataSets || target.kind == Kind::DataSet;
    const auto parts = workspace::readParts(text->content);
    if (parts && !isForData)
        return paste(editor, *parts, place, {});
    const auto buckets = parts ? std::nullopt : bucketsIn(*text);
    if (!isForData && (text->fileName.isEmpty() || buckets))
        return tl::unexpected(parts.error());
    if (buckets && !buckets->empty())
        return TreeItem{Kind::DataSet, {}, {}, importBuckets(editor, *buckets)};
    return dataSetFrom(*text).map([&](const value::Value &content) {
        return TreeItem{Kind::DataSet, {}, {}, importDataSet(editor, *text, content)};
    });
}

} // namespace

Qt::DropActions WorkspaceModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList WorkspaceModel::mimeTypes() const
{
    return {rowFormat(), u"text/plain"_qs, u"text/uri-list"_qs};
}

QMimeData *WorkspaceModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    const TreeItem item = itemAt(indexes.constFirst());
    auto *data = new QMimeData; // Whoever asked for it owns it.
    data->setData(rowFormat(), encode(item, &m_editor));
    data->setText(QString::fromUtf8(workspace::writeParts(partsOf(workspace(), item))));
    return data;
}

TreePlace WorkspaceModel::placeAt(int row, const QModelIndex &parent) const
{
    const TreeItem item = itemAt(parent);
    if (item.kind == Kind::None)
        return {{}, {}, row < 0 ? qsizetype(-1) : std::min<qsizetype>(row, std::ssize(workspace().servers))};
    const workspace::Server *server = workspace().findServer(item.server);
    if (server == nullptr)
        return {};
    const auto positionOf = [server](const auto &isIt) -> qsizetype {
        return std::ranges::find_if(server->routes, isIt) - server->routes.begin();
    };
    TreePlace place{item.server, item.name};
    if (row >= 0 && row < rowCount(parent)) {
        const TreeItem before = itemAt(index(row, 0, parent));
        place.position = positionOf([&before](const workspace::Route &route) {
            return before.kind == Kind::Folder ? route.folder == before.name : route.id == before.route;
        });
    } else if (item.kind == Kind::Folder) {
        const auto last = std::find_if(server->routes.rbegin(), server->routes.rend(),
                                       [&item](const workspace::Route &route) { return route.folder == item.name; });
        place.position = server->routes.rend() - last;
    }
    return place;
}

bool WorkspaceModel::acceptsItem(const TreeItem &dragged, int row, const QModelIndex &parent) const
{
    const Kind target = itemAt(parent).kind;
    switch (dragged.kind) {
    case Kind::Server:
        return target == Kind::None && row >= 0;
    case Kind::Folder:
        return target == Kind::Server;
    case Kind::Route:
        return target == Kind::Server || target == Kind::Folder;
    default:
        return false;
    }
}

bool WorkspaceModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                     const QModelIndex &parent) const
{
    Q_UNUSED(action)
    Q_UNUSED(column)
    const TreeItem dragged = decode(data, &m_editor);
    if (dragged.kind != Kind::None)
        return acceptsItem(dragged, row, parent);
    return canBeForeign(*data) && itemAt(parent).kind != Kind::Message && itemAt(parent).kind != Kind::Messages;
}

bool WorkspaceModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                  const QModelIndex &parent)
{
    if (action == Qt::IgnoreAction || !canDropMimeData(data, action, row, column, parent))
        return false;
    const TreePlace place = placeAt(row, parent);
    if (const TreeItem dragged = decode(data, &m_editor); dragged.kind != Kind::None) {
        moveTo(m_editor, dragged, place);
        return true;
    }
    const Result<TreeItem> taken = takeForeign(m_editor, readForeign(*data), place, itemAt(parent));
    if (!taken)
        emit dropFailed(taken.error());
    return taken.has_value();
}

} // namespace framewright::ui
