// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QTimer>
#include <QWidget>

namespace framewright::ui {

class JsonField;
class Theme;

/// Variables as they are now, followed while they change and edited in place. What is being typed is never taken away:
/// from the first letter until the keyboard goes elsewhere the field stands still, and only what the person has
/// changed is set.
class NowField final : public QWidget
{
    Q_OBJECT
public:
    /// `name` is the objectName of the editor, `title` what a screen reader says.
    NowField(const Theme &theme, const QString &name, const QString &title, QWidget *parent = nullptr);

    void setNow(const value::Value &variables);
    /// There are no such variables now, for this reason.
    void setAbsent(const QString &reason);

signals:
    /// A variable was given another value; undefined: it was taken away.
    void edited(const QByteArray &name, const framewright::value::Value &value);

private:
    void handleEdit(const value::Value &value);
    void send();
    void leave();
    void showValue(const value::Value &value);

    JsonField *m_field;
    QTimer m_pause; ///< After the last letter.
    value::Value m_now;
    value::Value m_base; ///< As it was when the person began to type, with what was sent since.
    value::Value m_typed;
    bool m_isTyping = false;
};

} // namespace framewright::ui
