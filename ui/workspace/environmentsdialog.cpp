// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/environmentsdialog.h"

#include "app/workspace/document.h"
#include "ui/common/celldelegate.h"
#include "ui/common/dialogs.h"
#include "ui/common/emptystate.h"
#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/noticebar.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/environmentmodel.h"
#include "ui/workspace/filedrop.h"
#include "ui/workspace/mentions.h"
#include "ui/workspace/namelist.h"
#include "ui/workspace/shelfedits.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QTableView>
#include <QToolButton>

namespace framewright::ui {

EnvironmentsDialog::EnvironmentsDialog(const WindowParts &parts, QWidget *parent)
    : ShelfDialog(parts, parent)
    , m_list(new NameList(parts.theme, u"environmentList"_qs, tr("Environments"), this))
    , m_model(new EnvironmentModel(parts.editor, this))
    , m_table(new QTableView(this))
    , m_name(makeLine(this, u"environmentName"_qs, tr("Name of the environment")))
    , m_problem(new QLabel(this))
    , m_use(new QCheckBox(tr("&In use: rules see its values as env"), this))
{
    setObjectName(u"environmentsDialog"_qs);
    setWindowTitle(tr("Environments"));
    buildList();
    buildTable();
    body()->addWidget(m_list);
    buildPage();
    connect(&parts.editor.document(), &workspace::Document::changed, this, &EnvironmentsDialog::fill);
    new FileDrop(this, [this](const Result<ForeignText> &text) { take(text); });
    fill();
    m_list->choose(parts.editor.workspace().environment);
    showEnvironment(m_list->current());
    leaveReturnToFields();
    m_list->setFocus();
}

EnvironmentsDialog::~EnvironmentsDialog()
{
    // A field that goes loses the keyboard, which ends its typing.
    m_name->disconnect(this);
}

void EnvironmentsDialog::buildList()
{
    QAction *add =
        makeAction(u"addEnvironment"_qs, tr("&Add"), u"add"_qs, tr("Add an environment"), [this] { addEnvironment(); });
    m_list->addAction(add);
    m_list->addAction(makeAction(u"importEnvironments"_qs, tr("I&mport…"), u"download"_qs,
                                 tr("Variables from a .env, JSON or CSV file"), [this] { importFile(); }));
    m_remove = makeAction(u"removeEnvironment"_qs, tr("&Delete"), u"trash"_qs, tr("Delete the chosen environment"),
                          [this] { removeEnvironment(parts().editor, m_list->current()); });
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_remove);
    QAction *rename = makeAction(u"renameEnvironment"_qs, tr("Re&name"), u"edit"_qs, {}, [this] {
        m_name->setFocus();
        m_name->selectAll();
    });
    rename->setShortcut(QKeySequence(u"F2"_qs));
    rename->setShortcutContext(Qt::WidgetShortcut);
    m_list->view()->addActions({m_remove, rename});
    auto *empty = new EmptyState(parts().theme, m_list->view());
    empty->setTexts(tr("No environments"), tr("Values that differ from place to place, chosen in the toolbar: "
                                              "env.token. Drop a .env, JSON or CSV file here."));
    empty->setAction(add);
    connect(m_list, &NameList::chosen, this, &EnvironmentsDialog::showEnvironment);
}

