// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/scriptactions.h"

#include "app/expression/parser.h"
#include "app/expression/scanner.h"
#include "app/expression/syntaxcheck.h"
#include "app/rules/actioncompiler.h"
#include "app/rules/variables.h"
#include "app/value/jsonwriter.h"
#include "app/value/number.h"

#include <algorithm>
#include <array>

namespace framewright::rules {

using expression::Root;

namespace {

/// What one script may ask for.
constexpr std::size_t actionLimit = 10'000;
constexpr qint64 byteLimit = 16 * 1024 * 1024;

/// Parts of an action that are a rule's own language wherever they stand.
constexpr std::array<QByteArrayView, 6> languageKeys = {"do", "then", "else", "choose", "where", "if"};

/// A value whose texts mean themselves when they are compiled as templates.
Value literal(const Value &value)
{
    if (value.isText()) {
        if (value.view().indexOf("{{") < 0)
            return value;
        return Value::text("{{" + value::writeJson(value) + "}}");
    }
    if (value.isList()) {
        Value::List items;
        for (const Value &item : value.items())
            items.push_back(literal(item));
        return Value::list(std::move(items));
    }
    if (value.isObject()) {
        Value object = Value::object();
        for (const Value::Member &member : value.members())
            object.set(member.key(), literal(member.value));
        return object;
    }
    return value;
}

/// Finds the roots that a script names, which are handed to it: rather one too many than one that is missing. Knows
/// comments, texts and template literals, and that a quote in a regular expression ends with its line.
class RootFinder final
{
public:
    explicit RootFinder(QByteArrayView script)
        : m_script(script)
    {
    }

    [[nodiscard]] expression::RootSet find()
    {
        while (m_at < m_script.size()) {
            const char character = m_script[m_at];
            if (isAt("//") && !m_isInTemplate) {
                skipPast("\n");
            } else if (isAt("/*") && !m_isInTemplate) {
                skipPast("*/");
            } else if (!m_isInTemplate && (character == '"' || character == '\'')) {
                skipText(character);
            } else if (expression::isNameStart(character)) {
                takeName();
            } else {
                m_isInTemplate = m_isInTemplate != (character == '`');
                ++m_at;
            }
        }
        return m_roots;
    }

private:
    [[nodiscard]] bool isAt(QByteArrayView text) const { return m_script.sliced(m_at).startsWith(text); }
    void skipPast(QByteArrayView end)
    {
        const qsizetype found = m_script.indexOf(end, m_at);
        m_at = found < 0 ? m_script.size() : found + end.size();
    }
    void skipText(char quote)
    {
        ++m_at;
        while (m_at < m_script.size() && m_script[m_at] != quote && m_script[m_at] != '\n')
            m_at += m_script[m_at] == '\\' ? 2 : 1;
        ++m_at;
    }
    void takeName()
    {
        const qsizetype from = m_at;
        while (m_at < m_script.size() && expression::isNamePart(m_script[m_at]))
            ++m_at;
        const QByteArrayView before = m_script.first(from).trimmed();
        const QByteArrayView behind = m_script.sliced(m_at).trimmed();
        const bool isMember = before.endsWith('.') && !before.endsWith("...");
        // `{data: 1}` does not ask for the data sets, which may be large.
        const bool isKey = behind.startsWith(':') && (before.endsWith('{') || before.endsWith(','));
        const std::optional<Root> root = expression::rootNamed(m_script.sliced(from, m_at - from));
        if (root && !isMember && !isKey)
            m_roots.insert(*root);
    }

