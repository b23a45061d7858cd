// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/ruleindex.h"

#include "app/expression/parser.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace framewright::rules {

namespace {

using expression::Node;
using expression::NodeKind;
using expression::Root;
using expression::RootSet;

/// Fewer rules than this are tried as fast one by one.
constexpr std::size_t smallestGroup = 4;
/// Of a long text so many bytes tell it from others.
constexpr qsizetype hashedBytes = 64;
/// What stays the same while the rules of one happening run, whatever they do.
constexpr RootSet steadyRoots = {Root::Message, Root::Text,   Root::Bytes, Root::Opcode, Root::Error,
                                 Root::Request, Root::Signal, Root::From,  Root::Code,   Root::Reason};

/// A selector with the constants, one of which it must have for the rule to match.
struct Discriminator
{
    QByteArray path;
    const expression::Expression *selector = nullptr;
    std::span<const Value> constants;
};

/// The root of a path of names and constant keys; nothing for any other expression.
std::optional<Root> rootOfPath(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Root:
        return node.root;
    case NodeKind::Element: {
        const Node &key = node.children[1];
        const bool isConstant = key.kind == NodeKind::Literal && (key.literal.isText() || key.literal.isNumber());
        return isConstant ? rootOfPath(node.children[0]) : std::nullopt;
    }
    case NodeKind::Member:
        return rootOfPath(node.children[0]);
    default:
        return std::nullopt;
    }
}

std::optional<Root> rootOfPath(const expression::Expression &selector)
{
    const auto parsed = expression::parseExpression(selector.text());
    const auto *node = std::get_if<Node>(&parsed);
    return node != nullptr ? rootOfPath(*node) : std::nullopt;
}

bool isQuiet(const Matcher &matcher);

/// Whether a test that does not hold leaves no trace: it cannot fail, calls nothing and reports nothing.
bool isQuiet(const Test &candidate)
{
    return std::visit(
        [](const auto &each) {
            using Kind = std::decay_t<decltype(each)>;
            if constexpr (std::is_same_v<Kind, test::Regex> || std::is_same_v<Kind, test::Schema>)
                return false;
            else if constexpr (std::is_same_v<Kind, test::Not>)
                return isQuiet(*each.matcher);
            else if constexpr (requires { each.operand; })
                return each.operand.isConstant;
            else
                return true;
        },
        candidate);
}

bool isQuiet(const Matcher &matcher)
{
    return std::ranges::all_of(matcher.tests, [](const Test &candidate) { return isQuiet(candidate); });
}

bool isScalar(const Value &value)
{
    return value.isNull() || value.isBoolean() || value.isNumber() || value.isText();
}

/// The values one of which a test asks for; empty where it does not ask like that.
std::span<const Value> constantsOf(const Test &candidate)
{
    std::span<const Value> constants;
    if (const auto *equals = std::get_if<test::Equals>(&candidate); equals != nullptr && equals->operand.isConstant)
        constants = std::span(&equals->operand.constant, 1);
    else if (const auto *in = std::get_if<test::In>(&candidate); in != nullptr && in->operand.isConstant)
        constants = in->operand.constant.items();
    return std::ranges::all_of(constants, isScalar) ? constants : std::span<const Value>();
}

/// The first of a matcher's tests that does; none behind one whose failure would leave a trace.
std::span<const Value> constantsOf(const Matcher &matcher)
{
    for (const Test &candidate : matcher.tests) {
        if (const std::span<const Value> constants = constantsOf(candidate); !constants.empty())
            return constants;
        if (!isQuiet(candidate))
            break;
    }
    return {};
}

/// All that tell, before anything is looked at, that a rule does not match.
std::vector<Discriminator> discriminatorsOf(const Conditions &conditions)
{
    std::vector<Discriminator> found;
    for (const Condition &condition : conditions) {
        const std::optional<Root> root = condition.alternatives.empty() ? rootOfPath(condition.selector) : std::nullopt;
        if (!root)
            break;
        const std::span<const Value> constants = constantsOf(condition.matcher);
        if (steadyRoots.contains(*root) && !constants.empty())
            found.push_back({condition.selector.text(), &condition.selector, constants});
        if (!isQuiet(condition.matcher))
            break;
    }
    return found;
}

/// How many constants each path is compared with: `$.jsonrpc` with one, `$.method` with many.
using Variety = std::map<QByteArray, std::size_t>;

