// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/editparts.h"

#include <QUndoCommand>

#include <memory>
#include <utility>

/// The undo commands of WorkspaceEditor: each a swap of a part before and after.
namespace framewright::ui::edits {

template <class Part, class Id>
class SetPart final : public QUndoCommand
{
public:
    SetPart(Document &document, const QString &text, Typing typing, Id part, Part before, Part after)
        : QUndoCommand(text)
        , m_document(document)
        , m_typing(std::move(typing))
        , m_id(part)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void redo() override
    {
        set(m_document, m_id, m_after);
        // New parts below have their identities now, and keep them when they come back.
        if (const Part *now = find(m_document.workspace(), m_id))
            m_after = *now;
    }
    void undo() override { set(m_document, m_id, m_before); }
    [[nodiscard]] int id() const override { return int(kindOfSetting<Part>); }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto &later = static_cast<const SetPart &>(*other);
        if (later.m_id != m_id || !m_typing.goesOnIn(later.m_typing))
            return false;
        m_after = later.m_after;
        setObsolete(m_before == m_after);
        return true;
    }

private:
    Document &m_document;
    Typing m_typing;
    Id m_id;
    Part m_before;
    Part m_after;
};

/// A part comes, or goes: the one is the other's undo.
template <class Part, class Owner>
class ComeOrGo final : public QUndoCommand
{
public:
    enum class Way
    {
        Comes,
        Goes
    };

    ComeOrGo(Document &document, const QString &text, Way way, const Standing<Owner> &at, Part part)
        : QUndoCommand(text)
        , m_document(document)
        , m_way(way)
        , m_at(at)
        , m_part(std::move(part))
    {
    }

    void redo() override { m_way == Way::Comes ? come() : go(); }
    void undo() override { m_way == Way::Comes ? go() : come(); }
    [[nodiscard]] auto part() const { return m_part.id; }

private:
    void come()
    {
        m_part.id = add(m_document, m_at, m_part);
        if (const Part *now = find(m_document.workspace(), m_part.id))
            m_part = *now;
    }
    void go()
    {
        // As it is now: it must come back with the identities that it has.
        if (const Part *now = find(m_document.workspace(), m_part.id))
            m_part = *now;
        remove(m_document, m_part.id);
    }

    Document &m_document;
    Way m_way;
    Standing<Owner> m_at;
    Part m_part;
};

template <class Id, class Owner>
class MovePart final : public QUndoCommand
{
public:
    MovePart(Document &document, const QString &text, Id part, const Standing<Owner> &from, const Standing<Owner> &to)
        : QUndoCommand(text)
        , m_document(document)
        , m_id(part)
        , m_from(from)
        , m_to(to)
    {
    }

    void redo() override
    {
        const auto before = m_document.snapshot();
        move(m_document, m_id, m_to);
        setObsolete(m_document.snapshot() == before); // It stood there already.
    }
    void undo() override { move(m_document, m_id, m_from); }

private:
    Document &m_document;
    Id m_id;
    Standing<Owner> m_from;
    Standing<Owner> m_to;
};

template <class T>
class SetMember final : public QUndoCommand
{
public:
    using Setter = void (Document::*)(const T &);

    SetMember(Document &document, const QString &text, Typing typing, Setter setter, T before, T after)
        : QUndoCommand(text)
        , m_document(document)
        , m_typing(std::move(typing))
        , m_setter(setter)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void redo() override { (m_document.*m_setter)(m_after); }
    void undo() override { (m_document.*m_setter)(m_before); }
    [[nodiscard]] int id() const override { return int(Kind::SetMember); }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *later = dynamic_cast<const SetMember *>(other);
        if (later == nullptr || later->m_setter != m_setter || !m_typing.goesOnIn(later->m_typing))
            return false;
        m_after = later->m_after;
        setObsolete(m_before == m_after);
        return true;
    }

private:
    Document &m_document;
    Typing m_typing;
    Setter m_setter;
    T m_before;
    T m_after;
};

/// From one workspace to another, neither of which is copied.
class ReplaceAll final : public QUndoCommand
{
public:
    enum class After
    {
        IsNew,
        IsInFile
    };

    ReplaceAll(Document &document, const QString &text, std::shared_ptr<const Workspace> after, After kind)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document.snapshot())
        , m_after(std::move(after))
        , m_kind(kind)
    {
    }

    void redo() override
    {
        // What the file has later is known to the document.
        if (std::exchange(m_kind, After::IsNew) == After::IsInFile)
            m_document.reload(m_after);
        else
            m_document.replaceAll(m_after);
    }
    void undo() override { m_document.replaceAll(m_before); }

private:
    Document &m_document;
    std::shared_ptr<const Workspace> m_before;
    std::shared_ptr<const Workspace> m_after;
    After m_kind;
};

} // namespace framewright::ui::edits
