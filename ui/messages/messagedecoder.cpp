// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagedecoder.h"

namespace framewright::ui {

MessageDecoder::MessageDecoder(RowSourceFactory source, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(source))
    , m_worker(std::make_shared<Worker>())
{
}

MessageDecoder::~MessageDecoder()
{
    cancel();
    if (m_thread != nullptr)
        m_thread->run([worker = m_worker] { worker->replay.reset(); });
}

void MessageDecoder::decode(const ReplayRequest &request)
{
    cancel();
    if (m_thread == nullptr)
        m_thread = std::make_unique<WorkerThread>(u"decoder"_qs);
    m_thread->post([this, request, generation = m_generation, worker = m_worker, factory = m_factory] {
        const auto goesOn = [&] { return worker->generation == generation; };
        if (!goesOn())
            return;
        if (worker->replay == nullptr)
            worker->replay = std::make_unique<Replay>(factory());
        const std::optional<QString> text = worker->replay->decode(request, goesOn);
        if (!goesOn())
            return;
        // The decoder waits for this thread before it dies, so `this` is still there.
        QMetaObject::invokeMethod(
            this,
            [this, generation, text, row = request.row.number] {
                if (generation == m_generation)
                    emit decoded(row, text);
            },
            Qt::QueuedConnection);
    });
}

void MessageDecoder::cancel()
{
    m_worker->generation = ++m_generation;
}

} // namespace framewright::ui
