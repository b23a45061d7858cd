// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/connectcommand.h"

#include "app/cli/conversation.h"
#include "app/cli/passphrase.h"
#include "app/cli/standarderror.h"
#include "app/cli/stopsignals.h"
#include "app/client/clienttls.h"
#include "app/client/target.h"
#include "app/wire/tlscredentials.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace framewright::cli {

namespace {

constexpr const char *connectFooter =
    R"(Lines of standard input go out as text messages. At its end, once all is sent and the server has
been quiet for half a second (at most three seconds), the connection is closed with 1000. Text messages come out as lines of standard output, binary ones as lines of
"hex:" followed by their bytes in hexadecimal. On standard error: how it was closed and by whom
("closed 1000 Normal closure by client"), notes, and what went wrong.

Ends with 0 after a clean close, 1 after an abnormal one, 2 on bad usage, 5 when the server
refused (its status and body are on standard error), 6 when it could not be reached.)";

/// The options as CLI11 fills them.
struct ConnectArguments
{
    std::string url;
    std::vector<std::string> headers;
    std::vector<std::string> subprotocols;
    std::string authorities;
    std::string certificate;
    std::string key;
    bool insecure = false;
    bool echo = false;
    bool noDeflate = false;
    bool verbose = false;
};

int complain(const Error &error)
{
    writeError(QStringLiteral("framewright-cli connect: %1").arg(error.text()));
    return connectexit::usage;
}

Result<protocol::HeaderField> readHeader(const std::string &text)
{
    const QByteArray line = QByteArray::fromStdString(text);
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return fail(u"The header \"%1\" has no name and value."_qs.arg(QString::fromUtf8(line)), {},
                    u"Write it like --header 'Authorization: Bearer abc'."_qs);
    return protocol::HeaderField{line.left(colon).trimmed(), line.mid(colon + 1).trimmed()};
}

/// The files are looked at before anything is connected: what is wrong with them is wrong with the options.
Result<client::TlsFiles> readTls(const ConnectArguments &arguments)
{
    client::TlsFiles files{QString::fromStdString(arguments.authorities),
                           QString::fromStdString(arguments.certificate),
                           QString::fromStdString(arguments.key),
                           {}};
    if (!files.certificate.isEmpty() && wire::wantsPassphrase(files.keyFile())) {
        const auto passphrase = askPassphrase(u"Passphrase of %1: "_qs.arg(files.keyFile()));
        if (!passphrase)
            return fail(u"The private key is encrypted, and there is no terminal to ask for its passphrase at."_qs,
                        files.keyFile(), u"Run this in a terminal, or decrypt the key with openssl pkey."_qs);
        files.passphrase = *passphrase;
    }
    const auto loaded = client::loadClientTls(files);
    if (!loaded)
        return tl::unexpected(loaded.error());
    return files;
}

int run(const ConnectArguments &arguments)
{
    ConnectOptions options;
    const auto url = client::readAddress(QString::fromStdString(arguments.url));
    if (!url)
        return complain(url.error());
    options.request.url = *url;
    for (const std::string &text : arguments.headers) {
        const auto header = readHeader(text);
        if (!header)
            return complain(header.error());
        options.request.headers.append(header->name, header->value);
    }
    for (const std::string &subprotocol : arguments.subprotocols)
        options.request.subprotocols.append(QByteArray::fromStdString(subprotocol));
    options.request.offerDeflate = !arguments.noDeflate;
    options.request.verifyCertificate = !arguments.insecure;
    const auto tls = readTls(arguments);
    if (!tls)
        return complain(tls.error());
    options.request.tls = *tls;
    options.echo = arguments.echo;
    options.verbose = arguments.verbose;
    if (const auto problem = client::problemOf(options.request))
        return complain(*problem);
    return runConnect(options);
}

} // namespace

void addConnectCommand(CLI::App &app, int &exitCode)
{
    const auto arguments = std::make_shared<ConnectArguments>();
    CLI::App *command = app.add_subcommand("connect", "Talk to a WebSocket server from a terminal or a script");
    command->add_option("URL", arguments->url, "Where to: ws:// or wss://; without a scheme ws:// is meant")
        ->required();
    command->add_option("--header", arguments->headers, "A header of the handshake; may be given again")
        ->type_name("K:V")
        ->allow_extra_args(false);
    command->add_option("--subprotocol", arguments->subprotocols, "A subprotocol to offer; may be given again")
        ->type_name("S")
        ->allow_extra_args(false);
    command->add_option("--ca", arguments->authorities, "Trust the certificates in this PEM file, too")
        ->type_name("FILE");
    command->add_option("--cert", arguments->certificate, "Show this certificate to a server that asks for one (PEM)")
        ->type_name("FILE");
    command->add_option("--key", arguments->key, "Its private key (PEM), where it is not in the same file")
        ->type_name("FILE");
    command->add_flag("--insecure", arguments->insecure, "Take any TLS certificate");
    command->add_flag("--echo", arguments->echo,
                      "Send back each message until the server closes; standard input is not read");
    command->add_flag("--no-deflate", arguments->noDeflate, "Do not offer compression (permessage-deflate)");
    command->add_flag("--verbose", arguments->verbose, "Also tell of the handshake, of pings and of pongs");
    command->footer(connectFooter);
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

int runConnect(const ConnectOptions &options)
{
    // A reader of standard output that goes away is told by write(), not by a signal.
    std::signal(SIGPIPE, SIG_IGN);
    StopSignals stopSignals;
    Conversation conversation(options);
    QObject::connect(&stopSignals, &StopSignals::stopRequested, &conversation, &Conversation::stop);
    QObject::connect(&conversation, &Conversation::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    conversation.start();
    return QCoreApplication::exec();
}

} // namespace framewright::cli
