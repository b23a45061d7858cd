// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "ui/messages/trafficmodel.h"

#include <QWidget>

#include <functional>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTabBar;

namespace framewright::ui {

class ConnectionBook;
class Dialogs;
class FoldingText;
class JsonHighlighter;
class MessageDecoder;
class SearchBar;
class Theme;
class WorkspaceEditor;
struct WindowParts;

/// One row of the log in full: Pretty, Raw, Hex, its frames and the handshake of its connection. A payload above a
/// megabyte is read when the person asks for it.
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
        FramesTab,
        HandshakeTab
    };

    /// How its actions stand beside the tabs.
    enum class Actions
    {
        Buttons,
        Menu ///< Behind one button, where there is little room.
    };

    MessageDetail(const WindowParts &parts, const TrafficModel &model, Actions actions, QWidget *parent = nullptr);

    /// 0: nothing is chosen.
    void showRow(qint64 number);
    [[nodiscard]] QString text() const;
    void openSearch();
    /// One more beside the tabs.
    void addAction(QAction *action);
    /// What brought a row about is a link then, to the row of that number.
    void setJump(std::function<void(qint64)> jump) { m_jump = std::move(jump); }

signals:
    /// By Escape: back to the list.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildTabs();
    void buildBody();
    void buildActions(Actions actions);
    QAction *newAction(const QString &name, const QString &text, const QString &icon);
    void chooseTab();
    void showContent();
    void showText(const QByteArray &payload);
    void save();
    void showStory();
    /// As the codec of its route reads it, later.
    void showDecoded(codec::Codec codec, const QByteArray &payload);
    void takeDecoded(qint64 number, const std::optional<QString> &text);
    void put(const QString &text, bool isJson);
    /// That of the row's connection; nothing where it is JSON or text, or the row no message.
    [[nodiscard]] std::optional<codec::Codec> rowCodec() const;
    [[nodiscard]] QString content(const QByteArray &payload) const;
    [[nodiscard]] QString handshake() const;

    const Theme &m_theme;
    const ConnectionBook &m_book;
    const WorkspaceEditor &m_editor;
    Dialogs &m_dialogs;
    const TrafficModel &m_model;
    QHBoxLayout *m_head;
    QTabBar *m_tabs;
    QLabel *m_story; ///< What made the row, and because of what.
    FoldingText *m_text;
    SearchBar *m_search;
    QWidget *m_large;
    QLabel *m_largeText;
    QPushButton *m_showAnyway;
    JsonHighlighter *m_highlighter;
    MessageDecoder *m_decoder;
    std::function<void(qint64)> m_jump;
    QList<QAction *> m_ofRow; ///< What needs a row.
    std::optional<traffic::Row> m_row;
    int m_preferred = PrettyTab; ///< What the person chose for text.
    bool m_anyway = false;
};

} // namespace framewright::ui
