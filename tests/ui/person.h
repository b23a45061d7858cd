// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/windowfixture.h"

#include <QString>

namespace framewright::test {

/// Hands and eyes in front of a window. Mouse and keys go to the window as the system would give them, at controls
/// that are there to be seen, found by their objectName: what is missing, hidden, disabled or covered cannot be used,
/// and the test ends there, saying which. The person scrolls to what a form has further below.
class Person : protected WindowFixture
{
protected:
    void click(const QString &control);
    /// In place of what stands in a field.
    void write(const QString &field, const QString &text);
    /// An entry of a combo box, by its words.
    void choose(const QString &combo, const QString &entry);
    /// An entry of a button's menu.
    void pick(const QString &button, const QString &entry);
    void openTab(const QString &tabBar, const QString &tab);
    void clickRow(const QString &view, int row);

    /// The control, waited for until it can be seen.
    [[nodiscard]] QWidget *see(const QString &control) const;
    template <class T>
    [[nodiscard]] T *see(const QString &control) const
    {
        T *found = qobject_cast<T *>(see(control));
        return found != nullptr ? found : giveUp<T>(control);
    }
    [[nodiscard]] bool sees(const QString &control) const;

private:
    template <class T>
    [[nodiscard]] static T *giveUp(const QString &control)
    {
        qFatal("%s is no %s.", qPrintable(control), T::staticMetaObject.className());
        return nullptr;
    }
    [[nodiscard]] QWidget *visible(const QString &control) const;
};

} // namespace framewright::test
