// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/actioncompiler.h"

#include "app/expression/spelling.h"
#include "app/protocol/closecode.h"
#include "app/rules/matchercompiler.h"
#include "app/rules/scriptactions.h"
#include "app/value/number.h"
#include "app/workspace/rule.h"

#include <algorithm>

namespace framewright::rules {

using expression::Template;
using expression::TemplateText;
using expression::VariablePath;

namespace {

struct Verb
{
    QByteArrayView name;
    std::vector<QByteArrayView> options;
    bool isSupported = true;
};

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> table = {
        {"send", {"to", "exceptSelf", "where", "fragment"}},
        {"wait", {}},
        {"set", {}},
        {"unset", {}},
        {"join", {}},
        {"leave", {}},
        {"if", {"then", "else"}},
        {"each", {"do"}},
        {"choose", {"order"}},
        {"close", {"reason"}},
        {"drop", {}},
        {"start", {"after", "every", "times", "jitter", "keep", "idle", "scope", "do", "then"}},
        {"stop", {"scope"}},
        {"emit", {"to", "exceptSelf", "where", "with"}},
        {"run", {}},
    };
    return table;
}

} // namespace

Actions ActionCompiler::compile(std::span<const Value> bodies, const QString &field, Trigger trigger)
{
    m_trigger = trigger;
    Actions actions;
    for (std::size_t index = 0; index < bodies.size(); ++index) {
        if (Step step = compileOne(bodies[index], field + QStringLiteral("[%1]").arg(index)))
            actions.push_back(std::move(*step));
    }
    return actions;
}

std::nullopt_t ActionCompiler::problem(const QString &field, const QString &text)
{
    m_problems.add(field, text);
    return std::nullopt;
}

ActionCompiler::Step ActionCompiler::compileOne(const Value &body, const QString &field)
{
    if (!body.isObject() || body.size() == 0)
        return problem(field, QStringLiteral("An action is an object with a verb, like {\"send\": \"hello\"}."));
    const QByteArray name = workspace::Action{body}.verb();
    const auto verb = std::ranges::find(verbs(), QByteArrayView(name), &Verb::name);
    if (verb == verbs().end()) {
        std::vector<QByteArrayView> names;
        for (const Verb &candidate : verbs())
            names.push_back(candidate.name);
        return problem(field, QStringLiteral("Unknown verb \"%1\"").arg(QString::fromUtf8(name)) +
                                  expression::didYouMean(expression::closestTo(name, names)));
    }
    const QString verbField = field + QLatin1Char('.') + QString::fromUtf8(name);
    if (!verb->isSupported) {
        m_problems.addUnsupported(verbField, QStringLiteral("The verb \"%1\"").arg(QString::fromUtf8(name)));
        return std::nullopt;
    }
    checkOptions(name, body, field);
    return compileVerb(name, body, verbField);
}

void ActionCompiler::checkOptions(QByteArrayView verb, const Value &body, const QString &field)
{
    const std::vector<QByteArrayView> &options = std::ranges::find(verbs(), verb, &Verb::name)->options;
    for (const Value::Member &member : body.members()) {
        if (member.key() == verb || std::ranges::find(options, member.key()) != options.end())
            continue;
        m_problems.add(field + QLatin1Char('.') + QString::fromUtf8(member.key()),
                       QStringLiteral("\"%1\" has no option \"%2\"")
                               .arg(QString::fromUtf8(verb), QString::fromUtf8(member.key())) +
                           expression::didYouMean(expression::closestTo(member.key(), options)));
    }
}

ActionCompiler::Step ActionCompiler::compileVerb(QByteArrayView verb, const Value &body, const QString &field)
{
    if (verb == "send") {
        std::optional<action::Send> send = compileSend(body, field, m_trigger, m_problems, m_surroundings);
        return send ? Step(Action{field, std::move(*send)}) : std::nullopt;
    }
    if (verb == "run") {
        std::optional<action::Script> script = compileScript(body["run"], field, m_problems, m_choiceCount);
        return script ? Step(Action{field, std::move(*script)}) : std::nullopt;
    }
    if (verb == "wait")
        return compileWait(body, field);
    if (verb == "set")
        return compileSet(body, field);
    if (verb == "unset")
        return compileUnset(body, field);
    if (verb == "join" || verb == "leave")
        return compileRoom(verb, body, field);
    if (verb == "close")
        return compileClose(body, field);
    if (verb == "drop")
        return compileDrop(body, field);
    if (verb == "if")
        return compileIf(body, field);
    if (verb == "start")
        return compileStart(body, field);
    if (verb == "stop")
        return compileStop(body, field);
    if (verb == "emit")
        return compileEmit(body, field);
    if (verb == "each")
        return compileEach(body, field);
    return compileChoose(body, field);
}

ActionCompiler::Step ActionCompiler::compileWait(const Value &body, const QString &field)
{
    const Value &argument = body["wait"];
    action::Wait wait;
    const bool isSpan = argument.isObject();
    if (!isSpan && !argument.isNumber() && !argument.isText())
        return problem(field, QStringLiteral("`wait` is milliseconds, or {\"min\": 20, \"max\": 80}."));
    Result<Template> first = Template::compile(isSpan ? argument["min"] : argument);
    if (!first)
        return problem(field, first.error().what);
    wait.milliseconds = std::move(*first);
    if (isSpan) {
        if (!argument.contains("min") || !argument.contains("max"))
            return problem(field, QStringLiteral("`wait` with a span wants both: {\"min\": 20, \"max\": 80}."));
        Result<Template> last = Template::compile(argument["max"]);
        if (!last)
            return problem(field, last.error().what);
        wait.upTo = std::move(*last);
    }
    return Action{field, std::move(wait)};
}

