// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace framewright::event {

/// What happened. The numbers are stored in capture files: never reuse one.
enum class EventKind : std::uint8_t
{
    Opened = 1,  ///< The upgrade: payload is the request head, detail the response head.
    Refused = 2, ///< A handshake that got no 101: payload the request head, detail the whole answer.
    /// Payload is the message; detail the frames where there was more than one. Ten bytes for each: the frame's first
    /// byte, 1 where it was masked, and the length of its payload as it was on the wire, 8 bytes, lowest first.
    Message = 3,
    Ping = 4,
    Pong = 5,
    Close = 6,       ///< A close frame: payload as on the wire, code and reason.
    Violation = 7,   ///< The peer broke the protocol: payload is what, detail the offending bytes where kept.
    Ended = 8,       ///< The connection is over: payload is one sentence that says how and by whom.
    Undelivered = 9, ///< Messages that were sent but not taken by the peer: payload says how many, bytes.
    RuleError = 10,  ///< A rule's template, expression or action failed: payload names rule, field and error.
    Notice = 11,     ///< Something a person should know: input paused, budget reached.
    Raw = 12,        ///< Bytes sent outside the protocol on purpose.
};

enum class Direction : std::uint8_t
{
    None = 0,
    In = 1,  ///< From the peer to us.
    Out = 2, ///< From us to the peer.
};

namespace eventflag {
constexpr std::uint16_t Compressed = 1;
constexpr std::uint16_t Fragmented = 2;
constexpr std::uint16_t Masked = 4;
constexpr std::uint16_t Client = 8;    ///< Of a session of the client panel, not of a mock server.
constexpr std::uint16_t Abnormal = 16; ///< With Ended: no clean close.
} // namespace eventflag

/// Bytes that somebody else owns and that may cross threads.
struct SharedBytes
{
    std::shared_ptr<const void> owner;
    const char *data = nullptr;
    std::size_t size = 0;
};

/// Where a record's bytes lie in its batch: in the arena, or as one of the large ones.
struct Slice
{
    std::uint32_t size = 0;
    bool large = false;
    std::uint64_t position = 0; ///< Offset in the arena, or index in `large`.
};

/// What made a rule act. The numbers are stored in capture files: never reuse one.
enum class Means : std::uint8_t
{
    Rule = 0,   ///< It answered what had happened.
    Timer = 1,  ///< A timer that it had started; the label has the timer's name.
    Signal = 2, ///< A signal; the label has its name.
    Stream = 3, ///< The route's stream.
    Script = 4, ///< A script of the rule.
    Person = 5, ///< No rule: somebody sent or closed by hand.
};

/// One row of the log. Plain data; its bytes are in the batch.
struct EventRecord
{
    std::int64_t time = 0; ///< Wall time, nanoseconds since 1970.
    std::uint64_t connection = 0;
    std::uint32_t label = 0; ///< Of the rule or action that caused it, in the batch's label table; 0 none.
    std::uint32_t wireSize = 0;
    std::uint16_t flags = 0;
    EventKind kind = EventKind::Notice;
    Direction direction = Direction::None;
    std::uint8_t opcode = 0;
    std::uint64_t cause = 0;   ///< Ticket of the row that brought it about; 0: none.
    std::int64_t ruleTime = 0; ///< Wall time by the rule clock, where that is another; 0: it is the same.
    Slice payload;
    Slice detail;
};

/// A name for a label number, sent once before its first use. All producers of one queue share the numbers.
struct Label
{
    std::uint32_t number = 0;
    std::string text; ///< Of the rule.
    Means means = Means::Rule;
    std::string name = {}; ///< Of the timer or the signal.
};

/// Rows on their way to the store, with their bytes in one arena; payloads from 16 KiB on are shared, not copied.
class EventBatch final
{
public:
    static constexpr std::size_t largeFrom = 16384;

    /// Appends a record with its bytes; what its slices say is replaced. `shared` owns the payload's bytes, for one
    /// from 16 KiB on: then they are not copied. Without an owner they are.
    void add(EventRecord record, std::string_view payload, std::string_view detail = {}, SharedBytes shared = {});

    [[nodiscard]] std::string_view payload(const EventRecord &record) const { return bytes(record.payload); }
    [[nodiscard]] std::string_view detail(const EventRecord &record) const { return bytes(record.detail); }
    /// Bytes of memory that this batch holds.
    [[nodiscard]] std::size_t byteCount() const;
    [[nodiscard]] bool isEmpty() const { return records.empty() && labels.empty(); }
    /// Empties it but keeps its memory, for the next use.
    void clear();

    std::vector<EventRecord> records;
    std::vector<Label> labels;
    /// Of the first record; those after it have the next ones. Later rows name their cause by it, as a row has its
    /// number from the store only. 0: nobody will.
    std::uint64_t firstTicket = 0;

private:
    [[nodiscard]] std::string_view bytes(const Slice &slice) const;
    [[nodiscard]] Slice put(std::string_view bytes, SharedBytes shared);

    std::vector<char> m_arena;
    std::vector<SharedBytes> m_large;
    std::size_t m_bytes = 0;
};

} // namespace framewright::event
