// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/expression.h"
#include "app/expression/template.h"
#include "app/expression/templatetext.h"
#include "app/expression/variablepath.h"
#include "app/protocol/opcode.h"
#include "app/rules/stage.h"

#include <QString>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace framewright::rules {

using value::Value;

struct Action;
using Actions = std::vector<Action>;

/// Who gets a message.
struct Audience
{
    enum class Kind : std::uint8_t
    {
        Self,
        Others,
        All,
        Room,
        Connection,
        Expanded, ///< `name` gives the whole word, "room:x" or "all".
    };

    Kind kind = Kind::Self;
    expression::TemplateText name;
    bool exceptSelf = false;
    std::optional<expression::Expression> where;
};

/// What a message is made of.
struct Content
{
    enum class Form : std::uint8_t
    {
        Typed, ///< A text as text, bytes as binary, anything else through the codec.
        Text,
        Json,
        Hex,
        Base64,
        Same,
        Ping,
        Pong,
        Raw,   ///< Bytes that go out as they are.
        Batch, ///< A list of which each item is Typed, in one frame.
    };

    Form form = Form::Typed;
    expression::Template value;
    /// What the codec writes: Typed, and neither a text nor bytes as it stands.
    bool isForCodec = false;
    /// Made when the route was compiled, where nothing in it varies.
    std::optional<QByteArray> constant;
    protocol::Opcode constantOpcode = protocol::Opcode::Text;
};

/// `fragment`: a message in several frames.
struct Fragments
{
    expression::Template size;
    std::optional<expression::Template> gap; ///< Milliseconds.
};

namespace action {
struct Send
{
    Content content;
    Audience audience;
    std::optional<Fragments> fragments;
    bool isForEach = false; ///< It looks at `peer`: made anew for each recipient.
};
struct Wait
{
    expression::Template milliseconds;
    std::optional<expression::Template> upTo; ///< Of {min, max}.
};
struct Set
{
    struct Assignment
    {
        expression::VariablePath path;
        expression::Template value;
        QString field;
    };
    std::vector<Assignment> assignments;
};
struct Unset
{
    expression::VariablePath path;
};
struct Join
{
    expression::TemplateText room;
};
struct Leave
{
    expression::TemplateText room;
};
struct Close
{
    expression::Template code;
    expression::TemplateText reason;
};
struct End
{
    Drop manner = Drop::Reset;
}; ///< `drop`
struct If
{
    expression::Expression condition;
    Actions then;
    Actions otherwise;
};
struct Each
{
    expression::Template over;
    Actions actions;
};
struct Choose
{
    std::vector<Actions> choices;
    bool isRandom = false;
    bool isByTick = false;   ///< Of a stream: the timer's tick says whose turn it is.
    std::size_t counter = 0; ///< Which of the route's counters keeps its turn.
};
struct Start
{
    expression::TemplateText name;
    std::optional<expression::Template> after; ///< Milliseconds, as all of these.
    std::optional<expression::Template> every;
    std::optional<expression::Template> jitter;
    std::optional<expression::Template> times;
    bool isKept = false;    ///< `keep`: one that runs is left alone.
    bool isIdle = false;    ///< It begins anew when something is sent.
    bool isOfRoute = false; ///< `scope`
    /// Shared, as timers outlive the run that started them, and the actions that a script has made.
    std::shared_ptr<const Actions> actions;
    std::shared_ptr<const Actions> then;
};
struct Stop
{
    expression::TemplateText name;
    bool isOfRoute = false;
};
struct Emit
{
    expression::TemplateText signal;
    Audience audience;
    expression::Template with;
};
/// `run`: statements for the script engine of the thread that runs them.
struct Script
{
    QByteArray text;
    expression::RootSet roots;
    std::size_t counter = 0; ///< The first of those that keep the turns of its `choose`.
    std::size_t counters = 1;
};
} // namespace action

/// A compiled step of a rule.
struct Action
{
    QString field; ///< "do[0].send"
    std::variant<action::Send, action::Wait, action::Set, action::Unset, action::Join, action::Leave, action::Close,
                 action::End, action::If, action::Each, action::Choose, action::Start, action::Stop, action::Emit,
                 action::Script>
        step;
};

} // namespace framewright::rules