void EnvironmentsDialog::buildTable()
{
    m_table->setObjectName(u"environmentTable"_qs);
    m_table->setAccessibleName(tr("Variables of the environments"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(parts().theme, m_table));
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultSectionSize(22 * fontMetrics().averageCharWidth());
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_addVariable = makeAction(u"addVariable"_qs, tr("Add &variable"), u"add"_qs, tr("Add a variable to all of them"),
                               [this] { addVariable(); });
    QAction *remove = makeAction(u"removeVariables"_qs, tr("D&elete variable"), u"trash"_qs,
                                 tr("Delete the chosen variables from all of them"), [this] { removeRows(); });
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addActions({m_addVariable, remove});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *empty = new EmptyState(parts().theme, m_table);
    empty->setTexts(tr("No variables"), tr("Rules reach them as env.NAME."));
    empty->setAction(m_addVariable);
    // The question waits until the cell's editor has gone.
    connect(m_model, &EnvironmentModel::renameWanted, this, &EnvironmentsDialog::renameVariable, Qt::QueuedConnection);
}

void EnvironmentsDialog::buildPage()
{
    auto *page = new QVBoxLayout;
    page->setSpacing(measure::Small);
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::Small);
    auto *label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    parts().theme.tint(label, Token::Muted);
    m_use->setObjectName(u"environmentInUse"_qs);
    auto *add = new QToolButton(this);
    add->setDefaultAction(m_addVariable);
    m_addVariable->setIconText(tr("Variable"));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    add->setFocusPolicy(Qt::TabFocus);
    add->setObjectName(u"addVariableButton"_qs);
    add->setAccessibleName(tr("Add variable"));
    line->addWidget(label);
    line->addWidget(m_name, 1);
    line->addWidget(m_use);
    line->addWidget(add);
    m_problem->setObjectName(u"environmentProblem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    parts().theme.tint(m_problem, Token::Failure);
    m_problem->hide();
    auto *secret = new QLabel(tr("Values are kept in the workspace's file as plain text: no place for a secret that "
                                 "the readers of the file must not know."),
                              this);
    secret->setObjectName(u"environmentSecrets"_qs);
    secret->setWordWrap(true);
    parts().theme.tint(secret, Token::Muted);
    page->addLayout(line);
    page->addWidget(m_problem);
    page->addWidget(m_table, 1);
    page->addWidget(secret);
    body()->addLayout(page, 1);
    connect(m_name, &QLineEdit::editingFinished, this, &EnvironmentsDialog::rename);
    connect(m_name, &QLineEdit::textEdited, m_problem, &QLabel::hide);
    connect(m_use, &QCheckBox::clicked, this, &EnvironmentsDialog::useChosen);
}

void EnvironmentsDialog::fill()
{
    QList<NameEntry> entries;
    const workspace::Workspace &workspace = parts().editor.workspace();
    for (const workspace::Environment &environment : workspace.environments)
        entries.append(
            {.name = environment.name, .pill = environment.name == workspace.environment ? tr("in use") : QString()});
    m_list->setEntries(entries);
    m_remove->setEnabled(!entries.isEmpty());
    m_use->setChecked(!m_shown.isEmpty() && workspace.environment == m_shown);
}

void EnvironmentsDialog::showEnvironment(const QString &name)
{
    m_shown = name;
    m_model->setShown(name);
    m_name->setText(name);
    m_name->home(false);
    m_problem->hide();
    m_name->setEnabled(!name.isEmpty());
    m_use->setEnabled(!name.isEmpty());
    m_use->setChecked(!name.isEmpty() && parts().editor.workspace().environment == name);
}

void EnvironmentsDialog::addEnvironment()
{
    const bool isFirst = parts().editor.workspace().environments.empty();
    m_list->choose(ui::addEnvironment(parts().editor, isFirst ? tr("dev") : tr("environment")));
    m_name->setFocus();
    m_name->selectAll();
}

void EnvironmentsDialog::addVariable()
{
    const QString added = ui::addVariable(parts().editor, tr("name"));
    const QModelIndex index = m_model->index(int(m_model->variables().indexOf(added)), EnvironmentModel::NameColumn);
    m_table->setCurrentIndex(index);
    m_table->setFocus();
    m_table->edit(index);
}

void EnvironmentsDialog::removeRows()
{
    QStringList names;
    const QModelIndexList chosen = m_table->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : chosen) {
        if (const QString name = m_model->variables().at(index.row()); !names.contains(name))
            names << name;
    }
    if (!names.isEmpty())
        removeVariables(parts().editor, names);
}

void EnvironmentsDialog::rename()
{
    const QString name = m_name->text().trimmed();
    const QString before = m_shown;
    if (name == before || before.isEmpty())
        return;
    if (name.isEmpty())
        return showProblem(tr("An environment needs a name."));
    if (environmentNames(parts().editor.workspace()).contains(name))
        return showProblem(tr("There is an environment %1 already.").arg(name));
    m_shown = name;
    renameEnvironment(parts().editor, before, name);
    m_list->choose(name);
    showEnvironment(name);
}

/// Rules are not changed behind the person's back, and not left behind in silence.
void EnvironmentsDialog::renameVariable(const QString &variable, const QString &name)
{
    if (name.isEmpty() || m_model->variables().contains(name)) {
        notice()->showError(
            {name.isEmpty() ? tr("A variable needs a name.") : tr("There is a variable %1 already.").arg(name),
             {},
             {}});
        return;
    }
    notice()->dismiss();
    const Reached reached{u"env"_qs, variable};
    const QList<Mention> mentions = mentionsOf(parts().editor.workspace(), reached);
    Answer answer = Answer::No;
    if (!mentions.isEmpty()) {
        answer = parts().dialogs.ask(this, {tr("Rename variable"),
                                            tr("%1 is named by %2.").arg(spelled(reached), placesOf(mentions)),
                                            tr("Unless they say the new name, they find nothing there."),
                                            tr("Change them &too"), tr("Rename &only")});
    }
    if (answer == Answer::Cancel)
        return;
    const EditGroup group(parts().editor, tr("Rename variable %1").arg(variable));
    ui::renameVariable(parts().editor, variable, name);
    if (answer == Answer::Yes)
        renameMentions(parts().editor, mentions, reached, name);
}

void EnvironmentsDialog::useChosen(bool on)
{
    const QString name = on ? m_shown : QString();
    parts().editor.setEnvironment({on ? tr("Choose environment %1").arg(name) : tr("Choose no environment")}, name);
}

void EnvironmentsDialog::importFile()
{
    const auto file =
        parts().dialogs.fileToRead(this, tr("Import variables"), tr("Variables (*.env .env* *.json *.csv *.tsv)"));
    if (file)
        take(readForeign(*file));
}

void EnvironmentsDialog::take(const Result<ForeignText> &text)
{
    const auto environments = text.and_then(environmentsFrom);
    if (!environments)
        return notice()->showError(environments.error());
    notice()->dismiss();
    takeEnvironments(parts().editor, text->name.isEmpty() ? tr("Add variables") : tr("Import %1").arg(text->name),
                     *environments);
    if (!environments->empty())
        m_list->choose(environments->front().name);
}

void EnvironmentsDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->show();
}

} // namespace framewright::ui
