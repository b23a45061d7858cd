// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/stepfields.h"
#include "ui/rules/templatejson.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// How a pair of numbers is written in the file and read in the sentence: "[20] to [80] ms".
struct PairWords
{
    const char *first;
    const char *second;
    const char *between;
    const char *behind;
    const char *otherwise; ///< What it means that the second one is empty.
    const char *secondName;
};

const PairWords &wordsOf(FieldKind kind)
{
    static constexpr PairWords span{"min",
                                    "max",
                                    QT_TRANSLATE_NOOP("rules", "to"),
                                    QT_TRANSLATE_NOOP("rules", "ms"),
                                    QT_TRANSLATE_NOOP("rules", "the same"),
                                    QT_TRANSLATE_NOOP("rules", "At most, in milliseconds")};
    static constexpr PairWords pieces{"size",
                                      "gap",
                                      QT_TRANSLATE_NOOP("rules", "bytes,"),
                                      QT_TRANSLATE_NOOP("rules", "ms apart"),
                                      "0",
                                      QT_TRANSLATE_NOOP("rules", "Between two fragments, in milliseconds")};
    return kind == FieldKind::Pieces ? pieces : span;
}

/// A number, or an object of two.
class PairField final : public Field
{
public:
    PairField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
              QWidget *parent)
        : Field(context, entry, place, parent)
        , m_words(wordsOf(entry.kind))
        , m_original(value)
        , m_first(makeLine(CodeLanguage::Template, (value.isObject() ? value[key(m_words.first)] : value).toString()))
        , m_second(makeLine(CodeLanguage::Template, value[key(m_words.second)].toString(),
                            u'/' % QString::fromLatin1(m_words.second)))
        , m_originalFirst(m_first->code())
        , m_originalSecond(m_second->code())
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::Small);
        m_second->setAccessibleName(languageText(m_words.secondName));
        m_second->setPlaceholderText(languageText(m_words.otherwise));
        addWord(row, entry.label, m_first);
        row->addWidget(m_first);
        addWord(row, m_words.between, m_second);
        row->addWidget(m_second);
        addWord(row, m_words.behind, m_second);
        for (CodeEdit *edit : {m_first, m_second})
            edit->setLetters(5, 30);
    }

    [[nodiscard]] Value value() const override
    {
        if (m_first->code() == m_originalFirst && m_second->code() == m_originalSecond)
            return m_original;
        if (m_second->code().trimmed().isEmpty())
            return numberIn(m_first);
        Value pair = m_original.isObject() ? m_original : Value::object();
        pair.set(key(m_words.first), numberIn(m_first));
        pair.set(key(m_words.second), numberIn(m_second));
        return pair;
    }

    void setProblem(const QString &problem) override
    {
        m_first->setProblem(problem);
        m_second->setProblem(m_second->code().isEmpty() ? QString() : problem);
    }

private:
    [[nodiscard]] static QByteArrayView key(const char *name) { return {name}; }
    [[nodiscard]] static Value numberIn(const CodeEdit *edit)
    {
        const QString text = edit->code().trimmed();
        const Value value = valueOfLine(text);
        return value.isNumber() ? value : Value::text(text);
    }
    void addWord(QHBoxLayout *row, const char *word, QWidget *buddy)
    {
        if (*word == '\0')
            return;
        auto *label = new QLabel(languageText(word), this);
        label->setBuddy(buddy);
        context().theme.tint(label, Token::Muted);
        row->addWidget(label);
    }

    const PairWords &m_words;
    const Value m_original;
    CodeEdit *m_first;
    CodeEdit *m_second;
    const QString m_originalFirst;
    const QString m_originalSecond;
};

} // namespace

bool fitsPair(FieldKind kind, const Value &value)
{
    const PairWords &words = wordsOf(kind);
    return value.isNumber() || value.isText() ||
           (value.isObject() && std::ranges::all_of(value.members(), [&words](const Value::Member &member) {
                return member.key() == QByteArrayView(words.first) || member.key() == QByteArrayView(words.second);
            }));
}

Field *makePairField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                     QWidget *parent)
{
    return new PairField(context, entry, place, value, parent);
}

} // namespace framewright::ui
