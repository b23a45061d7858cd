// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/rowwords.h"

#include "app/traffic/filterterm.h"
#include "app/traffic/filterwords.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "ui/messages/messagetext.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

constexpr qsizetype readAtMost = 1 << 16;
constexpr qsizetype shortEnough = 40;
constexpr int fieldsAtMost = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("TrafficPanel", text);
}

void addFields(QList<RowWord> &words, const QByteArray &payload)
{
    if (payload.size() > readAtMost || !payload.trimmed().startsWith('{'))
        return;
    const Result<value::Value> message = value::readJson(payload);
    if (!message)
        return;
    int count = 0;
    for (const value::Value::Member &member : message->members()) {
        const value::Value &field = member.value;
        if (field.isList() || field.isObject() || field.isNull() || field.view().size() > shortEnough)
            continue;
        const QByteArray path = value::Path("$", {member.key().toByteArray()}).spelling();
        const QString word = QString::fromUtf8(path) % u'=' % QString::fromUtf8(value::writeJson(field));
        words.append({word, word});
        if (++count == fieldsAtMost)
            return;
    }
}

} // namespace

QList<RowWord> wordsOf(const traffic::Row &row, const QByteArray &payload)
{
    QList<RowWord> words;
    if (row.connection) {
        const QString number = QString::number(row.connection.value);
        words.append({u"conn:" % number, tr("Connection #%1").arg(number)});
    }
    const QString type = wordType(row);
    words.append({u"type:" % type, tr("Type: %1").arg(type)});
    if (const auto sender = traffic::senderOf(row)) {
        const bool client = *sender == traffic::Sender::Client;
        words.append(
            {client ? u"from:client"_qs : u"from:server"_qs, client ? tr("From the client") : tr("To the client")});
    }
    if (!row.label.isEmpty()) {
        const QString quoted = traffic::quotedForFilter(row.label);
        words.append({u"rule:" % quoted, tr("Rule: %1").arg(row.label)});
    }
    if (row.kind != event::EventKind::Message || !isTextRow(row))
        return words;
    addFields(words, payload);
    if (!payload.isEmpty() && payload.size() <= shortEnough) {
        const QString text = QString::fromUtf8(payload);
        words.append({traffic::quotedForFilter(text), tr("Text: %1").arg(oneLine(payload))});
    }
    return words;
}

} // namespace framewright::ui
