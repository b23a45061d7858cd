// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/urlforms.h"

#include "app/value/jsonwriter.h"

namespace framewright::ui {

namespace {

/// For a POSIX shell: nothing inside single quotes means anything.
QString shellWord(const QString &text)
{
    return u'\'' % QString(text).replace(u'\'', u"'\\''"_qs) % u'\'';
}

/// A literal of JavaScript and Python both.
QString literal(const QString &text)
{
    return QString::fromUtf8(value::writeJson(value::Value::text(text)));
}

QString literals(const QStringList &texts)
{
    QStringList written;
    for (const QString &text : texts)
        written << literal(text);
    return u'[' % written.join(u", "_qs) % u']';
}

struct Target
{
    QString url;
    QStringList subprotocols;
    bool selfSigned = false;
};

/// curl speaks the handshake and shows the answer's head; frames of the server follow as they are.
QString asCurl(const Target &target)
{
    QString http = target.url;
    http.replace(0, 2, u"http"_qs); // ws:// is http://, wss:// is https://
    QStringList words{u"curl --include --no-buffer --http1.1"_qs};
    if (target.selfSigned)
        words << u"--insecure"_qs;
    words << u"--header 'Connection: Upgrade' --header 'Upgrade: websocket'"_qs
          << u"--header 'Sec-WebSocket-Version: 13' --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='"_qs;
    if (!target.subprotocols.isEmpty())
        words << u"--header "_qs + shellWord(u"Sec-WebSocket-Protocol: " % target.subprotocols.join(u", "_qs));
    words << shellWord(http);
    return words.join(u' ');
}

QString asWebsocat(const Target &target)
{
    QStringList words{u"websocat"_qs};
    if (target.selfSigned)
        words << u"--insecure"_qs;
    if (!target.subprotocols.isEmpty())
        words << u"--protocol"_qs << shellWord(target.subprotocols.join(u", "_qs));
    words << shellWord(target.url);
    return words.join(u' ');
}

QString asJavaScript(const Target &target)
{
    const QString protocols =
        target.subprotocols.isEmpty() ? QString() : QString(u", " % literals(target.subprotocols));
    return u"const socket = new WebSocket("_qs % literal(target.url) % protocols %
           u");\n"
           u"socket.onopen = () => socket.send(\"hello\");\n"
           u"socket.onmessage = event => console.log(event.data);\n"
           u"socket.onclose = event => console.log(event.code, event.reason);\n";
}

QString asPython(const Target &target)
{
    QString arguments = literal(target.url);
    if (!target.subprotocols.isEmpty())
        arguments += u", subprotocols="_qs + literals(target.subprotocols);
    QString trust;
    if (target.selfSigned) {
        trust = u"import ssl\n\ncontext = ssl.create_default_context()\n"
                u"context.check_hostname = False\n"
                u"context.verify_mode = ssl.CERT_NONE  # the certificate is self-signed\n\n"_qs;
        arguments += u", ssl=context"_qs;
    }
    return u"# pip install websockets\nimport asyncio\n"_qs % trust %
           u"import websockets\n\n\nasync def main():\n    async with websockets.connect(" % arguments %
           u") as socket:\n        await socket.send(\"hello\")\n        print(await socket.recv())\n\n\n"
           u"asyncio.run(main())\n";
}

} // namespace

QString urlAs(UrlForm form, const QString &url, const workspace::Server &server, const workspace::Route &route)
{
    const Target target{url, route.accept.subprotocols, server.tls && server.tls->isSelfSigned()};
    switch (form) {
    case UrlForm::Curl:
        return asCurl(target);
    case UrlForm::Websocat:
        return asWebsocat(target);
    case UrlForm::JavaScript:
        return asJavaScript(target);
    case UrlForm::Python:
        return asPython(target);
    }
    return url;
}

} // namespace framewright::ui
