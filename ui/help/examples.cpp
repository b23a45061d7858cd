// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/examples.h"

#include "app/value/jsonreader.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace framewright::ui {

QList<Example> readExamples()
{
    QList<Example> examples;
    const QDir folder(u":/examples"_qs);
    for (const QString &name : folder.entryList({u"*.json"_qs}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        const Result<value::Value> read = value::readJson(content);
        if (!read)
            continue;
        examples.append(
            {file.fileName(), (*read)["name"].toString(), (*read)["about"].toString(), QString::fromUtf8(content)});
    }
    const auto order = [](const Example &example) {
        return std::pair(!example.fileName.endsWith(u"/first.json"_qs), example.title.toLower());
    };
    std::sort(examples.begin(), examples.end(),
              [&](const Example &left, const Example &right) { return order(left) < order(right); });
    return examples;
}

} // namespace framewright::ui
