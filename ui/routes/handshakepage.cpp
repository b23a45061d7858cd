// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/handshakepage.h"

#include "app/codec/codec.h"
#include "app/workspace/document.h"
#include "ui/common/formlayout.h"
#include "ui/routes/headerlines.h"
#include "ui/routes/refusallist.h"

#include <QPlainTextEdit>

#include <limits>

namespace framewright::ui {

using workspace::Route;

namespace {

constexpr int anyNumber = std::numeric_limits<int>::max();

QStringList splitNames(const QString &text)
{
    QStringList names;
    for (const QString &each : text.split(u',')) {
        if (const QString name = each.trimmed(); !name.isEmpty())
            names << name;
    }
    return names;
}

QList<std::pair<QString, QString>> codecChoices()
{
    QList<std::pair<QString, QString>> choices;
    for (const codec::Codec each : codec::allCodecs())
        choices.append({QString(codec::nameOf(each)), QString(codec::nameOf(each))});
    return choices;
}

} // namespace

HandshakePage::HandshakePage(const WindowParts &parts, QWidget *parent)
    : SettingsPage(parts, u"handshakePage"_qs, tr("Handshake"), parent)
{
    FormLayout rows(parts.theme, this);
    addRoute(rows);
    addRefusals(rows); // They are asked before anything is accepted.
    addAccept(rows);
    addDeflate(rows);
    addMessages(rows);
    addLimits(rows);
}

void HandshakePage::addRoute(FormLayout &rows)
{
    QWidget *body = rows.body();
    auto *path = makeLine(body, u"routePath"_qs, tr("Path"), u"/chat/{room}"_qs);
    path->setToolTip(tr("{name} takes one segment, {rest*} all that is left; rules know them as req.params"));
    form().bind(
        path, tr("Change path"), [](const Route &route) { return route.path; },
        [](Route &route, const QString &text) { route.path = text.startsWith(u'/') ? text : QString(u'/' % text); });
    rows.addRow(tr("Path"), path);
    addProblem(rows, {u"path"_qs});
    auto *name = makeLine(body, u"routeName"_qs, tr("Name"), tr("what it is for"));
    form().bind(
        name, tr("Rename route"), [](const Route &route) { return route.name; },
        [](Route &route, const QString &text) { route.name = text; });
    rows.addRow(tr("Name"), name);
    m_folder = makeChoice(body, u"routeFolder"_qs, tr("Folder"), {});
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    m_folder->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_folder->lineEdit()->setPlaceholderText(tr("none"));
    m_folder->lineEdit()->setObjectName(u"routeFolderText"_qs);
    m_folder->lineEdit()->setAccessibleName(tr("Folder"));
    form().bind(
        m_folder, tr("Change folder"), [](const Route &route) { return route.folder; },
        [](Route &route, const QString &text) { route.folder = text.trimmed(); });
    rows.addRow(tr("Folder"), m_folder);
    auto *enabled = new QCheckBox(tr("Takes connections"), body);
    enabled->setObjectName(u"routeEnabled"_qs);
    form().bind(
        enabled, tr("Switch route"), [](const Route &route) { return route.enabled; },
        [](Route &route, bool on) { route.enabled = on; });
    rows.addRow({}, enabled);
}

void HandshakePage::addAccept(FormLayout &rows)
{
    QWidget *body = rows.body();
    rows.addHeading(tr("Accept"));
    auto *names = makeLine(body, u"acceptSubprotocols"_qs, tr("Subprotocols"), u"ocpp1.6, ocpp2.0.1"_qs);
    names->setToolTip(tr("Apart by commas; the first of these that the client offers is taken"));
    form().bind(
        names, tr("Change subprotocols"),
        [names](const Route &route) {
            // What is typed keeps its commas and spaces while it means the same.
            return splitNames(names->text()) == route.accept.subprotocols ? names->text()
                                                                          : route.accept.subprotocols.join(u", "_qs);
        },
        [](Route &route, const QString &text) { route.accept.subprotocols = splitNames(text); });
    rows.addRow(tr("Subprotocols"), names);
    auto *require = new QCheckBox(tr("Refuse with 400 a client that offers none of them"), body);
    require->setObjectName(u"requireSubprotocol"_qs);
    form().bind(
        require, tr("Require a subprotocol"), [](const Route &route) { return route.accept.requireSubprotocol; },
        [](Route &route, bool on) { route.accept.requireSubprotocol = on; });
    rows.addRow({}, require);
    addProblem(rows, {u"accept.subprotocols"_qs, u"accept.requireSubprotocol"_qs});
    auto *headers = new HeaderLines(parts().theme, u"acceptHeaders"_qs, tr("Headers of the answer"), body);
    form().whenShown([headers](const Route &route) { headers->setHeaders(route.accept.headers); });
    connect(headers, &HeaderLines::edited, this, [this](const value::Value &value) {
        parts().editor.editRoute({tr("Change headers"), u"acceptHeaders"_qs}, route(),
                                 [&value](Route &each) { each.accept.headers = value; });
    });
    rows.addRow(tr("Headers"), headers);
    addProblem(rows, {u"accept.headers"_qs});
    auto *delay =
        makeNumber(body, u"acceptDelay"_qs, tr("Delay of the answer"), 0, anyNumber, tr(" ms"), tr("at once"));
    form().bind(
        delay, tr("Change delay"), [](const Route &route) { return route.accept.delay; },
        [](Route &route, int number) { route.accept.delay = number; });
    rows.addRow(tr("Answer after"), delay);
}

void HandshakePage::addDeflate(FormLayout &rows)
{
    QWidget *body = rows.body();
    auto *enabled = new QCheckBox(tr("Offer compression (permessage-deflate)"), body);
    enabled->setObjectName(u"deflateEnabled"_qs);
    form().bind(
        enabled, tr("Switch compression"), [](const Route &route) { return route.accept.deflate.enabled; },
        [](Route &route, bool on) { route.accept.deflate.enabled = on; });
    rows.addRow({}, enabled);
    auto *threshold =
        makeNumber(body, u"deflateThreshold"_qs, tr("Compress from"), 0, anyNumber, tr(" bytes"), tr("everything"));
    form().bind(
        threshold, tr("Change compression"), [](const Route &route) { return route.accept.deflate.threshold; },
        [](Route &route, int number) { route.accept.deflate.threshold = number; });
    QLabel *label = rows.addRow(tr("Compress from"), threshold);
    auto *takeover = new QCheckBox(tr("Keep the context: smaller messages, 256 KB for each connection"), body);
    takeover->setObjectName(u"deflateTakeover"_qs);
    form().bind(
        takeover, tr("Change compression"), [](const Route &route) { return route.accept.deflate.takeover; },
        [](Route &route, bool on) { route.accept.deflate.takeover = on; });
    rows.addRow({}, takeover);
    // RFC 7692 section 7.1.2: the window is two to the power of these bits.
    auto *bits = makeNumber(body, u"deflateWindowBits"_qs, tr("Window of compression"), 8, 15, tr(" bits"));
    bits->setToolTip(tr("15 bits are a window of 32 KB: less of it saves memory and makes messages larger"));
    form().bind(
        bits, tr("Change compression"), [](const Route &route) { return route.accept.deflate.windowBits; },
        [](Route &route, int number) { route.accept.deflate.windowBits = number; });
    QLabel *bitsLabel = rows.addRow(tr("Window"), bits);
    form().whenShown([threshold, label, takeover, bits, bitsLabel](const Route &route) {
        for (QWidget *each : std::initializer_list<QWidget *>{threshold, label, takeover, bits, bitsLabel})
            each->setEnabled(route.accept.deflate.enabled);
    });
}

void HandshakePage::addRefusals(FormLayout &rows)
{
    rows.addHeading(tr("Refuse"));
    rows.addHint(tr("The first of these that applies turns a handshake down; without any, all are taken."));
    m_refusals = new RefusalList(parts(), rows.body());
    rows.addWide(m_refusals);
}

void HandshakePage::addMessages(FormLayout &rows)
{
    QWidget *body = rows.body();
    rows.addHeading(tr("Messages"));
    auto *codec = makeChoice(body, u"routeCodec"_qs, tr("Codec"), codecChoices());
    codec->setToolTip(tr("How messages are read for the rules, and written by them"));
    form().bind(
        codec, tr("Change codec"), [](const Route &route) { return route.codec; },
        [](Route &route, const QString &text) { route.codec = text; });
    rows.addRow(tr("Codec"), codec);
    addProblem(rows, {u"codec"_qs});
    auto *delimiter = makeLine(body, u"routeDelimiter"_qs, tr("Delimiter"), tr("one message in a frame"));
    delimiter->setToolTip(tr("A text that splits a frame into several messages"));
    form().bind(
        delimiter, tr("Change delimiter"), [](const Route &route) { return route.delimiter.value_or(QString()); },
        [](Route &route, const QString &text) {
            route.delimiter = text.isEmpty() ? std::nullopt : std::optional(text);
        });
    rows.addRow(tr("Split at"), delimiter);
    auto *batch = new QCheckBox(tr("Each item of a JSON list is a message (batch)"), body);
    batch->setObjectName(u"routeBatch"_qs);
    form().bind(
        batch, tr("Switch batches"), [](const Route &route) { return route.batch; },
        [](Route &route, bool on) { route.batch = on; });
    rows.addRow({}, batch);
    addProblem(rows, {u"delimiter"_qs, u"batch"_qs});
}

void HandshakePage::addLimits(FormLayout &rows)
{
    QWidget *body = rows.body();
    rows.addHeading(tr("Limits"));
    auto *message = makeNumber(body, u"routeLimitMessage"_qs, tr("Longest message"), 1, anyNumber, tr(" bytes"));
    form().bind(
        message, tr("Limit messages"), [](const Route &route) { return route.limits.message; },
        [](Route &route, int number) { route.limits.message = number; });
    rows.addRow(tr("Longest message"), message);
    auto *connections = makeNumber(body, u"routeLimitConnections"_qs, tr("Connections"), -1, anyNumber, {},
                                   tr("as many as the server takes"));
    form().bind(
        connections, tr("Limit connections"), [](const Route &route) { return route.limits.connections.value_or(-1); },
        [](Route &route, int number) {
            route.limits.connections = number < 0 ? std::nullopt : std::optional<std::int64_t>(number);
        });
    rows.addRow(tr("Connections"), connections);
    auto *idle =
        makeNumber(body, u"routeLimitIdle"_qs, tr("Close when silent for"), 0, anyNumber, tr(" ms"), tr("never"));
    form().bind(
        idle, tr("Limit silence"), [](const Route &route) { return route.limits.idle; },
        [](Route &route, int number) { route.limits.idle = number; });
    rows.addRow(tr("Close when silent for"), idle);
    for (QSpinBox *each : {message, connections, idle})
        each->setGroupSeparatorShown(true);
}

void HandshakePage::showRoute(const Route &route)
{
    m_refusals->setRoute(route);
    QStringList folders;
    for (const workspace::Server &server : parts().editor.workspace().servers) {
        for (const Route &each : server.routes) {
            if (!each.folder.isEmpty() && !folders.contains(each.folder))
                folders << each.folder;
        }
    }
    QStringList offered;
    for (int row = 0; row < m_folder->count(); ++row)
        offered << m_folder->itemText(row);
    if (offered == folders)
        return;
    const QSignalBlocker blocker(m_folder);
    m_folder->clear();
    m_folder->addItems(folders);
    m_folder->setEditText(route.folder);
}

void HandshakePage::addProblem(FormLayout &rows, const QStringList &fields)
{
    QLabel *label = makeProblem(u"problem/"_qs % fields.constFirst(), rows.body());
    rows.addRow({}, label);
    m_problems.append({label, fields});
}

void HandshakePage::showProblems(const QList<rules::Problem> &problems)
{
    for (const auto &[label, fields] : std::as_const(m_problems))
        showAt(label, problems, fields);
    m_refusals->setProblems(problems);
}

} // namespace framewright::ui
