// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/exampledialog.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"
#include "ui/messages/jsonhighlighter.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace framewright::ui {

ExampleDialog::ExampleDialog(const Theme &theme, QList<Example> examples, QWidget *window)
    : QDialog(window)
    , m_theme(theme)
    , m_examples(std::move(examples))
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(this))
    , m_title(new QLabel(this))
    , m_about(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"exampleDialog"_qs);
    setWindowTitle(tr("New from example"));
    buildList();
    buildPreview();
    buildLayout();
    m_list->setCurrentIndex(m_model->index(0, 0));
    const int letter = fontMetrics().averageCharWidth();
    resize(std::max(820, 120 * letter), std::max(520, 30 * fontMetrics().height()));
    m_list->setFocus();
}

void ExampleDialog::buildList()
{
    for (const Example &example : std::as_const(m_examples))
        m_model->appendRow(new QStandardItem(example.title));
    m_list->setObjectName(u"exampleList"_qs);
    m_list->setAccessibleName(tr("Examples"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CellDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFixedWidth(std::max(230, 32 * fontMetrics().averageCharWidth()));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExampleDialog::showExample);
    connect(m_list, &QListView::activated, this, &ExampleDialog::choose);
}

void ExampleDialog::buildPreview()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(u"exampleTitle"_qs);
    m_title->setTextFormat(Qt::PlainText);
    m_about->setObjectName(u"exampleAbout"_qs);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_about->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_about->setAlignment(Qt::AlignTop);
    m_text->setObjectName(u"exampleText"_qs);
    m_text->setAccessibleName(tr("The example's file"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(Theme::fixedFont(font()));
    m_text->setTabChangesFocus(true);
    auto *colours = new JsonHighlighter(m_theme, m_text->document());
    colours->setActive(true);
}

void ExampleDialog::buildLayout()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    open->setObjectName(u"exampleOpen"_qs);
    open->setProperty("primary", true);
    open->setDefault(true);
    open->setEnabled(!m_examples.isEmpty());
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"exampleCancel"_qs);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExampleDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->setHorizontalSpacing(measure::Large);
    layout->addWidget(m_list, 0, 0, 3, 1);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_about, 1, 1);
    layout->addWidget(m_text, 2, 1);
    layout->addWidget(buttons, 3, 0, 1, 2);
    layout->setRowStretch(2, 1);
    layout->setColumnStretch(1, 1);
}

const Example *ExampleDialog::current() const
{
    const int row = m_list->currentIndex().row();
    return row < 0 || row >= m_examples.size() ? nullptr : &m_examples.at(row);
}

void ExampleDialog::showExample()
{
    const Example *example = current();
    m_title->setText(example == nullptr ? QString() : example->title);
    m_about->setText(example == nullptr ? QString() : example->about);
    m_text->setPlainText(example == nullptr ? QString() : example->content);
}

void ExampleDialog::choose()
{
    const Example *example = current();
    if (example == nullptr)
        return;
    const QString fileName = example->fileName;
    close();
    emit chosen(fileName);
}

} // namespace framewright::ui
