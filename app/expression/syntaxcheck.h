// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <memory>

namespace framewright::expression {

class ScriptHost;

/// While one lives, what is compiled on its thread is shown to the script engine where only that can read it: what it
/// cannot read is a mistake then, and not one that comes out with the first message. One inside of another shares its
/// engine, which is made when it is asked first.
class SyntaxCheck final
{
public:
    SyntaxCheck();
    ~SyntaxCheck();
    Q_DISABLE_COPY_MOVE(SyntaxCheck)

    /// Why the engine cannot read this expression; empty: it can, or nobody checks on this thread.
    [[nodiscard]] static QString mistakeIn(const QByteArray &expression);
    [[nodiscard]] static QString mistakeInScript(const QByteArray &script);

private:
    std::shared_ptr<ScriptHost> m_host;
    SyntaxCheck *m_outer;
};

} // namespace framewright::expression
