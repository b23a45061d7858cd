// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonwriter.h"
#include "app/workspace/fieldtable.h"
#include "app/workspace/workspacefile.h"

#include <QSet>
#include <QTest>

using namespace framewright;
using namespace framewright::workspace;

/// The table that all who read or write the file share: complete, and the only place a default stands in.
class FieldTableTest final : public QObject
{
    Q_OBJECT

private slots:
    void describesEachStructureOnce();
    void describesEachField_data();
    void describesEachField();
    void neverWritesADefault_data();
    void neverWritesADefault();
    void takesWhatItDescribes_data();
    void takesWhatItDescribes();
};

namespace {

[[nodiscard]] const StructureDescription *findStructure(const QByteArray &name)
{
    for (const StructureDescription &structure : fileStructures()) {
        if (structure.name == name)
            return &structure;
    }
    return nullptr;
}

/// The smallest file in which an object of this structure stands, with `members` as its content.
[[nodiscard]] QByteArray fileWith(const QByteArray &structure, const QByteArray &members)
{
    const QByteArray object = '{' + members + '}';
    const QByteArray begin("{\"framewright\":1,");
    if (structure == "workspace")
        return members.isEmpty() ? QByteArray("{\"framewright\":1}") : QByteArray(begin + members + '}');
    if (structure == "server")
        return begin + "\"servers\":[" + object + "]}";
    if (structure == "tls")
        return begin + "\"servers\":[{\"tls\":" + object + "}]}";
    if (structure == "serverLimits")
        return begin + "\"servers\":[{\"limits\":" + object + "}]}";
    if (structure == "environment" || structure == "message" || structure == "request")
        return begin + '"' + structure + "s\":[" + object + "]}";
    if (structure == "header")
        return begin + "\"requests\":[{\"headers\":[" + object + "]}]}";
    if (structure == "requestTls")
        return begin + "\"requests\":[{\"tls\":" + object + "}]}";
    const QByteArray route = begin + "\"servers\":[{\"routes\":[";
    if (structure == "route")
        return route + object + "]}]}";
    if (structure == "accept")
        return route + "{\"accept\":" + object + "}]}]}";
    if (structure == "deflate")
        return route + "{\"accept\":{\"deflate\":" + object + "}}]}]}";
    if (structure == "routeLimits")
        return route + "{\"limits\":" + object + "}]}]}";
    if (structure == "refuse")
        return route + "{\"refuse\":[" + object + "]}]}]}";
    if (structure == "rule")
        return route + "{\"rules\":[" + object + "]}]}]}";
    return {};
}

/// The version is what makes a file ours: it cannot be left out, and there is only one of it.
enum class Version : std::uint8_t
{
    Included,
    LeftOut,
};

void eachFieldAsARow(Version version)
{
    QTest::addColumn<QByteArray>("structure");
    QTest::addColumn<int>("index");
    for (const StructureDescription &structure : fileStructures()) {
        for (std::size_t index = 0; index < structure.fields.size(); ++index) {
            if (version == Version::LeftOut && structure.fields[index].key == "framewright")
                continue;
            QTest::addRow("%s.%s", structure.name.constData(), structure.fields[index].key.constData())
                << structure.name << int(index);
        }
    }
}

[[nodiscard]] const FieldDescription &fieldOf(const QByteArray &structure, int index)
{
    return findStructure(structure)->fields[std::size_t(index)];
}

[[nodiscard]] QByteArray member(const FieldDescription &field, const QByteArray &json)
{
    return '"' + field.key + "\":" + json;
}

/// Values that differ from every default.
[[nodiscard]] QByteArray otherThanDefault(const FieldDescription &field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return field.defaultValue.toBoolean() ? QByteArray("false") : QByteArray("true");
    case FieldType::Integer:
        return QByteArray::number(qint64(field.minimum + 1));
    case FieldType::Text:
        return QByteArray("\"other\"");
    case FieldType::Choice:
        return '"' + field.choices.back().toByteArray() + '"';
    case FieldType::TextList:
        return QByteArray("[\"other\"]");
    case FieldType::Object:
        return QByteArray("{\"other\":1.50}");
    case FieldType::List:
        return QByteArray("[{\"send\":\"other\"}]");
    case FieldType::Any:
        return QByteArray("{\"other\":[1.50]}");
    case FieldType::Structure:
        return QByteArray("{\"unknown\":1}");
    case FieldType::StructureList:
        return QByteArray("[{}]");
    }
    return {};
}

} // namespace

