// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"
#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QString>

#include <map>
#include <memory>

namespace framewright::test {

/// An example of the reference that needs a network: a server as the workspace file has it, without host and port,
/// and real clients. The README beside the reference has the lines.
class LivePlay final
{
public:
    explicit LivePlay(const value::Value &server);

    /// Empty when all went as written.
    [[nodiscard]] QString run(const value::Value &lines);

private:
    [[nodiscard]] QString playLine(const QByteArray &line);
    [[nodiscard]] QString dial(const QByteArray &line);
    [[nodiscard]] QString expectAnswer(const QByteArray &wanted);
    [[nodiscard]] QString act(RawPeer &peer, char verb, const QByteArray &what);
    [[nodiscard]] QString expectEnd(RawPeer &peer, const QByteArray &wanted);

    TestServer m_server;
    Security m_security = Security::Plain;
    std::map<QByteArray, std::unique_ptr<RawPeer>> m_peers;
    RawPeer *m_asked = nullptr; ///< Its answer is the next line.
};

} // namespace framewright::test
