// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/qrdialog.h"

#include "ui/common/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include <memory>

#include <qrencode.h>

namespace framewright::ui {

namespace {

constexpr int quietZone = 4;
constexpr int smallestSide = 240;

} // namespace

QImage qrCode(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(QRcode_encodeString8bit(bytes.constData(), 0, QR_ECLEVEL_M),
                                                           &QRcode_free);
    if (!code)
        return {};
    const int side = code->width + 2 * quietZone;
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            // The lowest bit of each byte says black.
            if ((code->data[y * code->width + x] & 1) != 0)
                image.setPixelColor(x + quietZone, y + quietZone, Qt::black);
        }
    }
    return image;
}

QrDialog::QrDialog(const QString &url, const QString &whyNot, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"qrDialog"_qs);
    setWindowTitle(tr("QR code"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Medium);
    const QImage image = url.isEmpty() ? QImage() : qrCode(url);
    if (!image.isNull()) {
        auto *picture = new QLabel(this);
        picture->setObjectName(u"qrPicture"_qs);
        picture->setAccessibleName(tr("QR code of %1").arg(url));
        // Whole pixels a module, at the screen's own resolution: a phone reads nothing blurred.
        const qreal ratio = devicePixelRatioF();
        const int scale = std::max(1, int(smallestSide * ratio) / image.width());
        QPixmap pixmap = QPixmap::fromImage(image.scaled(image.size() * scale));
        pixmap.setDevicePixelRatio(ratio);
        picture->setPixmap(pixmap);
        layout->addWidget(picture, 0, Qt::AlignHCenter);
    }
    auto *text = new QLabel(image.isNull() ? whyNot : url, this);
    text->setObjectName(u"qrText"_qs);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setMinimumWidth(smallestSide + 80);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!image.isNull())
        text->setFont(Theme::fixedFont(font()));
    layout->addWidget(text);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace framewright::ui
