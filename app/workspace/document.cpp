// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"

#include "app/workspace/identitysettler.h"
#include "app/workspace/workspacefile.h"

#include <QFileInfo>

#include <algorithm>

namespace framewright::workspace {

namespace {

using What = Change::What;

/// Where a part lies: the list it is in and its index there.
template <class Part>
struct Place
{
    std::vector<Part> *list = nullptr;
    std::ptrdiff_t index = 0;

    explicit operator bool() const { return list != nullptr; }
    [[nodiscard]] Part &part() const { return (*list)[static_cast<std::size_t>(index)]; }
    void erase() const { list->erase(list->begin() + index); }
};

template <class Part, class Id>
[[nodiscard]] Place<Part> placeIn(std::vector<Part> &list, Id id)
{
    const auto found = std::ranges::find(list, id, &Part::id);
    return found == list.end() ? Place<Part>() : Place<Part>{&list, found - list.begin()};
}

[[nodiscard]] Place<Server> findPlace(Workspace &workspace, ServerId id)
{
    return placeIn(workspace.servers, id);
}

[[nodiscard]] Place<Route> findPlace(Workspace &workspace, RouteId id)
{
    for (Server &server : workspace.servers) {
        if (const auto place = placeIn(server.routes, id))
            return place;
    }
    return {};
}

[[nodiscard]] Place<Rule> findPlace(Workspace &workspace, RuleId id)
{
    for (Server &server : workspace.servers) {
        for (Route &route : server.routes) {
            if (const auto place = placeIn(route.rules, id))
                return place;
        }
    }
    return {};
}

template <class Part>
void insertAt(std::vector<Part> &list, qsizetype position, Part part)
{
    const bool atEnd = position < 0 || position >= std::ssize(list);
    list.insert(atEnd ? list.end() : list.begin() + position, std::move(part));
}

/// Takes a part out of one list and puts it into another, or the same. False when it would lie where it lay.
template <class Part>
[[nodiscard]] bool movePart(const Place<Part> &from, std::vector<Part> &to, qsizetype position)
{
    const qsizetype end = std::ssize(to) - (from.list == &to ? 1 : 0);
    const qsizetype target = position < 0 || position > end ? end : position;
    if (from.list == &to && target == from.index)
        return false;
    Part part = std::move(from.part());
    from.erase();
    insertAt(to, target, std::move(part));
    return true;
}

[[nodiscard]] Change changeOf(What what, const Workspace &workspace, RouteId id)
{
    for (const Server &server : workspace.servers) {
        for (const Route &route : server.routes) {
            if (route.id == id)
                return Change{what, server.id, id, {}};
        }
    }
    return Change{what, {}, id, {}};
}

[[nodiscard]] Change changeOf(What what, const Workspace &workspace, RuleId id)
{
    for (const Server &server : workspace.servers) {
        for (const Route &route : server.routes) {
            if (std::ranges::find(route.rules, id, &Rule::id) != route.rules.end())
                return Change{what, server.id, route.id, id};
        }
    }
    return Change{what, {}, {}, id};
}

} // namespace

Document::Document(QObject *parent)
    : QObject(parent)
    , m_workspace(std::make_shared<const Workspace>())
    , m_saved(m_workspace)
{
}

Document::~Document() = default;

QString Document::folder() const
{
    return m_fileName.isEmpty() ? QString() : QFileInfo(m_fileName).absolutePath();
}

void Document::setOrigin(Origin origin)
{
    if (m_origin == origin)
        return;
    m_origin = origin;
    emit originChanged(origin);
}

Result<void> Document::load(const QString &fileName, Origin origin)
{
    auto loaded = loadWorkspace(fileName);
    if (!loaded)
        return tl::unexpected(loaded.error());
    open(makeReady(*std::move(loaded), prepare(fileName)), fileName, origin);
    return {};
}

Preparation Document::prepare(const QString &fileName)
{
    const std::uint64_t first = m_nextIdentity;
    m_nextIdentity += IdentitiesOfOneFile;
    // Another file has other parts, however alike they look.
    return {fileName == m_fileName ? m_workspace : nullptr, first};
}

void Document::open(std::shared_ptr<const Workspace> ready, const QString &fileName, Origin origin)
{
    m_workspace = std::move(ready);
    m_saved = m_workspace;
    setFileName(fileName);
    setOrigin(origin);
    updateModified();
    emit started();
    emit changed(Change{});
}

Result<void> Document::save()
{
    if (m_fileName.isEmpty())
        return fail(u"The workspace has no file yet."_qs, {}, u"Choose one with Save as."_qs);
    return saveAs(m_fileName);
}

Result<void> Document::saveAs(const QString &fileName)
{
    if (auto saved = saveWorkspace(*m_workspace, fileName); !saved)
        return saved;
    setSavedAs(m_workspace, fileName);
    return {};
}

void Document::setSavedAs(std::shared_ptr<const Workspace> written, const QString &fileName)
{
    m_saved = std::move(written);
    setFileName(fileName);
    updateModified();
    emit saved();
}

void Document::start(Workspace workspace, Origin origin)
{
    m_workspace = settled(std::move(workspace));
    m_saved = m_workspace;
    setFileName({});
    setOrigin(origin);
    updateModified();
    emit started();
    emit changed(Change{});
}

void Document::setSaved(std::shared_ptr<const Workspace> inFile)
{
    m_saved = std::move(inFile);
    updateModified();
    emit saved();
}

void Document::replaceAll(Workspace workspace)
{
    adoptIdentities(workspace, *m_workspace);
    replaceAll(settled(std::move(workspace)));
}

void Document::replaceAll(std::shared_ptr<const Workspace> ready)
{
    m_workspace = std::move(ready);
    updateModified();
    emit changed(Change{});
}

void Document::reload(std::shared_ptr<const Workspace> ready)
{
    // First, so that nobody has to compare the two.
    m_saved = ready;
    replaceAll(std::move(ready));
}

void Document::setFileName(const QString &fileName)
{
    if (m_fileName == fileName)
        return;
    m_fileName = fileName;
    emit fileNameChanged(fileName);
}

std::shared_ptr<const Workspace> Document::settled(Workspace workspace)
{
    IdentitySettler settler({}, m_nextIdentity);
    for (Server &server : workspace.servers)
        settler.settle(server);
    return share(std::move(workspace));
}

void Document::updateModified()
{
    const bool modified = m_saved != m_workspace && *m_saved != *m_workspace;
    if (modified == m_modified)
        return;
    m_modified = modified;
    emit modifiedChanged(modified);
}

bool Document::edit(const std::function<std::optional<Change>(Workspace &)> &mutate)
{
    // Snapshots are out on other threads, so an edit always makes a new workspace; its parts are shared.
    auto next = share(*m_workspace);
    const auto change = mutate(*next);
    if (!change)
        return false;
    m_workspace = std::move(next);
    updateModified();
    emit changed(*change);
    return true;
}

template <class T>
void Document::setMember(T Workspace::*member, const T &value, What what)
{
    if (m_workspace.get()->*member == value)
        return;
    edit([&](Workspace &workspace) -> std::optional<Change> {
        workspace.*member = value;
        return Change{what, {}, {}, {}};
    });
}

void Document::setName(const QString &name)
{
    setMember(&Workspace::name, name, What::Name);
}

void Document::setShared(const Written &shared)
{
    setMember(&Workspace::shared, shared, What::Variables);
}

void Document::setDataSets(const Written &data)
{
    setMember(&Workspace::data, data, What::Variables);
}

void Document::setEnvironments(const std::vector<Environment> &environments)
{
    setMember(&Workspace::environments, environments, What::Variables);
}

void Document::setEnvironment(const QString &name)
{
    setMember(&Workspace::environment, name, What::Variables);
}

void Document::setMessages(const std::vector<SavedMessage> &messages)
{
    setMember(&Workspace::messages, messages, What::Messages);
}

void Document::setRequests(const std::vector<SavedRequest> &requests)
{
    setMember(&Workspace::requests, requests, What::Requests);
}

ServerId Document::addServer(Server server, qsizetype position)
{
    UsedIdentities used;
    used.add(*m_workspace);
    IdentitySettler(std::move(used), m_nextIdentity).settle(server);
    const ServerId id = server.id;
    edit([&](Workspace &workspace) -> std::optional<Change> {
        insertAt(workspace.servers, position, std::move(server));
        return Change{What::ServerAdded, id, {}, {}};
    });
    return id;
}

RouteId Document::addRoute(ServerId server, Route route, qsizetype position)
{
    UsedIdentities used;
    used.add(*m_workspace);
    IdentitySettler(std::move(used), m_nextIdentity).settle(route);
    const RouteId id = route.id;
    const bool added = edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto place = findPlace(workspace, server);
        if (!place)
            return std::nullopt;
        insertAt(place.part().routes, position, std::move(route));
        return Change{What::RouteAdded, server, id, {}};
    });
    return added ? id : RouteId();
}

