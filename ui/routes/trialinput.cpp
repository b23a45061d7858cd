// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/trialinput.h"

#include "app/value/jsonwriter.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/routemessages.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/routes/livevariables.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/field.h"
#include "ui/rules/templatejson.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr qsizetype codedAtMost = 1 << 24;
constexpr int mostLines = 6;

/// Whether JSON says all of it: bytes would come back as texts.
bool isJsonLike(const value::Value &value)
{
    if (value.isBytes() || value.isUndefined())
        return false;
    return std::ranges::all_of(value.items(), isJsonLike) &&
           std::ranges::all_of(value.members(),
                               [](const value::Value::Member &member) { return isJsonLike(member.value); });
}

/// The message of a frame as JSON, where there is one and JSON says all of it.
std::optional<QString> codedText(const workspace::Route &route, protocol::Opcode opcode, const QByteArray &payload)
{
    const std::vector<codec::Decoded> messages = messagesOf(route, opcode, payload);
    if (messages.size() != 1 || messages.front().error || !isJsonLike(messages.front().value))
        return std::nullopt;
    return QString::fromUtf8(value::writeJson(messages.front().value, value::JsonStyle::Fitted));
}

bool hasOwnForm(codec::Codec codec)
{
    return codec != codec::Codec::Json && codec != codec::Codec::Text;
}

} // namespace

TrialInput::TrialInput(const WindowParts &parts, const Completion &completion, const LiveVariables &live,
                       QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_live(live)
{
    setObjectName(u"tryItInput"_qs);
    build(completion);
    connect(&live, &LiveVariables::changed, this, [this] {
        updateSenders();
        if (sender() && sender() == m_live.connection())
            emit edited();
    });
}

void TrialInput::build(const Completion &completion)
{
    m_forms = new WordCombo(m_parts.theme, {}, u"tryItForm"_qs, tr("Form of the message"), this);
    m_message = new CodeEdit(m_parts.theme, CodeLanguage::Json, CodeEdit::Extent::Lines, this);
    m_message->setObjectName(u"tryItMessage"_qs);
    m_message->setAccessibleName(tr("Message to try"));
    m_message->setPlaceholderText(tr("A message as a client would send it; nothing goes on the wire"));
    offerNames(m_message, completion);
    m_senders = new WordCombo(m_parts.theme, {}, u"tryItSender"_qs, tr("Who sends it"), this);
    m_target = new CodeEdit(m_parts.theme, CodeLanguage::Plain, CodeEdit::Extent::Line, this);
    m_target->setObjectName(u"tryItTarget"_qs);
    m_target->setAccessibleName(tr("Path and query of the client"));
    m_target->setPlaceholderText(u"/chat/blue?name=ann"_qs);
    m_target->setLetters(10, 20);
    auto *from = new QLabel(tr("from"), this);
    from->setBuddy(m_senders);
    m_parts.theme.tint(from, Token::Muted);
    from->setMinimumHeight(Theme::controlHeight(font()));
    // One line, so that in a low window there is room for what the rules say.
    m_message->setMostLines(mostLines);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::Small);
    line->addWidget(m_forms, 0, Qt::AlignTop);
    line->addWidget(m_message, 1, Qt::AlignTop);
    for (QWidget *part : std::initializer_list<QWidget *>{from, m_senders, m_target})
        line->addWidget(part, 0, Qt::AlignTop);
    connect(m_message, &CodeEdit::edited, this, &TrialInput::edited);
    connect(m_target, &CodeEdit::edited, this, &TrialInput::edited);
    connect(m_forms, &QComboBox::currentIndexChanged, this, &TrialInput::changeForm);
    connect(m_senders, &QComboBox::currentIndexChanged, this, [this] {
        updateTarget();
        emit changed();
    });
}

const workspace::Route *TrialInput::route() const
{
    return m_parts.editor.workspace().findRoute(m_route);
}

