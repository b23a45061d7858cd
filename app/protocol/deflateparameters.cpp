// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflateparameters.h"

#include "app/protocol/headerfields.h"

#include <algorithm>

namespace framewright::protocol {

namespace {

constexpr QByteArrayView extensionName = "permessage-deflate";
constexpr int fewestBits = 8;
constexpr int fewestBitsOfZlib = 9;
constexpr int mostBits = 15;

/// One element as it stands there: each parameter at most once, with its value where it has one.
struct Element
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverWindowBits;
    std::optional<int> clientWindowBits;
    bool namesClientWindowBits = false;
};

struct Parameter
{
    QByteArray name;
    std::optional<QByteArray> value;
};

/// The content of a quoted string, the value itself where it is none (RFC 6455 section 9.1: what is quoted must
/// be a token once unquoted). Nothing where it is neither.
std::optional<QByteArray> unquoted(QByteArrayView value)
{
    if (!value.startsWith('"'))
        return isToken(value) ? std::optional(value.toByteArray()) : std::nullopt;
    if (value.size() < 2 || !value.endsWith('"'))
        return std::nullopt;
    QByteArray content;
    const QByteArrayView inner = value.sliced(1, value.size() - 2);
    for (qsizetype i = 0; i < inner.size(); ++i) {
        if (inner[i] == '\\')
            ++i;
        if (i == inner.size())
            return std::nullopt;
        content.append(inner[i]);
    }
    return isToken(content) ? std::optional(content) : std::nullopt;
}

std::optional<Parameter> readParameter(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    Parameter parameter;
    parameter.name = withoutOuterSpace(equals < 0 ? text : text.first(equals)).toByteArray();
    if (!isToken(parameter.name))
        return std::nullopt;
    if (equals >= 0) {
        parameter.value = unquoted(withoutOuterSpace(text.sliced(equals + 1)));
        if (!parameter.value)
            return std::nullopt;
    }
    return parameter;
}

/// RFC 7692 section 7.1.2.1: a decimal number from 8 to 15 without leading zeros.
std::optional<int> windowBits(QByteArrayView value)
{
    const bool areDigits =
        std::all_of(value.begin(), value.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
    if (value.isEmpty() || value.size() > 2 || value.startsWith('0') || !areDigits)
        return std::nullopt;
    int bits = 0;
    for (const char digit : value)
        bits = bits * 10 + (digit - '0');
    return bits >= fewestBits && bits <= mostBits ? std::optional(bits) : std::nullopt;
}

/// Enters a parameter; false where it is unknown, stood there before, or has a value that it may not have.
bool enter(Element &element, const Parameter &parameter)
{
    const auto enterFlag = [&parameter](bool &flag) {
        const bool isLegal = !flag && !parameter.value;
        flag = true;
        return isLegal;
    };
    if (parameter.name == "server_no_context_takeover")
        return enterFlag(element.serverNoContextTakeover);
    if (parameter.name == "client_no_context_takeover")
        return enterFlag(element.clientNoContextTakeover);
    if (parameter.name == "server_max_window_bits") {
        if (element.serverWindowBits || !parameter.value)
            return false;
        element.serverWindowBits = windowBits(*parameter.value);
        return element.serverWindowBits.has_value();
    }
    if (parameter.name == "client_max_window_bits") {
        if (element.namesClientWindowBits)
            return false;
        element.namesClientWindowBits = true;
        if (!parameter.value)
            return true;
        element.clientWindowBits = windowBits(*parameter.value);
        return element.clientWindowBits.has_value();
    }
    return false;
}

bool isDeflate(QByteArrayView element)
{
    const qsizetype semicolon = element.indexOf(';');
    return withoutOuterSpace(semicolon < 0 ? element : element.first(semicolon)) == extensionName;
}

std::optional<Element> readElement(QByteArrayView text)
{
    if (!isDeflate(text))
        return std::nullopt;
    QList<QByteArray> parts = splitOutsideQuotes(text, ';');
    parts.removeFirst();
    Element element;
    for (const QByteArray &part : std::as_const(parts)) {
        const std::optional<Parameter> parameter = readParameter(part);
        if (!parameter || !enter(element, *parameter))
            return std::nullopt;
    }
    return element;
}

DeflateParameters answerTo(const Element &offer, const DeflatePolicy &policy)
{
    DeflateParameters parameters;
    // A server may name client_no_context_takeover unasked (section 7.1.1.2); it spares us a window.
    parameters.serverNoContextTakeover = !policy.contextTakeover || offer.serverNoContextTakeover;
    parameters.clientNoContextTakeover = !policy.contextTakeover || offer.clientNoContextTakeover;
    const int ours = std::clamp(policy.windowBits, fewestBitsOfZlib, mostBits);
    parameters.serverWindowBits = std::min(ours, offer.serverWindowBits.value_or(mostBits));
    parameters.namesServerWindowBits = offer.serverWindowBits.has_value();
    return parameters;
}

QString quoted(QByteArrayView element)
{
    return u'"' + QString::fromUtf8(element.first(std::min<qsizetype>(element.size(), 120))) + u'"';
}

/// What makes a readable answer illegal for this offer (section 7.1); empty where it is legal.
QString checkAgainstOffer(const Element &answer, const DeflateOffer &offer)
{
    if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover)
        return u"it leaves out server_no_context_takeover, which was asked for"_qs;
    if (offer.serverWindowBits && !answer.serverWindowBits)
        return u"it leaves out server_max_window_bits, which was asked for"_qs;
    if (offer.serverWindowBits && *answer.serverWindowBits > *offer.serverWindowBits)
        return u"its server_max_window_bits is larger than the %1 that was asked for"_qs.arg(*offer.serverWindowBits);
    if (answer.namesClientWindowBits && !offer.clientWindowBits)
        return u"it names client_max_window_bits, which was not offered"_qs;
    if (answer.namesClientWindowBits && !answer.clientWindowBits)
        return u"its client_max_window_bits has no value"_qs;
    return {};
}

} // namespace

