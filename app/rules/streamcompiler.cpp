// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/streamcompiler.h"

#include "app/expression/spelling.h"
#include "app/rules/sendcompiler.h"

#include <algorithm>
#include <array>

namespace framewright::rules {

using expression::Template;

namespace {

constexpr std::array keys = {"mode", "every", "order", "times", "messages"};

[[nodiscard]] QString fieldOf(const char *key)
{
    return QStringLiteral("stream.") + QLatin1StringView(key);
}

void checkKeys(const Value &stream, ProblemList &problems)
{
    for (const Value::Member &member : stream.members()) {
        if (std::ranges::any_of(keys, [&](const char *key) { return member.key() == QByteArrayView(key); }))
            continue;
        const std::vector<QByteArrayView> known(keys.begin(), keys.end());
        problems.add(QStringLiteral("stream.") + QString::fromUtf8(member.key()),
                     QStringLiteral("A stream has no \"%1\"").arg(QString::fromUtf8(member.key())) +
                         expression::didYouMean(expression::closestTo(member.key(), known)));
    }
}

/// Which of two words is written: 0 for the first, which is the default; nothing for any other.
[[nodiscard]] std::optional<int> choiceOf(const Value &stream, const char *key, const char *first, const char *second,
                                          ProblemList &problems)
{
    const Value &written = stream[QByteArrayView(key)];
    if (written.isUndefined() || (written.isText() && written.view() == QByteArrayView(first)))
        return 0;
    if (written.isText() && written.view() == QByteArrayView(second))
        return 1;
    problems.add(fieldOf(key), QStringLiteral("`%1` is \"%2\" or \"%3\".")
                                   .arg(QLatin1StringView(key), QLatin1StringView(first), QLatin1StringView(second)));
    return std::nullopt;
}

/// A number of at least `least`; null stands for none. False where it cannot work.
[[nodiscard]] bool compileNumber(const Value &stream, const char *key, double least, std::optional<Template> &number,
                                 ProblemList &problems)
{
    const Value &written = stream[QByteArrayView(key)];
    if (written.isUndefined() || written.isNull())
        return true;
    if (!written.isNumber() || written.toNumber().toDouble() < least) {
        problems.add(fieldOf(key), QStringLiteral("This is a number, %1 at least.").arg(least));
        return false;
    }
    Result<Template> compiled = Template::compile(written);
    if (!compiled)
        return false;
    number = *std::move(compiled);
    return true;
}

/// One message for each turn; what cannot be sent is left out.
[[nodiscard]] action::Choose compileMessages(const Value &stream, bool isBroadcast, ProblemList &problems,
                                             const SendSurroundings &surroundings)
{
    action::Choose turns;
    turns.isByTick = true;
    const Value &messages = stream["messages"];
    for (qsizetype index = 0; index < messages.size(); ++index) {
        const QString field = QStringLiteral("stream.messages[%1]").arg(index);
        Value body = Value::object();
        body.set("send", messages.at(index));
        if (isBroadcast)
            body.set("to", Value::text("all"));
        const Trigger trigger = isBroadcast ? Trigger::Start : Trigger::Open;
        if (std::optional<action::Send> send = compileSend(body, field, trigger, problems, surroundings))
            turns.choices.push_back({Action{field, *std::move(send)}});
    }
    return turns;
}

} // namespace

std::optional<CompiledStream> compileStream(const Value &stream, ProblemList &problems,
                                            const SendSurroundings &surroundings)
{
    checkKeys(stream, problems);
    const std::optional<int> mode = choiceOf(stream, "mode", "each", "broadcast", problems);
    const std::optional<int> order = choiceOf(stream, "order", "sequence", "random", problems);
    CompiledStream compiled;
    action::Start start;
    const bool areNumbers = compileNumber(stream, "every", 1, start.every, problems) &&
                            compileNumber(stream, "times", 0, start.times, problems);
    if (!mode || !order || !areNumbers)
        return std::nullopt;
    if (!start.every) {
        problems.add(fieldOf("every"), QStringLiteral("A stream needs \"every\": 1000, in milliseconds."));
        return std::nullopt;
    }
    compiled.isBroadcast = *mode == 1;
    action::Choose turns = compileMessages(stream, compiled.isBroadcast, problems, surroundings);
    if (turns.choices.empty()) {
        problems.add(fieldOf("messages"), QStringLiteral("`messages` is a list of what is sent, by turns."));
        return std::nullopt;
    }
    if (*order == 1) {
        turns.isByTick = false;
        turns.isRandom = true;
    }
    start.actions = std::make_shared<const Actions>(Actions{Action{fieldOf("messages"), std::move(turns)}});
    const Result<expression::TemplateText> name = expression::TemplateText::compile(streamTimer());
    start.name = *name;
    start.isOfRoute = compiled.isBroadcast;
    compiled.rule.name = QStringLiteral("stream");
    compiled.start = Action{QStringLiteral("stream.start"), std::move(start)};
    compiled.written = stream;
    return compiled;
}

} // namespace framewright::rules
