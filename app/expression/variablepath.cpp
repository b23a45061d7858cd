// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/variablepath.h"

#include "app/expression/spelling.h"

namespace framewright::expression {

namespace {

/// The end of the segment that `text` begins with: a dot or bracket outside of `{{ }}`.
qsizetype segmentEnd(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.sliced(at).startsWith("{{")) {
            const qsizetype end = expressionEnd(text.sliced(at + 2));
            if (end < 0)
                return text.size();
            at += 2 + end + 1;
            continue;
        }
        if (text[at] == '.' || text[at] == '[')
            return at;
    }
    return text.size();
}

/// Cuts a path into its segments; brackets hold an index or a quoted key.
Result<std::vector<QByteArrayView>> cut(QByteArrayView path)
{
    std::vector<QByteArrayView> segments;
    const auto mistake = [&] {
        return fail(QStringLiteral("\"%1\" is no path: write it like conn.name or conn.subs.{{$.id}}.")
                        .arg(QString::fromUtf8(path)));
    };
    QByteArrayView rest = path;
    while (!rest.isEmpty()) {
        if (rest.front() == '[') {
            const qsizetype end = rest.indexOf(']');
            if (end < 2)
                return mistake();
            QByteArrayView key = rest.sliced(1, end - 1);
            if (key.front() == '\'' || key.front() == '"') {
                if (key.size() < 2 || key.back() != key.front())
                    return mistake();
                key = key.sliced(1, key.size() - 2);
            }
            segments.push_back(key);
            rest = rest.sliced(end + 1);
            continue;
        }
        if (!segments.empty()) {
            if (rest.front() != '.')
                return mistake();
            rest = rest.sliced(1);
        }
        const qsizetype end = segmentEnd(rest);
        if (end == 0)
            return mistake();
        segments.push_back(rest.first(end));
        rest = rest.sliced(end);
        if (rest == ".")
            return mistake();
    }
    return segments;
}

bool isVariable(std::optional<Root> root)
{
    return root == Root::Connection || root == Root::Route || root == Root::Global || root == Root::Shared ||
           root == Root::Local;
}

} // namespace

Result<VariablePath> VariablePath::compile(QByteArrayView spelling)
{
    const Result<std::vector<QByteArrayView>> segments = cut(spelling.trimmed());
    if (!segments)
        return tl::unexpected(segments.error());
    const std::optional<Root> root = segments->empty() ? std::nullopt : rootNamed(segments->front());
    if (!isVariable(root))
        return fail(QStringLiteral("\"%1\" cannot be set: a path begins with conn, route, global, shared or local.")
                        .arg(QString::fromUtf8(spelling)));
    if (segments->size() < 2)
        return fail(QStringLiteral("\"%1\" as a whole cannot be set: name a key, like %1.name.")
                        .arg(QString::fromUtf8(spelling)));
    if (*root == Root::Connection && ((*segments)[1] == "id" || (*segments)[1] == "subprotocol"))
        return fail(
            QStringLiteral("\"%1\" is the connection's own and cannot be set.").arg(QString::fromUtf8(spelling)));
    VariablePath path;
    path.m_root = *root;
    for (std::size_t index = 1; index < segments->size(); ++index) {
        Result<TemplateText> segment = TemplateText::compile((*segments)[index]);
        if (!segment)
            return tl::unexpected(segment.error());
        path.m_segments.push_back(std::move(*segment));
    }
    return path;
}

RootSet VariablePath::roots() const
{
    RootSet roots{m_root};
    for (const TemplateText &segment : m_segments)
        roots |= segment.roots();
    return roots;
}

Result<std::vector<QByteArray>> VariablePath::resolve(Scope &scope) const
{
    std::vector<QByteArray> keys;
    keys.reserve(m_segments.size());
    for (const TemplateText &segment : m_segments) {
        if (segment.isConstant()) {
            keys.push_back(segment.constant());
            continue;
        }
        const Outcome outcome = segment.evaluate(scope);
        if (outcome.hasFailed())
            return fail(outcome.error);
        if (outcome.value.isUndefined())
            return fail(QStringLiteral("A key of the path is undefined."));
        keys.push_back(asText(outcome.value));
    }
    return keys;
}

} // namespace framewright::expression
