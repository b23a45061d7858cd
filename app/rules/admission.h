// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/expression.h"
#include "app/expression/template.h"
#include "app/expression/templatetext.h"
#include "app/rules/problemlist.h"
#include "app/rules/routestate.h"

#include <functional>
#include <optional>
#include <vector>

namespace framewright::workspace {
struct Route;
}

namespace framewright::rules {

using value::Value;

/// Headers of an answer, with templates in their values.
struct AnswerHeader
{
    QByteArray name;
    expression::TemplateText value;
};

[[nodiscard]] std::vector<AnswerHeader> compileHeaders(const Value &headers, const QString &field,
                                                       ProblemList &problems);

/// How the handshakes of a route are answered, compiled.
struct AdmissionRules
{
    struct Refusal
    {
        std::optional<expression::Expression> when;
        std::optional<std::int64_t> first;
        int status = 401;
        std::vector<AnswerHeader> headers;
        expression::TemplateText body;
        std::optional<expression::Template> json;
        std::optional<Drop> drop;
        int delay = 0;
    };

    std::vector<Refusal> refusals;
    std::vector<QByteArray> subprotocols;
    bool requiresSubprotocol = false;
    std::vector<AnswerHeader> headers;
    int delay = 0;
};

[[nodiscard]] AdmissionRules compileAdmission(const workspace::Route &route, ProblemList &problems);

/// Told of what goes wrong while a handshake is judged: the field and the text.
using AdmissionReport = std::function<void(const QString &field, const QString &text)>;

/// The headers of an answer; one that cannot be is told of and left out.
[[nodiscard]] protocol::HeaderFields headerFields(const std::vector<AnswerHeader> &headers, expression::Scope &scope,
                                                  const QString &field, const AdmissionReport &report);

/// Judges a handshake. `refused` counts, for each refusal, how many handshakes it has turned down.
[[nodiscard]] Admission judge(const AdmissionRules &rules, const QList<QByteArray> &offered, expression::Scope &scope,
                              std::vector<std::int64_t> &refused, const AdmissionReport &report);

} // namespace framewright::rules