    QByteArrayView m_script;
    qsizetype m_at = 0;
    bool m_isInTemplate = false;
    expression::RootSet m_roots;
};

/// Whether a script has left a value as it was: to the script numbers are doubles.
bool isUntouched(const Value &before, const Value &after)
{
    if (before.isNumber() && after.isNumber())
        return before.toNumber().toDouble() == after.toNumber().toDouble();
    if (before.isList() && after.isList())
        return before.size() == after.size() &&
               std::ranges::equal(before.items(), after.items(),
                                  [](const Value &left, const Value &right) { return isUntouched(left, right); });
    if (before.isObject() && after.isObject())
        return before.size() == after.size() && std::ranges::all_of(after.members(), [&](const Value::Member &member) {
                   const Value *found = before.find(member.key());
                   return found != nullptr && isUntouched(*found, member.value);
               });
    return before == after;
}

void collectChanges(Root root, const Value &before, const Value &after, std::vector<QByteArray> &keys,
                    std::vector<ScriptChange> &changes)
{
    const auto change = [&](QByteArrayView key, const Value &value) {
        keys.push_back(key.toByteArray());
        changes.push_back({root, keys, value});
        keys.pop_back();
    };
    for (const Value::Member &member : before.members()) {
        if (!after.contains(member.key()))
            change(member.key(), Value());
    }
    for (const Value::Member &member : after.members()) {
        const Value *found = before.find(member.key());
        if (found != nullptr && isUntouched(*found, member.value))
            continue;
        if (found == nullptr || !found->isObject() || !member.value.isObject()) {
            change(member.key(), member.value);
            continue;
        }
        keys.push_back(member.key().toByteArray());
        collectChanges(root, *found, member.value, keys, changes);
        keys.pop_back();
    }
}

} // namespace

std::optional<action::Script> compileScript(const Value &text, const QString &field, ProblemList &problems,
                                            std::size_t &choiceCount)
{
    if (!text.isText() || text.view().trimmed().isEmpty()) {
        problems.add(field, QStringLiteral("`run` is a script, like \"send({a: 1})\"."));
        return std::nullopt;
    }
    const QString unbalanced = expression::unbalancedIn(text.view());
    if (!unbalanced.isEmpty() && !text.view().contains("//") && !text.view().contains("/*")) {
        problems.add(field, unbalanced);
        return std::nullopt;
    }
    if (const QString mistake = expression::SyntaxCheck::mistakeInScript(text.toByteArray()); !mistake.isEmpty()) {
        problems.add(field, mistake);
        return std::nullopt;
    }
    action::Script script;
    script.text = text.toByteArray();
    script.roots = RootFinder(script.text).find();
    // Each `choose` keeps a turn of its own.
    script.counter = choiceCount;
    script.counters = std::max<std::size_t>(1, static_cast<std::size_t>(script.text.count("choose")));
    choiceCount += script.counters;
    return script;
}

Result<void> ScriptActions::act(const Value &action)
{
    if (m_actions.size() >= actionLimit)
        return fail(QStringLiteral("A script does at most 10000 things."));
    m_bytes += weightOf(action);
    if (m_bytes > byteLimit)
        return fail(QStringLiteral("A script sends at most 16 MiB."));
    Value body = Value::object();
    for (const Value::Member &member : action.members()) {
        const bool isLanguage = std::ranges::find(languageKeys, member.key()) != languageKeys.end();
        body.set(member.key(), isLanguage ? member.value : literal(member.value));
    }
    ProblemList problems;
    std::size_t counter = m_script.counter + m_choices % m_script.counters;
    m_choices += body.contains("choose") ? 1 : 0;
    Actions compiled = ActionCompiler(problems, counter).compile(std::span(&body, 1), QStringLiteral("run"), m_trigger);
    const std::vector<Problem> found = problems.take();
    if (!found.empty())
        return fail(found.front().text, found.front().field);
    std::ranges::move(compiled, std::back_inserter(m_actions));
    return {};
}

void ScriptActions::leave(Root root, const Value &variables)
{
    const Value *before = m_scope.find(root);
    std::vector<QByteArray> keys;
    collectChanges(root, before != nullptr ? *before : Value::undefined(), variables, keys, m_changes);
    const auto isOwn = [](const ScriptChange &change) {
        return change.root == Root::Connection && (change.keys.front() == "id" || change.keys.front() == "subprotocol");
    };
    std::erase_if(m_changes, isOwn);
}

} // namespace framewright::rules
