// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/filesaver.h"

#include "app/base/workerthread.h"
#include "app/workspace/preparation.h"
#include "app/workspace/workspacefile.h"

#include <QFileInfo>

#include <utility>

namespace framewright::ui {

FileSaver::FileSaver(workspace::Document &document, LongWork &work, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_longWork(work)
{
    // What is on its way goes to its file; the window has another one by then.
    connect(&document, &workspace::Document::started, this, [this] { m_forgotten = int(m_jobs.size()); });
}

FileSaver::~FileSaver()
{
    if (m_thread)
        m_thread->run([] {});
}

bool FileSaver::save(const QString &fileName)
{
    // Behind another save even a small one waits: the files come in the order in which they were asked for.
    if (m_jobs.empty() && !workspace::isLarge(m_document.workspace()))
        return saveAtOnce(fileName);
    // Asked for twice it is written once.
    if (!isOnItsWay() || m_jobs.back().fileName != fileName)
        saveBehind(fileName);
    return true;
}

bool FileSaver::saveAtOnce(const QString &fileName)
{
    const Result<void> result = m_document.saveAs(fileName);
    if (result)
        emit saved();
    else
        emit failed(result.error());
    return result.has_value();
}

void FileSaver::saveBehind(const QString &fileName)
{
    Job job{m_document.snapshot(), fileName, {}, 0};
    job.work = m_longWork.begin(tr("Saving %1").arg(QFileInfo(fileName).fileName()),
                                [isCancelled = job.isCancelled] { *isCancelled = true; });
    if (!m_thread)
        m_thread = std::make_unique<WorkerThread>(u"saving"_qs);
    const bool isFirst = m_jobs.empty();
    m_jobs.push_back(job);
    if (isFirst)
        emit savingChanged(true);
    m_thread->post([this, workspace = job.workspace, fileName, isCancelled = job.isCancelled] {
        const Result<void> result =
            workspace::saveWorkspace(*workspace, fileName, [&isCancelled] { return !*isCancelled; });
        // The thread ends before this object does.
        QMetaObject::invokeMethod(
            this, [this, result] { handleWritten(result); }, Qt::QueuedConnection);
    });
}

void FileSaver::handleWritten(const Result<void> &result)
{
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_longWork.end(job.work);
    const bool isForgotten = m_forgotten > 0;
    m_forgotten = std::max(0, m_forgotten - 1);
    if (result && !isForgotten)
        m_document.setSavedAs(job.workspace, job.fileName);
    if (m_jobs.empty())
        emit savingChanged(false);
    if (result && !isForgotten)
        emit saved();
    else if (!result && !*job.isCancelled)
        emit failed(result.error());
    for (const Then &then : job.then)
        then(result.has_value());
}

bool FileSaver::isOnItsWay() const
{
    return int(m_jobs.size()) > m_forgotten && m_jobs.back().workspace == m_document.snapshot();
}

void FileSaver::whenDone(const QString &words, Then then)
{
    if (m_jobs.empty())
        return then(true);
    m_longWork.setText(m_jobs.back().work, words);
    m_jobs.back().then.push_back(std::move(then));
}

} // namespace framewright::ui
