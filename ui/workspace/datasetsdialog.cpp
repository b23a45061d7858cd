// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/datasetsdialog.h"

#include "app/workspace/document.h"
#include "ui/common/dialogs.h"
#include "ui/common/emptystate.h"
#include "ui/common/noticebar.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/datasetpage.h"
#include "ui/workspace/filedrop.h"
#include "ui/workspace/namelist.h"
#include "ui/workspace/shelfedits.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListView>

namespace framewright::ui {

using value::Value;

namespace {

/// The file's path from the workspace's folder; empty where it lies elsewhere.
QString pathBeside(const QString &folder, const QString &fileName)
{
    if (folder.isEmpty() || fileName.isEmpty())
        return {};
    const QString relative =
        QDir(QFileInfo(folder).canonicalFilePath()).relativeFilePath(QFileInfo(fileName).canonicalFilePath());
    return relative.startsWith(u"../"_qs) || QDir::isAbsolutePath(relative) ? QString() : relative;
}

} // namespace

DataSetsDialog::DataSetsDialog(const WindowParts &parts, const QString &name, QWidget *parent)
    : ShelfDialog(parts, parent)
    , m_list(new NameList(parts.theme, u"dataSetList"_qs, tr("Data sets"), this))
    , m_page(new DataSetPage(parts, this))
{
    setObjectName(u"dataSetsDialog"_qs);
    setWindowTitle(tr("Data sets"));
    buildList();
    body()->addWidget(m_list);
    body()->addWidget(m_page, 1);
    connect(m_list, &NameList::chosen, m_page, &DataSetPage::showDataSet);
    connect(m_page, &DataSetPage::renamed, m_list, &NameList::choose);
    connect(m_page, &DataSetPage::failed, this, &DataSetsDialog::showError);
    connect(m_page, &DataSetPage::succeeded, notice(), &NoticeBar::dismiss);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &DataSetsDialog::fill);
    new FileDrop(m_list, [this](const Result<ForeignText> &text) { take(text); });
    fill();
    if (!name.isEmpty())
        m_list->choose(name);
    m_page->showDataSet(m_list->current());
    leaveReturnToFields();
    m_list->setFocus();
}

void DataSetsDialog::buildList()
{
    QAction *add =
        makeAction(u"addDataSet"_qs, tr("&Add"), u"add"_qs, tr("Add an empty data set"), [this] { this->add(); });
    m_list->addAction(add);
    m_list->addAction(makeAction(u"importDataSet"_qs, tr("&Import…"), u"download"_qs,
                                 tr("A new data set from a CSV or JSON file"), [this] { importFile(); }));
    m_remove = makeAction(u"removeDataSet"_qs, tr("&Delete"), u"trash"_qs, tr("Delete the chosen data set"),
                          [this] { remove(); });
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_remove);
    QAction *rename = makeAction(u"renameDataSet"_qs, tr("Re&name"), u"edit"_qs, {}, [this] { m_page->editName(); });
    rename->setShortcut(QKeySequence(u"F2"_qs));
    rename->setShortcutContext(Qt::WidgetShortcut);
    m_list->view()->addActions({m_remove, rename});
    auto *empty = new EmptyState(parts().theme, m_list->view());
    empty->setTexts(tr("No data sets"), tr("Rows and values that rules look up: data.users. Drop a CSV or JSON file "
                                           "here."));
    empty->setAction(add);
}

void DataSetsDialog::fill()
{
    QList<NameEntry> entries;
    const workspace::Workspace &workspace = parts().editor.workspace();
    const QStringList names = dataSetNames(workspace);
    for (const QString &name : names)
        entries.append({.name = name, .trail = sizeOfDataSet(workspace.data[name.toUtf8()])});
    m_list->setEntries(entries);
    m_remove->setEnabled(!entries.isEmpty());
}

void DataSetsDialog::showError(const Error &error)
{
    notice()->showError(error);
}

void DataSetsDialog::add()
{
    notice()->dismiss();
    m_list->choose(addDataSet(parts().editor, tr("Add data set"), tr("items"), Value::list()));
    m_page->editName();
}

void DataSetsDialog::remove()
{
    notice()->dismiss();
    removeDataSet(parts().editor, m_list->current());
}

void DataSetsDialog::importFile()
{
    const auto file =
        parts().dialogs.fileToRead(this, tr("Import a data set"), tr("Tables and JSON (*.csv *.tsv *.json)"));
    if (file)
        take(readForeign(*file));
}

/// One that lies beside the workspace can stay there, and its changes are seen then.
bool DataSetsDialog::isReadFromFile(const ForeignText &text, bool &isCancelled)
{
    if (pathBeside(parts().editor.document().folder(), text.fileName).isEmpty())
        return false;
    const Answer answer =
        parts().dialogs.ask(this, {tr("Import a data set"), tr("%1 lies beside the workspace.").arg(text.name),
                                   tr("Read from there, it is what the file holds at any time; a "
                                      "copy is edited here."),
                                   tr("&Read it from there"), tr("&Copy it in")});
    isCancelled = answer == Answer::Cancel;
    return answer == Answer::Yes;
}

void DataSetsDialog::take(const Result<ForeignText> &text)
{
    const auto buckets = text ? bucketsIn(*text) : std::nullopt;
    if (buckets && buckets->empty())
        return showError({tr("This environment of Mockoon has no data buckets."), text->name, {}});
    if (buckets) {
        notice()->dismiss();
        return m_list->choose(importBuckets(parts().editor, *buckets));
    }
    Result<Value> content = text.and_then(dataSetFrom);
    if (!content)
        return showError(content.error());
    bool isCancelled = false;
    if (isReadFromFile(*text, isCancelled)) {
        const QString path = pathBeside(parts().editor.document().folder(), text->fileName);
        *content = Value::object({Value::Member(QByteArrayView("file"), Value::text(path))});
    }
    if (isCancelled)
        return;
    notice()->dismiss();
    m_list->choose(importDataSet(parts().editor, *text, *content));
}

} // namespace framewright::ui
