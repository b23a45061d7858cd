// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/workspacefiles.h"

#include "app/expression/operators.h"
#include "app/value/jsonreader.h"
#include "app/value/number.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <set>

namespace framewright::rules {

namespace {

struct CsvField
{
    QByteArray text;
    bool isQuoted = false;
};
using CsvLine = std::vector<CsvField>;

/// Takes a CSV text apart. Quotes around a field hold line ends and separators, a double one is one.
class CsvReader final
{
public:
    explicit CsvReader(QByteArrayView text)
        : m_text(text)
        , m_separator(separatorOf(text))
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    /// Counts on from where it was asked last.
    [[nodiscard]] qsizetype line()
    {
        const qsizetype to = std::min(m_at, m_text.size());
        m_line += m_text.sliced(m_counted, to - m_counted).count('\n');
        m_counted = to;
        return m_line;
    }
    /// Nothing: what is wrong is fault().
    [[nodiscard]] std::optional<CsvLine> next()
    {
        CsvLine line;
        while (true) {
            line.emplace_back();
            if (!readField(line.back()))
                return std::nullopt;
            if (atEnd() || m_text[m_at] != m_separator)
                break;
            ++m_at;
        }
        if (!atEnd() && m_text[m_at] == '\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == '\n')
            ++m_at;
        return line;
    }

    [[nodiscard]] QString fault() const
    {
        return m_isStray ? QStringLiteral("Something stands behind the quote that closes a field.")
                         : QStringLiteral("A quote is not closed.");
    }

private:
    [[nodiscard]] static char separatorOf(QByteArrayView text)
    {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView names = end < 0 ? text : text.first(end);
        return names.contains('\t') ? '\t' : names.contains(';') && !names.contains(',') ? ';' : ',';
    }
    [[nodiscard]] bool readField(CsvField &field)
    {
        field.isQuoted = !atEnd() && m_text[m_at] == '"';
        if (!field.isQuoted) {
            const qsizetype from = m_at;
            while (!atEnd() && m_text[m_at] != m_separator && m_text[m_at] != '\n' && m_text[m_at] != '\r')
                ++m_at;
            field.text = m_text.sliced(from, m_at - from).trimmed().toByteArray();
            return true;
        }
        ++m_at;
        while (!atEnd()) {
            const char character = m_text[m_at++];
            if (character != '"')
                field.text += character;
            else if (!atEnd() && m_text[m_at] == '"')
                field.text += m_text[m_at++];
            else
                return endsHere();
        }
        return false;
    }
    [[nodiscard]] bool endsHere()
    {
        while (!atEnd() && m_text[m_at] == ' ')
            ++m_at;
        m_isStray = !atEnd() && m_text[m_at] != m_separator && m_text[m_at] != '\n' && m_text[m_at] != '\r';
        return !m_isStray;
    }

    QByteArrayView m_text;
    char m_separator;
    qsizetype m_at = 0;
    qsizetype m_counted = 0;
    qsizetype m_line = 1;
    bool m_isStray = false;
};

Value valueOf(const CsvField &field)
{
    const std::optional<value::Number> number = field.isQuoted ? std::nullopt : value::Number::parse(field.text);
    return number ? Value::number(*number) : expression::textOfBytes(field.text);
}

/// Of two columns of one name the second would hide the first. Spreadsheets leave empty names behind the last column.
std::optional<QString> repeatedName(const CsvLine &names)
{
    std::set<QByteArray> known;
    for (const CsvField &name : names) {
        if (!known.insert(name.text).second && !name.text.isEmpty())
            return QString::fromUtf8(name.text);
    }
    return std::nullopt;
}

QString megabytes(qint64 bytes)
{
    return QStringLiteral("%1 MiB").arg(bytes / (1024 * 1024));
}

} // namespace

Result<Value> readCsv(QByteArrayView text)
{
    // The mark that spreadsheets write in front.
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    CsvReader reader(text);
    const std::optional<CsvLine> names = reader.atEnd() ? CsvLine() : reader.next();
    if (const auto repeated = names ? repeatedName(*names) : std::nullopt)
        return fail(QStringLiteral("The name \"%1\" stands twice in the first line.").arg(*repeated),
                    QStringLiteral("line 1"));
    std::vector<Value> keys;
    for (const CsvField &name : names.value_or(CsvLine()))
        keys.push_back(expression::textOfBytes(name.text));
    Value::List rows;
    while (names && !reader.atEnd()) {
        const qsizetype number = reader.line();
        const std::optional<CsvLine> line = reader.next();
        if (!line)
            return fail(reader.fault(), QStringLiteral("line %1").arg(number));
        const bool isEmpty = line->size() == 1 && line->front().text.isEmpty() && !line->front().isQuoted;
        if (isEmpty)
            continue;
        if (line->size() > names->size())
            return fail(QStringLiteral("There are %1 fields, but only %2 names in the first line.")
                            .arg(line->size())
                            .arg(names->size()),
                        QStringLiteral("line %1").arg(number));
        Value row = Value::object();
        for (std::size_t index = 0; index < line->size(); ++index)
            row.set(keys[index].view(), valueOf((*line)[index]));
        rows.push_back(std::move(row));
    }
    if (!names)
        return fail(reader.fault(), QStringLiteral("line 1"));
    return Value::list(std::move(rows));
}

WorkspaceFiles::Stamp WorkspaceFiles::stampOf(const QString &name) const
{
    const QFileInfo file(QDir(m_folder), name);
    return file.exists() ? Stamp{true, file.size(), file.lastModified()} : Stamp{};
}

Result<QByteArray> WorkspaceFiles::load(const QString &name) const
{
    if (m_folder.isEmpty())
        return fail(QStringLiteral("The workspace is not saved yet, so no file \"%1\" can lie beside it.").arg(name),
                    {}, QStringLiteral("Save the workspace first."));
    const QFileInfo file(QDir(m_folder), name);
    const QString folder = QFileInfo(m_folder).canonicalFilePath();
    const QString path = file.canonicalFilePath();
    if (path.isEmpty())
        return fail(QStringLiteral("There is no file \"%1\" beside the workspace.").arg(name));
    if (folder.isEmpty() || !path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/'))
        return fail(QStringLiteral("\"%1\" does not lie under the workspace's folder.").arg(name), {},
                    QStringLiteral("Copy the file beside the workspace."));
    // A pipe or a device never ends.
    if (!QFileInfo(path).isFile())
        return fail(QStringLiteral("\"%1\" is no file.").arg(name));
    QFile content(path);
    if (!content.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("\"%1\" cannot be read: %2.").arg(name, content.errorString()));
    QByteArray bytes = content.read(sizeLimit + 1);
    if (bytes.size() > sizeLimit)
        return fail(QStringLiteral("\"%1\" is larger than a message may be: %2.").arg(name, megabytes(sizeLimit)));
    return bytes;
}

WorkspaceFiles::Entry &WorkspaceFiles::entryOf(const QString &name)
{
    const auto found = m_entries.find(name);
    if (found != m_entries.end())
        return *found;
    return *m_entries.insert(name, Entry{stampOf(name), load(name)});
}

Result<QByteArray> WorkspaceFiles::read(const QString &name)
{
    if (m_isAssumed)
        return QByteArray();
    return entryOf(name).content;
}

Result<Value> WorkspaceFiles::readData(const QString &name)
{
    // As a schema, which a data set may be, `true` takes everything.
    if (m_isAssumed)
        return Value::boolean(true);
    Entry &entry = entryOf(name);
    if (entry.data)
        return *entry.data;
    if (!entry.content)
        return tl::unexpected(entry.content.error());
    const bool isTable = name.endsWith(QLatin1StringView(".csv"), Qt::CaseInsensitive);
    Result<Value> data = isTable ? readCsv(*entry.content) : value::readJson(*entry.content);
    if (!data)
        data.error().where = name + QStringLiteral(", ") + data.error().where;
    entry.data = data;
    return data;
}

bool WorkspaceFiles::refresh()
{
    bool isChanged = false;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry)
        isChanged = isChanged || stampOf(entry.key()) != entry->stamp;
    if (isChanged)
        m_entries.clear();
    return isChanged;
}

} // namespace framewright::rules