void TrialInput::setRoute(const workspace::Route *route)
{
    m_route = route == nullptr ? RouteId() : route->id;
    m_picked = {};
    m_beginning.clear();
    m_target->setCode(route == nullptr ? QString() : QString(route->path).remove(u'{').remove(u'}').remove(u'*'));
    m_codec.clear();
    setEnabled(route != nullptr);
    if (route != nullptr)
        followRoute(*route);
    updateSenders();
}

void TrialInput::followRoute(const workspace::Route &route)
{
    if (route.codec == m_codec)
        return;
    m_codec = route.codec;
    const QSignalBlocker quiet(m_forms);
    m_forms->clear();
    const auto add = [this](const QString &text, Form form) { m_forms->addItem(text, int(form)); };
    const bool isCoded = hasOwnForm(codecOfRoute(route));
    if (isCoded)
        add(tr("As %1").arg(route.codec), Form::Coded);
    add(tr("Text"), Form::Text);
    add(tr("Hex"), Form::Hex);
    add(tr("Ping"), Form::Ping);
    add(tr("Pong"), Form::Pong);
    if (m_message->code().isEmpty() || (m_form == Form::Coded && !isCoded))
        m_form = isCoded ? Form::Coded : Form::Text;
    m_forms->setCurrentIndex(m_forms->findData(int(m_form)));
}

TrialInput::Form TrialInput::form() const
{
    return static_cast<Form>(m_forms->currentData().toInt());
}

ConnectionId TrialInput::sender() const
{
    return ConnectionId{m_senders->currentData().toULongLong()};
}

void TrialInput::updateSenders()
{
    QList<std::pair<QString, ConnectionId>> wanted{{tr("a new client at"), {}}};
    const ConnectionId live = m_live.connection();
    if (live)
        wanted.append({tr("#%1 as it is now").arg(live.value), live});
    if (m_picked && m_picked != live)
        wanted.append({tr("#%1 as it connected").arg(m_picked.value), m_picked});
    const ConnectionId before = sender();
    const QSignalBlocker quiet(m_senders);
    m_senders->clear();
    for (const auto &[text, connection] : wanted)
        m_senders->addItem(text, qulonglong(connection.value));
    m_senders->setCurrentIndex(std::max(0, m_senders->findData(qulonglong(before.value))));
    updateTarget();
}

void TrialInput::updateTarget()
{
    m_target->setVisible(!sender());
}

void TrialInput::take(const TrialWish &wish)
{
    using protocol::Opcode;
    m_picked = wish.connection;
    m_beginning.clear();
    if (!wish.beginning.isEmpty())
        m_beginning.append({wish.beginningOpcode, wish.beginning});
    const bool isControl = wish.opcode == Opcode::Ping || wish.opcode == Opcode::Pong;
    const Form form = isControl                       ? (wish.opcode == Opcode::Ping ? Form::Ping : Form::Pong)
                      : wish.opcode == Opcode::Binary ? Form::Hex
                                                      : Form::Text;
    updateSenders();
    const QSignalBlocker quiet(m_senders);
    m_senders->setCurrentIndex(std::max(0, m_senders->findData(qulonglong(wish.connection.value))));
    updateTarget();
    showPayload(form, wish.opcode, wish.payload);
    // What the codec would write byte for byte is easier to read and to change as JSON.
    const workspace::Route *shown = route();
    if (form == Form::Hex && shown != nullptr && hasOwnForm(codecOfRoute(*shown))) {
        showPayload(Form::Coded, wish.opcode, wish.payload);
        const Result<std::vector<codec::Frame>> again = frames(Form::Coded, *shown);
        if (!again || *again != std::vector{codec::Frame{wish.opcode, wish.payload}})
            showPayload(Form::Hex, wish.opcode, wish.payload);
    }
    m_message->setFocus();
    emit changed();
}

void TrialInput::showPayload(Form form, protocol::Opcode opcode, const QByteArray &payload)
{
    m_form = form;
    {
        const QSignalBlocker quiet(m_forms);
        m_forms->setCurrentIndex(m_forms->findData(int(form)));
    }
    const bool isJson = form == Form::Coded || form == Form::Text;
    m_message->setLanguage(isJson ? CodeLanguage::Json : CodeLanguage::Plain);
    if (form == Form::Hex)
        m_message->setCode(QString::fromLatin1(payload.toHex(' ')));
    else if (form == Form::Coded && route() != nullptr)
        m_message->setCode(codedText(*route(), opcode, payload).value_or(QString()));
    else
        m_message->setCode(QString::fromUtf8(payload));
}

