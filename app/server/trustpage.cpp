// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/trustpage.h"

#include <QString>

namespace framewright::server {

namespace {

constexpr auto page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>%1 is trusted - Framewright</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 36em; margin: 4em auto; padding: 0 1em }
code { font-size: 92% }
</style>
</head>
<body>
<h1>This browser trusts %1</h1>
<p>You see this page, so the certificate of this mock server is accepted here. Pages in this browser can now open
<code>wss://%1/</code> with a path of one of its routes.</p>
<p>It holds for this browser, until it forgets the exception. For programs, save the certificate in Framewright
(server settings, TLS) and hand it to them as a trusted one.</p>
</body>
</html>
)";

} // namespace

bool asksForTrustPage(const protocol::RequestHead &head)
{
    return head.method == "GET" && head.path() == "/" && !head.fields.contains("Upgrade");
}

Refusal trustPage(const protocol::RequestHead &head)
{
    // The name under which the browser came is the one it trusts; it is text from outside.
    const QString host = QString::fromUtf8(head.fields.first("Host").value_or("this server").left(300));
    Refusal answer;
    answer.status = 200;
    answer.fields.append("Content-Type", "text/html; charset=utf-8");
    answer.fields.append("Cache-Control", "no-store");
    answer.fields.append("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    answer.body = QString::fromLatin1(page).replace(QLatin1String("%1"), host.toHtmlEscaped()).toUtf8();
    answer.reason = QStringLiteral("the page on which a browser sees that it trusts the certificate.");
    return answer;
}

} // namespace framewright::server
