// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/document.h"
#include "ui/common/longwork.h"

#include <QObject>

#include <functional>
#include <memory>

namespace framewright::ui {

/// What a file has: a workspace that is ready for the document, or why it cannot be read.
using ReadWorkspace = Result<std::shared_ptr<const workspace::Workspace>>;

/// Reads the files of one document, one at a time: what is asked for last is what comes. A small one is there at once;
/// a large one is read and made ready behind the window, which shows it as work that can be cancelled. Lives on the UI
/// thread.
class FileReader final : public QObject
{
    Q_OBJECT
public:
    /// `isSame`: it has what the document had when it was asked for.
    using Take = std::function<void(ReadWorkspace read, bool isSame)>;

    FileReader(workspace::Document &document, LongWork &work, QObject *parent);
    ~FileReader() override;

    /// False: it is a small one that cannot be read. `take` was called already, or will be; `cancelled` only when the
    /// person has cancelled it.
    bool read(const QString &fileName, const QString &words, Take take, std::function<void()> cancelled = {});
    /// What is being read is not wanted any more.
    void giveUp();
    [[nodiscard]] bool isReading() const { return m_work != 0; }

private:
    void readBehind(const QString &fileName, Take take);

    workspace::Document &m_document;
    LongWork &m_longWork;
    LongWork::Number m_work = 0;
    int m_generation = 0;
};

} // namespace framewright::ui
