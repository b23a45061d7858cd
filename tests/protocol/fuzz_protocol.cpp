// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

/// A seeded fuzzer of the protocol room in one process. Each iteration draws from its own seed, so that a finding is
/// repeated by `--seed S --first ITERATION --seconds 0`, which runs just that one.

#include "app/base/randomsource.h"
#include "app/protocol/clienthandshake.h"
#include "app/protocol/deflater.h"
#include "app/protocol/headparser.h"
#include "app/protocol/serverhandshake.h"

#include "tests/protocol/conversation.h"
#include "tests/protocol/samples.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace framewright;
using namespace framewright::protocol;
using namespace framewright::protocol::testing;

namespace {

std::uint64_t currentSeed = 1;
std::uint64_t currentIteration = 0;

/// Only what may be called in a signal handler.
void sayWhere()
{
    char line[160];
    const int length =
        std::snprintf(line, sizeof line, "\nrepeat with: fuzz_protocol --seed %llu --first %llu --seconds 0\n",
                      static_cast<unsigned long long>(currentSeed), static_cast<unsigned long long>(currentIteration));
    if (write(STDERR_FILENO, line, static_cast<std::size_t>(length)) < 0)
        _exit(3);
}

void handleCrash(int signal)
{
    sayWhere();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

[[noreturn]] void report(const char *what, const QByteArray &input)
{
    std::fprintf(stderr, "found: %s\ninput: %s\n", what, input.toHex().constData());
    sayWhere();
    std::exit(1);
}

void require(bool holds, const char *what, const QByteArray &input)
{
    if (!holds)
        report(what, input);
}

class Fuzzer final
{
public:
    explicit Fuzzer(std::uint64_t seed)
        : m_random(seed)
    {
    }

    void run()
    {
        switch (below(6)) {
        case 0:
            return fuzzRequest();
        case 1:
            return fuzzResponse();
        case 2:
            return fuzzFrames();
        case 3:
            return fuzzDeflate();
        case 4:
            return fuzzNegotiation();
        default:
            return fuzzRoundTrip();
        }
    }

private:
    qsizetype below(qsizetype end) { return end <= 1 ? 0 : m_random.between(0, end - 1); }
    bool oneIn(qsizetype count) { return below(count) == 0; }
    char anyByte() { return static_cast<char>(m_random.next()); }

    template <class T>
    const T &oneOf(const QList<T> &all)
    {
        return all.at(below(all.size()));
    }

    QByteArray anyBytes(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = anyByte();
        return bytes;
    }

    QByteArray anyPayload();
    QByteArray mutated(QByteArray bytes);
    QList<qsizetype> anyCuts(qsizetype size);

    template <class Head>
    void fuzzHead(ParsedHead<Head> (*parse)(QByteArrayView, const HeadLimits &, qsizetype), const QByteArray &bytes);
    void fuzzRequest();
    void fuzzResponse();
    void fuzzFrames();
    void fuzzDeflate();
    void fuzzNegotiation();
    void fuzzRoundTrip();
    void checkConversation(const QByteArray &bytes, const Terms &terms);

    RandomSource m_random;
};

QByteArray Fuzzer::anyPayload()
{
    const QList<qsizetype> edges{0, 1, 2, 125, 126, 127, 300, 4096, 65535, 65536, 70000};
    const qsizetype size = oneIn(4) ? oneOf(edges) : below(200);
    switch (below(3)) {
    case 0:
        return someJson(size, static_cast<unsigned>(m_random.next()));
    case 1:
        return anyBytes(size);
    default:
        return QByteArray(size, anyByte());
    }
}

QByteArray Fuzzer::mutated(QByteArray bytes)
{
    for (qsizetype count = below(5); count > 0; --count) {
        const qsizetype at = below(bytes.size() + 1);
        switch (below(7)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = anyByte();
            break;
        case 1:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            break;
        case 2:
            bytes.insert(at, anyBytes(1 + below(8)));
            break;
        case 3:
            bytes.remove(at, 1 + below(8));
            break;
        case 4:
            bytes.truncate(at);
            break;
        case 5:
            bytes.insert(at, bytes.mid(below(bytes.size() + 1), below(64)));
            break;
        default:
            bytes.insert(at,
                         oneOf(QList<QByteArray>{"\r\n", "\n", "\r", "\r\n\r\n", " ", ":", ",", ";", "=", "\"", "\t",
                                                 QByteArray(1, '\0'), "\xFF", QByteArray("\x00\x00\xff\xff", 4)}));
        }
    }
    return bytes;
}

QList<qsizetype> Fuzzer::anyCuts(qsizetype size)
{
    QList<qsizetype> cuts;
    for (qsizetype count = below(12); count > 0; --count)
        cuts.append(below(size + 1));
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

template <class Head>
void Fuzzer::fuzzHead(ParsedHead<Head> (*parse)(QByteArrayView, const HeadLimits &, qsizetype), const QByteArray &bytes)
{
    const HeadLimits limits{oneIn(3) ? below(400) : 16384, oneIn(3) ? below(12) : 100};
    const ParsedHead<Head> whole = parse(bytes, limits, 0);
    require(whole.consumed <= std::min(bytes.size(), limits.bytes), "a head larger than its limit", bytes);
    require(whole.head.fields.size() <= limits.fields, "more fields than the limit", bytes);
    require((whole.status == HeadStatus::Complete) == (whole.consumed > 0), "consumed does not fit the status", bytes);

    ParsedHead<Head> parts;
    qsizetype before = 0;
    QList<qsizetype> ends = anyCuts(bytes.size());
    ends.append(bytes.size());
    for (const qsizetype end : std::as_const(ends)) {
        parts = parse(QByteArrayView(bytes).first(end), limits, before);
        if (parts.status != HeadStatus::NeedMore)
            break;
        before = end;
    }
    require(parts.status == whole.status, "a cut head has another status", bytes);
    require(parts.consumed == whole.consumed && parts.head == whole.head, "a cut head reads differently", bytes);
    if (whole.status == HeadStatus::Complete) {
        const ParsedHead<Head> again = parse(whole.head.raw, limits, 0);
        require(again.status == HeadStatus::Complete && again.head == whole.head, "the raw head reads differently",
                bytes);
    }
}

void Fuzzer::fuzzRequest()
{
    ClientHandshake request;
    request.target = oneOf(QList<QByteArray>{"/", "/chat?a=b", "http://h/x", "*", "/%41"});
    request.host = "localhost:9001";
    request.key = anyBytes(16).toBase64();
    request.subprotocols = oneIn(2) ? QList<QByteArray>{"chat", "mqtt"} : QList<QByteArray>{};
    if (oneIn(2))
        request.deflate = DeflateOffer{oneIn(2), oneIn(2), std::nullopt, oneIn(2)};
    for (qsizetype count = below(8); count > 0; --count)
        request.fields.append(oneOf(QList<QByteArray>{"Cookie", "Origin", "X-Any", "Host", "Connection"}),
                              anyBytes(below(20)));
    const QByteArray bytes = mutated(request.encode() + anyBytes(below(20)));
    fuzzHead(parseRequestHead, bytes);
    const ParsedHead<RequestHead> parsed = parseRequestHead(bytes, {});
    if (parsed.status != HeadStatus::Complete)
        return;
    require(!parsed.head.path().isEmpty(), "an empty path", bytes);
    const auto judged = judgeHandshake(parsed.head);
    if (judged) {
        const auto deflate = negotiateDeflate(judged->extensionOffers, {.contextTakeover = oneIn(2)});
        const QByteArray answer = encodeHandshakeAnswer(
            judged->key,
            {std::nullopt, deflate ? std::optional(deflate->parameters) : std::nullopt, parsed.head.fields});
        const ParsedHead<ResponseHead> head = parseResponseHead(answer, {65536, 1000});
        require(head.status == HeadStatus::Complete && head.consumed == answer.size(), "our 101 does not parse",
                answer);
    } else {
        const HandshakeRefusal &refusal = judged.error();
        const QByteArray answer = encodeResponse(refusal.status, refusal.fields, refusal.problem.toUtf8());
        const ParsedHead<ResponseHead> head = parseResponseHead(answer, {});
        require(head.status == HeadStatus::Complete && head.head.status == refusal.status, "our refusal does not parse",
                answer);
    }
}

void Fuzzer::fuzzResponse()
{
    ClientHandshake request;
    request.host = "a";
    request.key = "dGhlIHNhbXBsZSBub25jZQ==";
    request.subprotocols = {"chat"};
    request.deflate = DeflateOffer{oneIn(2), oneIn(2), oneIn(2) ? std::optional(10) : std::nullopt, oneIn(2)};
    HandshakeAnswer answer;
    if (oneIn(2))
        answer.subprotocol = "chat";
    if (oneIn(2))
        answer.deflate = DeflateParameters{oneIn(2), oneIn(2), static_cast<int>(9 + below(7)), 15, oneIn(2)};
    const QByteArray bytes = mutated(encodeHandshakeAnswer(request.key, answer) + anyBytes(below(20)));
    fuzzHead(parseResponseHead, bytes);
    const ParsedHead<ResponseHead> parsed = parseResponseHead(bytes, {});
    if (parsed.status != HeadStatus::Complete)
        return;
    const auto agreement = checkAgreement(request, parsed.head);
    if (!agreement)
        return;
    require(parsed.head.status == 101, "agreed without a 101", bytes);
    require(agreement->subprotocol.isEmpty() || agreement->subprotocol == "chat", "agreed to what was not offered",
            bytes);
    if (agreement->deflate) {
        const int bits = agreement->deflate->clientWindowBits;
        require(bits >= 8 && bits <= 15, "a window that is not legal", bytes);
    }
}

void Fuzzer::checkConversation(const QByteArray &bytes, const Terms &terms)
{
    const Outcome whole = play(bytes, terms);
    require(play(bytes, terms, anyCuts(bytes.size())).isLike(whole), "cut frames come out differently", bytes);
    if (bytes.size() < 2000)
        require(playBytewise(bytes, terms).isLike(whole), "single bytes come out differently", bytes);
    for (const Received &received : whole.received) {
        require(received.payload.size() <= std::max<qsizetype>(terms.limit, 125), "more than the limit", bytes);
        require(!isControl(received.opcode) || received.payload.size() <= 125, "a long control frame", bytes);
        const std::span<const char> payload(received.payload.constData(),
                                            static_cast<std::size_t>(received.payload.size()));
        require(received.opcode != Opcode::Text || isValidUtf8(payload), "a text that is not UTF-8", bytes);
        require(received.wireSize <= static_cast<std::uint64_t>(bytes.size()), "more than was on the wire", bytes);
        if (received.opcode == Opcode::Close) {
            const DecodedClose decoded = decodeClose(received.payload);
            if (decoded.error == ClosePayloadError::None)
                require(decoded.payload.encode() == received.payload, "a close that encodes differently", bytes);
        }
    }
    if (whole.failure != 0) {
        Conversation conversation(terms);
        require(!conversation.feed(bytes), "failed, then not", bytes);
        const qsizetype count = conversation.outcome().received.size();
        const bool goesOn = conversation.feed(frameTo(terms.role, {}, Opcode::Text, "more"));
        require(!goesOn && conversation.outcome().received.size() == count, "something came after a failure", bytes);
    }
}

void Fuzzer::fuzzFrames()
{
    const Terms terms{oneIn(2) ? Role::Server : Role::Client, oneIn(2) ? below(1000) : 1 << 20, oneIn(2), oneIn(2)};
    Deflater deflater(static_cast<int>(8 + below(8)), terms.takeover, static_cast<int>(below(10)));
    QByteArray bytes;
    for (qsizetype count = 1 + below(6); count > 0; --count) {
        const bool isControlFrame = oneIn(4);
        const auto opcode = isControlFrame ? oneOf(QList<Opcode>{Opcode::Close, Opcode::Ping, Opcode::Pong})
                                           : oneOf(QList<Opcode>{Opcode::Text, Opcode::Binary});
        QByteArray payload = isControlFrame ? anyPayload().left(125) : anyPayload();
        const bool isCompressed = !isControlFrame && terms.compression && oneIn(2);
        if (isCompressed)
            payload = deflater.compress(payload);
        const qsizetype parts = isControlFrame ? 1 : 1 + below(4);
        for (qsizetype part = 0; part < parts; ++part) {
            const QByteArray piece = part + 1 == parts ? payload : payload.left(below(payload.size() + 1));
            payload.remove(0, piece.size());
            bytes += frameTo(terms.role, {part + 1 == parts, isCompressed && part == 0},
                             part == 0 ? opcode : Opcode::Continuation, piece);
            if (oneIn(4))
                bytes += frameTo(terms.role, {}, Opcode::Ping, "between");
        }
    }
    checkConversation(oneIn(4) ? bytes : mutated(bytes), terms);
}

void Fuzzer::fuzzDeflate()
{
    const Terms terms{Role::Server, oneIn(2) ? below(5000) : 1 << 20, true, oneIn(2)};
    Deflater deflater(15, terms.takeover);
    QByteArray bytes;
    for (qsizetype count = 1 + below(4); count > 0; --count) {
        QByteArray stream = oneIn(5) ? anyBytes(below(60)) : deflater.compress(anyPayload());
        if (oneIn(4)) // blocks with BFINAL in between
            stream += oneOf(QList<QByteArray>{QByteArray::fromHex("0300"), QByteArray::fromHex("f348cdc9c90700"),
                                              QByteArray::fromHex("010500faff48656c6c6f")});
        bytes += frameTo(terms.role, {true, true}, oneIn(2) ? Opcode::Text : Opcode::Binary,
                         oneIn(3) ? stream : mutated(stream));
    }
    checkConversation(bytes, terms);
}

void Fuzzer::fuzzNegotiation()
{
    const QList<QByteArray> names{"server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits",
                                  "client_max_window_bits", "other"};
    const QList<QByteArray> values{"", "=8", "=9", "=15", "=\"10\"", "=16", "=010", "=\"", "= 12", "=x"};
    QByteArray header;
    for (qsizetype count = 1 + below(3); count > 0; --count) {
        header += header.isEmpty() ? "" : ", ";
        header += oneIn(8) ? "x-other" : "permessage-deflate";
        for (qsizetype parameters = below(4); parameters > 0; --parameters)
            header += "; " + oneOf(names) + oneOf(values);
    }
    header = mutated(header);
    const QList<QByteArray> offers = HeaderFields{{"E", header}}.elements("E");
    const DeflatePolicy policy{true, oneIn(2), static_cast<int>(below(20))};
    if (const auto answer = negotiateDeflate(offers, policy)) {
        const int bits = answer->parameters.serverWindowBits;
        require(bits >= 9 && bits <= 15, "a window that zlib does not have", header);
        require(answer->parameters.encode() == answer->header, "the answer encodes differently", header);
        const auto agreement = readDeflateAgreement({answer->header}, DeflateOffer{});
        require(agreement && *agreement, "our own answer is refused", header);
    }
    const auto agreement = readDeflateAgreement(offers, DeflateOffer{});
    require(!agreement || !*agreement || offers.size() == 1, "agreed to two extensions", header);
}

void Fuzzer::fuzzRoundTrip()
{
    const Role role = oneIn(2) ? Role::Server : Role::Client;
    const bool takeover = oneIn(2);
    const bool compression = oneIn(2);
    Deflater deflater(static_cast<int>(8 + below(8)), takeover, static_cast<int>(below(10)));
    QByteArray bytes;
    QList<QByteArray> sent;
    for (qsizetype count = 1 + below(5); count > 0; --count) {
        const QByteArray payload = anyPayload();
        sent.append(payload);
        bytes += frameTo(role, {true, compression}, Opcode::Binary, compression ? deflater.compress(payload) : payload);
    }
    const Outcome outcome = play(bytes, {role, 1 << 20, compression, takeover}, anyCuts(bytes.size()));
    require(outcome.failure == 0 && outcome.received.size() == sent.size(), "what was sent did not come", bytes);
    for (qsizetype i = 0; i < sent.size(); ++i)
        require(outcome.received[i].payload == sent[i], "another payload than was sent", bytes);
}

std::uint64_t argument(int count, char **values, const char *name, std::uint64_t otherwise)
{
    for (int i = 1; i + 1 < count; ++i) {
        if (std::strcmp(values[i], name) == 0)
            return std::strtoull(values[i + 1], nullptr, 10);
    }
    return otherwise;
}

} // namespace

int main(int argc, char **argv)
{
    using Clock = std::chrono::steady_clock;
    const auto now = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
    currentSeed = argument(argc, argv, "--seed", now % 1000000000);
    currentIteration = argument(argc, argv, "--first", 0);
    const auto end = Clock::now() + std::chrono::seconds(argument(argc, argv, "--seconds", 60));
    std::signal(SIGSEGV, handleCrash);
    std::signal(SIGABRT, handleCrash);
    std::printf("seed %llu\n", static_cast<unsigned long long>(currentSeed));
    std::fflush(stdout);
    const std::uint64_t first = currentIteration;
    do {
        // A step of the golden ratio keeps the seeds of neighbouring iterations apart.
        Fuzzer(currentSeed + currentIteration * 0x9E3779B97F4A7C15u).run();
        ++currentIteration;
    } while (Clock::now() < end);
    std::printf("%llu iterations, nothing found\n", static_cast<unsigned long long>(currentIteration - first));
    return 0;
}
