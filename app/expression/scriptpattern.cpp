// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptpattern.h"

#include "app/expression/patternparser.h"

#include <algorithm>

namespace framewright::expression {

using Step = PatternStep::Kind;
using End = PatternMatch::End;

namespace {

/// Some milliseconds of the script engine's matcher, at worst.
constexpr double quickSteps = 1e6;
constexpr std::int64_t stepsBetweenAsking = 4096;
/// Notes of a search: 32 MiB.
constexpr std::size_t noteLimit = std::size_t{2} << 20;

/// What to go back to when a way leads nowhere.
struct Note
{
    enum class Kind : std::uint8_t
    {
        Way,      ///< Step `index` at place `first`.
        Register, ///< Register `index` held `first`.
        Shorter,  ///< Of a greedy Many before step `index`: down to place `first`, now at `second`.
        Longer,   ///< Of a lazy Many, step `index`: from place `first` on, with `second` characters.
        Look,     ///< Step `index`, a LookBegin, at place `first`.
    };

    Kind kind = Kind::Way;
    int index = 0;
    int first = 0;
    int second = 0;
};

class PatternMatcher final
{
public:
    PatternMatcher(const PatternProgram &program, QStringView text, const std::function<bool()> &isStopped)
        : m_program(program)
        , m_text(text)
        , m_size(static_cast<int>(text.size()))
        , m_folding(program.flags.folding())
        , m_isStopped(isStopped)
        , m_registers(static_cast<std::size_t>(program.registerCount), -1)
    {
    }

    [[nodiscard]] End matchAt(int begin);
    [[nodiscard]] std::vector<int> places() const
    {
        return {m_registers.begin(), m_registers.begin() + 2 * m_program.captureCount};
    }
    [[nodiscard]] int afterCharacter(int place) const { return place + widthAt(place); }

private:
    [[nodiscard]] int widthAt(int place) const
    {
        const bool isPair = m_program.flags.isUnicode && place + 1 < m_size && m_text[place].isHighSurrogate() &&
                            m_text[place + 1].isLowSurrogate();
        return isPair ? 2 : 1;
    }
    [[nodiscard]] char32_t characterAt(int place) const
    {
        return widthAt(place) == 2 ? QChar::surrogateToUcs4(m_text[place], m_text[place + 1])
                                   : char32_t{m_text[place].unicode()};
    }
    [[nodiscard]] int beforeCharacter(int place) const
    {
        const bool isPair = m_program.flags.isUnicode && place > 1 && m_text[place - 1].isLowSurrogate() &&
                            m_text[place - 2].isHighSurrogate();
        return place - (isPair ? 2 : 1);
    }
    [[nodiscard]] bool isInSet(int set, int place) const
    {
        return m_program.sets[static_cast<std::size_t>(set)].contains(characterAt(place));
    }
    [[nodiscard]] int &slot(int index) { return m_registers[static_cast<std::size_t>(index)]; }
    void write(int index, int value)
    {
        m_notes.push_back({Note::Kind::Register, index, slot(index), 0});
        slot(index) = value;
    }

    /// One step; false where the way ends.
    [[nodiscard]] bool take(const PatternStep &step);
    [[nodiscard]] bool takeCharacter(const PatternStep &step);
    [[nodiscard]] bool takeMany(const PatternStep &step);
    [[nodiscard]] bool takeBackReference(const PatternStep &step);
    [[nodiscard]] bool isWordEdge() const;
    void turn(const PatternStep &step);
    void testLoop(const PatternStep &step);
    [[nodiscard]] bool endLoop(const PatternStep &step);
    [[nodiscard]] bool endLook(const PatternStep &step);
    /// Back to the last note that leads on; false when there is none.
    [[nodiscard]] bool goBack();
    [[nodiscard]] bool follow(const Note &note);
    [[nodiscard]] bool lengthen(const Note &note);

