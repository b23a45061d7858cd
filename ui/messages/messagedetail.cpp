// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagedetail.h"

#include "ui/common/connectionbook.h"
#include "ui/common/dialogs.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/windowparts.h"
#include "ui/common/workspaceeditor.h"
#include "ui/messages/decodedtext.h"
#include "ui/messages/foldingtext.h"
#include "ui/messages/framestext.h"
#include "ui/messages/jsonhighlighter.h"
#include "ui/messages/messagedecoder.h"
#include "ui/messages/payloadactions.h"
#include "ui/messages/payloadtext.h"
#include "ui/messages/rowstory.h"
#include "ui/messages/searchbar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QToolButton>

namespace framewright::ui {

namespace {

constexpr qsizetype highlightedAtMost = 1 << 17;

bool looksLikeJson(const QByteArray &payload)
{
    const auto first = std::find_if_not(payload.begin(), payload.end(),
                                        [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); });
    return first != payload.end() && (*first == '{' || *first == '[');
}

} // namespace

MessageDetail::MessageDetail(const WindowParts &parts, const TrafficModel &model, Actions actions, QWidget *parent)
    : QWidget(parent)
    , m_theme(parts.theme)
    , m_book(parts.book)
    , m_editor(parts.editor)
    , m_dialogs(parts.dialogs)
    , m_model(model)
    , m_head(new QHBoxLayout)
    , m_tabs(new QTabBar(this))
    , m_story(new QLabel(this))
    , m_text(new FoldingText(parts.theme, this))
    , m_search(new SearchBar(parts.theme, m_text, this))
    , m_large(new QWidget(this))
    , m_largeText(new QLabel(m_large))
    , m_showAnyway(new QPushButton(tr("Show &anyway"), m_large))
    , m_highlighter(new JsonHighlighter(parts.theme, m_text->document()))
    , m_decoder(new MessageDecoder(model.sourceFactory(), this))
{
    setObjectName(u"messageDetail"_qs);
    setFocusProxy(m_text);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildTabs();
    buildBody();
    buildActions(actions);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_head);
    layout->addWidget(m_story);
    layout->addWidget(m_search);
    layout->addWidget(m_large);
    layout->addWidget(m_text, 1);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&m_theme, &Theme::changed, this, [this] {
        m_story->clear(); // A link takes its colour with its text.
        showStory();
    });
    showRow(0);
}

void MessageDetail::buildTabs()
{
    m_tabs->setObjectName(u"detailTabs"_qs);
    m_tabs->setAccessibleName(tr("Detail view"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setFixedHeight(Theme::headHeight(font())); // In a low panel the text gives way, not they.
    for (const QString &title : {tr("Pretty"), tr("Raw"), tr("Hex"), tr("Frames"), tr("Handshake")})
        m_tabs->addTab(title);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_preferred = tab;
        showContent();
    });
    m_head->setContentsMargins(measure::Medium, 0, measure::Hair, 0);
    m_head->setSpacing(0);
    m_head->addWidget(m_tabs, 1);
}

void MessageDetail::buildBody()
{
    m_text->setObjectName(u"detailText"_qs);
    m_text->setAccessibleName(tr("Message"));
    m_text->setMinimumHeight(fontMetrics().height());
    m_large->setObjectName(u"detailLarge"_qs);
    m_showAnyway->setObjectName(u"showAnyway"_qs);
    m_showAnyway->setAccessibleName(tr("Show anyway"));
    auto *row = new QHBoxLayout(m_large);
    row->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    row->addWidget(m_largeText);
    row->addWidget(m_showAnyway);
    row->addStretch(1);
    m_story->setObjectName(u"detailStory"_qs);
    m_story->setTextFormat(Qt::RichText);
    m_story->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse |
                                     Qt::LinksAccessibleByKeyboard);
    m_story->setWordWrap(true);
    m_story->setContentsMargins(measure::Medium, measure::Hair, measure::Medium, measure::Hair);
    m_theme.tint(m_story, Token::Muted);
    connect(m_story, &QLabel::linkActivated, this, [this](const QString &number) { m_jump(number.toLongLong()); });
    connect(m_decoder, &MessageDecoder::decoded, this, &MessageDetail::takeDecoded);
    connect(m_showAnyway, &QPushButton::clicked, this, [this] {
        m_anyway = true;
        showContent();
    });
}

