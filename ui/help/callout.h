// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;

namespace framewright::ui {

class Theme;

/// A few words beside a part of the window, which is framed meanwhile: a hint, or a step of the tour. Lies over the
/// window and moves with the part; the window can be used all the time.
class Callout final : public QFrame
{
    Q_OBJECT
public:
    Callout(const Theme &theme, QWidget *window);
    ~Callout() override;

    struct Content
    {
        QString title;
        QString text;
        QString place; ///< "2 of 8".
        bool first = false;
        bool last = false;
    };

    /// `target` may be null: then it stands in the middle.
    void showAt(QWidget *target, const Content &content);

signals:
    void nextWanted();
    void backWanted();
    void endWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Frame;
    void buildLayout();
    QPushButton *addButton(const QString &name, const QString &text);
    void place();
    [[nodiscard]] QRect targetRect() const;

    const Theme &m_theme;
    QPointer<QWidget> m_frame;
    QPointer<QWidget> m_target;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_place;
    QPushButton *m_end = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace framewright::ui
