// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/companion.h"

#include "app/expression/spelling.h"
#include "app/value/number.h"

#include <algorithm>
#include <array>

namespace framewright::rules {

using expression::Outcome;
using expression::Scope;
using expression::Template;
using expression::TemplateText;

namespace {

constexpr std::array<QByteArrayView, 7> keys = {"method", "path", "status", "headers", "json", "body", "emit"};

/// Compiles one entry; after a problem there is none.
class CompanionCompiler final
{
public:
    CompanionCompiler(QString field, ProblemList &problems)
        : m_field(std::move(field))
        , m_problems(problems)
    {
    }

    [[nodiscard]] std::optional<Companion> compile(const Value &entry)
    {
        if (!entry.isObject()) {
            problem({}, QStringLiteral("An entry of `http` is an object, like {\"method\": \"GET\", \"path\": "
                                       "\"/status\", \"json\": {}}."));
            return std::nullopt;
        }
        Companion companion;
        companion.field = m_field;
        checkKeys(entry);
        readRequest(companion, entry);
        readAnswer(companion, entry);
        readEmission(companion, entry["emit"]);
        return m_isWhole ? std::optional(std::move(companion)) : std::nullopt;
    }

private:
    void problem(const QString &key, const QString &text)
    {
        m_problems.add(key.isEmpty() ? m_field : m_field + QLatin1Char('.') + key, text);
        m_isWhole = false;
    }
    template <class T>
    [[nodiscard]] std::optional<T> compiled(Result<T> result, const QString &key)
    {
        if (result)
            return std::move(*result);
        problem(key, result.error().text());
        return std::nullopt;
    }
    void checkKeys(const Value &entry);
    void readRequest(Companion &companion, const Value &entry);
    void readAnswer(Companion &companion, const Value &entry);
    void readEmission(Companion &companion, const Value &written);

    QString m_field;
    ProblemList &m_problems;
    bool m_isWhole = true;
};

/// What is not known is said, but stops nothing.
void CompanionCompiler::checkKeys(const Value &entry)
{
    for (const Value::Member &member : entry.members()) {
        if (std::ranges::find(keys, member.key()) != keys.end())
            continue;
        const QString likely = expression::closestTo(member.key(), {keys.begin(), keys.end()});
        m_problems.add(m_field + QLatin1Char('.') + QString::fromUtf8(member.key()),
                       QStringLiteral("An entry of `http` has no \"%1\"").arg(QString::fromUtf8(member.key())) +
                           expression::didYouMean(likely));
    }
}

void CompanionCompiler::readRequest(Companion &companion, const Value &entry)
{
    const Value &method = entry["method"];
    companion.method = method.isUndefined() ? QByteArray("GET") : method.toByteArray().toUpper();
    if (!protocol::isToken(companion.method) || !(method.isUndefined() || method.isText()))
        problem(QStringLiteral("method"), QStringLiteral("`method` is a method of HTTP, like \"POST\"."));
    const Value &path = entry["path"];
    if (!path.isText())
        problem(QStringLiteral("path"), QStringLiteral("`path` is a text, like \"/hub/negotiate\"."));
    else if (std::optional<PathPattern> pattern = compiled(PathPattern::compile(path.view()), QStringLiteral("path")))
        companion.path = std::move(*pattern);
}

void CompanionCompiler::readAnswer(Companion &companion, const Value &entry)
{
    const Value &status = entry["status"];
    const std::int64_t number = status.isNumber() ? status.toNumber().toInteger().value_or(0) : 0;
    if (!status.isUndefined() && (number < 200 || number > 599))
        problem(QStringLiteral("status"), QStringLiteral("`status` is a status of HTTP: 200 to 599."));
    else if (!status.isUndefined())
        companion.status = static_cast<int>(number);
    companion.headers = compileHeaders(entry["headers"], m_field + QStringLiteral(".headers"), m_problems);
    const Value &body = entry["body"];
    if (!body.isUndefined() && !body.isNull() && !body.isText())
        problem(QStringLiteral("body"), QStringLiteral("`body` is a text; write an object or list as `json`."));
    else if (std::optional<TemplateText> text = compiled(TemplateText::compile(body.view()), QStringLiteral("body")))
        companion.body = std::move(*text);
    const Value &json = entry["json"];
    if (!json.isUndefined() && !json.isNull())
        companion.json = compiled(Template::compile(json), QStringLiteral("json"));
}

/// `"emit": "notify"`, or as the action: `{"emit": "notify", "to": "all", "with": {}}`.
void CompanionCompiler::readEmission(Companion &companion, const Value &written)
{
    if (written.isUndefined() || written.isNull())
        return;
    const QString key = QStringLiteral("emit");
    const Value &signal = written.isObject() ? written["emit"] : written;
    std::optional<TemplateText> name = compiled(TemplateText::compile(signal.view()), key);
    if (!name || !signal.isText() || signal.view().isEmpty()) {
        problem(key, QStringLiteral("`emit` is the name of a signal, or {\"emit\": \"notify\", \"to\": \"all\", "
                                    "\"with\": {}}."));
        return;
    }
    Companion::Emission emission{std::move(*name), std::nullopt, std::nullopt};
    const Value &with = written["with"];
    if (!with.isUndefined())
        emission.with = compiled(Template::compile(with), key + QStringLiteral(".with"));
    const Value &recipients = written["to"];
    const bool isSomebody =
        recipients.isText() &&
        (recipients.view() == "all" || recipients.view().startsWith("room:") || recipients.view().contains("{{"));
    if (isSomebody)
        emission.to = compiled(TemplateText::compile(recipients.view()), key + QStringLiteral(".to"));
    else if (!recipients.isUndefined())
        problem(key + QStringLiteral(".to"),
                QStringLiteral("A request has no connection of its own: write \"all\" or \"room:NAME\"."));
    companion.emission = std::move(emission);
}

} // namespace

std::vector<Companion> compileCompanions(const Value &http, ProblemList &problems)
{
    std::vector<Companion> companions;
    for (qsizetype index = 0; index < http.size(); ++index) {
        const QString field = QStringLiteral("http[%1]").arg(index);
        if (std::optional<Companion> companion = CompanionCompiler(field, problems).compile(http.at(index)))
            companions.push_back(std::move(*companion));
    }
    return companions;
}

HttpAnswer answerOf(const Companion &companion, Scope &scope, const AdmissionReport &report)
{
    HttpAnswer answer;
    answer.status = companion.status;
    answer.fields = headerFields(companion.headers, scope, companion.field + QStringLiteral(".headers"), report);
    Outcome body;
    if (companion.json) {
        body = companion.json->appendJson(answer.body, scope);
    } else {
        body = companion.body.evaluateText(scope);
        answer.body = body.value.toByteArray();
    }
    if (body.hasFailed()) {
        report(companion.field + (companion.json ? QStringLiteral(".json") : QStringLiteral(".body")), body.error);
        // A client that got half an answer with 200 would go on as if all were well.
        answer = HttpAnswer{500, {}, "This answer of the mock could not be made: see its log.\n"};
    }
    if (companion.json && !body.hasFailed() && !answer.fields.contains("Content-Type"))
        answer.fields.append("Content-Type", "application/json");
    return answer;
}

} // namespace framewright::rules
