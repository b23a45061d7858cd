// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/preparation.h"
#include "app/workspace/workspace.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace framewright::workspace {

/// What an edit has changed.
struct Change
{
    enum class What : std::uint8_t
    {
        Everything, ///< Loaded, replaced or started anew.
        Name,
        ServerAdded,
        ServerRemoved,
        ServerMoved,
        ServerChanged, ///< Anything of it or below it.
        RouteAdded,
        RouteRemoved,
        RouteMoved,   ///< In its server, or to another.
        RouteChanged, ///< Anything of it or below it.
        RuleAdded,
        RuleRemoved,
        RuleMoved,
        RuleChanged,
        Variables, ///< Shared ones, data sets, environments or which of them is chosen.
        Messages,
        Requests,
    };

    What what = What::Everything;
    ServerId server;
    RouteId route;
    RuleId rule;

    bool operator==(const Change &) const = default;
};

/// The workspace that is open, its only owner and its only mutator: widgets ask for an edit here, and learn what
/// changed from `changed`. Lives on the UI thread; what crosses to others is `snapshot()`, which never changes.
///
/// Every edit that changes nothing says nothing. Edits take values and give back what undoing needs (`server()`
/// and so on before the edit), so that an undo command is a swap.
class Document final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Document)

public:
    /// Where the workspace came from. One that someone else gave is opened stopped.
    enum class Origin
    {
        Own,
        Foreign,
    };
    Q_ENUM(Origin)

    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    [[nodiscard]] const Workspace &workspace() const { return *m_workspace; }
    [[nodiscard]] std::shared_ptr<const Workspace> snapshot() const { return m_workspace; }

    /// Empty until it is loaded or saved.
    [[nodiscard]] QString fileName() const { return m_fileName; }
    /// Where files named by the workspace lie; empty without a file.
    [[nodiscard]] QString folder() const;
    /// Whether the workspace differs from what the file has.
    [[nodiscard]] bool isModified() const { return m_modified; }
    [[nodiscard]] Origin origin() const { return m_origin; }
    void setOrigin(Origin origin);

    /// On an error everything stays as it was. Loading the same file again keeps the identities of like parts.
    [[nodiscard]] Result<void> load(const QString &fileName, Origin origin = Origin::Own);
    /// For another thread that reads this file and calls makeReady(): the same file again keeps the identities.
    [[nodiscard]] Preparation prepare(const QString &fileName);
    /// The second half of load(), for one that was read and made ready elsewhere.
    void open(std::shared_ptr<const Workspace> ready, const QString &fileName, Origin origin = Origin::Own);
    [[nodiscard]] Result<void> save();
    [[nodiscard]] Result<void> saveAs(const QString &fileName);
    /// The second half of saveAs(), for a snapshot that was written elsewhere: what was edited since is not saved.
    void setSavedAs(std::shared_ptr<const Workspace> written, const QString &fileName);
    /// A new workspace, without a file and not modified.
    void start(Workspace workspace, Origin origin = Origin::Own);
    /// One edit that exchanges everything (reload, paste, undo of both); parts without an identity get the like ones'.
    void replaceAll(Workspace workspace);
    /// The same at no cost, with one that was made ready for this document or was a snapshot of it.
    void replaceAll(std::shared_ptr<const Workspace> ready);
    /// replaceAll() with what the file has now.
    void reload(std::shared_ptr<const Workspace> ready);
    /// The file has this, whoever wrote it: from here on, other content is a modification.
    void setSaved(std::shared_ptr<const Workspace> inFile);

    void setName(const QString &name);
    void setShared(const Written &shared);
    void setDataSets(const Written &data);
    void setEnvironments(const std::vector<Environment> &environments);
    void setEnvironment(const QString &name);
    void setMessages(const std::vector<SavedMessage> &messages);
    void setRequests(const std::vector<SavedRequest> &requests);

    /// Positions beyond the end mean the end. A part with an identity keeps it (undo brings the same one back)
    /// unless it is taken; its parts likewise. Gives the identity, or none where the place does not exist.
    ServerId addServer(Server server, qsizetype position = -1);
    RouteId addRoute(ServerId server, Route route, qsizetype position = -1);
    RuleId addRule(RouteId route, Rule rule, qsizetype position = -1);
    /// Exchanges a part with all below it; what is without an identity below gets one. False: there is no such part.
    bool setServer(ServerId id, Server server);
    bool setRoute(RouteId id, Route route);
    bool setRule(RuleId id, Rule rule);
    bool removeServer(ServerId id);
    bool removeRoute(RouteId id);
    bool removeRule(RuleId id);
    /// `position` counts without the part itself.
    bool moveServer(ServerId id, qsizetype position);
    bool moveRoute(RouteId id, ServerId server, qsizetype position);
    bool moveRule(RuleId id, RouteId route, qsizetype position);

signals:
    /// Another workspace than before is in here, before `changed` says so: what was remembered of the old is void.
    void started();
    void saved();
    void changed(const framewright::workspace::Change &change);
    void modifiedChanged(bool modified);
    void fileNameChanged(const QString &fileName);
    void originChanged(framewright::workspace::Document::Origin origin);

private:
    /// Works on a copy, which becomes the workspace unless nothing comes back.
    bool edit(const std::function<std::optional<Change>(Workspace &)> &mutate);
    template <class T>
    void setMember(T Workspace::*member, const T &value, Change::What what);
    template <class Part, class Id>
    bool setPart(Id id, Part part, Change::What what);
    template <class Id>
    bool removePart(Id id, Change::What what);
    void setFileName(const QString &fileName);
    [[nodiscard]] std::shared_ptr<const Workspace> settled(Workspace workspace);
    void updateModified();

    std::shared_ptr<const Workspace> m_workspace;
    std::shared_ptr<const Workspace> m_saved;
    QString m_fileName;
    Origin m_origin = Origin::Own;
    std::uint64_t m_nextIdentity = 1;
    bool m_modified = false;
};

} // namespace framewright::workspace

Q_DECLARE_METATYPE(framewright::workspace::Change)
