// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/templatetext.h"
#include "app/value/jsonwriter.h"
#include "ui/routes/explanation.h"

#include <QCoreApplication>

namespace framewright::ui {

using value::Value;

namespace {

constexpr qsizetype longestValue = 160;

QString tr(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= longestValue ? line : QString(line.left(longestValue - 1) % u'…');
}

/// The expression of a text that is "{{expression}}" and nothing else; empty for any other.
QString loneExpression(QByteArrayView text)
{
    if (!text.startsWith("{{") || !text.endsWith("}}") || expression::expressionEnd(text.sliced(2)) != text.size() - 4)
        return {};
    return QString::fromUtf8(text.sliced(2, text.size() - 4)).trimmed();
}

} // namespace

QString sayValue(const Value &value)
{
    if (!value.isText()) {
        const QString json = shortened(QString::fromUtf8(value::writeJson(value)));
        return value.isList() ? tr("the list %1").arg(json) : value.isObject() ? tr("the object %1").arg(json) : json;
    }
    if (const QString expression = loneExpression(value.view()); !expression.isEmpty())
        return tr("the value of %1").arg(shortened(expression));
    return value.view().isEmpty() ? tr("an empty text") : QString(u'“' % shortened(value.toString()) % u'”');
}

QString sayList(const QStringList &parts, const QString &last)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return parts.sliced(0, parts.size() - 1).join(u", "_qs) % last % parts.constLast();
}

QString sayVariable(const QString &path)
{
    struct Owner
    {
        const char *root;
        const char *words;
    };
    static constexpr Owner owners[] = {
        {"conn.", QT_TRANSLATE_NOOP("Explanation", "the connection's variable %1")},
        {"route.", QT_TRANSLATE_NOOP("Explanation", "the route's variable %1")},
        {"global.", QT_TRANSLATE_NOOP("Explanation", "the server's variable %1")},
        {"shared.", QT_TRANSLATE_NOOP("Explanation", "the workspace's variable %1")},
        {"local.", QT_TRANSLATE_NOOP("Explanation", "%1 (for this rule only)")},
    };
    for (const Owner &owner : owners) {
        if (path.startsWith(QLatin1StringView(owner.root)))
            return tr(owner.words).arg(path.mid(qsizetype(qstrlen(owner.root))));
    }
    return path;
}

QString sayAssignments(const Value &variables)
{
    QStringList parts;
    for (const Value::Member &member : variables.members())
        parts << QString::fromUtf8(member.key()) % u" = " % sayValue(member.value);
    return sayList(parts, tr(" and "));
}

QString sayHeaders(const Value &headers)
{
    QStringList parts;
    for (const Value::Member &member : headers.members())
        parts << QString::fromUtf8(member.key()) % u": " % shortened(member.value.toString());
    if (parts.isEmpty())
        return {};
    return (parts.size() == 1 ? tr("with the header %1") : tr("with the headers %1")).arg(sayList(parts, tr(" and ")));
}

} // namespace framewright::ui
