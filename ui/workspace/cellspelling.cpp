// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/cellspelling.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "ui/common/cellroles.h"

namespace framewright::ui {

using value::Value;

namespace {

/// Only such a text can be JSON that is no bare text.
bool looksLikeJson(const QString &text)
{
    const QChar first = text.at(0);
    return first.isDigit() || QStringView(u"-\"[{").contains(first) || text == u"true" || text == u"false" ||
           text == u"null";
}

} // namespace

QString cellText(const Value &value)
{
    if (value.isUndefined())
        return {};
    if (value.isText()) {
        QString text = value.toString();
        if (readCell(text).isIdentical(value))
            return text;
    }
    return QString::fromUtf8(value::writeJson(value));
}

Value readCell(const QString &text)
{
    if (!text.isEmpty() && looksLikeJson(text)) {
        if (Result<Value> read = value::readJson(text.toUtf8()))
            return *std::move(read);
    }
    return Value::text(text);
}

QVariant cellData(const Value &value, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return value.isUndefined() ? u"—"_qs : cellText(value);
    case Qt::EditRole:
        return cellText(value);
    case ToneRole:
        return int(value.isUndefined() ? Token::Faint : value.isText() ? Token::Text : Token::JsonNumber);
    case FixedRole:
        return !value.isText();
    default:
        return {};
    }
}

} // namespace framewright::ui
