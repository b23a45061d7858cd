// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspaceparts.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/foreignfile.h"
#include "app/workspace/identitysettler.h"
#include "app/workspace/structure.h"
#include "app/workspace/workspacefile.h"

#include <algorithm>

namespace framewright::workspace {

namespace {

[[nodiscard]] bool hasOneOf(const Value &object, std::initializer_list<QByteArrayView> keys)
{
    return std::any_of(keys.begin(), keys.end(), [&object](QByteArrayView key) { return object.contains(key); });
}

template <class T>
[[nodiscard]] Result<Part> readAs(const Value &value)
{
    T part;
    Reading reading;
    if (readStructure(part, value, reading))
        return Part(std::move(part));
    const value::Path path("$", reading.fault->path);
    return fail(u"%1 must be %2."_qs.arg(QString::fromUtf8(path.spelling()), reading.fault->expected), {},
                u"Correct it and paste again."_qs);
}

/// A route always has a path; a server never has one, and its own keys are no rule's.
[[nodiscard]] Result<Part> readPart(const Value &value)
{
    if (value.contains("path"))
        return readAs<Route>(value);
    if (hasOneOf(value, {"routes", "port", "host", "tls", "global"}))
        return readAs<Server>(value);
    if (hasOneOf(value, {"do", "on", "match", "when"}))
        return readAs<Rule>(value);
    return fail(u"This is no server, route or rule: it has none of their keys."_qs, {},
                u"Copy one in the window, or from the \"servers\" of a workspace file."_qs);
}

[[nodiscard]] std::vector<Part> serversOf(Workspace workspace)
{
    std::vector<Part> parts;
    clearIdentities(workspace);
    for (Server &server : workspace.servers)
        parts.emplace_back(std::move(server));
    return parts;
}

} // namespace

QByteArray writeParts(const std::vector<Part> &parts)
{
    Value::List written;
    for (const Part &part : parts)
        written.push_back(std::visit([](const auto &each) { return writeStructure(each); }, part));
    const Value all = written.size() == 1 ? written.front() : Value::list(std::move(written));
    return value::writeJson(all, value::JsonStyle::Fitted) + '\n';
}

Result<std::vector<Part>> readParts(const QByteArray &json)
{
    if (json.size() > FileSizeLimit)
        return fail(u"The text is larger than a workspace may be (%1 MiB)."_qs.arg(FileSizeLimit / 1024 / 1024));
    const auto root = value::readJson(json);
    if (!root)
        return fail(u"This is not JSON: "_qs + root.error().what, root.error().where, root.error().advice);
    if (root->contains("framewright")) {
        auto workspace = readWorkspace(json);
        if (!workspace)
            return tl::unexpected(workspace.error());
        return serversOf(*std::move(workspace));
    }
    const std::span<const Value> items = root->isList() ? root->items() : std::span<const Value>(&*root, 1);
    std::vector<Part> parts;
    for (const Value &item : items) {
        if (auto foreign = foreignFile(item))
            return tl::unexpected(*std::move(foreign));
        auto part = readPart(item);
        if (!part)
            return tl::unexpected(part.error());
        parts.push_back(*std::move(part));
    }
    return parts;
}

} // namespace framewright::workspace