RuleId Document::addRule(RouteId route, Rule rule, qsizetype position)
{
    UsedIdentities used;
    used.add(*m_workspace);
    IdentitySettler(std::move(used), m_nextIdentity).settle(rule);
    const RuleId id = rule.id;
    const bool added = edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto place = findPlace(workspace, route);
        if (!place)
            return std::nullopt;
        insertAt(place.part().rules, position, std::move(rule));
        return changeOf(What::RuleAdded, workspace, id);
    });
    return added ? id : RuleId();
}

template <class Part, class Id>
bool Document::setPart(Id id, Part part, What what)
{
    bool exists = false;
    edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto place = findPlace(workspace, id);
        exists = bool(place);
        if (!place || place.part() == part)
            return std::nullopt;
        // What the old part had below is free for the new one to keep.
        place.part() = Part();
        UsedIdentities used;
        used.add(workspace);
        part.id = id;
        IdentitySettler(std::move(used), m_nextIdentity).settle(part);
        place.part() = std::move(part);
        if constexpr (std::same_as<Id, ServerId>)
            return Change{what, id, {}, {}};
        else
            return changeOf(what, workspace, id);
    });
    return exists;
}

template <class Id>
bool Document::removePart(Id id, What what)
{
    return edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto place = findPlace(workspace, id);
        if (!place)
            return std::nullopt;
        Change change;
        if constexpr (std::same_as<Id, ServerId>)
            change = Change{what, id, {}, {}};
        else
            change = changeOf(what, workspace, id);
        place.erase();
        return change;
    });
}