std::optional<DeflateAnswer> negotiateDeflate(const QList<QByteArray> &offers, const DeflatePolicy &policy)
{
    if (!policy.enabled)
        return std::nullopt;
    for (const QByteArray &text : offers) {
        const std::optional<Element> offer = readElement(text);
        // zlib cannot keep to a window of 8 bits, so such an offer is one that we decline.
        if (!offer || offer->serverWindowBits.value_or(mostBits) < fewestBitsOfZlib)
            continue;
        const DeflateParameters parameters = answerTo(*offer, policy);
        return DeflateAnswer{parameters, parameters.encode()};
    }
    return std::nullopt;
}

QByteArray DeflateParameters::encode() const
{
    QByteArray element = extensionName.toByteArray();
    if (serverNoContextTakeover)
        element += "; server_no_context_takeover";
    if (clientNoContextTakeover)
        element += "; client_no_context_takeover";
    if (serverWindowBits < mostBits || namesServerWindowBits)
        element += "; server_max_window_bits=" + QByteArray::number(serverWindowBits);
    if (clientWindowBits < mostBits)
        element += "; client_max_window_bits=" + QByteArray::number(clientWindowBits);
    return element;
}

QByteArray DeflateOffer::encode() const
{
    QByteArray element = extensionName.toByteArray();
    if (serverNoContextTakeover)
        element += "; server_no_context_takeover";
    if (clientNoContextTakeover)
        element += "; client_no_context_takeover";
    if (serverWindowBits)
        element += "; server_max_window_bits=" + QByteArray::number(*serverWindowBits);
    if (clientWindowBits)
        element += "; client_max_window_bits";
    return element;
}

std::optional<DeflateOffer> readDeflateOffer(const QList<QByteArray> &elements)
{
    for (const QByteArray &text : elements) {
        if (const std::optional<Element> element = readElement(text)) {
            return DeflateOffer{element->serverNoContextTakeover, element->clientNoContextTakeover,
                                element->serverWindowBits, element->namesClientWindowBits};
        }
    }
    return std::nullopt;
}

tl::expected<std::optional<DeflateParameters>, QString> readDeflateAgreement(const QList<QByteArray> &elements,
                                                                             const std::optional<DeflateOffer> &offer)
{
    if (elements.isEmpty())
        return std::optional<DeflateParameters>();
    const QByteArray &text = elements.first();
    if (!offer || !isDeflate(text))
        return tl::unexpected(u"The server agreed to the extension %1, which was not offered."_qs.arg(quoted(text)));
    if (elements.size() > 1)
        return tl::unexpected(
            u"The server agreed to more extensions than were offered: %1 too."_qs.arg(quoted(elements[1])));
    const std::optional<Element> answer = readElement(text);
    if (!answer)
        return tl::unexpected(u"The server's extension %1 has a parameter that is not legal."_qs.arg(quoted(text)));
    if (const QString problem = checkAgainstOffer(*answer, *offer); !problem.isEmpty())
        return tl::unexpected(u"The server's extension %1 does not fit the offer: %2."_qs.arg(quoted(text), problem));

    DeflateParameters parameters;
    parameters.serverNoContextTakeover = answer->serverNoContextTakeover;
    // Section 7.1.1.2: whoever offers it keeps to it, whether or not the answer repeats it.
    parameters.clientNoContextTakeover = answer->clientNoContextTakeover || offer->clientNoContextTakeover;
    parameters.serverWindowBits = answer->serverWindowBits.value_or(mostBits);
    parameters.clientWindowBits = answer->clientWindowBits.value_or(mostBits);
    parameters.namesServerWindowBits = answer->serverWindowBits.has_value();
    return std::optional(parameters);
}

} // namespace framewright::protocol
