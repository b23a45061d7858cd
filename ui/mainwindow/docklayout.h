// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDockWidget>
#include <QHash>
#include <QList>
#include <QObject>
#include <QRect>

#include <utility>

class QMainWindow;
class QSettings;

namespace framewright::ui {

class Theme;

/// One panel as a dock: where it stands at first, and the heads in its title bar.
struct DockPlace
{
    QString name; ///< Also the objectName.
    QString title;
    Qt::DockWidgetArea area = Qt::LeftDockWidgetArea;
    QWidget *panel = nullptr;
    QList<QWidget *> heads;
};

/// The docks of a window: they move, float, close and come back, and where they are, the splitters inside them and
/// the columns of their tables are kept over runs. Layouts of another version are forgotten.
class DockLayout final : public QObject
{
    Q_OBJECT
public:
    DockLayout(const Theme &theme, QMainWindow &window);

    QDockWidget *add(const DockPlace &place);
    [[nodiscard]] const QList<QDockWidget *> &docks() const { return m_docks; }

    /// What is there now is where `reset` leads back to.
    void rememberDefaults();
    void reset();
    void save(QSettings &settings) const;
    /// As `save` left it; what was never saved gets a size that fits the screen.
    void restore(const QSettings &settings);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Docks that float and are shown before their window is have no owner for the system: it stands over them.
    void holdFloating();
    void sizeDocks();
    void fitToScreen();
    [[nodiscard]] QHash<QString, QByteArray> partStates() const;
    void restoreParts(const QHash<QString, QByteArray> &states);

    const Theme &m_theme;
    QMainWindow &m_window;
    QList<QDockWidget *> m_docks;
    QList<std::pair<QDockWidget *, QRect>> m_held; ///< To be shown with the window.
    QByteArray m_defaults;
    QHash<QString, QByteArray> m_defaultParts;
};

} // namespace framewright::ui
