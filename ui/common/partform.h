// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/jsonfield.h"
#include "ui/common/workspaceeditor.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <functional>
#include <utility>
#include <vector>

namespace framewright::ui {

/// The fields of a form about one server or one route. Each shows what the document has and makes its edits through
/// the editor; typing in one field is one step, named by the field's objectName. It keeps no state of its own.
template <class Part>
class PartForm final
{
public:
    using Change = std::function<void(Part &)>;
    using Edit = std::function<void(const EditStep &step, const Change &change)>;

    PartForm(WorkspaceEditor &editor, Edit edit)
        : m_editor(editor)
        , m_edit(std::move(edit))
    {
    }
    Q_DISABLE_COPY_MOVE(PartForm)

    void show(const Part &part)
    {
        m_isShowing = true;
        for (const auto &each : m_shows)
            each(part);
        m_isShowing = false;
    }
    /// For what a form shows beside its fields.
    void whenShown(std::function<void(const Part &)> show) { m_shows.push_back(std::move(show)); }
    /// An edit that is no typing.
    void edit(const QString &step, const Change &change)
    {
        if (!m_isShowing)
            m_edit({step}, change);
    }

    template <class Get, class Set>
    void bind(QLineEdit *field, const QString &step, Get get, Set set)
    {
        m_shows.push_back([field, get](const Part &part) {
            if (const QString text = get(part); field->text() != text)
                field->setText(text);
        });
        QObject::connect(field, &QLineEdit::textEdited, field, [this, field, step, set](const QString &text) {
            type(step, field, [&](Part &part) { set(part, text); });
        });
        QObject::connect(field, &QLineEdit::editingFinished, field, [this] { m_editor.endTyping(); });
    }

    template <class Get, class Set>
    void bind(QSpinBox *field, const QString &step, Get get, Set set)
    {
        m_shows.push_back([field, get](const Part &part) { field->setValue(int(get(part))); });
        QObject::connect(field, &QSpinBox::valueChanged, field, [this, field, step, set](int number) {
            type(step, field, [&](Part &part) { set(part, number); });
        });
        QObject::connect(field, &QSpinBox::editingFinished, field, [this] { m_editor.endTyping(); });
    }

    template <class Get, class Set>
    void bind(QCheckBox *field, const QString &step, Get get, Set set)
    {
        m_shows.push_back([field, get](const Part &part) { field->setChecked(get(part)); });
        QObject::connect(field, &QCheckBox::toggled, field,
                         [this, step, set](bool on) { edit(step, [&](Part &part) { set(part, on); }); });
    }

    /// By the data of its entries; an editable one by its text.
    template <class Get, class Set>
    void bind(QComboBox *field, const QString &step, Get get, Set set)
    {
        m_shows.push_back([field, get](const Part &part) {
            const QString value = get(part);
            if (field->isEditable()) {
                if (field->currentText() != value)
                    field->setEditText(value);
                return;
            }
            if (field->findData(value) < 0)
                field->addItem(value, value);
            field->setCurrentIndex(field->findData(value));
        });
        if (field->isEditable()) {
            QObject::connect(field, &QComboBox::editTextChanged, field, [this, field, step, set](const QString &text) {
                type(step, field, [&](Part &part) { set(part, text); });
            });
            QObject::connect(field->lineEdit(), &QLineEdit::editingFinished, field, [this] { m_editor.endTyping(); });
            return;
        }
        QObject::connect(field, &QComboBox::currentIndexChanged, field, [this, field, step, set](int index) {
            const QString value = field->itemData(index).toString();
            edit(step, [&](Part &part) { set(part, value); });
        });
    }

    template <class Get, class Set>
    void bind(JsonField *field, const QString &step, Get get, Set set)
    {
        m_shows.push_back([field, get](const Part &part) { field->setValue(get(part)); });
        QObject::connect(field, &JsonField::edited, field, [this, field, step, set](const value::Value &value) {
            type(step, field->editor(), [&](Part &part) { set(part, value); });
        });
        QObject::connect(field, &JsonField::left, field, [this] { m_editor.endTyping(); });
    }

private:
    void type(const QString &step, const QObject *field, const Change &change)
    {
        if (!m_isShowing)
            m_edit({step, field->objectName()}, change);
    }

    WorkspaceEditor &m_editor;
    Edit m_edit;
    std::vector<std::function<void(const Part &)>> m_shows;
    bool m_isShowing = false;
};

} // namespace framewright::ui
