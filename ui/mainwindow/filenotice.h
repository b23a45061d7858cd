// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "ui/common/tokens.h"

#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace framewright::ui {

class Theme;

/// A line over the centre of the window about its file, with what can be done as buttons: opened stopped, changed by
/// another program, cannot be read, with the lines around the error.
class FileNotice final : public QWidget
{
    Q_OBJECT
public:
    enum class Tone : std::uint8_t
    {
        Information,
        Question,
        Failure
    };
    struct Choice
    {
        QString name; ///< The button's objectName.
        QString text;
        std::function<void()> run; ///< Beside it the notice goes, unless `keeps`.
        bool keeps = false;
    };

    explicit FileNotice(const Theme &theme, QWidget *parent = nullptr);

    /// `excerpt` is shown in the fixed font below the text; may be empty.
    void say(Tone tone, const QString &text, std::vector<Choice> choices = {}, const QString &excerpt = {});
    void dismiss();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    void tint();
    void setChoices(std::vector<Choice> choices);

    const Theme &m_theme;
    Tone m_tone = Tone::Information;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_excerpt;
    QHBoxLayout *m_buttons;
};

} // namespace framewright::ui