bool Document::setServer(ServerId id, Server server)
{
    return setPart(id, std::move(server), What::ServerChanged);
}

bool Document::setRoute(RouteId id, Route route)
{
    return setPart(id, std::move(route), What::RouteChanged);
}

bool Document::setRule(RuleId id, Rule rule)
{
    return setPart(id, std::move(rule), What::RuleChanged);
}

bool Document::removeServer(ServerId id)
{
    return removePart(id, What::ServerRemoved);
}

bool Document::removeRoute(RouteId id)
{
    return removePart(id, What::RouteRemoved);
}

bool Document::removeRule(RuleId id)
{
    return removePart(id, What::RuleRemoved);
}

bool Document::moveServer(ServerId id, qsizetype position)
{
    return edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto from = findPlace(workspace, id);
        if (!from || !movePart(from, workspace.servers, position))
            return std::nullopt;
        return Change{What::ServerMoved, id, {}, {}};
    });
}

bool Document::moveRoute(RouteId id, ServerId server, qsizetype position)
{
    return edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto from = findPlace(workspace, id);
        const auto to = findPlace(workspace, server);
        if (!from || !to || !movePart(from, to.part().routes, position))
            return std::nullopt;
        return Change{What::RouteMoved, server, id, {}};
    });
}

bool Document::moveRule(RuleId id, RouteId route, qsizetype position)
{
    return edit([&](Workspace &workspace) -> std::optional<Change> {
        const auto from = findPlace(workspace, id);
        const auto to = findPlace(workspace, route);
        if (!from || !to || !movePart(from, to.part().rules, position))
            return std::nullopt;
        return changeOf(What::RuleMoved, workspace, id);
    });
}

} // namespace framewright::workspace
