// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/patternprogram.h"

#include <algorithm>
#include <cmath>

namespace framewright::expression {

using Kind = PatternNode::Kind;
using Step = PatternStep::Kind;

namespace {

[[nodiscard]] bool isOneCharacter(const PatternNode &node)
{
    return node.kind == Kind::Character || node.kind == Kind::Set;
}

/// Whether nothing but the text's begin can come first.
[[nodiscard]] bool beginsAtTextBegin(const PatternNode &node)
{
    switch (node.kind) {
    case Kind::TextBegin:
        return true;
    case Kind::Sequence:
        return !node.children.empty() && beginsAtTextBegin(node.children.front());
    case Kind::Group:
        return beginsAtTextBegin(node.children.front());
    case Kind::Choice:
        return std::ranges::all_of(node.children, beginsAtTextBegin);
    default:
        return false;
    }
}

class ProgramMaker final
{
public:
    ProgramMaker(const PatternTree &tree, PatternFlags flags)
    {
        m_program.flags = flags;
        m_program.captureCount = tree.captureCount;
        m_program.registerCount = 2 * tree.captureCount;
        m_program.isAnchored = !flags.isMultiline && beginsAtTextBegin(tree.root);
        keep(0);
        make(tree.root);
        keep(1);
        add(Step::Found);
    }

    [[nodiscard]] PatternProgram take() { return std::move(m_program); }

private:
    int add(Step kind)
    {
        m_program.steps.push_back({kind});
        return static_cast<int>(m_program.steps.size()) - 1;
    }
    [[nodiscard]] PatternStep &step(int index) { return m_program.steps[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int next() const { return static_cast<int>(m_program.steps.size()); }
    void keep(int place) { step(add(Step::Keep)).place = place; }
    [[nodiscard]] int addSet(CharacterSet set)
    {
        set.prepare(m_program.flags.folding());
        m_program.sets.push_back(std::move(set));
        return static_cast<int>(m_program.sets.size()) - 1;
    }

    void make(const PatternNode &node);
    void makeChoice(const PatternNode &node);
    void makeRepeat(const PatternNode &node);
    void makeMany(const PatternNode &node);
    void makeLook(const PatternNode &node);

    PatternProgram m_program;
};

void ProgramMaker::make(const PatternNode &node)
{
    switch (node.kind) {
    case Kind::Sequence:
        for (const PatternNode &child : node.children)
            make(child);
        break;
    case Kind::Choice:
        makeChoice(node);
        break;
    case Kind::Character:
        step(add(Step::Character)).character = folded(node.character, m_program.flags.folding());
        break;
    case Kind::Set: {
        const int set = addSet(node.set);
        step(add(Step::Set)).place = set;
        break;
    }
    case Kind::Group:
        if (node.capture > 0)
            keep(2 * node.capture);
        make(node.children.front());
        if (node.capture > 0)
            keep(2 * node.capture + 1);
        break;
    case Kind::BackReference:
        step(add(Step::BackReference)).place = node.capture;
        break;
    case Kind::Repeat:
        makeRepeat(node);
        break;
    case Kind::Look:
        makeLook(node);
        break;
    case Kind::TextBegin:
        add(Step::TextBegin);
        break;
    case Kind::TextEnd:
        add(Step::TextEnd);
        break;
    case Kind::WordEdge:
        step(add(Step::WordEdge)).isNegated = node.isNegated;
        break;
    }
}

void ProgramMaker::makeChoice(const PatternNode &node)
{
    std::vector<int> jumps;
    for (std::size_t index = 0; index + 1 < node.children.size(); ++index) {
        const int fork = add(Step::Fork);
        make(node.children[index]);
        jumps.push_back(add(Step::Jump));
        step(fork).target = next();
    }
    make(node.children.back());
    for (const int jump : jumps)
        step(jump).target = next();
}

void ProgramMaker::makeMany(const PatternNode &node)
{
    const PatternNode &one = node.children.front();
    CharacterSet set = one.set;
    if (one.kind == Kind::Character)
        set.add(one.character, one.character);
    const int place = addSet(std::move(set));
    PatternStep &many = step(add(Step::Many));
    many.place = place;
    many.low = node.low;
    many.high = node.high;
    many.isGreedy = node.isGreedy;
}

void ProgramMaker::makeRepeat(const PatternNode &node)
{
    if (isOneCharacter(node.children.front())) {
        makeMany(node);
        return;
    }
    const int place = m_program.registerCount;
    m_program.registerCount += 2;
    step(add(Step::LoopBegin)).place = place;
    const int test = add(Step::LoopTest);
    step(test).place = place;
    step(test).low = node.low;
    step(test).high = node.high;
    step(test).isGreedy = node.isGreedy;
    const int turn = add(Step::LoopTurn);
    step(turn).place = place;
    step(turn).low = 2 * node.firstCapture; // The registers that each turn begins anew.
    step(turn).high = 2 * node.endCapture;
    make(node.children.front());
    const int end = add(Step::LoopEnd);
    step(end).place = place;
    step(end).low = node.low;
    step(end).target = test;
    step(test).target = next();
}

void ProgramMaker::makeLook(const PatternNode &node)
{
    const int begin = add(Step::LookBegin);
    step(begin).place = m_program.registerCount;
    step(begin).isNegated = node.isNegated;
    m_program.registerCount += 2; // The notes there were, and the place.
    make(node.children.front());
    const int end = add(Step::LookEnd);
    step(end).place = step(begin).place;
    step(end).isNegated = node.isNegated;
    step(begin).target = next();
}

/// How many ways there are at most through a part of it, on a text of this length.
double waysThrough(const PatternNode &node, double length)
{
    double ways = 1;
    switch (node.kind) {
    case Kind::Sequence:
    case Kind::Group:
    case Kind::Look:
        for (const PatternNode &child : node.children)
            ways *= waysThrough(child, length);
        return ways;
    case Kind::Choice:
        ways = 0;
        for (const PatternNode &child : node.children)
            ways += waysThrough(child, length);
        return ways;
    case Kind::BackReference:
        return length + 1; // One way, but as long as what it refers to.
    case Kind::Repeat: {
        const double turns = std::min<double>(node.high, length) + 1;
        const double inner = isOneCharacter(node.children.front()) ? 1 : waysThrough(node.children.front(), length);
        return inner <= 1 ? turns : turns * std::pow(inner, turns);
    }
    default:
        return 1;
    }
}

} // namespace

PatternProgram compilePattern(const PatternTree &tree, PatternFlags flags)
{
    return ProgramMaker(tree, flags).take();
}

qsizetype quickLengthOf(const PatternTree &tree, qsizetype patternLength, double steps)
{
    const bool isAnchored = beginsAtTextBegin(tree.root);
    const auto isQuick = [&](qsizetype length) {
        const double ways = waysThrough(tree.root, static_cast<double>(length));
        const double tries = isAnchored ? static_cast<double>(length) + ways : (static_cast<double>(length) + 1) * ways;
        return tries * static_cast<double>(patternLength + 1) <= steps;
    };
    constexpr qsizetype longest = qsizetype{1} << 24;
    qsizetype quick = -1;
    for (qsizetype part = longest; part > 0; part /= 2) {
        if (quick + part <= longest && isQuick(quick + part))
            quick += part;
    }
    return quick;
}

} // namespace framewright::expression
