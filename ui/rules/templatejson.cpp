// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/templatejson.h"

#include "app/expression/templatetext.h"
#include "app/value/jsonreader.h"

namespace framewright::ui {

using value::Value;

namespace {

/// Behind the closing quote of a text that begins at `start`; the end where it does not close.
qsizetype endOfText(QByteArrayView json, qsizetype start)
{
    for (qsizetype place = start + 1; place < json.size(); ++place) {
        if (json[place] == '\\')
            ++place;
        else if (json[place] == '"')
            return place + 1;
    }
    return json.size();
}

/// One template and nothing else.
bool isLoneTemplate(QByteArrayView text)
{
    return text.startsWith("{{") && text.endsWith("}}") && expression::expressionEnd(text.sliced(2)) == text.size() - 4;
}

/// Puts bare templates between quotes.
QByteArray quoted(QByteArrayView text)
{
    QByteArray json;
    json.reserve(text.size() + 16);
    qsizetype place = 0;
    while (place < text.size()) {
        qsizetype end = place + 1;
        if (text[place] == '"') {
            end = endOfText(text, place);
        } else if (text.sliced(place).startsWith("{{")) {
            const qsizetype length = expression::expressionEnd(text.sliced(place + 2));
            if (length >= 0) {
                end = place + 2 + length + 2;
                value::appendJsonText(json, text.sliced(place, end - place));
                place = end;
                continue;
            }
        }
        json += text.sliced(place, end - place);
        place = end;
    }
    return json;
}

/// Takes the quotes off texts that are templates alone; keys keep theirs.
QByteArray bared(QByteArrayView json)
{
    QByteArray text;
    text.reserve(json.size());
    qsizetype place = 0;
    while (place < json.size()) {
        if (json[place] != '"') {
            text += json[place++];
            continue;
        }
        const qsizetype end = endOfText(json, place);
        const QByteArrayView literal = json.sliced(place, end - place);
        const bool isKey = end < json.size() && json[end] == ':';
        const Result<Value> content = !isKey && literal.sliced(1).startsWith("{{") ? value::readJson(literal) : Value();
        if (content && isLoneTemplate(content->view()))
            text += content->view();
        else
            text += literal;
        place = end;
    }
    return text;
}

} // namespace

Result<Value> readTemplateJson(const QString &text)
{
    return value::readJson(quoted(text.toUtf8()));
}

QString writeTemplateJson(const Value &value, value::JsonStyle style)
{
    return QString::fromUtf8(bared(value::writeJson(value, style)));
}

Value valueOfLine(const QString &text)
{
    if (Result<Value> value = readTemplateJson(text))
        return std::move(*value);
    return Value::text(text);
}

QString lineOfValue(const Value &value)
{
    return value.isUndefined() ? QString() : writeTemplateJson(value);
}

} // namespace framewright::ui
