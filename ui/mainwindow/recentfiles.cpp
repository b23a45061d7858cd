// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/recentfiles.h"

#include <QFileInfo>
#include <QSettings>

namespace framewright::ui {

namespace {

QString key()
{
    return u"files/recent"_qs;
}

} // namespace

QStringList RecentFiles::list()
{
    QStringList names = QSettings().value(key()).toStringList();
    names.removeIf([](const QString &name) { return !QFileInfo::exists(name); });
    return names.first(std::min(limit, names.size()));
}

void RecentFiles::add(const QString &fileName)
{
    const QString name = QFileInfo(fileName).absoluteFilePath();
    QStringList names = list();
    names.removeAll(name);
    names.prepend(name);
    QSettings().setValue(key(), names.first(std::min(limit, names.size())));
}

void RecentFiles::clear()
{
    QSettings().remove(key());
}

} // namespace framewright::ui
