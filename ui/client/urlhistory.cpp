// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/urlhistory.h"

#include <QSettings>
#include <QUrl>

namespace framewright::ui {

namespace {

constexpr qsizetype most = 20;
const QString key = QStringLiteral("client/urls");

} // namespace

QStringList UrlHistory::all()
{
    return QSettings().value(key).toStringList();
}

void UrlHistory::add(const QString &url)
{
    const QString bare = url.trimmed();
    if (bare.isEmpty() || !QUrl(bare).password().isEmpty())
        return;
    QStringList urls = all();
    urls.removeAll(bare);
    urls.prepend(bare);
    QSettings().setValue(key, QStringList(urls.mid(0, most)));
}

} // namespace framewright::ui
