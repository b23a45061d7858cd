// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/field.h"

#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/stepfields.h"
#include "ui/rules/templatejson.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

QHBoxLayout *rowOf(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::Small);
    return row;
}

/// The word before a field, which is its buddy.
void addWord(QHBoxLayout *row, const FormContext &context, const char *word, QWidget *buddy)
{
    if (*word == '\0')
        return;
    auto *label = new QLabel(languageText(word), row->parentWidget());
    label->setBuddy(buddy);
    context.theme.tint(label, Token::Muted);
    row->addWidget(label);
}

/// Text, number, expression and typed value: one line.
class LineField final : public Field
{
public:
    LineField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
              QWidget *parent)
        : Field(context, entry, place, parent)
        , m_original(value)
        , m_edit(makeLine(languageOf(entry.kind), show(value)))
    {
        QHBoxLayout *row = rowOf(this);
        addWord(row, context, entry.label, m_edit);
        row->addWidget(m_edit);
        if (entry.kind == FieldKind::Number)
            m_edit->setLetters(5, 30);
    }

    [[nodiscard]] Value value() const override
    {
        const QString text = m_edit->code();
        if (text == show(m_original))
            return m_original;
        switch (entry().kind) {
        case FieldKind::Number:
            if (Value number = valueOfLine(text.trimmed()); number.isNumber())
                return number;
            return Value::text(text.trimmed());
        case FieldKind::Value:
            return valueOfLine(text);
        default:
            return Value::text(text);
        }
    }

    void setProblem(const QString &problem) override { m_edit->setProblem(problem); }

private:
    [[nodiscard]] static CodeLanguage languageOf(FieldKind kind)
    {
        if (kind == FieldKind::Expression)
            return CodeLanguage::Expression;
        return kind == FieldKind::Value ? CodeLanguage::Json : CodeLanguage::Template;
    }

    [[nodiscard]] QString show(const Value &value) const
    {
        if (entry().kind == FieldKind::Value)
            return lineOfValue(value);
        return value.toString();
    }

    const Value m_original;
    CodeEdit *m_edit;
};

/// What is not written is the first of the words.
class ChoiceField final : public Field
{
public:
    ChoiceField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                QWidget *parent)
        : Field(context, entry, place, parent)
        , m_combo(new WordCombo(context.theme, entry.words, place, name(), this))
        , m_isWritten(!value.isUndefined())
    {
        QHBoxLayout *row = rowOf(this);
        addWord(row, context, entry.label, m_combo);
        row->addWidget(m_combo);
        if (m_isWritten)
            m_combo->setWord(value.toString());
        connect(m_combo, &QComboBox::currentIndexChanged, this, [this] {
            noteEdit();
            this->context().host.noteSettled();
        });
    }

    [[nodiscard]] Value value() const override
    {
        return m_isWritten || m_combo->currentIndex() > 0 ? Value::text(m_combo->word()) : Value();
    }

    void setProblem(const QString &problem) override { m_combo->setProblem(problem); }

private:
    WordCombo *m_combo;
    const bool m_isWritten;
};

class FlagField final : public Field
{
public:
    FlagField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
              QWidget *parent)
        : Field(context, entry, place, parent)
        , m_box(new QCheckBox(name(), this))
        , m_isWritten(!value.isUndefined())
    {
        rowOf(this)->addWidget(m_box);
        m_box->setObjectName(place);
        m_box->setAccessibleName(name());
        m_box->setChecked(value.toBoolean());
        connect(m_box, &QCheckBox::toggled, this, [this] {
            noteEdit();
            this->context().host.noteSettled();
        });
    }

    [[nodiscard]] Value value() const override
    {
        return m_box->isChecked() || m_isWritten ? Value::boolean(m_box->isChecked()) : Value();
    }

private:
    QCheckBox *m_box;
    bool m_isWritten;
};

/// Several lines: JSON, or a script. JSON that is wrong is not taken; the field says so.
class LinesField final : public Field
{
public:
    LinesField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
               QWidget *parent)
        : Field(context, entry, place, parent)
        , m_value(value)
        , m_isScript(entry.kind == FieldKind::Script)
        , m_edit(makeLines(m_isScript ? CodeLanguage::Expression : CodeLanguage::Json,
                           m_isScript ? value.toString() : writeTemplateJson(value, value::JsonStyle::Fitted)))
    {
        addWord(rowOf(this), context, entry.label, m_edit);
        connect(m_edit, &CodeEdit::edited, this, [this] { take(); });
    }

    [[nodiscard]] Value value() const override { return m_value; }
    [[nodiscard]] QWidget *below() override { return m_edit; }
    void setProblem(const QString &problem) override { m_edit->setProblem(m_mistake.isEmpty() ? problem : m_mistake); }
    [[nodiscard]] QString mistake() const override { return m_mistake; }

private:
    void take()
    {
        if (m_isScript) {
            m_value = Value::text(m_edit->code());
            return;
        }
        Result<Value> read = readTemplateJson(m_edit->code());
        m_mistake = read ? QString() : tr("This is not JSON: %1").arg(read.error().text());
        if (read)
            m_value = std::move(*read);
        setProblem({});
    }

    Value m_value;
    const bool m_isScript;
    QString m_mistake;
    CodeEdit *m_edit;
};

/// Whether a field of this kind can show the value, so that editing loses nothing.
bool fits(FieldKind kind, const Value &value)
{
    const bool isMissing = value.isUndefined();
    switch (kind) {
    case FieldKind::Text:
    case FieldKind::Expression:
    case FieldKind::Script:
    case FieldKind::Choice:
    case FieldKind::Audience:
        return isMissing || value.isText();
    case FieldKind::Number:
        return isMissing || value.isNumber() || value.isText();
    case FieldKind::Flag:
        return isMissing || value.isBoolean();
    case FieldKind::Span:
    case FieldKind::Pieces:
        return fitsPair(kind, value);
    case FieldKind::Assignments:
        return value.isObject();
    case FieldKind::Steps:
        return isMissing || value.isList();
    case FieldKind::Alternatives:
        return value.isList() && std::ranges::all_of(value.items(), [](const Value &item) { return item.isList(); });
    case FieldKind::Value:
    case FieldKind::Json:
    case FieldKind::Content:
        return true;
    }
    return false;
}

} // namespace

Field *makeField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                 QWidget *parent)
{
    FieldEntry fitting = entry;
    if (!fits(entry.kind, value)) {
        fitting.kind = FieldKind::Json;
        if (*fitting.label == '\0')
            fitting.label = fitting.name;
    }
    switch (fitting.kind) {
    case FieldKind::Text:
    case FieldKind::Number:
    case FieldKind::Expression:
    case FieldKind::Value:
        return new LineField(context, fitting, place, value, parent);
    case FieldKind::Json:
    case FieldKind::Script:
        return new LinesField(context, fitting, place, value, parent);
    case FieldKind::Choice:
        return new ChoiceField(context, fitting, place, value, parent);
    case FieldKind::Flag:
        return new FlagField(context, fitting, place, value, parent);
    case FieldKind::Span:
    case FieldKind::Pieces:
        return makePairField(context, fitting, place, value, parent);
    case FieldKind::Content:
        return makeContentField(context, fitting, place, value, parent);
    case FieldKind::Audience:
        return makeAudienceField(context, fitting, place, value, parent);
    case FieldKind::Assignments:
        return makeAssignmentsField(context, fitting, place, value, parent);
    case FieldKind::Steps:
    case FieldKind::Alternatives:
        return makeStepsField(context, fitting, place, value, parent);
    }
    Q_UNREACHABLE();
    return nullptr;
}

} // namespace framewright::ui
