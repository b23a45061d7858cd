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

bool isForm(QByteArrayView key)
{
    return std::ranges::any_of(contentForms(), [key](const WordEntry &form) {
        return *form.word != '\0' && key == QByteArrayView(form.word);
    });
}

/// The form that a value is written in: "" for an object or list as it is.
QString formOf(const Value &value)
{
    if (value.isText())
        return u"text"_qs;
    if (value.isObject() && value.size() == 1 && isForm(value.members().front().key()))
        return value.members().front().name.toString();
    return {};
}

bool isJsonForm(const QString &form)
{
    return form.isEmpty() || form == QLatin1StringView("json") || form == QLatin1StringView("batch");
}

class ContentField final : public Field
{
public:
    ContentField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                 QWidget *parent)
        : Field(context, entry, place, parent)
        , m_value(value)
        , m_form(new WordCombo(context.theme, contentForms(), place + u"/form"_qs, tr("Form of the message"), this))
        , m_edit(makeLines(CodeLanguage::Json, {}))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(m_form);
        m_form->setWord(formOf(value));
        show();
        connect(m_form, &QComboBox::currentIndexChanged, this, &ContentField::changeForm);
        // Who has chosen what it is goes on with what it says.
        connect(m_form, &QComboBox::activated, this, [this] {
            if (m_edit->isHidden())
                return;
            m_edit->setFocus(Qt::OtherFocusReason);
            m_edit->selectAll();
        });
        connect(m_edit, &CodeEdit::edited, this, &ContentField::take);
    }

    [[nodiscard]] Value value() const override { return m_value; }
    [[nodiscard]] QWidget *below() override { return m_edit; }
    void setProblem(const QString &problem) override { m_edit->setProblem(m_mistake.isEmpty() ? problem : m_mistake); }
    [[nodiscard]] QString mistake() const override { return m_mistake; }

private:
    /// What stands inside of the form.
    [[nodiscard]] Value inside() const
    {
        const QByteArray form = formOf(m_value).toUtf8();
        return m_value.isObject() && !form.isEmpty() ? m_value[form] : m_value;
    }

    void show()
    {
        const QString form = m_form->word();
        m_edit->setVisible(form != QLatin1StringView("same"));
        m_edit->setLanguage(isJsonForm(form)                    ? CodeLanguage::Json
                            : form == QLatin1StringView("file") ? CodeLanguage::Plain
                                                                : CodeLanguage::Template);
        m_edit->setPlaceholderText(form == QLatin1StringView("hex") || form == QLatin1StringView("raw") ? tr("01 ff")
                                   : form == QLatin1StringView("file")                                  ? tr("a.bin")
                                                                                                        : QString());
        const Value content = inside();
        m_edit->setCode(isJsonForm(form) ? writeTemplateJson(content, value::JsonStyle::Fitted) : content.toString());
    }

    void changeForm()
    {
        const QString form = m_form->word();
        Value content = inside();
        if (form == QLatin1StringView("same"))
            content = Value::boolean(true);
        else if (isJsonForm(form) && !content.isObject() && !content.isList())
            content = form == QLatin1StringView("batch") ? Value::list() : objectOf(content);
        else if (!isJsonForm(form) && !content.isText())
            content = Value::text(content.isObject() || content.isList() ? writeTemplateJson(content) : QString());
        m_value = wrapped(form, content);
        m_mistake.clear();
        show();
        context().host.noteEdit(place(), m_form->accessibleName());
        context().host.noteSettled();
    }

    /// What was a text may be JSON all the same.
    [[nodiscard]] static Value objectOf(const Value &content)
    {
        const Result<Value> read = content.isText() ? readTemplateJson(content.toString()) : Value();
        return read && (read->isObject() || read->isList()) ? *read : Value::object();
    }

    [[nodiscard]] Value wrapped(const QString &form, const Value &content) const
    {
        // As short as it goes: a text is itself, an object too, unless it would be taken for a form.
        const bool wasWrapped = m_value.isObject() && formOf(m_value) == form && !form.isEmpty();
        if (form == QLatin1StringView("text") && !wasWrapped)
            return content;
        const bool isBare = (content.isObject() || content.isList()) && formOf(content).isEmpty();
        if (form.isEmpty())
            return isBare ? content : Value::object({{"json", content}});
        return Value::object({{form.toUtf8(), content}});
    }

    void take()
    {
        const QString form = m_form->word();
        m_mistake.clear();
        if (!isJsonForm(form)) {
            m_value = wrapped(form, Value::text(m_edit->code()));
        } else if (Result<Value> read = readTemplateJson(m_edit->code())) {
            m_value = wrapped(form, *read);
        } else {
            m_mistake = tr("This is not JSON yet: %1").arg(read.error().text());
        }
        setProblem({});
    }

    Value m_value;
    QString m_mistake;
    WordCombo *m_form;
    CodeEdit *m_edit;
};

/// To whom: a word, and a name where the word wants one.
class AudienceField final : public Field
{
public:
    AudienceField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                  QWidget *parent)
        : Field(context, entry, place, parent)
        , m_original(value)
        , m_word(new WordCombo(context.theme, audiences(), place, name(), this))
        , m_name(makeLine(CodeLanguage::Template, {}, u"/name"_qs))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::Small);
        auto *label = new QLabel(languageText(entry.label), this);
        label->setBuddy(m_word);
        context.theme.tint(label, Token::Muted);
        row->addWidget(label);
        row->addWidget(m_word);
        row->addWidget(m_name);
        m_name->setAccessibleName(tr("Room or connection"));
        show(value);
        connect(m_word, &QComboBox::currentIndexChanged, this, [this] {
            m_name->setVisible(wantsName());
            noteEdit();
            this->context().host.noteSettled();
        });
    }

    [[nodiscard]] Value value() const override
    {
        const QString word = m_word->word();
        const QString text = wantsName() ? QString(word % m_name->code()) : word;
        const bool isDefault = m_original.isUndefined() && text == QLatin1StringView("self");
        return isDefault ? Value() : Value::text(text);
    }

    void setProblem(const QString &problem) override
    {
        m_name->setProblem(problem);
        m_word->setProblem(wantsName() ? QString() : problem);
    }

private:
    [[nodiscard]] bool wantsName() const
    {
        const QString word = m_word->word();
        return word.isEmpty() || word.endsWith(u':');
    }

    void show(const Value &value)
    {
        const QString text = value.isUndefined() ? u"self"_qs : value.toString();
        QString word;
        for (const WordEntry &entry : audiences()) {
            const QString candidate = QString::fromLatin1(entry.word);
            if (text == candidate || (candidate.endsWith(u':') && text.startsWith(candidate)))
                word = candidate;
        }
        m_word->setWord(word);
        m_name->setCode(text.mid(word.endsWith(u':') || word.isEmpty() ? word.size() : text.size()));
        m_name->setVisible(wantsName());
    }

    const Value m_original;
    WordCombo *m_word;
    CodeEdit *m_name;
};

} // namespace

Field *makeContentField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                        QWidget *parent)
{
    return new ContentField(context, entry, place, value, parent);
}

Field *makeAudienceField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                         QWidget *parent)
{
    return new AudienceField(context, entry, place, value, parent);
}

} // namespace framewright::ui
