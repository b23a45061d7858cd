// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/searchbar.h"

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/messages/foldingtext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace framewright::ui {

SearchBar::SearchBar(const Theme &theme, FoldingText *text, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(u"searchBar"_qs);
    m_field->setObjectName(u"searchField"_qs);
    m_field->setAccessibleName(tr("Search in the message"));
    m_field->setPlaceholderText(tr("Search in the message"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_count->setObjectName(u"searchCount"_qs);
    theme.tint(m_count, Token::Muted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(measure::Small, measure::Hair, measure::Small, measure::Hair);
    row->setSpacing(measure::Hair);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    const auto addButton = [&](const QString &icon, const QString &name, auto run) {
        auto *button = new QToolButton(this);
        button->setObjectName(u"search/" % icon);
        button->setIcon(themedIcon(theme, icon));
        button->setToolTip(name);
        button->setAccessibleName(name);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, run);
        row->addWidget(button);
    };
    addButton(u"chevron-up"_qs, tr("The one before (Shift+Return)"), [this] { search(true); });
    addButton(u"chevron-down"_qs, tr("The next one (Return)"), [this] { search(false); });
    addButton(u"close"_qs, tr("Close the search (Escape)"), [this] { close(); });
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        showCount();
        QTextCursor start = m_text->textCursor();
        start.setPosition(start.selectionStart());
        m_text->setTextCursor(start);
        search(false);
    });
    hide();
}

void SearchBar::open()
{
    const QString chosen = m_text->textCursor().selectedText();
    show();
    if (!chosen.isEmpty() && !chosen.contains(QChar::ParagraphSeparator))
        m_field->setText(chosen);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    showCount();
}

void SearchBar::refresh()
{
    if (isVisible())
        showCount();
}

void SearchBar::search(bool backward)
{
    const QString wanted = m_field->text();
    if (wanted.isEmpty())
        return;
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor found = m_text->document()->find(wanted, m_text->textCursor(), flags);
    if (found.isNull()) {
        QTextCursor edge(m_text->document());
        edge.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        found = m_text->document()->find(wanted, edge, flags);
    }
    if (found.isNull())
        return;
    m_text->reveal(found.blockNumber());
    m_text->setTextCursor(found);
    m_text->ensureCursorVisible();
}

void SearchBar::showCount()
{
    if (m_field->text().isEmpty())
        return m_count->clear();
    const qsizetype count = m_text->toPlainText().count(m_field->text(), Qt::CaseInsensitive);
    m_count->setText(count == 0   ? tr("not found")
                     : count == 1 ? tr("1 place")
                                  : tr("%1 places").arg(format::count(count)));
}

void SearchBar::close()
{
    hide();
    m_text->setFocus();
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            search(key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace framewright::ui
