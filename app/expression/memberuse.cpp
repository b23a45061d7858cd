// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/memberuse.h"

#include "app/expression/scanner.h"

#include <algorithm>
#include <array>

namespace framewright::expression {

namespace {

/// With these a name may be reached without being spelled, or `${` may not begin a template's part.
constexpr std::array hidingWords = {"\\u", "arguments", "eval", "extends"};
/// What every object has without being told: `$.hasOwnProperty('a')` looks at more than its name says.
constexpr std::array inheritedNames = {
    "constructor",      "hasOwnProperty",   "isPrototypeOf",    "propertyIsEnumerable",
    "toLocaleString",   "toString",         "valueOf",          "__proto__",
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"};

bool isPlain(char character)
{
    return static_cast<unsigned char>(character) < 0x80;
}

MemberUse &memberNamed(MemberUse &use, QByteArrayView name)
{
    const auto found = std::ranges::find(use.members, name, &MemberUse::key);
    if (found != use.members.end())
        return *found;
    return use.members.emplace_back(MemberUse{false, name.toByteArray(), QString::fromUtf8(name), {}});
}

/// Takes the `.name` or `?.name` off the beginning of a text; nothing where there is none that is surely a member.
QByteArrayView takeMember(QByteArrayView &text)
{
    const qsizetype start = text.startsWith("?.") ? 2 : text.startsWith('.') ? 1 : 0;
    if (start == 0 || text.size() == start || !isPlain(text[start]) || !isNameStart(text[start]))
        return {};
    qsizetype end = start + 1;
    while (end < text.size() && isNamePart(text[end]))
        ++end;
    const QByteArrayView name = text.sliced(start, end - start);
    const auto isSame = [name](const char *other) { return name == QByteArrayView(other); };
    if (!std::ranges::all_of(name, isPlain) || std::ranges::any_of(inheritedNames, isSame))
        return {};
    text = text.sliced(end);
    return name;
}

/// Whether the name at this place may be the root's.
bool isName(QByteArrayView text, qsizetype at, qsizetype length)
{
    const QByteArrayView before = text.first(at);
    const QByteArrayView after = text.sliced(at + length);
    // A part of another name. What is not ASCII may be a space as well.
    if (!before.isEmpty() && isPlain(before.back()) && isNamePart(before.back()))
        return false;
    if (!after.isEmpty() && isPlain(after.front()) && isNamePart(after.front()))
        return false;
    if (before.endsWith('.') && !before.endsWith(".."))
        return false;                                   // A member of something else.
    return !(text[at] == '$' && after.startsWith('{')); // `${`, in a template literal.
}

} // namespace

MemberUse memberUseIn(QByteArrayView expression, Root root)
{
    MemberUse use;
    const QByteArrayView name = nameOf(root);
    use.isWhole = std::ranges::any_of(
        hidingWords, [expression](const char *word) { return expression.contains(QByteArrayView(word)); });
    qsizetype at = use.isWhole ? -1 : expression.indexOf(name);
    for (; at >= 0; at = expression.indexOf(name, at + 1)) {
        if (!isName(expression, at, name.size()))
            continue;
        MemberUse *used = &use;
        QByteArrayView rest = expression.sliced(at + name.size());
        for (QByteArrayView member = takeMember(rest); !member.isEmpty(); member = takeMember(rest))
            used = &memberNamed(*used, member);
        used->isWhole = true;
    }
    return use;
}

} // namespace framewright::expression
