// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/referenceviewer.h"

#include "ui/common/celldelegate.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

constexpr int entryRole = Qt::UserRole + 1;
constexpr int searchRole = Qt::UserRole + 2;

} // namespace

ReferenceViewer::ReferenceViewer(const Theme &theme, const Result<QList<ReferenceEntry>> &entries, QWidget *window)
    : QDialog(window)
    , m_theme(theme)
    , m_entries(entries.value_or(QList<ReferenceEntry>()))
    , m_model(new QStandardItemModel(this))
    , m_found(new QSortFilterProxyModel(this))
    , m_list(new QListView(this))
    , m_text(new QTextBrowser(this))
{
    setObjectName(u"referenceViewer"_qs);
    setWindowTitle(tr("Language of rules"));
    fillModel();
    buildList();
    m_text->setObjectName(u"referenceText"_qs);
    m_text->setAccessibleName(tr("What the word means"));
    buildLayout(entries ? QString() : entries.error().what);
    connect(&theme, &Theme::changed, this, &ReferenceViewer::showEntry);
    const int letter = fontMetrics().averageCharWidth();
    resize(std::max(760, 112 * letter), std::max(500, 28 * fontMetrics().height()));
}

void ReferenceViewer::fillModel()
{
    for (qsizetype entry = 0; entry < m_entries.size(); ++entry) {
        const ReferenceEntry &shown = m_entries.at(entry);
        auto *item = new QStandardItem(shown.word);
        item->setData(shown.kind, SecondRole);
        item->setData(entry, entryRole);
        item->setData(QString(shown.word % u' ' % shown.kind % u' ' % shown.summary % u' ' % shown.text), searchRole);
        item->setToolTip(shown.summary);
        m_model->appendRow(item);
    }
    m_found->setSourceModel(m_model);
    m_found->setFilterRole(searchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void ReferenceViewer::buildList()
{
    m_list->setObjectName(u"referenceList"_qs);
    m_list->setAccessibleName(tr("Words"));
    m_list->setModel(m_found);
    m_list->setItemDelegate(new CellDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReferenceViewer::showEntry);
}

void ReferenceViewer::buildLayout(const QString &problem)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(u"referenceSearch"_qs);
    field->setAccessibleName(tr("Search the words"));
    field->setPlaceholderText(tr("Search: send, room, faker, $.path…"));
    field->setClearButtonEnabled(true);
    field->addAction(themedIcon(m_theme, u"search"_qs), QLineEdit::LeadingPosition);
    connect(field, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_found->setFilterFixedString(typed);
        m_list->setCurrentIndex(m_found->index(0, 0));
    });
    auto *parts = new QSplitter(this);
    parts->setObjectName(u"referenceSplitter"_qs);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_list);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({260, 500});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->addWidget(field);
    layout->addWidget(parts, 1);
    m_list->setCurrentIndex(m_found->index(0, 0));
    if (!problem.isEmpty())
        m_text->setPlainText(problem);
    field->setFocus();
}

void ReferenceViewer::showWord(const QString &word)
{
    for (int row = 0; row < m_found->rowCount(); ++row) {
        const QModelIndex index = m_found->index(row, 0);
        const QString name = index.data().toString();
        if (name != word && !name.startsWith(QString(word % u'(')))
            continue;
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
        return;
    }
    findChild<QLineEdit *>(u"referenceSearch"_qs)->setText(word);
}

void ReferenceViewer::showEntry()
{
    m_text->clear();
    const QVariant chosen = m_list->currentIndex().data(entryRole);
    if (!chosen.isValid())
        return;
    const ReferenceEntry &entry = m_entries.at(chosen.toInt());
    QTextCursor cursor(m_text->document());
    QTextCharFormat plain;
    plain.setForeground(m_theme.color(Token::Text));
    QTextCharFormat strong = plain;
    strong.setFontWeight(QFont::Bold);
    QTextCharFormat muted = plain;
    muted.setForeground(m_theme.color(Token::Muted));
    QTextCharFormat code = plain;
    code.setFont(Theme::fixedFont(font()));
    code.setForeground(m_theme.color(Token::Code));
    cursor.insertText(entry.word, strong);
    cursor.insertText(u"  " % entry.kind, muted);
    QTextBlockFormat apart;
    apart.setTopMargin(measure::Small);
    const auto paragraph = [&](const QString &text, const QTextCharFormat &format) {
        if (text.isEmpty())
            return;
        cursor.insertBlock(apart, format);
        cursor.insertText(text, format);
    };
    paragraph(entry.summary, plain);
    if (entry.text != entry.summary)
        paragraph(entry.text, plain);
    paragraph(entry.example, code);
    m_text->moveCursor(QTextCursor::Start);
}

} // namespace framewright::ui
