// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"
#include "app/workspace/workspace.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

class QMimeData;

namespace framewright::ui {

/// A file or a text from elsewhere, for a data set or for environments.
struct ForeignText
{
    QString name;     ///< Of the file, without its folder; empty: a text that was dropped or pasted.
    QString fileName; ///< Whole; empty likewise.
    QByteArray content;
};

/// What is larger than a data set may be is not read.
[[nodiscard]] Result<ForeignText> readForeign(const QString &fileName);
/// What was dropped: the first of the files, or the text.
[[nodiscard]] Result<ForeignText> readForeign(const QMimeData &dropped);
[[nodiscard]] bool canBeForeign(const QMimeData &dropped);

/// JSON, or CSV with a line of names as a list of objects. The error has the name and the line.
[[nodiscard]] Result<value::Value> dataSetFrom(const ForeignText &text);

struct NamedDataSet
{
    QString name;
    value::Value content;
};

/// The data buckets of an environment of Mockoon, each as the JSON that its text is, or as text; nothing where the
/// text is no such environment.
[[nodiscard]] std::optional<std::vector<NamedDataSet>> bucketsIn(const ForeignText &text);

/// Environments in the forms that people have them: NAME=value lines of a .env file, one flat object, an object or a
/// list of them, CSV with the variables' names first and a column for each environment, the export of Postman. What
/// has no name of its own is named by the file.
[[nodiscard]] Result<std::vector<workspace::Environment>> environmentsFrom(const ForeignText &text);

} // namespace framewright::ui
