// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/headereditor.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>

namespace framewright::ui {

HeaderEditor::HeaderEditor(QHeaderView *header, const QString &name, const QString &title)
    : QObject(header)
    , m_header(header)
    , m_name(name)
    , m_title(title)
{
    connect(header, &QHeaderView::sectionDoubleClicked, this, &HeaderEditor::edit);
    connect(header, &QHeaderView::sectionResized, this, &HeaderEditor::close);
    connect(header->model(), &QAbstractItemModel::modelReset, this, &HeaderEditor::close);
}

void HeaderEditor::edit(int section)
{
    close();
    if (section < 0 || section >= m_header->count())
        return;
    m_section = section;
    m_line = new QLineEdit(m_header->viewport());
    m_line->setObjectName(m_name);
    m_line->setAccessibleName(m_title);
    m_line->setText(m_header->model()->headerData(section, m_header->orientation(), Qt::DisplayRole).toString());
    m_line->setGeometry(m_header->sectionViewportPosition(section), 0, m_header->sectionSize(section),
                        m_header->viewport()->height());
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::editingFinished, this, &HeaderEditor::finish);
    m_line->selectAll();
    m_line->show();
    m_line->setFocus();
}

void HeaderEditor::finish()
{
    if (m_line.isNull())
        return;
    const QString name = m_line->text().trimmed();
    const int section = m_section;
    close();
    if (name != m_header->model()->headerData(section, m_header->orientation(), Qt::DisplayRole).toString())
        emit renamed(section, name);
}

void HeaderEditor::close()
{
    if (m_line.isNull())
        return;
    QLineEdit *line = m_line;
    m_line.clear(); // Going, it loses the keyboard and would finish again.
    line->removeEventFilter(this);
    line->hide();
    line->deleteLater();
}

bool HeaderEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QObject::eventFilter(watched, event);
    close();
    return true;
}

} // namespace framewright::ui
