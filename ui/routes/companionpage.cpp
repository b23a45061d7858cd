// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/companionpage.h"

#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/routes/companioncard.h"
#include "ui/rules/completion.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;
using workspace::Route;

CompanionPage::CompanionPage(const WindowParts &parts, QWidget *parent)
    : SettingsPage(parts, u"companionPage"_qs, tr("HTTP"), parent)
    , m_completion(new Completion(this))
{
    FormLayout rows(parts.theme, this);
    rows.addHint(tr("Plain HTTP on the same port, looked at before the handshake: a status page, a login, or a request "
                    "that raises a signal for the connected clients. Pages of any origin may ask (CORS)."));
    m_rows = new QVBoxLayout;
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::Large);
    auto *list = new QWidget(rows.body());
    list->setObjectName(u"companionList"_qs);
    list->setAccessibleName(tr("Requests that are answered"));
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, measure::Small, 0, 0);
    layout->setSpacing(measure::Small);
    m_empty = new QLabel(tr("No request is answered yet: each gets 404."), list);
    m_empty->setObjectName(u"companionEmpty"_qs);
    parts.theme.tint(m_empty, Token::Muted);
    m_another = new QPushButton(tr("Ans&wer a request"), list);
    m_another->setObjectName(u"addCompanion"_qs);
    m_another->setAccessibleName(tr("Answer a request"));
    m_another->setIcon(themedIcon(parts.theme, u"add"_qs));
    m_another->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    layout->addWidget(m_empty);
    layout->addLayout(m_rows);
    layout->addWidget(m_another);
    rows.addWide(list);
    connect(m_another, &QPushButton::clicked, this, &CompanionPage::addEntry);
}

void CompanionPage::showRoute(const Route &route)
{
    m_completion->setRoute(parts().editor.workspace(), &route);
    // What one has begun to write is of the route that was shown.
    while (route.id != m_shown && !m_cards.isEmpty())
        removeCard();
    m_shown = route.id;
    while (m_cards.size() > route.http.size())
        removeCard();
    while (m_cards.size() < route.http.size())
        addCard();
    for (qsizetype place = 0; place < m_cards.size(); ++place)
        m_cards.at(place)->setEntry(route.http.at(place));
    m_empty->setVisible(m_cards.isEmpty());
}

void CompanionPage::addCard()
{
    const qsizetype place = m_cards.size();
    auto *card = new CompanionCard(parts().theme, *m_completion, int(place), m_rows->parentWidget());
    connect(card, &CompanionCard::edited, this, [this, card, place](const QString &name, const QString &field) {
        parts().editor.editRoute({name, field}, route(),
                                 [&](Route &each) { (void)each.http.replace(place, card->entry()); });
    });
    connect(card, &CompanionCard::settled, this, [this] { parts().editor.endTyping(); });
    connect(card, &CompanionCard::removeRequested, this, [this, place] { removeEntry(place); });
    m_rows->addWidget(card);
    m_cards.append(card);
}

void CompanionPage::removeCard()
{
    CompanionCard *card = m_cards.takeLast();
    card->hide();
    card->deleteLater(); // A button of it may be what was clicked.
}

void CompanionPage::addEntry()
{
    const qsizetype place = m_cards.size();
    Value entry = Value::object();
    entry.set("path", Value::text(place == 0 ? QByteArray("/status") : "/status/" + QByteArray::number(place + 1)));
    entry.set("json", Value::object({{"ok", Value::boolean(true)}}));
    parts().editor.editRoute({tr("Answer a request")}, route(), [&entry](Route &each) {
        if (!each.http.isList())
            each.http = Value::list();
        each.http.append(entry);
    });
    if (place < m_cards.size())
        m_cards.at(place)->start();
}

void CompanionPage::removeEntry(qsizetype place)
{
    parts().editor.editRoute({tr("Answer a request no more")}, route(), [place](Route &each) {
        Value::List left;
        for (qsizetype index = 0; index < each.http.size(); ++index) {
            if (index != place)
                left.push_back(each.http.at(index));
        }
        each.http = Value::list(std::move(left));
    });
    m_another->setFocus();
}

void CompanionPage::showProblems(const QList<rules::Problem> &problems)
{
    for (CompanionCard *card : std::as_const(m_cards))
        card->setProblems(problems);
}

} // namespace framewright::ui
