// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/closedialog.h"

#include "ui/common/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace framewright::ui {

namespace {

/// RFC 6455 section 5.5: a control frame carries 125 bytes, two of them the code.
constexpr qsizetype reasonBytes = 123;

} // namespace

CloseDialog::CloseDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_code(new QComboBox(this))
    , m_reason(new QLineEdit(this))
    , m_meaning(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
{
    setObjectName(u"closeDialog"_qs);
    setWindowTitle(tr("Close the connection"));
    buildForm();
    connect(m_code, &QComboBox::editTextChanged, this, &CloseDialog::validate);
    connect(m_reason, &QLineEdit::textChanged, this, &CloseDialog::validate);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    validate();
    m_code->lineEdit()->selectAll(); // What is typed first takes its place.
}

void CloseDialog::buildForm()
{
    m_code->setObjectName(u"closeCode"_qs);
    m_code->setAccessibleName(tr("Close code"));
    m_code->setAccessibleDescription(tr("Close code"));
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4000})
        m_code->addItem(QString::number(code) % u"  " % protocol::closeCodeName(protocol::CloseCode(code)));
    m_code->addItem(tr("none"));
    m_reason->setObjectName(u"closeReason"_qs);
    m_reason->setAccessibleName(tr("Close reason"));
    m_reason->setPlaceholderText(tr("none"));
    m_meaning->setObjectName(u"closeMeaning"_qs);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumHeight(3 * fontMetrics().height());
    m_meaning->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    QPushButton *close = m_buttons->addButton(tr("C&lose connection"), QDialogButtonBox::AcceptRole);
    close->setObjectName(u"closeAccept"_qs);
    close->setDefault(true);
    close->setProperty("primary", true);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->addRow(tr("&Code"), m_code);
    layout->addRow(tr("&Reason"), m_reason);
    layout->addRow(m_meaning);
    layout->addRow(m_buttons);
    setMinimumWidth(44 * fontMetrics().averageCharWidth());
}

std::optional<protocol::CloseCode> CloseDialog::code() const
{
    bool isNumber = false;
    const uint number = m_code->currentText().trimmed().section(u' ', 0, 0).toUInt(&isNumber);
    if (!isNumber || number > 65535)
        return std::nullopt;
    return static_cast<protocol::CloseCode>(number);
}

protocol::ClosePayload CloseDialog::payload() const
{
    const auto chosen = code();
    return {chosen, chosen ? m_reason->text().toUtf8() : QByteArray()};
}

void CloseDialog::validate()
{
    const std::optional<protocol::CloseCode> chosen = code();
    const bool none = m_code->currentText().trimmed() == tr("none");
    const bool tooLong = m_reason->text().toUtf8().size() > reasonBytes;
    QString text;
    bool good = false;
    if (none) {
        text = tr("A close frame without a code: the other side is told 1005. It carries no reason.");
        good = true;
    } else if (!chosen) {
        text = tr("The code is a number: 1000 to 1003, 1007 to 1014, or 3000 to 4999.");
    } else if (!protocol::isValidOnWire(*chosen)) {
        text = tr("%1 may not be sent. Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.").arg(*chosen);
    } else if (tooLong) {
        text = tr("The reason is longer than 123 bytes. Make it shorter.");
    } else {
        text = protocol::closeCodeMeaning(*chosen);
        good = true;
    }
    m_reason->setEnabled(!none);
    m_meaning->setText(text);
    QPalette palette = m_theme.palette();
    palette.setColor(QPalette::WindowText, m_theme.color(good ? Token::Muted : Token::Failure));
    m_meaning->setPalette(palette);
    for (QAbstractButton *button : m_buttons->buttons()) {
        if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(good);
    }
}

} // namespace framewright::ui
