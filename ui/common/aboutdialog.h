// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QList>

namespace framewright::ui {

/// A library that the program stands on, as it is on this machine.
struct Library
{
    QString name;
    QString version; ///< Of the one that is loaded where that can be asked, else of the one it was built with.
    QString licence;
    QString use;
};

[[nodiscard]] QList<Library> librariesInUse();

/// Help > About: version, licence, and the libraries with theirs.
class AboutDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeTable();
};

} // namespace framewright::ui
