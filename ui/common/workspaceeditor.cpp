// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/workspaceeditor.h"

#include "app/workspace/document.h"
#include "ui/common/editcommands.h"

#include <QUndoStack>

namespace framewright::ui {

using namespace workspace;

using namespace edits;

namespace {

template <class T>
void pushMember(QUndoStack &stack, Document &document, const EditStep &step, int run, T Workspace::*member,
                void (Document::*setter)(const T &), const T &after)
{
    const T &before = document.workspace().*member;
    if (!(before == after))
        stack.push(new SetMember<T>(document, step.text, {step.field, run}, setter, before, after));
}

/// Pushes the coming of a part; the identity that it got.
template <class Owner, class Part>
auto pushComing(QUndoStack &stack, Document &document, const EditStep &step, Owner owner, Part part, qsizetype position)
{
    using Coming = ComeOrGo<Part, Owner>;
    auto *coming =
        new Coming(document, step.text, Coming::Way::Comes, Standing<Owner>{owner, position}, std::move(part));
    stack.push(coming); // It is the stack's now, and nothing merges with it.
    return coming->part();
}

} // namespace

WorkspaceEditor::WorkspaceEditor(Document &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_stack(new QUndoStack(this))
{
    m_stack->setObjectName(u"undoStack"_qs);
    connect(&document, &Document::started, m_stack, &QUndoStack::clear);
    connect(&document, &Document::saved, m_stack, [this] {
        // What was edited while it was being written is not in the file.
        if (!m_document.isModified())
            m_stack->setClean();
    });
}

WorkspaceEditor::~WorkspaceEditor() = default;

const Workspace &WorkspaceEditor::workspace() const
{
    return m_document.workspace();
}

ServerId WorkspaceEditor::addServer(const EditStep &step, Server server, qsizetype position)
{
    return pushComing(*m_stack, m_document, step, NoOwner{}, std::move(server), position);
}

RouteId WorkspaceEditor::addRoute(const EditStep &step, ServerId server, Route route, qsizetype position)
{
    if (find(workspace(), server) == nullptr)
        return {};
    return pushComing(*m_stack, m_document, step, server, std::move(route), position);
}

RuleId WorkspaceEditor::addRule(const EditStep &step, RouteId route, Rule rule, qsizetype position)
{
    if (find(workspace(), route) == nullptr)
        return {};
    return pushComing(*m_stack, m_document, step, route, std::move(rule), position);
}

template <class Part, class Id>
bool WorkspaceEditor::setPart(const EditStep &step, Id id, Part part)
{
    const Part *before = find(workspace(), id);
    if (before == nullptr)
        return false;
    if (!(*before == part))
        m_stack->push(new SetPart<Part, Id>(m_document, step.text, {step.field, m_run}, id, *before, std::move(part)));
    return true;
}

template <class Part, class Id>
bool WorkspaceEditor::editPart(const EditStep &step, Id id, const std::function<void(Part &)> &change)
{
    const Part *before = find(workspace(), id);
    if (before == nullptr)
        return false;
    Part after = *before;
    change(after);
    return setPart(step, id, std::move(after));
}

template <class Part, class Id>
bool WorkspaceEditor::removePart(const EditStep &step, Id id)
{
    const auto standing = standingOf(workspace(), id);
    if (!standing)
        return false;
    using Going = ComeOrGo<Part, decltype(standing->owner)>;
    m_stack->push(new Going(m_document, step.text, Going::Way::Goes, *standing, *find(workspace(), id)));
    return true;
}

template <class Owner, class Part, class Id>
bool WorkspaceEditor::movePart(const EditStep &step, Id id, Owner owner, qsizetype position)
{
    const auto from = standingOf(workspace(), id);
    if (!from)
        return false;
    m_stack->push(new MovePart<Id, Owner>(m_document, step.text, id, *from, Standing<Owner>{owner, position}));
    return true;
}

bool WorkspaceEditor::setServer(const EditStep &step, ServerId id, Server server)
{
    return setPart(step, id, std::move(server));
}

bool WorkspaceEditor::setRoute(const EditStep &step, RouteId id, Route route)
{
    return setPart(step, id, std::move(route));
}

bool WorkspaceEditor::setRule(const EditStep &step, RuleId id, Rule rule)
{
    return setPart(step, id, std::move(rule));
}

bool WorkspaceEditor::editServer(const EditStep &step, ServerId id, const std::function<void(Server &)> &change)
{
    return editPart(step, id, change);
}

bool WorkspaceEditor::editRoute(const EditStep &step, RouteId id, const std::function<void(Route &)> &change)
{
    return editPart(step, id, change);
}

bool WorkspaceEditor::editRule(const EditStep &step, RuleId id, const std::function<void(Rule &)> &change)
{
    return editPart(step, id, change);
}

bool WorkspaceEditor::removeServer(const EditStep &step, ServerId id)
{
    return removePart<Server>(step, id);
}

bool WorkspaceEditor::removeRoute(const EditStep &step, RouteId id)
{
    return removePart<Route>(step, id);
}

bool WorkspaceEditor::removeRule(const EditStep &step, RuleId id)
{
    return removePart<Rule>(step, id);
}

bool WorkspaceEditor::moveServer(const EditStep &step, ServerId id, qsizetype position)
{
    return movePart<NoOwner, Server>(step, id, {}, position);
}

bool WorkspaceEditor::moveRoute(const EditStep &step, RouteId id, ServerId server, qsizetype position)
{
    return find(workspace(), server) != nullptr && movePart<ServerId, Route>(step, id, server, position);
}

bool WorkspaceEditor::moveRule(const EditStep &step, RuleId id, RouteId route, qsizetype position)
{
    return find(workspace(), route) != nullptr && movePart<RouteId, Rule>(step, id, route, position);
}

void WorkspaceEditor::setName(const EditStep &step, const QString &name)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::name, &Document::setName, name);
}