void FieldTableTest::describesEachStructureOnce()
{
    QCOMPARE(fileStructures().front().name, QByteArray("workspace"));
    QSet<QByteArray> names;
    for (const StructureDescription &structure : fileStructures()) {
        QVERIFY2(!names.contains(structure.name), structure.name.constData());
        names.insert(structure.name);
        QSet<QByteArray> keys;
        for (const FieldDescription &field : structure.fields) {
            QVERIFY2(!keys.contains(field.key), field.key.constData());
            keys.insert(field.key);
        }
    }
}

void FieldTableTest::describesEachField_data()
{
    eachFieldAsARow(Version::Included);
}

void FieldTableTest::describesEachField()
{
    QFETCH(QByteArray, structure);
    QFETCH(int, index);
    const FieldDescription &field = fieldOf(structure, index);
    QVERIFY(!field.key.isEmpty());
    QVERIFY(field.purpose.endsWith('.'));
    QVERIFY(field.minimum <= field.maximum);
    QVERIFY(!field.defaultValue.isUndefined());
    QVERIFY(!expectationOf(field).isEmpty());
    const bool hasStructure = field.type == FieldType::Structure || field.type == FieldType::StructureList;
    QCOMPARE(!field.structure.isEmpty(), hasStructure);
    if (hasStructure)
        QVERIFY(findStructure(field.structure));
    QCOMPARE(!field.choices.empty(), field.type == FieldType::Choice);
}

void FieldTableTest::neverWritesADefault_data()
{
    eachFieldAsARow(Version::LeftOut);
}

void FieldTableTest::neverWritesADefault()
{
    QFETCH(QByteArray, structure);
    QFETCH(int, index);
    const FieldDescription &field = fieldOf(structure, index);
    const QByteArray json = value::writeJson(field.defaultValue);
    const auto with = readWorkspace(fileWith(structure, member(field, json)));
    const auto without = readWorkspace(fileWith(structure, {}));
    QVERIFY2(with, qPrintable(with ? QString() : with.error().text()));
    QVERIFY2(without, qPrintable(without ? QString() : without.error().text()));
    QVERIFY(*with == *without);
}

void FieldTableTest::takesWhatItDescribes_data()
{
    eachFieldAsARow(Version::LeftOut);
}

void FieldTableTest::takesWhatItDescribes()
{
    QFETCH(QByteArray, structure);
    QFETCH(int, index);
    const FieldDescription &field = fieldOf(structure, index);
    const auto plain = readWorkspace(fileWith(structure, {}));
    const auto other = readWorkspace(fileWith(structure, member(field, otherThanDefault(field))));
    QVERIFY2(other, qPrintable(other ? QString() : other.error().text()));
    QVERIFY(!(*other == *plain));
    const auto again = readWorkspace(writeWorkspace(*other));
    QVERIFY(again);
    QVERIFY(*again == *other);
    QVERIFY(writeWorkspace(*other).contains(member(field, QByteArray()).constData()));

    if (field.type == FieldType::Any)
        return;
    const QByteArray wrong = field.type == FieldType::Object || field.type == FieldType::Structure ? "[]" : "{}";
    const auto refused = readWorkspace(fileWith(structure, member(field, wrong)));
    QVERIFY(!refused);
    QVERIFY2(refused.error().what.contains(expectationOf(field)), qPrintable(refused.error().text()));
    QVERIFY2(refused.error().what.contains(QString::fromUtf8(field.key)), qPrintable(refused.error().text()));
    QVERIFY2(refused.error().where.startsWith(u"line 1, column "_qs), qPrintable(refused.error().text()));
}

QTEST_GUILESS_MAIN(FieldTableTest)
#include "tst_fieldtable.moc"
