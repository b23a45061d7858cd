// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/reference.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <QCoreApplication>
#include <QFile>

namespace framewright::ui {

namespace {

const QString referenceFile = QStringLiteral(":/reference/reference.json");

/// A route, a server or a whole workspace as the file has it, and below what is said on it, line by line.
QString exampleText(const value::Value &example)
{
    if (!example.isObject())
        return example.toString();
    const char *mocks = example.contains("workspace") ? "workspace" : example.contains("server") ? "server" : "route";
    QString text = QString::fromUtf8(value::writeJson(example[mocks], value::JsonStyle::Fitted));
    text += u'\n';
    for (const value::Value &line : example["play"].items())
        text += u'\n' + line.toString();
    return text;
}

} // namespace

bool hasReference()
{
    return QFile::exists(referenceFile);
}

Result<QList<ReferenceEntry>> readReference()
{
    QFile file(referenceFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(
            Error{QCoreApplication::translate("Reference", "The reference is missing from this program."),
                  file.fileName(), QCoreApplication::translate("Reference", "Install it again.")});
    }
    return parseReference(file.readAll());
}

Result<QList<ReferenceEntry>> parseReference(QByteArrayView json)
{
    const Result<value::Value> read = value::readJson(json);
    if (!read)
        return tl::unexpected(read.error());
    // A list, or an object whose "entries" is one.
    const value::Value &list = read->isList() ? *read : (*read)["entries"];
    QList<ReferenceEntry> entries;
    for (const value::Value &item : list.items()) {
        ReferenceEntry entry{item["word"].toString(), item["kind"].toString(), item["summary"].toString(),
                             item["text"].toString(), exampleText(item["example"])};
        if (!entry.word.isEmpty())
            entries.append(std::move(entry));
    }
    return entries;
}

} // namespace framewright::ui
