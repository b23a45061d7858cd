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
#include "ui/routes/signaldialog.h"
#include "ui/rules/flowlayout.h"
#include "ui/rules/templatejson.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

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
    , m_label(new QLabel(this))
{
    setObjectName(u"signalBar"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *line = new FlowLayout(this);
    line->setContentsMargins(measure::Medium, measure::Hair, measure::Medium, measure::Hair + 1);
    m_label->setObjectName(u"signalLabel"_qs);
    parts.theme.tint(m_label, Token::Muted);
    line->addWidget(m_label);
    hide();
    connect(&parts.editor.document(), &workspace::Document::changed, this, &SignalBar::follow);
    connect(&parts.engine, &engine::Engine::serversChanged, this, &SignalBar::updateState);
    connect(&parts.book, &ConnectionBook::changed, this, &SignalBar::updateState);
    connect(&parts.context, &WindowContext::selectionChanged, this, &SignalBar::updateState);
}

void SignalBar::setRoute(RouteId route)
{
    if (route != m_route) {
        m_values.clear();
        if (m_dialog != nullptr)
            m_dialog->close();
    }
    m_route = route;
    follow();
}

void SignalBar::follow()
{
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    const QList<RouteSignal> now = route == nullptr ? QList<RouteSignal>() : signalsOf(*route);
    if (now != m_signals) {
        m_signals = now;
        // Those of the form for values are below a window of their own.
        qDeleteAll(findChildren<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly));
        for (const RouteSignal &signal : m_signals)
            addButtons(signal);
        setVisible(!m_signals.isEmpty());
    }
    updateState();
}

void SignalBar::addButtons(const RouteSignal &signal)
{
    auto *button =
        new QPushButton(themedIcon(m_parts.theme, u"bolt"_qs), QString(signal.name).replace(u'&', u"&&"_qs), this);
    button->setObjectName(u"signal:"_qs % signal.name);
    button->setAccessibleName(tr("Raise %1").arg(signal.name));
    connect(button, &QPushButton::clicked, this, [this, signal] { raiseSignal(signal); });
    auto *values = new QToolButton(this);
    values->setObjectName(u"signalValues:"_qs % signal.name);
    values->setAccessibleName(tr("Values of %1").arg(signal.name));
    values->setIcon(themedIcon(m_parts.theme, u"edit"_qs));
    values->setAutoRaise(true);
    values->setFocusPolicy(Qt::TabFocus);
    connect(values, &QToolButton::clicked, this, [this, signal] { editValues(signal); });
    for (QAbstractButton *each : {static_cast<QAbstractButton *>(button), static_cast<QAbstractButton *>(values)}) {
        layout()->addWidget(each);
        each->show();
    }
}

void SignalBar::updateState()
{
    if (m_signals.isEmpty())
        return;
    const QString reason = obstacle();
    m_label->setText(reason.isEmpty() ? tr("Signals") : tr("Signals: %1").arg(reason));
    for (const RouteSignal &signal : std::as_const(m_signals)) {
        const QString values = lineOfValue(valuesOf(signal));
        if (auto *button = findChild<QPushButton *>(u"signal:"_qs % signal.name)) {
            button->setEnabled(reason.isEmpty());
            button->setToolTip(reason.isEmpty() ? audience() : reason);
            button->setAccessibleDescription(reason);
        }
        if (auto *edit = findChild<QToolButton *>(u"signalValues:"_qs % signal.name))
            edit->setToolTip(values.isEmpty() ? tr("Give %1 values").arg(signal.name)
                                              : tr("Values of %1: %2").arg(signal.name, values));
    }
    if (m_dialog != nullptr) {
        m_dialog->setAudience(audience());
        m_dialog->setObstacle(reason);
    }
}

QString SignalBar::obstacle() const
{
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    if (route == nullptr)
        return tr("there is no route");
    if (!route->enabled)
        return tr("the route is off");
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        if (std::ranges::find(server.routes, m_route, &workspace::Route::id) == server.routes.end())
            continue;
        const QList<engine::ServerStatus> all = m_parts.engine.servers();
        const auto status = std::ranges::find(all, server.id, &engine::ServerStatus::server);
        const bool isRunning = status != all.end() && status->state == engine::ServerState::Listening;
        return isRunning ? QString() : tr("the server is stopped; start it to raise them");
    }
    return {};
}

QString SignalBar::audience() const
{
    const QList<ConnectionId> all = targets();
    if (all.isEmpty())
        return tr("Nobody is connected: its rules run once, without a connection.");
    if (all.size() == 1)
        return tr("For connection #%1.").arg(all.constFirst().value);
    return tr("For each of the %1 live connections of this route.").arg(all.size());
}

value::Value SignalBar::valuesOf(const RouteSignal &signal) const
{
    return m_values.value(signal.name, signal.with);
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
    m_parts.engine.raiseSignal(m_route, signal.name.toUtf8(), valuesOf(signal), targets());
}

void SignalBar::editValues(const RouteSignal &signal)
{
    if (m_dialog != nullptr)
        m_dialog->close();
    m_dialog = new SignalDialog(m_parts.theme, signal.name, valuesOf(signal), this); // It deletes itself.
    connect(m_dialog, &SignalDialog::valuesChanged, this, [this, name = signal.name](const value::Value &values) {
        m_values.insert(name, values);
        updateState();
    });
    connect(m_dialog, &SignalDialog::raiseWanted, this, [this, signal](const value::Value &values) {
        m_values.insert(signal.name, values);
        raiseSignal(signal);
    });
    connect(m_dialog, &SignalDialog::keepWanted, this,
            [this, name = signal.name](const value::Value &values) { keepValues(name, values); });
    updateState();
    m_dialog->show();
}

void SignalBar::keepValues(const QString &name, const value::Value &with)
{
    m_parts.editor.editRoute({tr("Keep the values of the signal %1").arg(name)}, m_route, [&](workspace::Route &route) {
        value::Value::List all(route.signalList.items().begin(), route.signalList.items().end());
        const auto found = std::ranges::find_if(
            all, [&name](const value::Value &signal) { return signal["name"].toString() == name; });
        if (found != all.end())
            found->set("with", with);
        else
            all.push_back(value::Value::object({{"name", value::Value::text(name)}, {"with", with}}));
        route.signalList = value::Value::list(std::move(all));
    });
    m_values.remove(name);
}

void SignalBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), m_parts.theme.color(Token::Line));
}

} // namespace framewright::ui
