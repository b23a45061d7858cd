// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/aboutdialog.h"

#include "ui/common/theme.h"

#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSslSocket>
#include <QTableWidget>
#include <QVBoxLayout>

#include <sqlite3.h>
#include <zlib.h>

namespace framewright::ui {

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

QList<Library> librariesInUse()
{
    return {
        {u"Qt"_qs, text(qVersion()), u"LGPL-3.0"_qs, AboutDialog::tr("window, network, WebSockets, scripts")},
        {u"OpenSSL"_qs, QSslSocket::sslLibraryVersionString().section(u' ', 1, 1), u"Apache-2.0"_qs,
         AboutDialog::tr("TLS")},
        {u"SQLite"_qs, text(sqlite3_libversion()), AboutDialog::tr("public domain"), AboutDialog::tr("the log")},
        {u"zlib"_qs, text(zlibVersion()), u"Zlib"_qs, AboutDialog::tr("compressed messages")},
        {u"CLI11"_qs, {}, u"BSD-3-Clause"_qs, AboutDialog::tr("the command line")},
        {u"tl::expected"_qs, {}, u"CC0-1.0"_qs, AboutDialog::tr("results and errors")},
        {u"QScintilla"_qs, {}, u"GPL-3.0"_qs, AboutDialog::tr("the editor of rules as JSON")},
        {u"libqrencode"_qs, {}, u"LGPL-2.1"_qs, AboutDialog::tr("URLs as QR codes")},
    };
}

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"aboutDialog"_qs);
    setWindowTitle(tr("About Framewright"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"aboutClose"_qs);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Large);
    layout->addWidget(makeHead());
    layout->addWidget(makeTable(), 1);
    layout->addWidget(buttons);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    const int letter = fontMetrics().averageCharWidth();
    resize(std::max(560, 80 * letter), std::max(420, 24 * fontMetrics().height()));
}

QWidget *AboutDialog::makeHead()
{
    auto *head = new QWidget(this);
    auto *picture = new QLabel(head);
    picture->setPixmap(QIcon(u":/icons/framewright.svg"_qs).pixmap(QSize(56, 56), devicePixelRatioF()));
    auto *words = new QLabel(head);
    words->setObjectName(u"aboutText"_qs);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setText(
        tr("Framewright %1\n"
           "A desktop workbench for WebSockets: mock, watch and send.\n\n"
           "Copyright 2026 the Framewright contributors. Free software under the GNU General Public License, "
           "version 3 or later; there is no warranty.")
            .arg(QStringLiteral(FRAMEWRIGHT_VERSION)));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Large);
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    return head;
}

QWidget *AboutDialog::makeTable()
{
    const QList<Library> libraries = librariesInUse();
    auto *table = new QTableWidget(int(libraries.size()), 4, this);
    table->setObjectName(u"aboutLibraries"_qs);
    table->setAccessibleName(tr("Libraries"));
    table->setHorizontalHeaderLabels({tr("Made with"), tr("Version"), tr("Licence"), tr("For")});
    for (int row = 0; row < libraries.size(); ++row) {
        const Library &library = libraries.at(row);
        const QStringList cells{library.name, library.version, library.licence, library.use};
        for (int column = 0; column < cells.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(cells.at(column)));
    }
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    table->setColumnWidth(0, 16 * letter);
    table->setColumnWidth(1, 10 * letter);
    table->setColumnWidth(2, 17 * letter);
    return table;
}

} // namespace framewright::ui
