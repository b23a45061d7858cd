// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagedetail.h"

#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/messages/jsonhighlighter.h"
#include "ui/messages/payloadtext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

namespace framewright::ui {

namespace {

constexpr qsizetype highlightedAtMost = 1 << 16;

} // namespace

MessageDetail::MessageDetail(const Theme &theme, const ConnectionBook &book, const TrafficModel &model, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_book(book)
    , m_model(model)
    , m_tabs(new QTabBar(this))
    , m_text(new QPlainTextEdit(this))
    , m_large(new QWidget(this))
    , m_largeText(new QLabel(m_large))
    , m_showAnyway(new QPushButton(tr("Show &anyway"), m_large))
    , m_highlighter(new JsonHighlighter(theme, m_text->document()))
{
    setObjectName(u"messageDetail"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildTabs();
    buildBody();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_large);
    layout->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    showRow(0);
}

void MessageDetail::buildTabs()
{
    m_tabs->setObjectName(u"detailTabs"_qs);
    m_tabs->setAccessibleName(tr("Detail view"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    for (const QString &title : {tr("Pretty"), tr("Raw"), tr("Hex"), tr("Handshake")})
        m_tabs->addTab(title);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_preferred = tab;
        showContent();
    });
}

void MessageDetail::buildBody()
{
    m_text->setObjectName(u"detailText"_qs);
    m_text->setAccessibleName(tr("Message"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(Theme::fixedFont(font()));
    m_text->document()->setDocumentMargin(measure::Small);
    m_text->setTabChangesFocus(true);
    m_large->setObjectName(u"detailLarge"_qs);
    m_showAnyway->setObjectName(u"showAnyway"_qs);
    m_showAnyway->setAccessibleName(tr("Show anyway"));
    auto *row = new QHBoxLayout(m_large);
    row->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    row->addWidget(m_largeText);
    row->addWidget(m_showAnyway);
    row->addStretch(1);
    connect(m_showAnyway, &QPushButton::clicked, this, [this] {
        m_anyway = true;
        showContent();
    });
}

void MessageDetail::showRow(qint64 number)
{
    m_anyway = false;
    m_row = number == 0 ? std::nullopt : m_model.rowAt(m_model.placeOf(number));
    m_tabs->setEnabled(m_row.has_value());
    chooseTab();
    showContent();
}

QString MessageDetail::text() const
{
    return m_text->toPlainText();
}

void MessageDetail::chooseTab()
{
    if (!m_row)
        return;
    int tab = m_preferred;
    if (m_row->kind == event::EventKind::Opened || m_row->kind == event::EventKind::Refused)
        tab = HandshakeTab;
    else if (!isTextRow(*m_row))
        tab = m_preferred == RawTab ? RawTab : HexTab;
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(tab);
    m_tabs->update();
}

void MessageDetail::showContent()
{
    const int tab = m_tabs->currentIndex();
    const qint64 most = tab == HexTab ? hexShownAtOnce : shownAtOnce;
    const bool large = m_row && tab != HandshakeTab && m_row->payloadSize > most && !m_anyway;
    m_large->setVisible(large);
    m_text->setVisible(!large);
    if (large) {
        m_largeText->setText(tr("This message has %1.").arg(format::size(m_row->payloadSize)));
        return;
    }
    m_text->setPlaceholderText(m_row ? tr("No payload.") : tr("Choose a message to see it in full."));
    if (!m_row) {
        m_text->clear();
        return;
    }
    const QByteArray payload = tab == HandshakeTab ? QByteArray() : m_model.source().payload(m_row->number);
    const bool colored = tab == PrettyTab && m_row->kind == event::EventKind::Message && isTextRow(*m_row) &&
                         payload.size() <= highlightedAtMost &&
                         (payload.trimmed().startsWith('{') || payload.trimmed().startsWith('['));
    m_text->clear(); // So that the highlighter does not look at the old text again.
    m_highlighter->setActive(colored);
    m_text->setPlainText(content(payload));
}

QString MessageDetail::content(const QByteArray &payload) const
{
    switch (m_tabs->currentIndex()) {
    case PrettyTab:
        return prettyPayload(*m_row, payload, m_book.find(m_row->connection));
    case HexTab:
        return hexDump(payload);
    case HandshakeTab:
        return handshake();
    default:
        return QString::fromUtf8(payload);
    }
}

QString MessageDetail::handshake() const
{
    if (m_row->kind == event::EventKind::Opened || m_row->kind == event::EventKind::Refused)
        return handshakeText(m_model.source().payload(m_row->number), m_model.source().detail(m_row->number));
    const wire::ConnectionFacts *facts = m_book.find(m_row->connection);
    if (facts == nullptr)
        return tr("The handshake of this connection is in the log; its facts are no longer kept.");
    return handshakeText(facts->requestHead, facts->responseHead);
}

} // namespace framewright::ui
