// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowsource.h"

namespace framewright::ui {

namespace {

/// Rows of a capture file. The file may not be there yet when the first question comes: then there are none.
class CaptureFileRows final : public RowSource
{
public:
    explicit CaptureFileRows(QString fileName)
        : m_fileName(std::move(fileName))
    {
    }

    QList<traffic::Row> rows(qint64 first, qint64 count, qsizetype preview) override
    {
        return open() ? m_reader->rows(first, count, preview).value_or(QList<traffic::Row>()) : QList<traffic::Row>();
    }

    void visit(qint64 first, qint64 count, traffic::RowPart part,
               const traffic::TrafficReader::Visitor &visitor) override
    {
        // What cannot be read now is left out, as everywhere here.
        if (open())
            static_cast<void>(m_reader->visit(first, count, part, visitor));
    }

    QByteArray payload(qint64 number) override
    {
        return open() ? m_reader->payload(number).value_or(QByteArray()) : QByteArray();
    }

    QByteArray detail(qint64 number) override
    {
        return open() ? m_reader->detail(number).value_or(QByteArray()) : QByteArray();
    }

private:
    [[nodiscard]] bool open()
    {
        if (m_reader == nullptr) {
            if (auto reader = traffic::TrafficReader::open(m_fileName))
                m_reader = std::move(*reader);
        }
        return m_reader != nullptr;
    }

    QString m_fileName;
    std::unique_ptr<traffic::TrafficReader> m_reader;
};

} // namespace

std::unique_ptr<RowSource> captureFileRows(const QString &fileName)
{
    return std::make_unique<CaptureFileRows>(fileName);
}

} // namespace framewright::ui
