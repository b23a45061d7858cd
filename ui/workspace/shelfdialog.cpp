// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/shelfdialog.h"

#include "ui/common/actionregistry.h"
#include "ui/common/icons.h"
#include "ui/common/noticebar.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace framewright::ui {

ShelfDialog::ShelfDialog(const WindowParts &parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_notice(new NoticeBar(parts.theme, this))
    , m_body(new QHBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_body->setContentsMargins(measure::Large, measure::Large, measure::Large, 0);
    m_body->setSpacing(measure::Large);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(measure::Large, 0, measure::Large, measure::Large);
    line->setSpacing(measure::Hair);
    addUndo(*line);
    line->addStretch(1);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setObjectName(u"closeShelf"_qs);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    line->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_notice);
    layout->addLayout(m_body, 1);
    layout->addLayout(line);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 32);
}

void ShelfDialog::leaveReturnToFields()
{
    const QList<QPushButton *> buttons = findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        button->setAutoDefault(false);
}

void ShelfDialog::addUndo(QHBoxLayout &line)
{
    for (const QString &name : {u"undo"_qs, u"redo"_qs}) {
        QAction *action = m_parts.actions.find(name);
        if (action == nullptr)
            continue;
        QDialog::addAction(action); // With its keys, which otherwise would be the main window's alone.
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setObjectName(name % u"ShelfButton");
        const auto tell = [action, button] { button->setAccessibleName(action->text().remove(u'&')); };
        connect(action, &QAction::changed, button, tell);
        tell();
        line.addWidget(button);
    }
}

QAction *ShelfDialog::makeAction(const QString &name, const QString &text, const QString &icon, const QString &toolTip,
                                 std::function<void()> run)
{
    auto *action = new QAction(themedIcon(m_parts.theme, icon), text, this);
    action->setObjectName(name);
    action->setToolTip(toolTip);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

} // namespace framewright::ui