void TrialInput::changeForm()
{
    // The same message in the other form, as far as it has one there.
    const Form now = form();
    const workspace::Route *shown = route();
    const auto written =
        shown == nullptr ? Result<std::vector<codec::Frame>>(std::vector<codec::Frame>()) : frames(m_form, *shown);
    const bool hasFrame = written && written->size() == 1 && !written->front().payload.isEmpty();
    const bool isText = hasFrame && (now != Form::Text || written->front().opcode == protocol::Opcode::Text);
    const bool isCoded = hasFrame && now == Form::Coded &&
                         codedText(*shown, written->front().opcode, written->front().payload).has_value();
    if (hasFrame && (now == Form::Hex || isCoded || (now == Form::Text && isText)))
        showPayload(now, written->front().opcode, written->front().payload);
    else if (m_form == Form::Hex || now == Form::Hex || now == Form::Coded)
        showPayload(now, protocol::Opcode::Text, {});
    m_form = now;
    m_message->setLanguage(now == Form::Text || now == Form::Coded ? CodeLanguage::Json : CodeLanguage::Plain);
    emit changed();
}

bool TrialInput::isEmpty() const
{
    const bool isControl = form() == Form::Ping || form() == Form::Pong;
    return !m_route || (m_message->code().isEmpty() && !isControl);
}

void TrialInput::setProblem(const QString &problem)
{
    m_message->setProblem(problem);
}

Result<std::vector<codec::Frame>> TrialInput::frames(Form form, const workspace::Route &route) const
{
    using protocol::Opcode;
    const QString text = m_message->code();
    switch (form) {
    case Form::Hex: {
        QString digits = text;
        digits.remove(u' ').remove(u'\n').remove(u'\t');
        const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
        if (bytes.size() * 2 != digits.size())
            return fail(tr("This is not made of pairs of hexadecimal digits, like 01 ff."));
        return std::vector{codec::Frame{Opcode::Binary, bytes}};
    }
    case Form::Coded: {
        const Result<value::Value> value = readTemplateJson(text);
        if (!value)
            return fail(tr("This is not JSON yet: %1").arg(value.error().text()));
        const auto agreement = std::make_shared<codec::Agreement>();
        for (const codec::Frame &frame : m_beginning)
            (void)messagesOf(route, frame.opcode, frame.payload, agreement);
        return codec::makeSession(codecOfRoute(route), codec::Direction::ToServer, agreement, codedAtMost)
            ->encode(*value);
    }
    case Form::Ping:
        return std::vector{codec::Frame{Opcode::Ping, text.toUtf8()}};
    case Form::Pong:
        return std::vector{codec::Frame{Opcode::Pong, text.toUtf8()}};
    case Form::Text:
        break;
    }
    return std::vector{codec::Frame{Opcode::Text, text.toUtf8()}};
}

Result<TrialMessage> TrialInput::message(const workspace::Route &route) const
{
    Result<std::vector<codec::Frame>> written = frames(form(), route);
    if (!written)
        return tl::unexpected(written.error());
    if (written->empty())
        return fail(tr("The codec writes nothing for this."));
    TrialMessage message;
    message.target = m_target->code().isEmpty() ? route.path : m_target->code();
    message.opcode = written->back().opcode;
    message.payload = written->back().payload;
    written->pop_back();
    if (const wire::ConnectionFacts *facts = m_parts.book.find(sender()); facts != nullptr && sender()) {
        message.connection = *facts;
        if (sender() == m_picked)
            message.before.assign(m_beginning.begin(), m_beginning.end());
        if (sender() == m_live.connection())
            message.variables = m_live.now();
    }
    // Attachments come after what they belong to.
    message.before.insert(message.before.end(), written->begin(), written->end());
    return message;
}

} // namespace framewright::ui
