// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/capturestatus.h"
#include "app/traffic/filterwords.h"
#include "ui/common/windowparts.h"
#include "ui/messages/rowscanner.h"
#include "ui/messages/rowsource.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QMenu;
class QSplitter;

namespace framewright::ui {

class EmptyState;
class FilterBox;
class MessageDetail;
class MessageList;
class PanelHead;
class RowExporter;
class TrafficModel;

/// The log of the mock servers, narrowed by what is selected (one connection, or those of a route) and by the words
/// in the filter box. Sessions of the client panel have their conversation there.
class TrafficPanel final : public QWidget
{
    Q_OBJECT
public:
    TrafficPanel(const WindowParts &parts, const RowSourceFactory &source, QWidget *parent = nullptr);

    /// What it shows and its actions; not in its own layout.
    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions();
    void addFilterActions();
    void buildLayout();
    void connectModel();
    void updateFilter();
    void updateHead();
    void updateEmpty();
    void find();
    void clear();
    void exportRows();
    void handleExported(qint64 rows, const std::optional<Error> &error);
    void handleStatus(const traffic::CaptureStatus &status);
    void showCleared();
    void endClearing();
    void fillRowMenu(QMenu *menu);
    void fillWordMenu(QMenu *menu, const traffic::Row &row, bool exclude);
    void jumpToHandshake(ConnectionId connection);
    void handleHandshake(const ScanFindings &findings);
    void jumpTo(qint64 number);
    /// What a rule could answer: the row itself where a client sent it or connected, else what brought it about.
    [[nodiscard]] std::optional<traffic::Row> answerable(traffic::Row row) const;
    void answerRow(const traffic::Row &row);
    [[nodiscard]] bool canBeTried(const traffic::Row &row) const;
    void updateTrial();
    void tryOnPaper();
    void setDetailBeside(bool beside);
    [[nodiscard]] traffic::FilterNames names() const;
    [[nodiscard]] RowFilter wantedFilter() const;
    [[nodiscard]] QString filterText() const;

    WindowParts m_parts;
    TrafficModel *m_model;
    PanelHead *m_head;
    FilterBox *m_box;
    MessageList *m_list;
    MessageDetail *m_detail;
    QSplitter *m_splitter;
    EmptyState *m_empty;
    RowScanner m_jump; ///< Looks for handshakes.
    quint64 m_jumps = 0;
    ConnectionId m_jumpTo;
    RowExporter *m_exporter;
    int m_exporting = 0; ///< Its number in the long work.
    QTimer m_clearing;   ///< Until it fires, clearing is not worth a word.
    qint64 m_clearedFrom = 0;
    qint64 m_clearedTo = 0; ///< 0: nothing is being cleared.
    int m_work = 0;
    QAction *m_showAll = nullptr;
    QAction *m_unfilter = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_beside = nullptr;
    QAction *m_export = nullptr;
    QAction *m_tryOnPaper = nullptr;
};

} // namespace framewright::ui
