// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/explaindialog.h"

#include "ui/common/theme.h"
#include "ui/routes/ruletext.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace framewright::ui {

ExplainDialog::ExplainDialog(const workspace::Route &route, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"explainDialog"_qs);
    setWindowTitle(tr("What %1 does").arg(route.path));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *text = new QPlainTextEdit(explainRoute(route), this);
    text->setObjectName(u"explainText"_qs);
    text->setAccessibleName(windowTitle());
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"explainCopy"_qs);
    connect(copy, &QPushButton::clicked, text, [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->addWidget(text);
    layout->addWidget(buttons);
    const int letter = fontMetrics().averageCharWidth();
    resize(90 * letter, 26 * fontMetrics().lineSpacing());
}

} // namespace framewright::ui
