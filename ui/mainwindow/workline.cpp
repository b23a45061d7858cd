// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/workline.h"

#include "ui/common/longwork.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace framewright::ui {

namespace {

constexpr int patience = 300; ///< Milliseconds until work is long.
constexpr int steps = 1000;

} // namespace

WorkLine::WorkLine(const Theme &theme, LongWork &work, QWidget *parent)
    : QWidget(parent)
    , m_work(work)
    , m_text(new ElidedLabel(theme, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setObjectName(u"workLine"_qs);
    m_text->setObjectName(u"workText"_qs);
    m_text->setTone(Token::Text);
    m_bar->setObjectName(u"workBar"_qs);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(96);
    m_cancel->setObjectName(u"workCancel"_qs);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &WorkLine::showWork);
    connect(&work, &LongWork::changed, this, &WorkLine::handleChange);
    connect(m_cancel, &QToolButton::clicked, this, &WorkLine::cancel);
    hide();
}

void WorkLine::handleChange()
{
    if (m_work.items().empty()) {
        m_patience.stop();
        hide();
    } else if (isVisibleTo(parentWidget())) {
        showWork();
    } else if (!m_patience.isActive()) {
        m_patience.start();
    }
}

void WorkLine::showWork()
{
    if (m_work.items().empty())
        return;
    const LongWork::Item &item = m_work.items().front();
    const std::size_t more = m_work.items().size() - 1;
    m_text->setText(more == 0 ? item.text : tr("%1, and %2 more").arg(item.text).arg(more));
    m_bar->setAccessibleName(item.text);
    m_bar->setRange(0, item.done < 0 ? 0 : steps);
    m_bar->setValue(item.done < 0 ? 0 : int(item.done * steps));
    m_cancel->setVisible(bool(item.cancel));
    m_cancel->setText(item.cancelText.isEmpty() ? tr("Cancel") : item.cancelText);
    m_cancel->setAccessibleName(m_cancel->text() % u": " % item.text);
    show();
}

void WorkLine::cancel()
{
    if (m_work.items().empty())
        return;
    // The work may end itself in its own cancel: nothing of it may be touched afterwards.
    const std::function<void()> cancelWork = m_work.items().front().cancel;
    m_cancel->setEnabled(false);
    if (cancelWork)
        cancelWork();
    m_cancel->setEnabled(true);
}

} // namespace framewright::ui
