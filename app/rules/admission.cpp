// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/admission.h"

#include "app/rules/matchercompiler.h"
#include "app/workspace/route.h"

#include <algorithm>
#include <limits>

namespace framewright::rules {

using expression::Expression;
using expression::Outcome;
using expression::Scope;
using expression::Template;
using expression::TemplateText;

namespace {

/// RFC 9110 section 5.6.2.
bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView extra("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::ranges::all_of(name, [&](char character) {
        const bool isLetter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
        return isLetter || (character >= '0' && character <= '9') || extra.contains(character);
    });
}

/// A value that stays in its line: nobody writes another header through a template.
bool isFieldValue(QByteArrayView value)
{
    return !value.contains('\r') && !value.contains('\n') && !value.contains('\0');
}

int milliseconds(std::int64_t delay)
{
    return static_cast<int>(std::clamp<std::int64_t>(delay, 0, std::numeric_limits<int>::max()));
}

std::optional<Drop> dropOf(workspace::DropKind kind)
{
    switch (kind) {
    case workspace::DropKind::None:
        return std::nullopt;
    case workspace::DropKind::Reset:
        return Drop::Reset;
    case workspace::DropKind::Fin:
        return Drop::Fin;
    case workspace::DropKind::Hang:
        return Drop::Hang;
    }
    Q_UNREACHABLE();
    return std::nullopt;
}

/// Nothing where it cannot work: then it refuses nobody.
std::optional<AdmissionRules::Refusal> compileRefusal(const workspace::Refuse &refuse, const QString &field,
                                                      ProblemList &problems)
{
    AdmissionRules::Refusal refusal;
    if (!refuse.when.isEmpty()) {
        Result<Expression> when = compileCondition(refuse.when.toUtf8());
        if (!when) {
            problems.add(field + QStringLiteral(".when"), when.error().text());
            return std::nullopt;
        }
        refusal.when = std::move(*when);
    }
    const bool isStatus = refuse.status >= 200 && refuse.status <= 599;
    if (!isStatus)
        problems.add(field + QStringLiteral(".status"),
                     QStringLiteral("%1 is no status of a refusal: 200 to 599.").arg(refuse.status));
    refusal.status = isStatus ? static_cast<int>(refuse.status) : 401;
    refusal.first = refuse.first;
    refusal.headers = compileHeaders(refuse.headers, field + QStringLiteral(".headers"), problems);
    Result<TemplateText> body = TemplateText::compile(refuse.body.toUtf8());
    if (body)
        refusal.body = std::move(*body);
    else
        problems.add(field + QStringLiteral(".body"), body.error().text());
    if (!refuse.json.isNull() && !refuse.json.isUndefined()) {
        Result<Template> json = Template::compile(refuse.json);
        if (json)
            refusal.json = std::move(*json);
        else
            problems.add(field + QStringLiteral(".json") + json.error().where, json.error().what);
    }
    refusal.drop = dropOf(refuse.drop);
    refusal.delay = milliseconds(refuse.delay);
    return refusal;
}

/// A handshake being judged.
class Judgement final
{
public:
    Judgement(Scope &scope, const AdmissionReport &report)
        : m_scope(scope)
        , m_report(report)
    {
    }

    [[nodiscard]] bool applies(const AdmissionRules::Refusal &refusal, std::int64_t refusedBefore,
                               const QString &field);
    [[nodiscard]] Refuse answer(const AdmissionRules::Refusal &refusal, const QString &field);

private:
    Scope &m_scope;
    const AdmissionReport &m_report;
};

bool Judgement::applies(const AdmissionRules::Refusal &refusal, std::int64_t refusedBefore, const QString &field)
{
    if (refusal.first && refusedBefore >= *refusal.first)
        return false;
    if (!refusal.when)
        return true;
    const Outcome outcome = refusal.when->evaluateCondition(m_scope);
    if (outcome.hasFailed())
        m_report(field + QStringLiteral(".when"), outcome.error);
    return outcome.isGood() && outcome.value.toBoolean();
}

Refuse Judgement::answer(const AdmissionRules::Refusal &refusal, const QString &field)
{
    Refuse refuse;
    refuse.delay = refusal.delay;
    if (refusal.drop) {
        refuse.drop = refusal.drop;
        return refuse;
    }
    refuse.status = refusal.status;
    refuse.fields = headerFields(refusal.headers, m_scope, field + QStringLiteral(".headers"), m_report);
    Outcome body;
    if (refusal.json) {
        body = refusal.json->appendJson(refuse.body, m_scope);
    } else {
        body = refusal.body.evaluateText(m_scope);
        refuse.body = body.value.toByteArray();
    }
    if (body.hasFailed()) {
        m_report(field + (refusal.json ? QStringLiteral(".json") : QStringLiteral(".body")), body.error);
        refuse.body.clear();
    }
    if (!refuse.body.isEmpty() && !refuse.fields.contains("Content-Type"))
        refuse.fields.append("Content-Type", refusal.json ? "application/json" : "text/plain; charset=utf-8");
    return refuse;
}

} // namespace

