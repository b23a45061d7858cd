// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/messages/trafficmodel.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabBar;

namespace framewright::ui {

class ConnectionBook;
class JsonHighlighter;
class Theme;

/// One row of the log in full: Pretty, Raw, Hex and the handshake of its connection. A payload above a megabyte
/// is read when the person asks for it.
class MessageDetail final : public QWidget
{
    Q_OBJECT
public:
    static constexpr qint64 shownAtOnce = 1 << 20;
    static constexpr qint64 hexShownAtOnce = 1 << 18;

    enum Tab
    {
        PrettyTab,
        RawTab,
        HexTab,
        HandshakeTab
    };

    MessageDetail(const Theme &theme, const ConnectionBook &book, const TrafficModel &model, QWidget *parent = nullptr);

    /// 0: nothing is chosen.
    void showRow(qint64 number);
    [[nodiscard]] QString text() const;

private:
    void buildTabs();
    void buildBody();
    void chooseTab();
    void showContent();
    [[nodiscard]] QString content(const QByteArray &payload) const;
    [[nodiscard]] QString handshake() const;

    const Theme &m_theme;
    const ConnectionBook &m_book;
    const TrafficModel &m_model;
    QTabBar *m_tabs;
    QPlainTextEdit *m_text;
    QWidget *m_large;
    QLabel *m_largeText;
    QPushButton *m_showAnyway;
    JsonHighlighter *m_highlighter;
    std::optional<traffic::Row> m_row;
    int m_preferred = PrettyTab; ///< What the person chose for text.
    bool m_anyway = false;
};

} // namespace framewright::ui