QAction *MessageDetail::newAction(const QString &name, const QString &text, const QString &icon)
{
    auto *action = new QAction(themedIcon(m_theme, icon), text, this);
    action->setObjectName(name);
    return action;
}

void MessageDetail::buildActions(Actions actions)
{
    QAction *wrap = newAction(u"detailWrap"_qs, tr("&Wrap lines"), u"wrap"_qs);
    wrap->setCheckable(true);
    connect(wrap, &QAction::toggled, this, [this](bool wraps) {
        m_text->setLineWrapMode(wraps ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
        QSettings().setValue(u"detail/wrap"_qs, wraps);
    });
    const bool wraps = QSettings().value(u"detail/wrap"_qs, true).toBool();
    wrap->setChecked(wraps);
    m_text->setLineWrapMode(wraps ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    QAction *search = newAction(u"detailSearch"_qs, tr("&Search in the message"), u"search"_qs);
    connect(search, &QAction::triggered, this, &MessageDetail::openSearch);
    QAction *copy = newAction(u"detailCopy"_qs, tr("&Copy message"), u"copy"_qs);
    connect(copy, &QAction::triggered, this, [this] { copyPayload(m_model.source(), *m_row, CopyForm::Text); });
    QAction *saved = newAction(u"detailSave"_qs, tr("Sa&ve payload…"), u"save"_qs);
    connect(saved, &QAction::triggered, this, &MessageDetail::save);
    m_ofRow = {search, copy, saved};
    const QList<QAction *> all{wrap, search, copy, saved};
    if (actions == Actions::Buttons) {
        for (QAction *action : all)
            addAction(action);
        return;
    }
    auto *more = new QToolButton(this);
    more->setObjectName(u"detailMore"_qs);
    more->setAccessibleName(tr("More"));
    more->setToolTip(tr("More"));
    more->setIcon(themedIcon(m_theme, u"more"_qs));
    more->setAutoRaise(true);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    menu->addActions(all);
    more->setMenu(menu);
    m_head->addWidget(more);
}

void MessageDetail::addAction(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + u"Button"_qs);
    button->setAccessibleName(QString(action->text()).remove(u'&'));
    button->setAutoRaise(true);
    m_head->addWidget(button);
}

void MessageDetail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit left();
    else
        QWidget::keyPressEvent(event);
}

/// The line under the tabs goes on under the buttons.
void MessageDetail::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, m_tabs->geometry().bottom(), width(), 1, m_theme.color(Token::Line));
}

void MessageDetail::openSearch()
{
    if (m_row)
        m_search->open();
}

void MessageDetail::save()
{
    const std::optional<QString> name = m_dialogs.fileForPayload(this, payloadFileName(*m_row));
    if (!name)
        return;
    const Result<void> written = writePayload(*name, m_model.source().payload(m_row->number));
    if (!written)
        m_dialogs.ask(this, {tr("Save payload"), written.error().what, written.error().advice, tr("Close"), {}});
}

void MessageDetail::showRow(qint64 number)
{
    m_anyway = false;
    m_row = number == 0 ? std::nullopt : m_model.rowOf(number);
    m_tabs->setEnabled(m_row.has_value());
    for (QAction *action : std::as_const(m_ofRow))
        action->setEnabled(m_row.has_value());
    showStory();
    chooseTab();
    showContent();
}

