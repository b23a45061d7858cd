// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/actioncompiler.h"
#include "app/rules/sendcompiler.h"

namespace framewright::rules {

using expression::Template;
using expression::TemplateText;

std::optional<TemplateText> ActionCompiler::compileName(const Value &name, const QString &field, const QString &example)
{
    Result<TemplateText> compiled = TemplateText::compile(name.view());
    if (!name.isText() || name.view().isEmpty() || !compiled)
        return problem(field, compiled ? QStringLiteral("This is a name, like \"%1\".").arg(example)
                                       : compiled.error().text());
    return *std::move(compiled);
}

std::optional<bool> ActionCompiler::compileFlag(const Value &body, QByteArrayView option, const QString &inside)
{
    const Value &flag = body[option];
    if (!flag.isUndefined() && !flag.isBoolean()) {
        const QString name = QString::fromUtf8(option);
        return problem(inside + name, QStringLiteral("`%1` is true or false.").arg(name));
    }
    return flag.toBoolean();
}

/// Of a timer: of its connection, which is the default, or of the route.
std::optional<bool> ActionCompiler::compileScope(const Value &body, const QString &inside)
{
    const Value &scope = body["scope"];
    if (scope.isUndefined())
        return m_trigger == Trigger::Start;
    if (!scope.isText() || (scope.view() != "route" && scope.view() != "conn"))
        return problem(inside + QStringLiteral("scope"), QStringLiteral("`scope` is \"route\" or \"conn\"."));
    if (m_trigger == Trigger::Start && scope.view() == "conn")
        return problem(inside + QStringLiteral("scope"),
                       QStringLiteral("There is no connection here: the timer is the route's."));
    return scope.view() == "route";
}

/// False where it is written and cannot work.
bool ActionCompiler::compileTime(const Value &body, QByteArrayView option, const QString &inside,
                                 std::optional<Template> &time)
{
    const Value &written = body[option];
    if (written.isUndefined())
        return true;
    const QString field = inside + QString::fromUtf8(option);
    Result<Template> compiled = Template::compile(written);
    const bool isNumber = written.isNumber() || (written.isText() && written.view().contains("{{"));
    if (!isNumber || !compiled) {
        m_problems.add(field, compiled ? QStringLiteral("This is a number, or a template like \"{{conn.period}}\".")
                                       : compiled.error().what);
        return false;
    }
    const double least = option == "every" ? 1 : 0;
    if (written.isNumber() && written.toNumber().toDouble() < least) {
        m_problems.add(field, QStringLiteral("This is %1 at least.").arg(least));
        return false;
    }
    time = *std::move(compiled);
    return true;
}

ActionCompiler::Step ActionCompiler::compileStart(const Value &body, const QString &field)
{
    const QString inside = field.chopped(5);
    std::optional<TemplateText> name = compileName(body["start"], field, QStringLiteral("sub:{{$.id}}"));
    const std::optional<bool> isKept = compileFlag(body, "keep", inside);
    const std::optional<bool> isIdle = compileFlag(body, "idle", inside);
    const std::optional<bool> isOfRoute = compileScope(body, inside);
    if (!name || !isKept || !isIdle || !isOfRoute)
        return std::nullopt;
    if (m_trigger == Trigger::Close && !*isOfRoute)
        return problem(inside + QStringLiteral("scope"),
                       QStringLiteral("The connection is gone, and its timers with it: write \"scope\": \"route\"."));
    action::Start start;
    start.name = *std::move(name);
    start.isKept = *isKept;
    start.isIdle = *isIdle;
    start.isOfRoute = *isOfRoute;
    const bool areTimes =
        compileTime(body, "after", inside, start.after) && compileTime(body, "every", inside, start.every) &&
        compileTime(body, "jitter", inside, start.jitter) && compileTime(body, "times", inside, start.times);
    if (!areTimes)
        return std::nullopt;
    if (!start.after && !start.every)
        return problem(field, QStringLiteral("A timer needs \"every\": 100 or \"after\": 3000, in milliseconds."));
    if (start.times && !start.every)
        return problem(inside + QStringLiteral("times"),
                       QStringLiteral("`times` wants `every`: a timer with `after` alone ticks once."));
    start.actions = std::make_shared<const Actions>(compileList(body["do"], inside + QStringLiteral("do")));
    start.then = std::make_shared<const Actions>(compileList(body["then"], inside + QStringLiteral("then")));
    return Action{field, std::move(start)};
}

ActionCompiler::Step ActionCompiler::compileStop(const Value &body, const QString &field)
{
    std::optional<TemplateText> name = compileName(body["stop"], field, QStringLiteral("sub:{{$.id}}"));
    const std::optional<bool> isOfRoute = compileScope(body, field.chopped(4));
    if (!name || !isOfRoute)
        return std::nullopt;
    return Action{field, action::Stop{*std::move(name), *isOfRoute}};
}

ActionCompiler::Step ActionCompiler::compileEmit(const Value &body, const QString &field)
{
    std::optional<TemplateText> name = compileName(body["emit"], field, QStringLiteral("changed"));
    std::optional<Audience> audience = compileAudience(body, field, m_trigger, m_problems);
    Result<Template> with = Template::compile(body["with"]);
    if (!with)
        return problem(field.chopped(4) + QStringLiteral("with.") + with.error().where, with.error().what);
    if (!name || !audience)
        return std::nullopt;
    if (name->isConstant())
        m_emitted.push_back({name->constant(), field});
    return Action{field, action::Emit{*std::move(name), *std::move(audience), *std::move(with)}};
}

} // namespace framewright::rules
