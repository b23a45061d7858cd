// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/template.h"
#include "app/expression/templatetext.h"
#include "app/rules/admission.h"
#include "app/rules/pathpattern.h"
#include "app/rules/problemlist.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace framewright::rules {

/// An entry of `http`: a plain HTTP answer on the port of the route.
struct Companion
{
    /// A signal that the request raises.
    struct Emission
    {
        expression::TemplateText signal;
        /// Without one the rules get what the body holds.
        std::optional<expression::Template> with;
        /// Whose connections get it, "all" or "room:x"; nothing: once, without a connection.
        std::optional<expression::TemplateText> to;
    };

    QString field; ///< "http[0]"
    QByteArray method;
    PathPattern path;
    int status = 200;
    std::vector<AnswerHeader> headers;
    expression::TemplateText body;
    std::optional<expression::Template> json;
    std::optional<Emission> emission;
};

/// Compiles `http`. What cannot work becomes a problem and is left out.
[[nodiscard]] std::vector<Companion> compileCompanions(const Value &http, ProblemList &problems);

/// The status, headers and body of an answer.
[[nodiscard]] HttpAnswer answerOf(const Companion &companion, expression::Scope &scope, const AdmissionReport &report);

} // namespace framewright::rules
