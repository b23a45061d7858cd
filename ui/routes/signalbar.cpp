// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/signalbar.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/rules/flowlayout.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace framewright::ui {

QList<RouteSignal> signalsOf(const workspace::Route &route)
{
    QList<RouteSignal> all;
    const auto add = [&all](const QString &name, const value::Value &with) {
        const bool isKnown = std::ranges::any_of(all, [&name](const RouteSignal &each) { return each.name == name; });
        if (!name.isEmpty() && !isKnown)
            all.append({name, with});
    };
    for (const value::Value &signal : route.signalList.items())
        add(signal["name"].toString(), signal["with"]);
    constexpr QLatin1StringView prefix("signal:");
    for (const workspace::Rule &rule : route.rules) {
        if (rule.enabled && rule.on.startsWith(prefix))
            add(rule.on.mid(prefix.size()), {});
    }
    return all;
}

SignalBar::SignalBar(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
{
    setObjectName(u"signalBar"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *line = new FlowLayout(this);
    line->setContentsMargins(measure::Medium, measure::Hair, measure::Medium, measure::Hair + 1);
    auto *label = new QLabel(tr("Signals"), this);
    parts.theme.tint(label, Token::Muted);
    line->addWidget(label);
    hide();
    connect(&parts.editor.document(), &workspace::Document::changed, this, &SignalBar::follow);
}

void SignalBar::setRoute(RouteId route)
{
    m_route = route;
    follow();
}

void SignalBar::follow()
{
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    const QList<RouteSignal> now = route == nullptr ? QList<RouteSignal>() : signalsOf(*route);
    if (now == m_signals)
        return;
    m_signals = now;
    qDeleteAll(findChildren<QPushButton *>());
    for (const RouteSignal &signal : m_signals) {
        auto *button = new QPushButton(themedIcon(m_parts.theme, u"bolt"_qs), signal.name, this);
        button->setObjectName(u"signal:"_qs % signal.name);
        button->setAccessibleName(tr("Raise %1").arg(signal.name));
        button->setToolTip(
            tr("Raise the signal %1 for the chosen connection of this route, else for all of them").arg(signal.name));
        connect(button, &QPushButton::clicked, this, [this, signal] { raiseSignal(signal); });
        layout()->addWidget(button);
        button->show();
    }
    setVisible(!m_signals.isEmpty());
}

QList<ConnectionId> SignalBar::targets() const
{
    QList<ConnectionId> live;
    for (const ConnectionId id : m_parts.book.onRoute(m_route)) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        if (facts != nullptr && ConnectionBook::isLive(*facts))
            live.append(id);
    }
    std::sort(live.begin(), live.end());
    const ConnectionId chosen = m_parts.context.selection().connection;
    return live.contains(chosen) ? QList<ConnectionId>{chosen} : live;
}

void SignalBar::raiseSignal(const RouteSignal &signal)
{
    m_parts.engine.raiseSignal(m_route, signal.name.toUtf8(), signal.with, targets());
}

void SignalBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), m_parts.theme.color(Token::Line));
}

} // namespace framewright::ui
