// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <cstdint>
#include <optional>

class QWidget;

namespace framewright::ui {

/// What a person answers to a question about unsaved work.
enum class Answer : std::uint8_t
{
    Yes,
    No,
    Cancel
};

struct Question
{
    QString title;
    QString text;
    QString detail;
    QString yes; ///< The word on the button: a verb.
    QString no;  ///< Empty: no such button.
};

/// Everything the window asks a person in a dialog of its own. Tests hand in one that answers.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    [[nodiscard]] virtual std::optional<QString> fileToOpen(QWidget *parent) = 0;
    [[nodiscard]] virtual std::optional<QString> fileToSave(QWidget *parent, const QString &suggestion) = 0;
    /// Where the bytes of a message are to go.
    [[nodiscard]] virtual std::optional<QString> fileForPayload(QWidget *parent, const QString &suggestion)
    {
        return fileToSave(parent, suggestion);
    }
    /// A file from elsewhere that is taken in; the filter is spelled as QFileDialog's.
    [[nodiscard]] virtual std::optional<QString> fileToRead(QWidget *parent, const QString &title,
                                                            const QString &filter);
    /// Where a part of the workspace is to go.
    [[nodiscard]] virtual std::optional<QString> fileToWrite(QWidget *parent, const QString &title,
                                                             const QString &suggestion);
    [[nodiscard]] virtual Answer ask(QWidget *parent, const Question &question) = 0;
    virtual void about(QWidget *parent) = 0;
};

/// The real ones.
class DesktopDialogs final : public Dialogs
{
public:
    std::optional<QString> fileToOpen(QWidget *parent) override;
    std::optional<QString> fileToSave(QWidget *parent, const QString &suggestion) override;
    std::optional<QString> fileForPayload(QWidget *parent, const QString &suggestion) override;
    std::optional<QString> fileToRead(QWidget *parent, const QString &title, const QString &filter) override;
    std::optional<QString> fileToWrite(QWidget *parent, const QString &title, const QString &suggestion) override;
    Answer ask(QWidget *parent, const Question &question) override;
    void about(QWidget *parent) override;
};

} // namespace framewright::ui
