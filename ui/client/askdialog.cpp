// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/askdialog.h"

#include "ui/common/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace framewright::ui {

AskDialog::AskDialog(const QString &title, const QString &verb, QWidget *parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
    , m_problem(new QLabel(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(u"askCancel"_qs);
    m_accept = buttons->addButton(verb, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(u"askAccept"_qs);
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    m_problem->setObjectName(u"askProblem"_qs);
    m_problem->setWordWrap(true);
    m_form->setSpacing(measure::Small);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Medium);
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_problem->hide();
    setMinimumWidth(40 * fontMetrics().averageCharWidth());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void AskDialog::add(const QString &name, const QString &label, QWidget *field)
{
    field->setObjectName(name + u"Field"_qs);
    field->setAccessibleName(QString(label).remove(u'&'));
    m_form->addRow(label, field);
    m_fields.append(field);
}

void AskDialog::showEvent(QShowEvent *event)
{
    // The buttons were there before the fields, and come behind them.
    QList<QWidget *> stops = m_fields;
    stops.append({m_accept, m_cancel});
    for (qsizetype stop = 1; stop < stops.size(); ++stop)
        setTabOrder(stops.at(stop - 1), stops.at(stop));
    if (!m_fields.isEmpty())
        m_fields.constFirst()->setFocus();
    QDialog::showEvent(event);
}

void AskDialog::addText(const QString &name, const QString &label, const QString &text, bool needed)
{
    auto *field = new QLineEdit(text, this);
    add(name, label, field);
    if (needed)
        m_needed.append(name);
    connect(field, &QLineEdit::textChanged, this, &AskDialog::validate);
    validate();
}

void AskDialog::addPassphrase(const QString &name, const QString &label)
{
    addText(name, label, {}, true);
    auto *field = findChild<QLineEdit *>(name + u"Field"_qs);
    field->setEchoMode(QLineEdit::Password);
}

void AskDialog::addHint(const QString &text)
{
    auto *hint = new QLabel(text, this);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    m_form->addRow(hint);
}

void AskDialog::addChoice(const QString &name, const QString &label, const QStringList &offered)
{
    auto *field = new QComboBox(this);
    field->setEditable(true);
    field->setAccessibleDescription(QString(label).remove(u'&'));
    field->addItem({});
    field->addItems(offered);
    add(name, label, field);
}

void AskDialog::addNumber(const QString &name, const QString &label, int number, std::pair<int, int> range,
                          const QString &unit)
{
    auto *field = new QSpinBox(this);
    field->setRange(range.first, range.second);
    field->setValue(number);
    field->setSuffix(unit);
    field->setGroupSeparatorShown(true);
    add(name, label, field);
}

void AskDialog::setCheck(std::function<QString()> check)
{
    m_check = std::move(check);
    validate();
}

QString AskDialog::text(const QString &name) const
{
    if (const auto *line = findChild<QLineEdit *>(name + u"Field"_qs))
        return line->text();
    const auto *choice = findChild<QComboBox *>(name + u"Field"_qs);
    return choice == nullptr ? QString() : choice->currentText();
}

int AskDialog::number(const QString &name) const
{
    const auto *field = findChild<QSpinBox *>(name + u"Field"_qs);
    return field == nullptr ? 0 : field->value();
}

void AskDialog::validate()
{
    const QString problem = m_check ? m_check() : QString();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const bool complete = std::all_of(m_needed.cbegin(), m_needed.cend(),
                                      [this](const QString &name) { return !text(name).trimmed().isEmpty(); });
    m_accept->setEnabled(complete && problem.isEmpty());
}

} // namespace framewright::ui
