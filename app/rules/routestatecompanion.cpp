// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/requestvalue.h"
#include "app/rules/routestateprivate.h"

#include <QUtf8StringView>

namespace framewright::rules {

using expression::Outcome;

std::optional<HttpAnswer> RouteState::Private::answer(const Request &request, const QByteArray &body)
{
    const std::optional<CompiledRoute::CompanionMatch> found =
        m_world.route->findCompanion(request.head.method, request.head.path());
    if (!found)
        return std::nullopt;
    const Companion &companion = m_world.parts().companions[found->index];
    const Value value = requestValue(request, {});
    const bool isText = QUtf8StringView(body.constData(), body.size()).isValidUtf8();
    const Message message{isText ? protocol::Opcode::Text : protocol::Opcode::Binary, body, body};
    Happening happening(Trigger::Message, message, Codec::Json);
    RuleScope scope(m_world);
    scope.request = &value;
    scope.happening = &happening;
    const AdmissionReport report = [this](const QString &field, const QString &text) {
        m_world.stage.report({ConnectionId(), true, QString(), field, text});
    };
    HttpAnswer answer = answerOf(companion, scope, report);
    if (companion.emission)
        emitFor(companion, scope, report);
    return answer;
}

void RouteState::Private::emitFor(const Companion &companion, RuleScope &scope, const AdmissionReport &report)
{
    const Companion::Emission &emission = *companion.emission;
    const QString field = companion.field + QStringLiteral(".emit");
    const Outcome signal = emission.signal.evaluateText(scope);
    const Value *decoded = scope.find(expression::Root::Message);
    const Outcome with = emission.with ? emission.with->evaluate(scope) : (decoded != nullptr ? *decoded : Value());
    const Outcome to = emission.to ? emission.to->evaluateText(scope) : Outcome(Value());
    for (const Outcome *outcome : {&signal, &with, &to}) {
        if (outcome->hasFailed())
            return report(field, outcome->error);
    }
    if (!emission.to) {
        raise(signal.value.toByteArray(), with.value, {});
        return;
    }
    const QByteArray word = to.value.toByteArray();
    const bool isRoom = word.startsWith("room:");
    if (!isRoom && word != "all")
        return report(field, QStringLiteral("\"%1\" is nobody: write all or room:NAME.").arg(QString::fromUtf8(word)));
    const QByteArray room = isRoom ? word.mid(5) : QByteArray();
    const std::vector<ConnectionId> members =
        m_world.connections.members(isRoom ? std::optional<QByteArrayView>(room) : std::nullopt);
    // Nobody is there: without this it would be raised once for nobody in particular.
    if (!members.empty())
        raise(signal.value.toByteArray(), with.value, members);
}

} // namespace framewright::rules
