// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/palette/paletteentry.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace framewright::ui {

class PaletteModel;
class Theme;

/// Ctrl+K: a field over the window, and under it everything one can do or go to, best answer first. Enter does it,
/// Escape or a click elsewhere leaves. A child of the window, not a window of its own, so that a screen reader and
/// the keyboard stay in one place.
class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *window);

    void addSource(PaletteSource source);
    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildList();
    void place();
    void leave();
    void choose();
    void noteUsed(const QString &key);
    void handleTyped(const QString &typed);
    [[nodiscard]] bool handleKey(int key);

    const Theme &m_theme;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    PaletteModel *m_model;
    std::vector<PaletteSource> m_sources;
    QPointer<QWidget> m_before; ///< Had the focus.
};

} // namespace framewright::ui
