// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/palette/commandpalette.h"

#include "ui/common/celldelegate.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/palette/palettemodel.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSettings>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

constexpr int shownRows = 12;
constexpr int keptUses = 20;
const QString usesKey = QStringLiteral("palette/used");

} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_theme(theme)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing is called that."), this))
    , m_model(new PaletteModel(this))
{
    setObjectName(u"commandPalette"_qs);
    setAccessibleName(tr("Go to anything"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_field->setObjectName(u"paletteField"_qs);
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setPlaceholderText(tr("An action, a route, a connection, a message, an example…"));
    m_field->addAction(themedIcon(theme, u"search"_qs), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_nothing->setMargin(measure::Medium);
    m_nothing->hide();
    theme.tint(m_nothing, Token::Muted);
    buildList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Small, measure::Small, measure::Small, measure::Small);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::handleTyped);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    hide();
}

void CommandPalette::buildList()
{
    m_list->setObjectName(u"paletteList"_qs);
    m_list->setAccessibleName(tr("Answers"));
    m_list->setModel(m_model);
    auto *delegate = new CellDelegate(m_theme, m_list);
    delegate->keepIconPlace();
    m_list->setItemDelegate(delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // The field has the keyboard; the list follows its keys.
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void CommandPalette::addSource(PaletteSource source)
{
    m_sources.push_back(std::move(source));
}

void CommandPalette::open()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    std::vector<PaletteEntry> entries;
    for (const PaletteSource &source : m_sources)
        source(entries);
    m_field->clear();
    m_model->setEntries(std::move(entries), QSettings().value(usesKey).toStringList());
    handleTyped({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    qApp->installEventFilter(this);
}

void CommandPalette::place()
{
    const int letter = fontMetrics().averageCharWidth();
    const int width = std::min(parentWidget()->width() - 2 * measure::Large, std::max(560, 84 * letter));
    const int height = Theme::controlHeight(font()) + 3 * measure::Small + shownRows * Theme::rowHeight(font());
    const int top = std::min(64, parentWidget()->height() / 8);
    setGeometry((parentWidget()->width() - width) / 2, top, width,
                std::min(height, parentWidget()->height() - top - measure::Large));
}

void CommandPalette::leave()
{
    if (!isVisible())
        return;
    qApp->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before != nullptr)
        m_before->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::choose()
{
    const PaletteEntry *entry = m_model->entryAt(m_list->currentIndex().row());
    if (entry == nullptr)
        return;
    const PaletteEntry chosen = *entry;
    noteUsed(chosen.key);
    leave();
    chosen.run();
}

void CommandPalette::noteUsed(const QString &key)
{
    QSettings settings;
    QStringList used = settings.value(usesKey).toStringList();
    used.removeAll(key);
    used.prepend(key);
    settings.setValue(usesKey, used.mid(0, keptUses));
}

void CommandPalette::handleTyped(const QString &typed)
{
    m_model->setTyped(typed);
    const bool found = m_model->rowCount() > 0;
    m_list->setVisible(found);
    m_nothing->setVisible(!found);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
}

bool CommandPalette::handleKey(int key)
{
    const int rows = m_model->rowCount();
    const int page = std::max(1, m_list->viewport()->height() / Theme::rowHeight(font()) - 1);
    const auto move = [&](int step) {
        const int row = m_list->currentIndex().row() + step;
        m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, rows - 1))));
        return true;
    };
    switch (key) {
    case Qt::Key_Down:
        return move(1);
    case Qt::Key_Up:
        return move(-1);
    case Qt::Key_PageDown:
        return move(page);
    case Qt::Key_PageUp:
        return move(-page);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // There is nothing else to go to here.
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress)
        return handleKey(static_cast<QKeyEvent *>(event)->key());
    if (watched == m_field && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        leave();
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget != nullptr && widget != this && !isAncestorOf(widget))
            leave();
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(m_theme.color(Token::Faint));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace framewright::ui
