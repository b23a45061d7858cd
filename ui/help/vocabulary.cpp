// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/vocabulary.h"

#include "ui/common/otherwords.h"
#include "ui/common/windowparts.h"
#include "ui/help/helptable.h"

namespace framewright::ui {

QDialog *vocabularyTable(const WindowParts &parts, QWidget *window, const QString &word)
{
    HelpText text{u"vocabularyTable"_qs,
                  HelpTable::tr("Coming from Mockoon or Postman"),
                  HelpTable::tr("Search the words"),
                  {HelpTable::tr("Tool"), HelpTable::tr("Its word"), HelpTable::tr("Here")},
                  {}};
    for (const OtherWord &row : otherWords())
        text.rows.append({QString::fromLatin1(row.tool), otherWordText(row.there), otherWordText(row.here)});
    text.search = word;
    return new HelpTable(parts.theme, text, window);
}

} // namespace framewright::ui
