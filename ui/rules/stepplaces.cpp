// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/stepeditor.h"

#include <QStringList>

namespace framewright::ui {

using value::Value;

namespace {

/// The list that the place's last part counts in; nullptr where there is none.
Value *listOf(Value &root, const QStringList &parts)
{
    Value *at = &root;
    for (qsizetype index = 0; index + 1 < parts.size() && at != nullptr; ++index) {
        bool isNumber = false;
        const qsizetype number = parts.at(index).toLongLong(&isNumber);
        at = isNumber && at->isList() ? at->mutableAt(number) : at->mutableFind(parts.at(index).toUtf8());
    }
    return at != nullptr && at->isList() ? at : nullptr;
}

qsizetype numberOf(const QString &part)
{
    bool isNumber = false;
    const qsizetype number = part.toLongLong(&isNumber);
    return isNumber ? number : -1;
}

} // namespace

bool insertStepIn(Value &root, const QString &place, const Value &action)
{
    const QStringList parts = place.split(u'/');
    Value *list = listOf(root, parts);
    const qsizetype index = numberOf(parts.constLast());
    if (list == nullptr || index < 0 || index > list->size())
        return false;
    const auto items = list->items();
    Value::List changed(items.begin(), items.end());
    changed.insert(changed.begin() + index, action);
    *list = Value::list(std::move(changed));
    return true;
}

bool removeStepIn(Value &root, const QString &place)
{
    const QStringList parts = place.split(u'/');
    Value *list = listOf(root, parts);
    const qsizetype index = numberOf(parts.constLast());
    if (list == nullptr || index < 0 || index >= list->size())
        return false;
    const auto items = list->items();
    Value::List changed(items.begin(), items.end());
    changed.erase(changed.begin() + index);
    *list = Value::list(std::move(changed));
    return true;
}

bool replaceStepIn(Value &root, const QString &place, const Value &action)
{
    const QStringList parts = place.split(u'/');
    Value *list = listOf(root, parts);
    return list != nullptr && list->replace(numberOf(parts.constLast()), action);
}

bool appendListIn(Value &root, const QString &place)
{
    Value *list = listOf(root, QString(place + u"/0"_qs).split(u'/'));
    if (list == nullptr)
        return false;
    list->append(Value::list());
    return true;
}

QString placeAfterRemoval(const QString &place, const QString &removed)
{
    if (place == removed || place.startsWith(removed + u'/'))
        return {};
    QStringList parts = place.split(u'/');
    const QStringList gone = removed.split(u'/');
    const qsizetype last = gone.size() - 1;
    if (parts.size() <= last || parts.mid(0, last) != gone.mid(0, last))
        return place;
    const qsizetype number = numberOf(parts.at(last));
    if (number > numberOf(gone.at(last)))
        parts[last] = QString::number(number - 1);
    return parts.join(u'/');
}

bool moveStepIn(Value &root, const QString &from, const QString &to)
{
    const QStringList parts = from.split(u'/');
    Value changed = root;
    Value *list = listOf(changed, parts);
    if (list == nullptr || to.startsWith(from + u'/'))
        return false;
    const Value action = list->at(numberOf(parts.constLast()));
    // A place in the same list, or below a later step of it, counts one less once the step is out.
    const QString target = to == from ? to : placeAfterRemoval(to, from);
    if (action.isUndefined() || !removeStepIn(changed, from) || !insertStepIn(changed, target, action))
        return false;
    root = changed;
    return true;
}

} // namespace framewright::ui
