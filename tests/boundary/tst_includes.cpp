// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

/// A row of the architecture's table: a room may include what it names and what those rows name in turn.
struct Room
{
    QString name;
    QStringList rooms;
    QStringList libraries; ///< Qt modules, and the libraries of `libraryOfHeader`.
};

const QStringList allOfApp = {u"app/base"_qs,  u"app/value"_qs,    u"app/protocol"_qs,  u"app/event"_qs,
                              u"app/wire"_qs,  u"app/codec"_qs,    u"app/workspace"_qs, u"app/expression"_qs,
                              u"app/rules"_qs, u"app/traffic"_qs,  u"app/server"_qs,    u"app/client"_qs,
                              u"app/proxy"_qs, u"app/exchange"_qs, u"app/engine"_qs};
const QStringList widgets = {u"QtGui"_qs, u"QtWidgets"_qs, u"QtSvg"_qs};

QStringList appAnd(const QStringList &more)
{
    return allOfApp + more;
}

QList<Room> tableOfRooms()
{
    QList<Room> table = {
        {u"app/base"_qs, {}, {u"QtCore"_qs, u"tl::expected"_qs}},
        {u"app/value"_qs, {u"app/base"_qs}, {u"nlohmann-json"_qs, u"simdjson"_qs}},
        {u"app/protocol"_qs, {u"app/base"_qs}, {u"zlib"_qs}},
        {u"app/event"_qs, {}, {}}, // std-only inside: ThreadSanitizer must be able to check the queue
        {u"app/wire"_qs, {u"app/protocol"_qs, u"app/event"_qs}, {u"QtNetwork"_qs, u"OpenSSL"_qs}},
        {u"app/codec"_qs, {u"app/value"_qs, u"app/protocol"_qs}, {}},
        {u"app/workspace"_qs, {u"app/value"_qs}, {}},
        {u"app/expression"_qs, {u"app/value"_qs, u"app/workspace"_qs}, {u"QtQml"_qs}},
        {u"app/rules"_qs, {u"app/expression"_qs, u"app/codec"_qs, u"app/workspace"_qs}, {u"valijson"_qs}},
        {u"app/traffic"_qs, {u"app/event"_qs, u"app/value"_qs, u"app/codec"_qs}, {u"SQLite"_qs}},
        {u"app/server"_qs, {u"app/wire"_qs, u"app/rules"_qs}, {u"QtWebSockets"_qs}},
        {u"app/client"_qs, {u"app/wire"_qs, u"app/codec"_qs, u"app/expression"_qs}, {u"QtWebSockets"_qs}},
        {u"app/proxy"_qs, {u"app/server"_qs, u"app/client"_qs}, {}},
        {u"app/exchange"_qs, {u"app/workspace"_qs, u"app/traffic"_qs}, {u"yaml-cpp"_qs, u"nlohmann-json"_qs}},
        {u"app/engine"_qs, allOfApp.mid(0, allOfApp.size() - 1), {}},
        {u"app/cli"_qs, {u"app/engine"_qs}, {u"CLI11"_qs}},
        {u"ui/common"_qs, allOfApp, widgets + QStringList{u"QtDBus"_qs}}, // The desktop's light or dark
        {u"ui/messages"_qs, appAnd({u"ui/common"_qs}), widgets + QStringList{u"QScintilla"_qs}},
    };
    const QStringList panels = {u"ui/workspace"_qs, u"ui/routes"_qs, u"ui/rules"_qs,      u"ui/connections"_qs,
                                u"ui/traffic"_qs,   u"ui/client"_qs, u"ui/statistics"_qs, u"ui/settings"_qs,
                                u"ui/palette"_qs,   u"ui/help"_qs};
    for (const QString &panel : panels)
        table.append({panel, appAnd({u"ui/common"_qs, u"ui/messages"_qs}), widgets + QStringList{u"QCustomPlot"_qs}});
    // A route's page holds the editor of its rules.
    for (Room &room : table) {
        if (room.name == QLatin1String("ui/routes"))
            room.rooms << u"ui/rules"_qs;
    }
    table.append({u"ui/mainwindow"_qs, panels, widgets});
    return table;
}