std::vector<AnswerHeader> compileHeaders(const Value &headers, const QString &field, ProblemList &problems)
{
    std::vector<AnswerHeader> compiled;
    if (!headers.isObject() && !headers.isNull() && !headers.isUndefined())
        problems.add(field, QStringLiteral("`headers` is an object, like {\"X-Server\": \"mock\"}."));
    for (const Value::Member &member : headers.members()) {
        const QString memberField = field + QLatin1Char('.') + QString::fromUtf8(member.key());
        // The same name more than once, as Set-Cookie needs it, is a list.
        const std::vector<Value> values =
            member.value.isList() ? std::vector<Value>(member.value.items().begin(), member.value.items().end())
                                  : std::vector<Value>{member.value};
        for (const Value &value : values) {
            Result<TemplateText> text = TemplateText::compile(value.view());
            const bool isScalar = value.isText() || value.isNumber();
            if (!isToken(member.key()) || !isScalar || !text || !isFieldValue(value.view())) {
                problems.add(memberField,
                             text ? QStringLiteral("A header has a name without spaces and a text of one line.")
                                  : text.error().text());
                continue;
            }
            compiled.push_back({member.key().toByteArray(), std::move(*text)});
        }
    }
    return compiled;
}

protocol::HeaderFields headerFields(const std::vector<AnswerHeader> &headers, Scope &scope, const QString &field,
                                    const AdmissionReport &report)
{
    protocol::HeaderFields fields;
    for (const AnswerHeader &header : headers) {
        const Outcome value = header.value.evaluateText(scope);
        if (value.isGood() && isFieldValue(value.value.view()))
            fields.append(header.name, value.value.toByteArray());
        else
            report(field + QLatin1Char('.') + QString::fromUtf8(header.name),
                   value.isGood() ? QStringLiteral("A header cannot hold a line end.") : value.error);
    }
    return fields;
}

AdmissionRules compileAdmission(const workspace::Route &route, ProblemList &problems)
{
    AdmissionRules rules;
    for (std::size_t index = 0; index < route.refuse.size(); ++index) {
        const QString field = QStringLiteral("refuse[%1]").arg(index);
        std::optional<AdmissionRules::Refusal> refusal = compileRefusal(route.refuse[index], field, problems);
        // In its place stands one that refuses nobody, so that the counters of the others keep their places.
        if (!refusal) {
            refusal.emplace();
            refusal->first = 0;
        }
        rules.refusals.push_back(std::move(*refusal));
    }
    for (const QString &name : route.accept.subprotocols) {
        if (isToken(name.toUtf8()))
            rules.subprotocols.push_back(name.toUtf8());
        else
            problems.add(QStringLiteral("accept.subprotocols"),
                         QStringLiteral("\"%1\" is no subprotocol: a name without spaces or commas.").arg(name));
    }
    rules.requiresSubprotocol = route.accept.requireSubprotocol;
    rules.headers = compileHeaders(route.accept.headers, QStringLiteral("accept.headers"), problems);
    rules.delay = milliseconds(route.accept.delay);
    return rules;
}

Admission judge(const AdmissionRules &rules, const QList<QByteArray> &offered, Scope &scope,
                std::vector<std::int64_t> &refused, const AdmissionReport &report)
{
    Judgement judgement(scope, report);
    refused.resize(rules.refusals.size());
    for (std::size_t index = 0; index < rules.refusals.size(); ++index) {
        const QString field = QStringLiteral("refuse[%1]").arg(index);
        if (!judgement.applies(rules.refusals[index], refused[index], field))
            continue;
        ++refused[index];
        return judgement.answer(rules.refusals[index], field);
    }
    Accept accept;
    const auto agreed =
        std::ranges::find_if(rules.subprotocols, [&](const QByteArray &ours) { return offered.contains(ours); });
    if (agreed != rules.subprotocols.end())
        accept.subprotocol = *agreed;
    if (rules.requiresSubprotocol && !accept.subprotocol) {
        Refuse refuse;
        refuse.status = 400;
        refuse.fields.append("Content-Type", "text/plain; charset=utf-8");
        refuse.body = "This route wants one of the subprotocols: ";
        for (const QByteArray &name : rules.subprotocols)
            refuse.body += (refuse.body.endsWith(' ') ? "" : ", ") + name;
        refuse.body += '\n';
        return refuse;
    }
    accept.fields = headerFields(rules.headers, scope, QStringLiteral("accept.headers"), report);
    accept.delay = rules.delay;
    return accept;
}

} // namespace framewright::rules
