// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/filereader.h"

#include "app/workspace/preparation.h"
#include "app/workspace/workspacefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace framewright::ui {

namespace {

/// Smaller files are there before one could see a progress.
constexpr qint64 readBehindFrom = 1 << 20;

struct Answer
{
    ReadWorkspace read;
    bool isSame = false;
};

[[nodiscard]] Answer readAndMakeReady(const QString &fileName, const workspace::Preparation &preparation,
                                      const workspace::Workspace &now)
{
    Result<workspace::Workspace> read = workspace::loadWorkspace(fileName);
    if (!read)
        return {tl::unexpected(read.error()), false};
    const bool isSame = *read == now;
    return {workspace::makeReady(*std::move(read), preparation), isSame};
}

} // namespace

FileReader::FileReader(workspace::Document &document, LongWork &work, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_longWork(work)
{
}

FileReader::~FileReader() = default;

bool FileReader::read(const QString &fileName, const QString &words, Take take, std::function<void()> cancelled)
{
    giveUp();
    if (QFileInfo(fileName).size() >= readBehindFrom) {
        m_work = m_longWork.begin(words, [this, cancelled = std::move(cancelled)] {
            const std::function<void()> tell = cancelled; // Giving up ends the work, and this function with it.
            giveUp();
            if (tell)
                tell();
        });
        readBehind(fileName, std::move(take));
        return true;
    }
    Answer answer = readAndMakeReady(fileName, m_document.prepare(fileName), m_document.workspace());
    const bool isGood = answer.read.has_value();
    take(std::move(answer.read), answer.isSame);
    return isGood;
}

void FileReader::readBehind(const QString &fileName, Take take)
{
    const QPointer<FileReader> self(this);
    QThreadPool::globalInstance()->start([self, generation = m_generation, fileName, take = std::move(take),
                                          now = m_document.snapshot(), preparation = m_document.prepare(fileName)] {
        auto answer = std::make_shared<Answer>(readAndMakeReady(fileName, preparation, *now));
        // To the application, which outlives us: whether we do is asked there.
        QMetaObject::invokeMethod(qApp, [self, generation, take, answer] {
            if (!self || self->m_generation != generation)
                return;
            self->m_longWork.end(std::exchange(self->m_work, 0));
            take(std::move(answer->read), answer->isSame);
        });
    });
}

void FileReader::giveUp()
{
    ++m_generation;
    m_longWork.end(std::exchange(m_work, 0));
}

} // namespace framewright::ui
