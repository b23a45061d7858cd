// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

struct z_stream_s;

namespace framewright::test {

/// The client's two streams of permessage-deflate, on zlib itself and none of the product's code.
class DeflatePeer final
{
public:
    struct Settings
    {
        int ownBits = 15;
        int serverBits = 15;
        bool ownTakeover = false;
        bool serverTakeover = false;
    };
    explicit DeflatePeer(Settings settings);
    ~DeflatePeer();
    Q_DISABLE_COPY_MOVE(DeflatePeer)

    /// The payload of a compressed message.
    [[nodiscard]] QByteArray compress(const QByteArray &message);
    /// nullopt: zlib refuses it, or a window larger than agreed was used.
    [[nodiscard]] std::optional<QByteArray> decompress(const QByteArray &payload);

private:
    Settings m_settings;
    std::unique_ptr<z_stream_s> m_deflate;
    std::unique_ptr<z_stream_s> m_inflate;
};

} // namespace framewright::test
