// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"
#include "ui/rules/language.h"

#include <QComboBox>
#include <QWidget>

namespace framewright::ui {

class CodeEdit;
class Completion;
class Theme;
enum class CodeLanguage : std::uint8_t;

/// What the parts of a form ask of the whole. Places are paths in the rule, "do/0/then/2/to": parts are named by
/// them, and a part that is added or removed makes all of them anew.
class FormHost
{
public:
    virtual ~FormHost() = default;

    /// Something was typed or chosen at this place.
    virtual void noteEdit(const QString &place, const QString &name) = 0;
    /// What was typed is meant: nothing more is waited for.
    virtual void noteSettled() = 0;

    virtual void insertStep(const QString &place, const value::Value &action) = 0;
    virtual void replaceStep(const QString &place, const value::Value &action) = 0;
    virtual void removeStep(const QString &place) = 0;
    virtual void moveStep(const QString &from, const QString &to) = 0;
    /// Adds an empty list of steps to a `choose`, or takes one away.
    virtual void addAlternative(const QString &place) = 0;
    virtual void removeAlternative(const QString &place) = 0;
};

struct FormContext
{
    const Theme &theme;
    const Completion &completion;
    FormHost &host;
};

/// One value of a rule in a sentence of controls: the widget itself stands in the line, below() under it.
class Field : public QWidget
{
    Q_OBJECT
public:
    Field(const FormContext &context, const FieldEntry &entry, const QString &place, QWidget *parent);

    /// Undefined: the key is not written.
    [[nodiscard]] virtual value::Value value() const = 0;
    /// nullptr: there is nothing more.
    [[nodiscard]] virtual QWidget *below() { return nullptr; }
    virtual void setProblem(const QString &problem) { setToolTip(problem); }
    /// At a part of the value: `inside` leads there from the field's own place.
    virtual void setProblemAt(const QStringList &inside, const QString &problem)
    {
        Q_UNUSED(inside)
        setProblem(problem);
    }

    /// Why what is typed is not taken; empty: it is.
    [[nodiscard]] virtual QString mistake() const { return {}; }

    [[nodiscard]] const QString &place() const { return m_place; }
    [[nodiscard]] const FieldEntry &entry() const { return m_entry; }

protected:
    [[nodiscard]] const FormContext &context() const { return m_context; }
    [[nodiscard]] QString name() const { return languageText(m_entry.name); }
    /// A line of this field, named by its place.
    [[nodiscard]] CodeEdit *makeLine(CodeLanguage language, const QString &code, const QString &placeSuffix = {});
    [[nodiscard]] CodeEdit *makeLines(CodeLanguage language, const QString &code);
    void connectEdit(CodeEdit *edit);
    void noteEdit() { m_context.host.noteEdit(m_place, name()); }

private:
    const FormContext m_context;
    const FieldEntry m_entry;
    const QString m_place;
};

/// Offers the names that expressions see, each with its value.
void offerNames(CodeEdit *edit, const Completion &completion);

/// Puts the fields of a part that was made just now behind `last` in the order of tabs.
void putTabsBehind(QWidget *last, const QWidget *made);

/// A combo box in a sentence: as wide as its word, not as the longest one. The wheel goes past it: a form is scrolled,
/// not changed. Letters and arrows open its list; only what is chosen there counts, as each word that is passed by
/// would hold from the next message on.
class WordCombo final : public QComboBox
{
    Q_OBJECT
public:
    WordCombo(const Theme &theme, const std::vector<WordEntry> &words, const QString &place, const QString &name,
              QWidget *parent);

    /// A word that is not in the list is added to it.
    void setWord(const QString &word);
    [[nodiscard]] QString word() const { return currentData().toString(); }
    /// Empty: there is none.
    void setProblem(const QString &problem);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    void showPopup() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    const Theme &m_theme;
    QString m_problem;
};

/// The field of an entry for this value; one for JSON where the value has another shape than the entry's kind.
[[nodiscard]] Field *makeField(const FormContext &context, const FieldEntry &entry, const QString &place,
                               const value::Value &value, QWidget *parent);

} // namespace framewright::ui
