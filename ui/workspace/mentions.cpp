// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/mentions.h"

#include "app/value/jsonwriter.h"
#include "app/workspace/workspace.h"
#include "app/workspace/workspaceparts.h"
#include "ui/common/workspaceeditor.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <utility>

namespace framewright::ui {

using namespace workspace;

namespace {

constexpr qsizetype mostPlaces = 5;

bool isIdentifier(const QString &name)
{
    static const QRegularExpression pattern(u"^[A-Za-z_$][A-Za-z0-9_$]*$"_qs);
    return pattern.match(name).hasMatch();
}

/// A text as it stands inside of a JSON text.
QString inJson(const QString &text)
{
    QByteArray json;
    value::appendJsonText(json, text.toUtf8());
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

/// The first capture is "?." where the path is asked for carefully, the second what stands before a schema's name.
QRegularExpression patternOf(const Reached &what)
{
    const QString name = QRegularExpression::escape(inJson(what.name));
    const QString quoted = QRegularExpression::escape(inJson(u'"' % what.name % u'"'));
    QString pattern = u"(?<![\\w$.])"_qs % what.root % u"\\s*(?:"_qs;
    if (isIdentifier(what.name))
        pattern += u"(\\?)?\\.\\s*"_qs % name % u"(?![\\w$])|"_qs;
    else
        pattern += u"(\\?)(?!)|"_qs;
    pattern += u"(\\?\\.)?\\s*\\[\\s*(?:'"_qs % name % u"'|"_qs % quoted % u")\\s*\\])"_qs;
    if (what.root == u"data")
        pattern += u"|(\"schema\"\\s*:\\s*)\""_qs % name % u'"';
    return QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption);
}

QString textOf(const Part &part)
{
    return QString::fromUtf8(writeParts({part}));
}

/// A route without its rules.
Route bare(Route route)
{
    route.rules.clear();
    return route;
}

QString replaced(const QString &json, const Reached &what, const QString &name)
{
    QString text;
    qsizetype from = 0;
    for (auto each = patternOf(what).globalMatch(json); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        text += QStringView(json).sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const bool isCareful = match.hasCaptured(1) || match.hasCaptured(2);
        if (match.hasCaptured(3))
            text += match.captured(3) % u'"' % inJson(name) % u'"';
        else if (isIdentifier(name))
            text += what.root % (isCareful ? u"?."_qs : u"."_qs) % name;
        else
            text += what.root % (isCareful ? u"?."_qs : QString()) % inJson(spelled({{}, name}));
    }
    return text + QStringView(json).sliced(from);
}

/// The part with the new name; as it was where that cannot be read.
template <class T>
T renamed(const T &part, const Reached &what, const QString &name)
{
    const Result<std::vector<Part>> read = readParts(replaced(textOf(part), what, name).toUtf8());
    const T *changed = read && read->size() == 1 ? std::get_if<T>(&read->front()) : nullptr;
    return changed != nullptr ? *changed : part;
}

} // namespace

QString spelled(const Reached &what)
{
    if (isIdentifier(what.name) && !what.root.isEmpty())
        return what.root % u'.' % what.name;
    QString name = what.name;
    return what.root % u"['"_qs % name.replace(u'\\', u"\\\\"_qs).replace(u'\'', u"\\'"_qs) % u"']"_qs;
}

QList<Mention> mentionsOf(const Workspace &workspace, const Reached &what)
{
    QList<Mention> mentions;
    const QRegularExpression pattern = patternOf(what);
    for (const Server &server : workspace.servers) {
        for (const Route &route : server.routes) {
            if (textOf(bare(route)).contains(pattern))
                mentions.append({route.id, {}, route.path});
            QHash<QString, int> counts;
            for (const Rule &rule : route.rules) {
                const QString place =
                    rule.name.isEmpty() ? QString(rule.on % u' ' % QString::number(++counts[rule.on])) : rule.name;
                if (textOf(rule).contains(pattern))
                    mentions.append({route.id, rule.id, QString(route.path % u", " % place)});
            }
        }
    }
    return mentions;
}

QString placesOf(const QList<Mention> &mentions)
{
    QStringList places;
    for (const Mention &mention : mentions.first(std::min(mentions.size(), mostPlaces)))
        places << mention.place;
    if (mentions.size() > mostPlaces)
        places << QCoreApplication::translate("Mentions", "%n more", nullptr, int(mentions.size() - mostPlaces));
    return places.join(u"; "_qs);
}

void renameMentions(WorkspaceEditor &editor, const QList<Mention> &mentions, const Reached &what, const QString &name)
{
    const EditStep step{QCoreApplication::translate("Mentions", "Say %1").arg(spelled({what.root, name}))};
    for (const Mention &mention : mentions) {
        if (const Rule *rule = editor.workspace().findRule(mention.rule)) {
            editor.setRule(step, mention.rule, renamed(*rule, what, name));
        } else if (const Route *route = editor.workspace().findRoute(mention.route)) {
            Route changed = renamed(bare(*route), what, name);
            changed.rules = route->rules;
            editor.setRoute(step, mention.route, std::move(changed));
        }
    }
}

} // namespace framewright::ui
