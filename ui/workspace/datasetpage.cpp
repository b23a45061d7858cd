// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/datasetpage.h"

#include "app/rules/workspacefiles.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/document.h"
#include "ui/common/dialogs.h"
#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/jsonfield.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/filedrop.h"
#include "ui/workspace/mentions.h"
#include "ui/workspace/objecttable.h"
#include "ui/workspace/objecttablemodel.h"
#include "ui/workspace/shelfedits.h"

#include <QAction>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;

namespace {

/// More is a burden to a text editor; the table has no such bound.
constexpr qsizetype longestJson = 1024 * 1024;

constexpr int tableTab = 0;
constexpr int jsonTab = 1;

Value fileSet(const QString &fileName)
{
    return Value::object({Value::Member(QByteArrayView("file"), Value::text(fileName))});
}

} // namespace

DataSetPage::DataSetPage(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_line(makeLine(this, u"dataSetName"_qs, tr("Name of the data set")))
    , m_problem(new QLabel(this))
    , m_use(new QLabel(this))
    , m_fileRow(new QWidget(this))
    , m_file(makeLine(m_fileRow, u"dataSetFile"_qs, tr("File of the data set"), u"users.json"_qs))
    , m_form(new QGridLayout)
    , m_fileProblem(new QLabel(this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new ObjectTable(parts.theme, m_pages))
    , m_json(new JsonField(parts.theme, JsonField::Shape::Any, u"dataSetJson"_qs, tr("The data set as JSON"), m_pages))
    , m_message(new QLabel(m_pages))
    , m_menu(new QMenu(this))
{
    setObjectName(u"dataSetPage"_qs);
    setAccessibleName(tr("Data set"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    buildHead();
    layout->addLayout(m_form);
    buildTabs(*layout);
    buildPages();
    layout->addWidget(m_pages, 1);
    new FileDrop(this, [this](const Result<ForeignText> &text) { take(text); });
    connect(&parts.editor.document(), &workspace::Document::changed, this, [this](const workspace::Change &change) {
        refresh();
        if (change.what != workspace::Change::What::Variables)
            showUse(); // Only rules say a name.
    });
    refresh();
}

DataSetPage::~DataSetPage()
{
    // A field that goes loses the keyboard, which ends its typing.
    for (QObject *field : std::initializer_list<QObject *>{m_line, m_file, m_json})
        field->disconnect(this);
}

void DataSetPage::buildHead()
{
    m_problem->setObjectName(u"dataSetProblem"_qs);
    m_use->setObjectName(u"dataSetUse"_qs);
    m_fileProblem->setObjectName(u"dataSetFileProblem"_qs);
    for (QLabel *label : {m_problem, m_use, m_fileProblem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_use->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_parts.theme.tint(m_problem, Token::Failure);
    m_parts.theme.tint(m_fileProblem, Token::Failure);
    m_parts.theme.tint(m_use, Token::Muted);
    connect(m_line, &QLineEdit::editingFinished, this, &DataSetPage::rename);
    connect(m_line, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    auto *take = new QPushButton(tr("Take &into the workspace"), m_fileRow);
    take->setObjectName(u"takeDataSet"_qs);
    take->setToolTip(tr("Copy what the file holds into the workspace, to edit it here"));
    connect(take, &QPushButton::clicked, this, &DataSetPage::takeIntoWorkspace);
    connect(m_file, &QLineEdit::editingFinished, this, &DataSetPage::changeFile);
    auto *row = new QHBoxLayout(m_fileRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::Small);
    row->addWidget(m_file, 1);
    row->addWidget(take);
    m_form->setHorizontalSpacing(measure::Large);
    m_form->setVerticalSpacing(measure::Hair);
    m_form->setColumnStretch(1, 1);
    const auto addRow = [&](const QString &title, QWidget *field, QWidget *buddy) {
        auto *label = new QLabel(title, this);
        label->setBuddy(buddy);
        m_parts.theme.tint(label, Token::Muted);
        const int place = m_form->rowCount();
        m_form->addWidget(label, place, 0);
        m_form->addWidget(field, place, 1);
        return label;
    };
    addRow(tr("Na&me"), m_line, m_line);
    m_form->addWidget(m_problem, m_form->rowCount(), 1);
    m_form->addWidget(m_use, m_form->rowCount(), 1);
    m_fileLabel = addRow(tr("&File"), m_fileRow, m_file);
    m_form->addWidget(m_fileProblem, m_form->rowCount(), 1);
    showProblem({});
}

void DataSetPage::buildTabs(QVBoxLayout &layout)
{
    m_tabs->setObjectName(u"dataSetTabs"_qs);
    m_tabs->setAccessibleName(tr("Views of the data set"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Table"));
    m_tabs->addTab(tr("JSON"));
    connect(m_tabs, &QTabBar::currentChanged, this, &DataSetPage::showTab);
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::Hair);
    line->addWidget(m_tabs);
    line->addStretch(1);
    const auto addButton = [&](const QString &name, const QString &title) {
        auto *button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setObjectName(name);
        button->setAccessibleName(title);
        line->addWidget(button);
        return button;
    };
    for (QAction *action : {m_table->rowAction(), m_table->columnAction()}) {
        QToolButton *button = addButton(action->objectName() % u"Button", action->text().remove(u'&'));
        button->setDefaultAction(action);
        m_tableButtons << button;
    }
    QToolButton *more = addButton(u"dataSetMore"_qs, tr("More for this data set"));
    more->setToolTip(more->accessibleName());
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    more->setIcon(themedIcon(m_parts.theme, u"more"_qs));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(m_menu);
    layout.addLayout(line);
}

void DataSetPage::buildPages()
{
    m_table->setObjectName(u"dataSetTable"_qs);
    m_table->setAccessibleName(tr("Rows of the data set"));
    connect(m_table, &ObjectTable::failed, this, &DataSetPage::failed);
    connect(m_table, &ObjectTable::edited, this, [this](const QString &step, const Value &value) {
        set(tr("%1 of %2").arg(step, m_name), value);
        emit succeeded();
    });
    connect(m_table, &QWidget::customContextMenuRequested, m_menu,
            [this](const QPoint &place) { m_menu->popup(m_table->viewport()->mapToGlobal(place)); });
    m_json->editor()->setMinimumHeight(0);
    m_json->editor()->setMaximumHeight(QWIDGETSIZE_MAX);
    connect(m_json, &JsonField::edited, this,
            [this](const Value &value) { set(tr("Change data set %1").arg(m_name), value, u"dataSetJson"_qs); });
    connect(m_json, &JsonField::left, this, [this] { m_parts.editor.endTyping(); });
    m_message->setObjectName(u"dataSetMessage"_qs);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_parts.theme.tint(m_message, Token::Muted);
    for (QWidget *page : std::initializer_list<QWidget *>{m_table, m_json, m_message})
        m_pages->addWidget(page);
    m_menu->setObjectName(u"dataSetMenu"_qs);
    m_table->fillMenu(*m_menu);
    m_menu->addSeparator();
    addToMenu(u"replaceDataSet"_qs, tr("Re&place by a file…"), &DataSetPage::replaceByFile);
    m_moveToFile = addToMenu(u"moveDataSetToFile"_qs, tr("&Move to a file…"), &DataSetPage::moveToFile);
}

QAction *DataSetPage::addToMenu(const QString &name, const QString &text, void (DataSetPage::*run)())
{
    QAction *action = m_menu->addAction(text, this, run);
    action->setObjectName(name);
    return action;
}

void DataSetPage::showDataSet(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    showProblem({});
    m_line->setText(name);
    m_tabs->setCurrentIndex(tableTab);
    refresh();
    showUse();
}

void DataSetPage::editName()
{
    m_line->setFocus();
    m_line->selectAll();
}

Value DataSetPage::own() const
{
    return m_parts.editor.workspace().data[m_name.toUtf8()];
}

Result<Value> DataSetPage::readContent() const
{
    const Value value = own();
    if (!isFileSet(value))
        return value;
    return rules::WorkspaceFiles(m_parts.editor.document().folder()).readData(value["file"].toString());
}

bool DataSetPage::isShownAsTable() const
{
    return m_tabs->currentIndex() == tableTab && m_tabs->isTabEnabled(tableTab);
}

void DataSetPage::refresh()
{
    const Value value = own();
    const bool isFile = isFileSet(value);
    m_content = readContent();
    setEnabled(!value.isUndefined());
    m_moveToFile->setEnabled(!isFile);
    showFile(isFile);
    const bool canShow = m_content && ObjectTableModel::canShow(*m_content);
    m_table->setEditable(canShow && !isFile);
    m_table->setValue(canShow ? *m_content : Value::list());
    m_tabs->setTabEnabled(tableTab, canShow);
    m_tabs->setTabEnabled(jsonTab, m_content.has_value());
    if (m_content && !canShow)
        m_tabs->setCurrentIndex(jsonTab);
    showTab();
}

void DataSetPage::showFile(bool isFile)
{
    m_fileLabel->setVisible(isFile);
    m_fileRow->setVisible(isFile);
    if (isFile)
        m_file->setText(own()["file"].toString());
    const QString problem = isFile && !m_content ? m_content.error().text() : QString();
    m_fileProblem->setText(problem);
    m_fileProblem->setVisible(!problem.isEmpty());
    m_file->setAccessibleDescription(problem);
}

/// The text is written only where somebody sees it.
void DataSetPage::showTab()
{
    const bool isFile = isFileSet(own());
    for (QWidget *button : std::as_const(m_tableButtons))
        button->setVisible(isShownAsTable() && !isFile);
    if (!m_content)
        m_message->setText(tr("There is nothing to show until the file can be read."));
    else if (isShownAsTable())
        return m_pages->setCurrentWidget(m_table);
    else if (value::writeJson(*m_content).size() > longestJson)
        m_message->setText(m_tabs->isTabEnabled(tableTab)
                               ? tr("It is too long to be edited as text. The table has all of it.")
                               : tr("It is too long to be shown as text."));
    else {
        m_json->editor()->setReadOnly(isFile);
        m_json->setValue(*m_content);
        return m_pages->setCurrentWidget(m_json);
    }
    m_pages->setCurrentWidget(m_message);
}

void DataSetPage::showUse()
{
    if (m_name.isEmpty())
        return m_use->clear();
    const Reached reached{u"data"_qs, m_name};
    const QList<Mention> mentions = mentionsOf(m_parts.editor.workspace(), reached);
    m_use->setText(mentions.isEmpty() ? tr("Rules reach it as %1; none does yet.").arg(spelled(reached))
                                      : tr("Rules reach it as %1: %2").arg(spelled(reached), placesOf(mentions)));
}

void DataSetPage::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

/// Rules are not changed behind the person's back, and not left behind in silence.
void DataSetPage::rename()
{
    const QString name = m_line->text().trimmed();
    const QString before = m_name;
    if (name == before || before.isEmpty())
        return;
    if (name.isEmpty())
        return showProblem(tr("A data set needs a name."));
    if (dataSetNames(m_parts.editor.workspace()).contains(name))
        return showProblem(tr("There is a data set %1 already.").arg(name));
    const Reached reached{u"data"_qs, before};
    const QList<Mention> mentions = mentionsOf(m_parts.editor.workspace(), reached);
    Answer answer = Answer::No;
    if (!mentions.isEmpty()) {
        m_line->setText(before); // The question takes the keyboard away, which ends the typing once more.
        answer = m_parts.dialogs.ask(window(), {tr("Rename data set"),
                                                tr("%1 is named by %2.").arg(spelled(reached), placesOf(mentions)),
                                                tr("Unless they say the new name, they find nothing there."),
                                                tr("Change them &too"), tr("Rename &only")});
    }
    if (answer == Answer::Cancel)
        return;
    m_name = name;
    m_line->setText(name);
    {
        const EditGroup group(m_parts.editor, tr("Rename data set %1").arg(before));
        renameDataSet(m_parts.editor, before, name);
        if (answer == Answer::Yes)
            renameMentions(m_parts.editor, mentions, reached, name);
    }
    showUse();
    emit renamed(name);
}

void DataSetPage::set(const QString &step, const Value &content, const QString &field)
{
    setDataSet(m_parts.editor, step, m_name, content, field);
}

void DataSetPage::changeFile()
{
    if (isFileSet(own()) && !m_file->text().isEmpty())
        set(tr("Change the file of %1").arg(m_name), fileSet(m_file->text()));
}

void DataSetPage::replaceByFile()
{
    const auto file = m_parts.dialogs.fileToRead(window(), tr("Replace %1 by a file").arg(m_name),
                                                 tr("Tables and JSON (*.csv *.tsv *.json)"));
    if (file)
        take(readForeign(*file));
}

void DataSetPage::take(const Result<ForeignText> &text)
{
    const Result<Value> content = text.and_then(dataSetFrom);
    if (!content) {
        emit failed(content.error());
        return;
    }
    set(text->name.isEmpty() ? tr("Replace data set %1").arg(m_name)
                             : tr("Replace data set %1 by %2").arg(m_name, text->name),
        *content);
    emit succeeded();
}

void DataSetPage::moveToFile()
{
    const QString folder = m_parts.editor.document().folder();
    if (folder.isEmpty()) {
        emit failed(
            {tr("The workspace is not saved yet, so no file can lie beside it."), {}, tr("Save the workspace first.")});
        return;
    }
    auto chosen = m_parts.dialogs.fileToWrite(window(), tr("Move %1 to a file").arg(m_name),
                                              QDir(folder).filePath(m_name % u".json"));
    if (!chosen)
        return;
    if (!chosen->endsWith(u".json"_qs))
        *chosen += u".json"_qs;
    const QString relative = QDir(folder).relativeFilePath(*chosen);
    if (relative.startsWith(u"../"_qs) || QDir::isAbsolutePath(relative)) {
        emit failed({tr("Rules read only files under the workspace's folder."), *chosen,
                     tr("Choose a place under %1.").arg(QDir::toNativeSeparators(folder))});
        return;
    }
    QSaveFile file(*chosen);
    const QByteArray json = value::writeJson(own(), value::JsonStyle::Fitted) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit()) {
        emit failed({tr("It cannot be written: %1.").arg(file.errorString()), *chosen, {}});
        return;
    }
    set(tr("Move %1 to a file").arg(m_name), fileSet(relative));
    emit succeeded();
}

void DataSetPage::takeIntoWorkspace()
{
    if (m_content)
        set(tr("Take %1 into the workspace").arg(m_name), *m_content);
    else
        emit failed(m_content.error());
}

} // namespace framewright::ui
