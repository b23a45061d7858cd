// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of a desktop's portal that knows whether dark is wanted, for tests: a process of its own on the session's
// bus, as on a desktop. Takes its orders on standard input, a line each, and answers each with "done":
//
//     set N       the preference is N from now on (0: none, 1: dark, 2: light), and everybody is told
//     other       two settings change that do not concern it
//     hold        questions wait
//     answer      they are answered
//     asked       prints how many questions have come so far, before "done"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

namespace {

const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

} // namespace

class Portal final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    void obey(const QString &order)
    {
        const QString verb = order.section(u' ', 0, 0);
        if (verb == u"set"_qs) {
            m_scheme = order.section(u' ', 1).toUInt();
            emit SettingChanged(appearance, colorScheme, QDBusVariant(m_scheme));
        } else if (verb == u"other"_qs) {
            emit SettingChanged(appearance, u"accent-color"_qs, QDBusVariant(m_scheme));
            emit SettingChanged(u"org.gnome.desktop.interface"_qs, colorScheme, QDBusVariant(3 - m_scheme));
        } else if (verb == u"hold"_qs) {
            m_isHolding = true;
        } else if (verb == u"asked"_qs) {
            std::printf("%d ", m_questions);
        } else if (verb == u"answer"_qs) {
            m_isHolding = false;
            for (const QDBusMessage &question : std::exchange(m_waiting, {}))
                QDBusConnection::sessionBus().send(question.createReply(QVariant::fromValue(answer())));
        }
    }

public slots:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        if (space != appearance || key != colorScheme) {
            sendErrorReply(u"org.freedesktop.portal.Error.NotFound"_qs, u"Requested setting not found"_qs);
            return {};
        }
        ++m_questions;
        if (m_isHolding) {
            setDelayedReply(true);
            m_waiting.append(message());
        }
        return answer();
    }

signals:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    /// The first version of the portal wraps it twice.
    [[nodiscard]] QDBusVariant answer() const { return QDBusVariant(QVariant::fromValue(QDBusVariant(m_scheme))); }

    uint m_scheme = 0;
    bool m_isHolding = false;
    int m_questions = 0;
    QList<QDBusMessage> m_waiting;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    // Qt relays signals with arguments of known types only, and drops the others.
    qRegisterMetaType<QDBusVariant>();
    Portal portal;
    if (argc > 1)
        portal.obey(u"set "_qs + QString::fromLatin1(argv[1]));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(u"/org/freedesktop/portal/desktop"_qs, &portal,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) ||
        !bus.registerService(u"org.freedesktop.portal.Desktop"_qs))
        return 1;
    QSocketNotifier orders(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, &application, [&portal] {
        std::string line;
        if (!std::getline(std::cin, line))
            return QCoreApplication::quit();
        portal.obey(QString::fromStdString(line));
        std::puts("done");
        std::fflush(stdout);
    });
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "portal.moc"
