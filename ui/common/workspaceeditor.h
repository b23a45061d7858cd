// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/workspace.h"

#include <QObject>

#include <functional>
#include <memory>

class QUndoStack;

namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

/// How an edit is called in Edit > Undo ("Change path"), and the field in which it is typed. Edits in a row of the
/// same part and the same field are one step; without a field each is a step of its own.
struct EditStep
{
    QString text;
    QString field = {};
};

/// The one way by which panels edit the workspace of their window: each edit is a named undo step, made as a swap of
/// the part before and the part after. Panels read from the document and listen to its `changed`; what an edit does
/// comes back to them from there, and so does undo.
///
/// An edit that changes nothing makes no step. Steps survive a save; loading another file or starting a new
/// workspace forgets them. Lives on the UI thread, after the document and before it goes.
class WorkspaceEditor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceEditor)

public:
    explicit WorkspaceEditor(workspace::Document &document, QObject *parent = nullptr);
    ~WorkspaceEditor() override;

    [[nodiscard]] QUndoStack *stack() const { return m_stack; }
    [[nodiscard]] const workspace::Document &document() const { return m_document; }
    [[nodiscard]] const workspace::Workspace &workspace() const;

    /// Positions beyond the end, and -1, mean the end. No identity: the place does not exist.
    ServerId addServer(const EditStep &step, workspace::Server server, qsizetype position = -1);
    RouteId addRoute(const EditStep &step, ServerId server, workspace::Route route, qsizetype position = -1);
    RuleId addRule(const EditStep &step, RouteId route, workspace::Rule rule, qsizetype position = -1);

    /// Exchanges a part with all below it. False: there is no such part.
    bool setServer(const EditStep &step, ServerId id, workspace::Server server);
    bool setRoute(const EditStep &step, RouteId id, workspace::Route route);
    bool setRule(const EditStep &step, RuleId id, workspace::Rule rule);
    /// The same from a change to a copy: what a field of a form needs.
    bool editServer(const EditStep &step, ServerId id, const std::function<void(workspace::Server &)> &change);
    bool editRoute(const EditStep &step, RouteId id, const std::function<void(workspace::Route &)> &change);
    bool editRule(const EditStep &step, RuleId id, const std::function<void(workspace::Rule &)> &change);

    bool removeServer(const EditStep &step, ServerId id);
    bool removeRoute(const EditStep &step, RouteId id);
    bool removeRule(const EditStep &step, RuleId id);

    /// `position` counts without the part itself.
    bool moveServer(const EditStep &step, ServerId id, qsizetype position);
    bool moveRoute(const EditStep &step, RouteId id, ServerId server, qsizetype position);
    bool moveRule(const EditStep &step, RuleId id, RouteId route, qsizetype position);

    void setName(const EditStep &step, const QString &name);
    void setShared(const EditStep &step, const workspace::Written &shared);
    void setDataSets(const EditStep &step, const workspace::Written &data);
    void setEnvironments(const EditStep &step, const std::vector<workspace::Environment> &environments);
    void setEnvironment(const EditStep &step, const QString &name);
    void setMessages(const EditStep &step, const std::vector<workspace::SavedMessage> &messages);
    void setRequests(const EditStep &step, const std::vector<workspace::SavedRequest> &requests);
    /// Everything at once: import, paste of a whole workspace.
    void replaceAll(const EditStep &step, workspace::Workspace workspace);
    /// Everything at once, by what the file has now; made ready for this document.
    void reload(const EditStep &step, std::shared_ptr<const workspace::Workspace> inFile);

    /// What follows is no longer the same typing: a field calls it when it loses the focus.
    void endTyping() { ++m_run; }
    /// Counts the runs of typing; steps of different runs are not joined.
    [[nodiscard]] int typingRun() const { return m_run; }

private:
    template <class Part, class Id>
    bool setPart(const EditStep &step, Id id, Part part);
    template <class Part, class Id>
    bool editPart(const EditStep &step, Id id, const std::function<void(Part &)> &change);
    template <class Part, class Id>
    bool removePart(const EditStep &step, Id id);
    template <class Owner, class Part, class Id>
    bool movePart(const EditStep &step, Id id, Owner owner, qsizetype position);
    workspace::Document &m_document;
    QUndoStack *m_stack;
    int m_run = 0;
};

/// Several edits that are one step for the person: all that is done through the editor while this object lives. Make
/// one only where something will be edited.
class EditGroup final
{
public:
    EditGroup(WorkspaceEditor &editor, const QString &text);
    ~EditGroup();
    Q_DISABLE_COPY_MOVE(EditGroup)

private:
    WorkspaceEditor &m_editor;
};

} // namespace framewright::ui