    const PatternProgram &m_program;
    QStringView m_text;
    int m_size = 0;
    CaseFolding m_folding = CaseFolding::None;
    const std::function<bool()> &m_isStopped;
    std::vector<int> m_registers;
    std::vector<Note> m_notes;
    int m_step = 0;
    int m_place = 0;
    std::int64_t m_stepsLeft = stepsBetweenAsking;
};

End PatternMatcher::matchAt(int begin)
{
    std::ranges::fill(m_registers, -1);
    m_notes.clear();
    m_step = 0;
    m_place = begin;
    while (true) {
        if (--m_stepsLeft <= 0) {
            if (m_isStopped())
                return End::Stopped;
            m_stepsLeft = stepsBetweenAsking;
        }
        if (m_notes.size() > noteLimit)
            return End::TooLarge;
        const PatternStep &step = m_program.steps[static_cast<std::size_t>(m_step)];
        if (step.kind == Step::Found)
            return End::Found;
        ++m_step;
        if (!take(step) && !goBack())
            return End::NotFound;
    }
}

bool PatternMatcher::take(const PatternStep &step)
{
    switch (step.kind) {
    case Step::Character:
    case Step::Set:
        return takeCharacter(step);
    case Step::Many:
        return takeMany(step);
    case Step::BackReference:
        return takeBackReference(step);
    case Step::TextBegin:
        return m_place == 0 || (m_program.flags.isMultiline && isLineEnd(m_text[m_place - 1].unicode()));
    case Step::TextEnd:
        return m_place == m_size || (m_program.flags.isMultiline && isLineEnd(m_text[m_place].unicode()));
    case Step::WordEdge:
        return isWordEdge() != step.isNegated;
    case Step::Keep:
        write(step.place, m_place);
        return true;
    case Step::Fork:
        m_notes.push_back({Note::Kind::Way, step.target, m_place, 0});
        return true;
    case Step::Jump:
        m_step = step.target;
        return true;
    case Step::LoopBegin:
        write(step.place, 0);
        return true;
    case Step::LoopTest:
        testLoop(step);
        return true;
    case Step::LoopTurn:
        turn(step);
        return true;
    case Step::LoopEnd:
        return endLoop(step);
    case Step::LookBegin:
        write(step.place, static_cast<int>(m_notes.size()) + 2);
        write(step.place + 1, m_place);
        m_notes.push_back({Note::Kind::Look, m_step - 1, m_place, 0});
        return true;
    case Step::LookEnd:
        return endLook(step);
    case Step::Found:
        break;
    }
    Q_UNREACHABLE();
    return false;
}

bool PatternMatcher::takeCharacter(const PatternStep &step)
{
    if (m_place >= m_size)
        return false;
    const bool isTaken = step.kind == Step::Set ? isInSet(step.place, m_place)
                                                : folded(characterAt(m_place), m_folding) == step.character;
    if (isTaken)
        m_place = afterCharacter(m_place);
    return isTaken;
}

bool PatternMatcher::takeMany(const PatternStep &step)
{
    const int wanted = step.isGreedy ? step.high : step.low;
    int count = 0;
    int shortest = m_place;
    for (; count < wanted && m_place < m_size && isInSet(step.place, m_place); ++count) {
        m_place = afterCharacter(m_place);
        if (count < step.low)
            shortest = m_place;
    }
    m_stepsLeft -= count;
    if (count < step.low)
        return false;
    if (!step.isGreedy && step.high > step.low)
        m_notes.push_back({Note::Kind::Longer, m_step - 1, m_place, count});
    else if (m_place > shortest)
        m_notes.push_back({Note::Kind::Shorter, m_step, shortest, m_place});
    return true;
}

bool PatternMatcher::takeBackReference(const PatternStep &step)
{
    const int begin = slot(2 * step.place);
    const int end = slot(2 * step.place + 1);
    if (begin < 0 || end < begin)
        return true; // What took no part matches the empty text.
    m_stepsLeft -= end - begin;
    int place = m_place;
    for (int kept = begin; kept < end; kept = afterCharacter(kept), place = afterCharacter(place)) {
        if (place >= m_size || folded(characterAt(kept), m_folding) != folded(characterAt(place), m_folding))
            return false;
    }
    m_place = place;
    return true;
}

bool PatternMatcher::isWordEdge() const
{
    const bool isBefore = m_place > 0 && isWordCharacter(m_text[m_place - 1].unicode());
    const bool isAfter = m_place < m_size && isWordCharacter(m_text[m_place].unicode());
    return isBefore != isAfter;
}

void PatternMatcher::testLoop(const PatternStep &step)
{
    const int turns = slot(step.place);
    if (turns < step.low)
        return;
    if (turns >= step.high) {
        m_step = step.target;
    } else if (step.isGreedy) {
        m_notes.push_back({Note::Kind::Way, step.target, m_place, 0});
    } else {
        m_notes.push_back({Note::Kind::Way, m_step, m_place, 0});
        m_step = step.target;
    }
}

/// ECMAScript 22.2.2.3.1, RepeatMatcher: the captures inside are forgotten at each turn.
void PatternMatcher::turn(const PatternStep &step)
{
    write(step.place + 1, m_place);
    for (int index = step.low; index < step.high; ++index) {
        if (slot(index) >= 0)
            write(index, -1);
    }
}

/// A turn that took nothing, beyond those that must be, leads nowhere: it would turn for ever.
bool PatternMatcher::endLoop(const PatternStep &step)
{
    const int turns = slot(step.place);
    if (turns >= step.low && slot(step.place + 1) == m_place)
        return false;
    write(step.place, turns + 1);
    m_step = step.target;
    return true;
}

bool PatternMatcher::endLook(const PatternStep &step)
{
    const auto begin = m_notes.begin() + slot(step.place);
    if (step.isNegated) {
        // Its own note is left out: all that was written is taken back, then the way ends.
        while (static_cast<int>(m_notes.size()) > slot(step.place) + 1) {
            if (m_notes.back().kind == Note::Kind::Register)
                slot(m_notes.back().index) = m_notes.back().first;
            m_notes.pop_back();
        }
        m_notes.pop_back();
        return false;
    }
    // It stands, whatever comes: no other way through it is tried, but what it wrote can be taken back.
    m_place = slot(step.place + 1);
    m_notes.erase(
        std::remove_if(begin, m_notes.end(), [](const Note &note) { return note.kind != Note::Kind::Register; }),
        m_notes.end());
    return true;
}

bool PatternMatcher::goBack()
{
    while (!m_notes.empty()) {
        const Note note = m_notes.back();
        m_notes.pop_back();
        if (follow(note))
            return true;
    }
    return false;
}

bool PatternMatcher::follow(const Note &note)
{
    --m_stepsLeft;
    switch (note.kind) {
    case Note::Kind::Way:
        m_step = note.index;
        m_place = note.first;
        return true;
    case Note::Kind::Register:
        slot(note.index) = note.first;
        return false;
    case Note::Kind::Shorter:
        m_step = note.index;
        m_place = beforeCharacter(note.second);
        if (m_place > note.first)
            m_notes.push_back({Note::Kind::Shorter, note.index, note.first, m_place});
        return true;
    case Note::Kind::Longer:
        return lengthen(note);
    case Note::Kind::Look: {
        const PatternStep &step = m_program.steps[static_cast<std::size_t>(note.index)];
        m_step = step.target;
        m_place = note.first;
        return step.isNegated;
    }
    }
    Q_UNREACHABLE();
    return false;
}

bool PatternMatcher::lengthen(const Note &note)
{
    const PatternStep &many = m_program.steps[static_cast<std::size_t>(note.index)];
    if (note.first >= m_size || !isInSet(many.place, note.first))
        return false;
    m_step = note.index + 1;
    m_place = afterCharacter(note.first);
    if (note.second + 1 < many.high)
        m_notes.push_back({Note::Kind::Longer, note.index, m_place, note.second + 1});
    return true;
}

} // namespace

Result<ScriptPattern> ScriptPattern::compile(QStringView source, PatternFlags flags)
{
    const Result<PatternTree> tree = parsePattern(source, flags.isUnicode);
    if (!tree)
        return tl::unexpected(tree.error());
    return ScriptPattern(compilePattern(*tree, flags));
}

qsizetype ScriptPattern::quickLength(QStringView source)
{
    const Result<PatternTree> tree = parsePattern(source, false);
    return tree ? quickLengthOf(*tree, source.size(), quickSteps) : -1;
}

PatternMatch ScriptPattern::search(QStringView text, qsizetype begin, bool isSticky,
                                   const std::function<bool()> &isStopped) const
{
    PatternMatcher matcher(m_program, text, isStopped);
    const int size = static_cast<int>(text.size());
    for (int place = static_cast<int>(begin); place <= size; place = matcher.afterCharacter(place)) {
        if (m_program.isAnchored && place > 0)
            break;
        PatternMatch match{matcher.matchAt(place)};
        if (match.end == End::Found)
            match.places = matcher.places();
        if (match.end != End::NotFound || isSticky)
            return match;
    }
    return {};
}

} // namespace framewright::expression
