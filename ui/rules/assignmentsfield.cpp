// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/stepfields.h"
#include "ui/rules/templatejson.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// "[conn.name] = [value]" for each variable of a `set`.
class AssignmentsField final : public Field
{
public:
    AssignmentsField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                     QWidget *parent)
        : Field(context, entry, place, parent)
        , m_original(value)
        , m_lines(new QVBoxLayout(this))
    {
        m_lines->setContentsMargins(0, 0, 0, 0);
        m_lines->setSpacing(measure::Hair);
        for (const Value::Member &member : value.members())
            addLine(member.name.toString(), member.value);
        m_add = new QToolButton(this);
        m_add->setObjectName(place + u"/add"_qs);
        m_add->setAccessibleName(tr("Set another variable"));
        m_add->setText(tr("Add variable"));
        m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_add->setIcon(themedIcon(context.theme, u"add"_qs));
        m_add->setAutoRaise(true);
        m_add->setFocusPolicy(Qt::StrongFocus);
        connect(m_add, &QToolButton::clicked, this, [this] {
            addLine({}, Value::text(""));
            m_all.constLast().row->show();
            putTabsBehind(m_add->previousInFocusChain(), m_all.constLast().row);
            m_all.constLast().path->setFocus();
        });
        // At the end of the last line there would be no place of its own for it.
        m_lines->addWidget(m_add, 0, Qt::AlignLeft);
    }

    [[nodiscard]] Value value() const override
    {
        const bool isUntouched =
            m_all.size() == m_original.size() && std::ranges::all_of(m_all, [](const Line &line) {
                return line.path->code() == line.originalPath && line.value->code() == lineOfValue(line.original);
            });
        if (isUntouched)
            return m_original;
        Value assignments = Value::object();
        for (const Line &line : m_all) {
            const QString text = line.value->code();
            const bool isSame = text == lineOfValue(line.original);
            if (!line.path->code().trimmed().isEmpty())
                assignments.set(line.path->code().trimmed().toUtf8(), isSame ? line.original : valueOfLine(text));
        }
        return assignments;
    }

    void setProblem(const QString &problem) override
    {
        for (const Line &line : std::as_const(m_all))
            line.value->setProblem(problem);
    }

    void setProblemAt(const QStringList &inside, const QString &problem) override
    {
        const auto found = std::ranges::find_if(
            m_all, [&inside](const Line &line) { return line.path->code().trimmed() == inside.value(0); });
        if (found == m_all.end())
            setProblem(problem);
        else
            found->value->setProblem(problem);
    }

private:
    struct Line
    {
        QWidget *row;
        CodeEdit *path;
        CodeEdit *value;
        QString originalPath;
        Value original;
    };

    void addLine(const QString &path, const Value &value)
    {
        const QString suffix = u'/' + QString::number(m_all.size());
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(measure::Small);
        CodeEdit *pathEdit = makeLine(CodeLanguage::Template, path, suffix + u"/path"_qs);
        pathEdit->setAccessibleName(tr("Variable"));
        pathEdit->setPlaceholderText(u"conn.name"_qs);
        CodeEdit *valueEdit = makeLine(CodeLanguage::Json, lineOfValue(value), suffix + u"/value"_qs);
        valueEdit->setAccessibleName(tr("Its value"));
        auto *sign = new QLabel(tr("to"), row);
        context().theme.tint(sign, Token::Muted);
        auto *remove = new QToolButton(row);
        remove->setObjectName(place() + suffix + u"/remove"_qs);
        remove->setAccessibleName(tr("Remove this variable"));
        remove->setToolTip(tr("Remove this variable"));
        remove->setIcon(themedIcon(context().theme, u"cross"_qs));
        remove->setAutoRaise(true);
        remove->setFocusPolicy(Qt::TabFocus);
        connect(remove, &QToolButton::clicked, this, [this, row] { removeLine(row); });
        layout->addWidget(pathEdit);
        layout->addWidget(sign);
        layout->addWidget(valueEdit);
        layout->addWidget(remove);
        layout->addStretch(1);
        m_lines->insertWidget(static_cast<int>(m_all.size()), row);
        m_all.append({row, pathEdit, valueEdit, path, value});
    }

    void removeLine(QWidget *row)
    {
        m_all.removeIf([row](const Line &line) { return line.row == row; });
        row->hide();
        row->deleteLater(); // Its own button asks for it.
        noteEdit();
        context().host.noteSettled();
    }

    const Value m_original;
    QVBoxLayout *m_lines;
    QToolButton *m_add = nullptr;
    QList<Line> m_all;
};

} // namespace

Field *makeAssignmentsField(const FormContext &context, const FieldEntry &entry, const QString &place,
                            const Value &value, QWidget *parent)
{
    return new AssignmentsField(context, entry, place, value, parent);
}

} // namespace framewright::ui