const QList<std::pair<QString, QString>> libraryOfHeader = {
    {u"tl/"_qs, u"tl::expected"_qs}, {u"nlohmann/"_qs, u"nlohmann-json"_qs},   {u"simdjson"_qs, u"simdjson"_qs},
    {u"zlib.h"_qs, u"zlib"_qs},      {u"openssl/"_qs, u"OpenSSL"_qs},          {u"valijson/"_qs, u"valijson"_qs},
    {u"sqlite3.h"_qs, u"SQLite"_qs}, {u"yaml-cpp/"_qs, u"yaml-cpp"_qs},        {u"CLI/"_qs, u"CLI11"_qs},
    {u"Qsci/"_qs, u"QScintilla"_qs}, {u"qcustomplot.h"_qs, u"QCustomPlot"_qs},
};

QString roomOf(const QString &path)
{
    return path.section(u'/', 0, 1);
}

/// The Qt module or library that an include in angle brackets is from; empty for the standard's and the system's.
QString libraryOf(const QString &header)
{
    for (const auto &[prefix, library] : libraryOfHeader) {
        if (header.startsWith(prefix))
            return library;
    }
    if (header.startsWith(QLatin1String("Qt")) && header.contains(u'/'))
        return header.section(u'/', 0, 0);
    for (const char *module :
         {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtWebSockets", "QtQml", "QtSvg", "QtDBus", "QtTest"}) {
        const QString name = QString::fromLatin1(module);
        if (QFile::exists(QLatin1String(FRAMEWRIGHT_QT_HEADERS "/") + name + u'/' + header))
            return name;
    }
    return header.startsWith(u'Q') ? u"unknown Qt module"_qs : QString();
}

/// Answers questions about the table: what a room may include in the end.
class Table final
{
public:
    explicit Table(const QList<Room> &rooms)
    {
        for (const Room &room : rooms)
            m_rooms.insert(room.name, room);
    }

    [[nodiscard]] bool knows(const QString &room) const { return m_rooms.contains(room); }
    [[nodiscard]] QStringList names() const { return m_rooms.keys(); }
    [[nodiscard]] QStringList direct(const QString &room) const { return m_rooms.value(room).rooms; }

    [[nodiscard]] QSet<QString> rooms(const QString &room) const
    {
        QSet<QString> all;
        collect(room, all);
        return all;
    }
    [[nodiscard]] QSet<QString> libraries(const QString &room) const
    {
        QSet<QString> all;
        const QSet<QString> reached = rooms(room) + QSet<QString>{room};
        for (const QString &name : reached) {
            const QStringList libraries = m_rooms.value(name).libraries;
            all.unite(QSet<QString>(libraries.begin(), libraries.end()));
        }
        return all;
    }

private:
    void collect(const QString &room, QSet<QString> &all) const
    {
        const QStringList named = direct(room);
        for (const QString &name : named) {
            if (!all.contains(name)) {
                all.insert(name);
                collect(name, all);
            }
        }
    }

    QHash<QString, Room> m_rooms;
};

struct Include
{
    QString name;
    bool quoted = false;
};

QList<Include> includesOf(const QString &text)
{
    static const QRegularExpression line(u"^[ \\t]*#[ \\t]*include[ \\t]*([\"<])([^\">]+)[\">]"_qs,
                                         QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (auto match = line.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        includes.append({found.captured(2), found.captured(1) == u'"'});
    }
    return includes;
}

/// Why these includes of a file cross a wall; nothing when they do not.
QStringList crossings(const Table &table, const QString &path, const QString &text)
{
    const QString room = roomOf(path);
    if (!table.knows(room))
        return {path + u": no row of the table has this room"_qs};
    const QSet<QString> rooms = table.rooms(room) + QSet<QString>{room};
    const QSet<QString> libraries = table.libraries(room);
    QStringList found;
    for (const Include &include : includesOf(text)) {
        if (include.quoted && include.name.endsWith(QLatin1String(".moc")))
            continue;
        if (include.quoted && !include.name.startsWith(QLatin1String("app/")) &&
            !include.name.startsWith(QLatin1String("ui/")))
            found << path + u": \""_qs + include.name + u"\" is not written from the root"_qs;
        else if (include.quoted && !rooms.contains(roomOf(include.name)))
            found << path + u": "_qs + room + u" may not include "_qs + roomOf(include.name);
        const QString library = include.quoted ? QString() : libraryOf(include.name);
        if (!library.isEmpty() && !libraries.contains(library))
            found << path + u": "_qs + room + u" may not include <"_qs + include.name + u"> of "_qs + library;
    }
    return found;
}

QString read(const QString &path)
{
    QFile file(QLatin1String(FRAMEWRIGHT_SOURCES "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sourcesOf(const QString &folder)
{
    const QDir root(QStringLiteral(FRAMEWRIGHT_SOURCES));
    QStringList sources;
    QDirIterator files(root.filePath(folder), {u"*.h"_qs, u"*.cpp"_qs}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        sources << root.relativeFilePath(files.next());
    sources.sort();
    return sources;
}

/// A way back to `from` along the arrows; empty when there is none.
QStringList cycle(const QHash<QString, QSet<QString>> &arrows, const QString &from, const QStringList &way)
{
    for (const QString &next : arrows.value(way.last())) {
        if (next == from)
            return way + QStringList{from};
        if (way.contains(next))
            continue;
        const QStringList found = cycle(arrows, from, way + QStringList{next});
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

/// Holds every #include of app/ and ui/ against the table of rooms.
class TestIncludes final : public QObject
{
    Q_OBJECT

private slots:
    void crossingIsFound_data();
    void crossingIsFound();
    void tableHasNoCycle();
    void roomKeepsToItsRow_data();
    void roomKeepsToItsRow();
    void includesHaveNoCycle();
    void includedFilesExist();
    void sourceIncludesItsOwnHeaderFirst();

private:
    const Table m_table{tableOfRooms()};
};

void TestIncludes::crossingIsFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("found");
    QTest::newRow("nothing") << u"app/base/a.h"_qs << QString() << 0;
    QTest::newRow("named room") << u"app/wire/a.h"_qs << u"#include \"app/protocol/b.h\"\n"_qs << 0;
    QTest::newRow("room named in turn") << u"app/server/a.h"_qs << u"#include \"app/value/b.h\"\n"_qs << 0;
    QTest::newRow("own room") << u"app/value/a.cpp"_qs << u"#include \"app/value/a.h\"\n"_qs << 0;
    QTest::newRow("room above") << u"app/wire/a.h"_qs << u"#include \"app/server/b.h\"\n"_qs << 1;
    QTest::newRow("neighbour") << u"app/server/a.h"_qs << u"#include \"app/client/b.h\"\n"_qs << 1;
    QTest::newRow("app to ui") << u"app/engine/a.h"_qs << u"#include \"ui/common/b.h\"\n"_qs << 1;
    QTest::newRow("panel to panel") << u"ui/client/a.h"_qs << u"#include \"ui/traffic/b.h\"\n"_qs << 1;
    QTest::newRow("window to panel") << u"ui/mainwindow/a.h"_qs << u"#include \"ui/traffic/b.h\"\n"_qs << 0;
    QTest::newRow("not from the root") << u"app/base/a.cpp"_qs << u"#include \"a.h\"\n"_qs << 1;
    QTest::newRow("indented") << u"app/base/a.h"_qs << u"  #  include \"app/wire/a.h\"\n"_qs << 1;
    QTest::newRow("two") << u"app/base/a.h"_qs << u"#include \"app/wire/a.h\"\n#include \"app/value/a.h\"\n"_qs << 2;
    QTest::newRow("Widgets in app") << u"app/engine/a.h"_qs << u"#include <QWidget>\n"_qs << 1;
    QTest::newRow("Widgets by folder") << u"app/engine/a.h"_qs << u"#include <QtWidgets/QWidget>\n"_qs << 1;
    QTest::newRow("Gui in app") << u"app/workspace/a.h"_qs << u"#include <QUndoStack>\n"_qs << 1;
    QTest::newRow("Widgets in ui") << u"ui/client/a.h"_qs << u"#include <QWidget>\n"_qs << 0;
    QTest::newRow("network in the protocol") << u"app/protocol/a.h"_qs << u"#include <QTcpSocket>\n"_qs << 1;
    QTest::newRow("network through wire") << u"app/server/a.h"_qs << u"#include <QTcpSocket>\n"_qs << 0;
    QTest::newRow("script engine outside") << u"app/wire/a.h"_qs << u"#include <QJSEngine>\n"_qs << 1;
    QTest::newRow("Qt in the queue") << u"app/event/a.h"_qs << u"#include <QByteArray>\n"_qs << 1;
    QTest::newRow("std in the queue") << u"app/event/a.h"_qs << u"#include <vector>\n#include <mutex>\n"_qs << 0;
    QTest::newRow("SQLite outside") << u"app/engine/a.h"_qs << u"#include <sqlite3.h>\n"_qs << 0;
    QTest::newRow("SQLite in the protocol") << u"app/protocol/a.h"_qs << u"#include <sqlite3.h>\n"_qs << 1;
    QTest::newRow("no such Qt header") << u"app/base/a.h"_qs << u"#include <QNoSuchThing>\n"_qs << 1;
    QTest::newRow("unknown room") << u"app/cellar/a.h"_qs << QString() << 1;
}

void TestIncludes::crossingIsFound()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(int, found);
    const QStringList all = crossings(m_table, path, text);
    QVERIFY2(all.size() == found, qPrintable(all.join(u'\n')));
}

void TestIncludes::tableHasNoCycle()
{
    const QStringList names = m_table.names();
    for (const QString &room : names) {
        QVERIFY2(!m_table.rooms(room).contains(room), qPrintable(room));
        const QStringList direct = m_table.direct(room);
        for (const QString &named : direct)
            QVERIFY2(m_table.knows(named), qPrintable(named));
    }
}

void TestIncludes::roomKeepsToItsRow_data()
{
    QTest::addColumn<QString>("folder");
    const QDir root(QStringLiteral(FRAMEWRIGHT_SOURCES));
    for (const QString &top : {u"app"_qs, u"ui"_qs}) {
        const QStringList folders = QDir(root.filePath(top)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &folder : folders)
            QTest::newRow(qPrintable(QString(top + u'/' + folder))) << QString(top + u'/' + folder);
    }
}

void TestIncludes::roomKeepsToItsRow()
{
    QFETCH(QString, folder);
    QStringList found;
    const QStringList sources = sourcesOf(folder);
    QVERIFY2(!sources.isEmpty(), "rooms are not created empty");
    for (const QString &source : sources)
        found << crossings(m_table, source, read(source));
    QVERIFY2(found.isEmpty(), qPrintable(QString(u'\n' + found.join(u'\n'))));
}

void TestIncludes::includesHaveNoCycle()
{
    QHash<QString, QSet<QString>> arrows;
    const QStringList sources = sourcesOf(u"app"_qs) + sourcesOf(u"ui"_qs);
    QVERIFY(!sources.isEmpty());
    for (const QString &source : sources) {
        const QString room = roomOf(source);
        const QList<Include> includes = includesOf(read(source));
        for (const Include &include : includes) {
            if (include.quoted && roomOf(include.name) != room && m_table.knows(roomOf(include.name)))
                arrows[room].insert(roomOf(include.name));
        }
    }
    const QStringList rooms = arrows.keys();
    for (const QString &room : rooms) {
        const QStringList way = cycle(arrows, room, {room});
        QVERIFY2(way.isEmpty(), qPrintable(way.join(u" -> "_qs)));
    }
}

/// What makes the compiler prove that each such header compiles alone.
void TestIncludes::sourceIncludesItsOwnHeaderFirst()
{
    QStringList wrong;
    const QStringList sources = sourcesOf(u"app"_qs) + sourcesOf(u"ui"_qs);
    for (const QString &header : sources) {
        const QString source = header.chopped(1) + u"cpp"_qs;
        if (!header.endsWith(QLatin1String(".h")) || !sources.contains(source))
            continue;
        const QList<Include> includes = includesOf(read(source));
        if (includes.isEmpty() || includes.first().name != header)
            wrong << source;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u", "_qs)));
}

void TestIncludes::includedFilesExist()
{
    QStringList missing;
    const QStringList sources = sourcesOf(u"app"_qs) + sourcesOf(u"ui"_qs);
    for (const QString &source : sources) {
        const QList<Include> includes = includesOf(read(source));
        for (const Include &include : includes) {
            if (include.quoted && !include.name.endsWith(QLatin1String(".moc")) &&
                !QFile::exists(QLatin1String(FRAMEWRIGHT_SOURCES "/") + include.name))
                missing << source + u": "_qs + include.name;
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