ActionCompiler::Step ActionCompiler::compileSet(const Value &body, const QString &field)
{
    const Value &argument = body["set"];
    if (!argument.isObject())
        return problem(field, QStringLiteral("`set` is an object of paths, like {\"conn.name\": \"ann\"}."));
    action::Set set;
    for (const Value::Member &member : argument.members()) {
        const QString memberField = field + QLatin1Char('.') + QString::fromUtf8(member.key());
        Result<VariablePath> path = VariablePath::compile(member.key());
        if (!path) {
            m_problems.add(memberField, path.error().what);
            continue;
        }
        Result<Template> value = Template::compile(member.value);
        if (!value) {
            m_problems.add(memberField + value.error().where, value.error().what);
            continue;
        }
        set.assignments.push_back({std::move(*path), std::move(*value), memberField});
    }
    return Action{field, std::move(set)};
}

ActionCompiler::Step ActionCompiler::compileUnset(const Value &body, const QString &field)
{
    Result<VariablePath> path = VariablePath::compile(body["unset"].view());
    if (!path)
        return problem(field, path.error().what);
    return Action{field, action::Unset{std::move(*path)}};
}

ActionCompiler::Step ActionCompiler::compileRoom(QByteArrayView verb, const Value &body, const QString &field)
{
    const Value &argument = body[verb];
    Result<TemplateText> room = TemplateText::compile(argument.view());
    if (!argument.isText() || !room)
        return problem(field,
                       room ? QStringLiteral("A room is a text, like \"{{req.params.room}}\".") : room.error().text());
    if (verb == "join")
        return Action{field, action::Join{std::move(*room)}};
    return Action{field, action::Leave{std::move(*room)}};
}

ActionCompiler::Step ActionCompiler::compileClose(const Value &body, const QString &field)
{
    const Value &code = body["close"];
    const bool isTemplate = code.isText() && code.view().contains("{{");
    if (!isTemplate) {
        const std::int64_t number = code.isNumber() ? code.toNumber().toInteger().value_or(0) : 0;
        const bool isValid =
            number == protocol::closecode::NoStatus ||
            (number >= 1000 && number <= 4999 && protocol::isValidOnWire(static_cast<protocol::CloseCode>(number)));
        if (!isValid)
            return problem(field, QStringLiteral("%1 is no close code that may be sent: 1000, 3000 to 4999, or 1005 "
                                                 "for a close frame without a code.")
                                      .arg(code.isNumber() ? code.toString() : QStringLiteral("This")));
    }
    Result<Template> compiledCode = Template::compile(code);
    if (!compiledCode)
        return problem(field, compiledCode.error().what);
    Result<TemplateText> reason = TemplateText::compile(body["reason"].view());
    if (!reason)
        return problem(field + QStringLiteral(".reason"), reason.error().text());
    return Action{field, action::Close{std::move(*compiledCode), std::move(*reason)}};
}

ActionCompiler::Step ActionCompiler::compileDrop(const Value &body, const QString &field)
{
    const QByteArrayView manner = body["drop"].view();
    if (manner == "reset")
        return Action{field, action::End{Drop::Reset}};
    if (manner == "fin")
        return Action{field, action::End{Drop::Fin}};
    if (manner == "hang")
        return Action{field, action::End{Drop::Hang}};
    return problem(field, QStringLiteral("`drop` is \"reset\", \"fin\" or \"hang\"."));
}

Actions ActionCompiler::compileList(const Value &list, const QString &field)
{
    if (!list.isList() && !list.isUndefined())
        m_problems.add(field, QStringLiteral("This is a list of actions."));
    return compile(list.items(), field, m_trigger);
}

ActionCompiler::Step ActionCompiler::compileIf(const Value &body, const QString &field)
{
    const Value &condition = body["if"];
    Result<expression::Expression> compiled = compileCondition(condition.view());
    if (!condition.isText() || !compiled)
        return problem(field,
                       compiled ? QStringLiteral("`if` is an expression, like \"conn.ok\".") : compiled.error().text());
    const QString inside = field.chopped(2);
    return Action{field, action::If{std::move(*compiled), compileList(body["then"], inside + QStringLiteral("then")),
                                    compileList(body["else"], inside + QStringLiteral("else"))}};
}

ActionCompiler::Step ActionCompiler::compileEach(const Value &body, const QString &field)
{
    Result<Template> over = Template::compile(body["each"]);
    if (!over)
        return problem(field + over.error().where, over.error().what);
    return Action{field,
                  action::Each{std::move(*over), compileList(body["do"], field.chopped(4) + QStringLiteral("do"))}};
}

ActionCompiler::Step ActionCompiler::compileChoose(const Value &body, const QString &field)
{
    const Value &choices = body["choose"];
    const Value &order = body["order"];
    const bool isRandom = order.isText() && order.view() == "random";
    if (!isRandom && !order.isUndefined() && !(order.isText() && order.view() == "sequence"))
        return problem(field + QStringLiteral(".order"), QStringLiteral("`order` is \"sequence\" or \"random\"."));
    action::Choose choose;
    choose.isRandom = isRandom;
    choose.counter = m_choiceCount++;
    for (qsizetype index = 0; index < choices.size(); ++index)
        choose.choices.push_back(compileList(choices.at(index), field + QStringLiteral("[%1]").arg(index)));
    if (choose.choices.empty())
        return problem(field, QStringLiteral("`choose` is a list of lists of actions."));
    return Action{field, std::move(choose)};
}

} // namespace framewright::rules
