// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/payloadactions.h"

#include "app/value/jsonwriter.h"
#include "ui/common/icons.h"
#include "ui/messages/messagetext.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>
#include <QSaveFile>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

} // namespace

QString payloadAs(CopyForm form, const QByteArray &payload, bool isText)
{
    switch (form) {
    case CopyForm::Text:
        return isText ? QString::fromUtf8(payload) : QString::fromLatin1(payload.toHex());
    case CopyForm::Hex:
        return QString::fromLatin1(payload.toHex(' '));
    case CopyForm::Base64:
        return QString::fromLatin1(payload.toBase64());
    case CopyForm::JsonText:
        break;
    }
    QByteArray text;
    value::appendJsonText(text, QString::fromUtf8(payload).toUtf8());
    return QString::fromUtf8(text);
}

void copyPayload(RowSource &source, const traffic::Row &row, CopyForm form)
{
    QGuiApplication::clipboard()->setText(payloadAs(form, source.payload(row.number), isTextRow(row)));
}

void addCopyActions(QMenu &menu, const Theme &theme, RowSource &source, const traffic::Row &row)
{
    const auto copy = [&source, row](CopyForm form) {
        return [&source, row, form] { copyPayload(source, row, form); };
    };
    QAction *plain = menu.addAction(themedIcon(theme, u"copy"_qs), tr("&Copy message"), &menu, copy(CopyForm::Text));
    plain->setObjectName(u"copyMessage"_qs);
    plain->setShortcut(QKeySequence::Copy);
    QMenu *forms = menu.addMenu(tr("Copy &as"));
    forms->addAction(tr("&Text"), forms, copy(CopyForm::Text))->setObjectName(u"copyAsText"_qs);
    forms->addAction(tr("&Hex"), forms, copy(CopyForm::Hex))->setObjectName(u"copyAsHex"_qs);
    forms->addAction(tr("&Base64"), forms, copy(CopyForm::Base64))->setObjectName(u"copyAsBase64"_qs);
    forms->addAction(tr("&JSON string"), forms, copy(CopyForm::JsonText))->setObjectName(u"copyAsJson"_qs);
}

QString payloadFileName(const traffic::Row &row)
{
    QString ending = u".bin"_qs;
    if (isTextRow(row)) {
        const QByteArray start = row.preview.trimmed();
        ending = start.startsWith('{') || start.startsWith('[') ? u".json"_qs : u".txt"_qs;
    }
    return u"message-"_qs % QString::number(row.number) % ending;
}

Result<void> writePayload(const QString &fileName, const QByteArray &payload)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(payload) != payload.size() || !file.commit())
        return fail(tr("The file cannot be written: %1.").arg(file.errorString()), fileName,
                    tr("Choose another folder or make room."));
    return {};
}

} // namespace framewright::ui
