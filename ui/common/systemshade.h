// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QObject>

#include <optional>

class QDBusVariant;
class QVariant;

namespace framewright::ui {

/// Whether the desktop asks for a dark look, as its portal tells on the session's bus: soon after this was made, and
/// whenever it changes; the portal may come later, too, and come again. Nobody waits for it. Qt 6.4 hears of it only
/// through platform themes that Debian 12 does not install by itself.
class SystemShade final : public QObject
{
    Q_OBJECT
public:
    explicit SystemShade(QObject *parent = nullptr);

    /// Nothing: there is no portal, it has not answered yet, or it has no preference.
    [[nodiscard]] std::optional<Shade> shade() const { return m_shade; }

signals:
    void changed();

private slots:
    void handleSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void take(const QVariant &value);

    std::optional<Shade> m_shade;
    int m_told = 0; ///< How many changes the portal has told.
};

} // namespace framewright::ui