void MessageDetail::showStory()
{
    const std::optional<traffic::Row> cause = m_row && m_row->cause != 0 ? m_model.rowOf(m_row->cause) : std::nullopt;
    const StoryForm form = m_jump ? StoryForm::Linked : StoryForm::Plain;
    QString story = m_row ? rowStory(*m_row, cause, form) : QString();
    if (form == StoryForm::Plain)
        story = story.toHtmlEscaped();
    m_story->setVisible(!story.isEmpty());
    m_story->setText(story);
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
    const bool chosenForAll = m_preferred == RawTab || m_preferred == FramesTab || m_preferred == HandshakeTab;
    if (m_row->kind == event::EventKind::Opened || m_row->kind == event::EventKind::Refused)
        tab = HandshakeTab;
    else if (!isTextRow(*m_row) && !chosenForAll && !(m_preferred == PrettyTab && rowCodec()))
        tab = HexTab;
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(tab);
    m_tabs->update();
}

void MessageDetail::showContent()
{
    const int tab = m_tabs->currentIndex();
    const bool ofPayload = tab == PrettyTab || tab == RawTab || tab == HexTab;
    const qint64 most = tab == HexTab ? hexShownAtOnce : shownAtOnce;
    const bool large = m_row && ofPayload && m_row->payloadSize > most && !m_anyway;
    m_decoder->cancel();
    m_large->setVisible(large);
    m_text->setVisible(!large);
    if (large) {
        m_largeText->setText(tr("This message has %1.").arg(format::size(m_row->payloadSize)));
        return;
    }
    m_text->setPlaceholderText(m_row ? tr("No payload.") : tr("Choose a message to see it in full."));
    if (!m_row) {
        m_text->showText({}, false);
        return;
    }
    showText(ofPayload ? m_model.source().payload(m_row->number) : QByteArray());
    m_search->refresh();
}

void MessageDetail::showText(const QByteArray &payload)
{
    const bool pretty = m_tabs->currentIndex() == PrettyTab && m_row->kind == event::EventKind::Message;
    if (const std::optional<codec::Codec> codec = pretty ? rowCodec() : std::nullopt)
        return showDecoded(*codec, payload);
    put(content(payload), pretty && isTextRow(*m_row) && looksLikeJson(payload));
}

void MessageDetail::showDecoded(codec::Codec codec, const QByteArray &payload)
{
    if (codec::isOneToOne(codec))
        return put(decodedText(codec, *m_row, payload), true);
    m_text->setPlaceholderText(tr("Decoding…"));
    put({}, false);
    const traffic::CaptureStatus &status = m_model.status();
    m_decoder->decode({codec, m_book.find(m_row->connection)->subprotocol, *m_row, status.firstRow, status.lastRow});
}

void MessageDetail::takeDecoded(qint64 number, const std::optional<QString> &text)
{
    if (!m_row || m_row->number != number || m_tabs->currentIndex() != PrettyTab)
        return;
    put(text ? *text : content(m_model.source().payload(number)), text.has_value());
    m_text->setPlaceholderText(tr("No payload."));
    m_search->refresh();
}

void MessageDetail::put(const QString &text, bool isJson)
{
    m_text->clear(); // So that the highlighter does not look at the old text again.
    m_highlighter->setActive(isJson && text.size() <= highlightedAtMost);
    m_text->showText(text, isJson);
}

std::optional<codec::Codec> MessageDetail::rowCodec() const
{
    const wire::ConnectionFacts *facts = m_book.find(m_row->connection);
    if (m_row->kind != event::EventKind::Message || facts == nullptr)
        return std::nullopt;
    return codecOf(*facts, m_editor.workspace());
}

QString MessageDetail::content(const QByteArray &payload) const
{
    switch (m_tabs->currentIndex()) {
    case PrettyTab:
        return prettyPayload(*m_row, payload, m_book.find(m_row->connection));
    case HexTab:
        return hexDump(payload);
    case FramesTab:
        return framesText(*m_row, m_model.source().detail(m_row->number));
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
