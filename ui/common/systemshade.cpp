// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/systemshade.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QFile>

namespace framewright::ui {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

/// Of the session's bus; asking Qt for one where there is none would start one. Qt's own connection holds messages back
/// until the event loop has run, and by a race of its threads sometimes for good.
QString busAddress()
{
    const QString file = qEnvironmentVariable("XDG_RUNTIME_DIR") % QLatin1String("/bus");
    const QString usual = QFile::exists(file) ? QString(u"unix:path=" % file) : QString();
    return qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS", usual);
}

QDBusConnection bus()
{
    return QDBusConnection::connectToBus(busAddress(), u"framewright-appearance"_qs);
}

QDBusMessage question()
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, u"Read"_qs);
    message << appearance << colorScheme;
    return message;
}

} // namespace

SystemShade::SystemShade(QObject *parent)
    : QObject(parent)
{
    if (busAddress().isEmpty() || !bus().isConnected())
        return;
    // The bus knows slots by their names only, and their arguments' types likewise: it connects to none whose types
    // nobody in this process has named yet.
    qRegisterMetaType<QDBusVariant>();
    const bool isHeard = bus().connect(service, path, interface, u"SettingChanged"_qs, this,
                                       SLOT(handleSetting(QString, QString, QDBusVariant)));
    Q_ASSERT(isHeard);
    Q_UNUSED(isHeard)
    // What a portal says before Qt knows that it is the owner of the name is not delivered: it is asked then.
    auto *watcher = new QDBusServiceWatcher(service, bus(), QDBusServiceWatcher::WatchForRegistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &SystemShade::ask);
    ask();
}

/// A change that is told meanwhile is newer than the answer, which may come behind it: Qt hands on an answer that was
/// there before its watcher in two steps, and changes go between them.
void SystemShade::ask()
{
    auto *watcher = new QDBusPendingCallWatcher(bus().asyncCall(question()), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, told = m_told] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid() && told == m_told)
            take(QVariant::fromValue(reply.value()));
        watcher->deleteLater();
    });
}

void SystemShade::handleSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space != appearance || key != colorScheme)
        return;
    ++m_told;
    take(QVariant::fromValue(value));
}

void SystemShade::take(const QVariant &value)
{
    // A variant in a variant, by the portal's first version.
    QVariant inside = value;
    while (inside.userType() == qMetaTypeId<QDBusVariant>())
        inside = inside.value<QDBusVariant>().variant();
    constexpr uint dark = 1;
    constexpr uint light = 2;
    const uint wanted = inside.toUInt();
    const std::optional<Shade> before = m_shade;
    m_shade = wanted == dark    ? std::optional(Shade::Dark)
              : wanted == light ? std::optional(Shade::Light)
                                : std::nullopt;
    if (m_shade != before)
        emit changed();
}

} // namespace framewright::ui