void WorkspaceEditor::setShared(const EditStep &step, const Written &shared)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::shared, &Document::setShared, shared);
}

void WorkspaceEditor::setDataSets(const EditStep &step, const Written &data)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::data, &Document::setDataSets, data);
}

void WorkspaceEditor::setEnvironments(const EditStep &step, const std::vector<Environment> &environments)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::environments, &Document::setEnvironments, environments);
}

void WorkspaceEditor::setEnvironment(const EditStep &step, const QString &name)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::environment, &Document::setEnvironment, name);
}

void WorkspaceEditor::setMessages(const EditStep &step, const std::vector<SavedMessage> &messages)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::messages, &Document::setMessages, messages);
}

void WorkspaceEditor::setRequests(const EditStep &step, const std::vector<SavedRequest> &requests)
{
    pushMember(*m_stack, m_document, step, m_run, &Workspace::requests, &Document::setRequests, requests);
}

void WorkspaceEditor::replaceAll(const EditStep &step, Workspace workspace)
{
    if (workspace == this->workspace())
        return;
    Preparation preparation = m_document.prepare(m_document.fileName());
    m_stack->push(
        new ReplaceAll(m_document, step.text, makeReady(std::move(workspace), preparation), ReplaceAll::After::IsNew));
}

void WorkspaceEditor::reload(const EditStep &step, std::shared_ptr<const Workspace> inFile)
{
    m_stack->push(new ReplaceAll(m_document, step.text, std::move(inFile), ReplaceAll::After::IsInFile));
    m_stack->setClean();
}

EditGroup::EditGroup(WorkspaceEditor &editor, const QString &text)
    : m_editor(editor)
{
    m_editor.stack()->beginMacro(text);
}

EditGroup::~EditGroup()
{
    m_editor.stack()->endMacro();
}

} // namespace framewright::ui
