// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

namespace framewright::test {

/// A server's permessage-deflate with zlib alone (RFC 7692), to hold ours against.
class DeflatePeer final
{
public:
    DeflatePeer(int serverBits, bool serverTakeover, int clientBits, bool clientTakeover);
    ~DeflatePeer();
    Q_DISABLE_COPY_MOVE(DeflatePeer)

    /// The payload of a compressed message of the server.
    [[nodiscard]] QByteArray compress(const QByteArray &message);
    /// A compressed message of the client, with no larger window than was agreed; none where it does not inflate.
    [[nodiscard]] std::optional<QByteArray> inflate(const QByteArray &payload);

private:
    struct Streams;
    std::unique_ptr<Streams> m_streams;
    bool m_serverTakeover;
    bool m_clientTakeover;
};

} // namespace framewright::test