Variety varietyOf(const std::vector<std::vector<Discriminator>> &rules)
{
    std::map<QByteArray, std::set<QByteArray>> spellings;
    for (const std::vector<Discriminator> &discriminators : rules) {
        for (const Discriminator &discriminator : discriminators) {
            for (const Value &constant : discriminator.constants)
                spellings[discriminator.path].insert(constant.toByteArray());
        }
    }
    Variety variety;
    for (const auto &[path, constants] : spellings)
        variety[path] = constants.size();
    return variety;
}

/// For each rule the one that tells it best from the others; none where too few rules look at that path.
std::vector<std::optional<Discriminator>> choose(const std::vector<const Conditions *> &rules)
{
    std::vector<std::vector<Discriminator>> discriminators;
    for (const Conditions *conditions : rules)
        discriminators.push_back(discriminatorsOf(*conditions));
    const Variety variety = varietyOf(discriminators);
    std::map<QByteArray, std::size_t> sizes;
    std::vector<std::optional<Discriminator>> chosen;
    for (const std::vector<Discriminator> &each : discriminators) {
        const auto best =
            std::ranges::max_element(each, {}, [&](const Discriminator &one) { return variety.at(one.path); });
        chosen.push_back(best != each.end() ? std::optional(*best) : std::nullopt);
        if (chosen.back())
            ++sizes[chosen.back()->path];
    }
    for (std::optional<Discriminator> &each : chosen) {
        if (each && sizes[each->path] < smallestGroup)
            each.reset();
    }
    return chosen;
}

} // namespace

std::size_t RuleIndex::ValueHash::operator()(const Value &value) const
{
    // Equal numbers may differ in their digits, not in the double that is nearest to them.
    if (value.isNumber())
        return std::hash<double>()(value.toNumber().toDouble());
    const QByteArrayView bytes = value.view();
    const auto counted = static_cast<std::size_t>(std::min(bytes.size(), hashedBytes));
    return std::hash<std::string_view>()({bytes.data(), counted}) ^ static_cast<std::size_t>(bytes.size()) ^
           (static_cast<std::size_t>(value.kind()) << 32U);
}

RuleIndex::RuleIndex(const std::vector<Entry> &entries)
{
    std::vector<const Conditions *> conditions;
    for (const Entry &entry : entries) {
        m_rules.push_back(entry.rule);
        conditions.push_back(entry.conditions);
    }
    const std::vector<std::optional<Discriminator>> chosen = choose(conditions);
    std::map<QByteArray, std::size_t> places;
    for (std::size_t index = 0; index < chosen.size(); ++index) {
        if (!chosen[index]) {
            m_always.push_back(m_rules[index]);
            continue;
        }
        const auto [place, isNew] = places.try_emplace(chosen[index]->path, m_groups.size());
        if (isNew)
            m_groups.push_back({*chosen[index]->selector, {}, {}});
        m_groups[place->second].add(m_rules[index], chosen[index]->constants);
    }
}

void RuleIndex::Group::add(std::size_t rule, std::span<const Value> constants)
{
    all.push_back(rule);
    for (const Value &constant : constants) {
        Rules &rules = byValue[constant];
        if (rules.empty() || rules.back() != rule) // An `in` may name a value twice.
            rules.push_back(rule);
    }
}

RuleCandidates::RuleCandidates(const RuleIndex &index, expression::Scope &scope)
    : m_scope(scope)
{
    const auto add = [this](const RuleIndex::Rules &rules, const RuleIndex::Group *group) {
        m_cursors.append({rules.data(), rules.data() + rules.size(), group});
    };
    add(index.m_always, nullptr);
    for (const RuleIndex::Group &group : index.m_groups)
        add(group.all, &group);
}

std::optional<std::size_t> RuleCandidates::next()
{
    for (;;) {
        Cursor *first = nullptr;
        for (Cursor &cursor : m_cursors) {
            if (cursor.at != cursor.end && (first == nullptr || *cursor.at < *first->at))
                first = &cursor;
        }
        if (first == nullptr)
            return std::nullopt;
        if (first->group == nullptr)
            return *first->at++;
        narrow(*first);
    }
}

void RuleCandidates::narrow(Cursor &cursor)
{
    const RuleIndex::Group &group = *std::exchange(cursor.group, nullptr);
    const Outcome outcome = group.selector.evaluate(m_scope);
    // Each of its rules then fails for itself, and says so.
    if (outcome.hasFailed())
        return;
    const auto found = group.byValue.find(outcome.isGood() ? outcome.value : Value::undefined());
    if (found == group.byValue.end()) {
        cursor.at = cursor.end;
        return;
    }
    cursor.at = found->second.data();
    cursor.end = cursor.at + found->second.size();
}

} // namespace framewright::rules
