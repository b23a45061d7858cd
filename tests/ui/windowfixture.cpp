// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/windowfixture.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QKeySequence>
#include <QStandardPaths>
#include <QTest>
#include <QWindow>

#include <algorithm>

namespace framewright::test {

namespace {
constexpr int patience = 20'000;
}

WindowFixture::WindowFixture() = default;

WindowFixture::~WindowFixture()
{
    dropWindow();
}

void WindowFixture::prepare(const QString &organization)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(organization);
    m_theme = std::make_unique<ui::Theme>();
    m_theme->install(*qApp);
}

void WindowFixture::makeWindow()
{
    m_document = std::make_unique<workspace::Document>();
    m_engine = std::make_unique<engine::Engine>(engine::EngineSettings{});
    m_window = std::make_unique<ui::MainWindow>(*m_theme, *m_engine, *m_document, m_dialogs);
}

void WindowFixture::showWindow(QSize size)
{
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void WindowFixture::dropWindow()
{
    m_window.reset();
    m_engine.reset();
    m_document.reset();
}

void WindowFixture::click(const char *name) const
{
    QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
}

void WindowFixture::trigger(const char *name) const
{
    find<QAction>(name)->trigger();
}

QStringList WindowFixture::rows(const char *list, int column) const
{
    const QAbstractItemModel *model = find<QAbstractItemView>(list)->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, column).data().toString());
    return texts;
}

bool WindowFixture::shows(const char *list, const QString &text) const
{
    const QStringList all = rows(list);
    return std::any_of(all.cbegin(), all.cend(), [&](const QString &row) { return row.contains(text); });
}

QString WindowFixture::url(const QString &path) const
{
    return u"ws://127.0.0.1:" % QString::number(m_engine->servers().constFirst().port) % path;
}

QWidget *WindowFixture::frontWindow() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    QWidget *active = QApplication::activeWindow();
    return active != nullptr && active->isVisible() ? active : m_window.get();
}

/// Offscreen there is no window manager that gives the keyboard back when a dialog or a popup goes.
void WindowFixture::awaitServers() const
{
    // Answered in the order in which things were told.
    const quint64 question = m_engine->query(server::WholeWorkspace{});
    bool isAnswered = false;
    const auto listening =
        QObject::connect(m_engine.get(), &engine::Engine::answered, m_engine.get(),
                         [&isAnswered, question](quint64 query) { isAnswered = isAnswered || query == question; });
    if (!QTest::qWaitFor([&isAnswered] { return isAnswered; }, patience))
        qWarning("The servers do not answer.");
    QObject::disconnect(listening);
}

QWindow *WindowFixture::keyWindow() const
{
    QWidget *front = frontWindow();
    if (front != QApplication::activePopupWidget() && !front->isActiveWindow()) {
        front->activateWindow();
        if (!QTest::qWaitForWindowActive(front))
            qWarning("%s does not get the keyboard.", qPrintable(front->objectName()));
    }
    return front->windowHandle();
}

void WindowFixture::press(const char *keys) const
{
    const QKeySequence sequence(QString::fromLatin1(keys), QKeySequence::PortableText);
    if (sequence.isEmpty() || sequence[0].key() == Qt::Key_unknown)
        qFatal("%s is no key.", keys);
    for (int stroke = 0; stroke < sequence.count(); ++stroke) {
        const QKeyCombination keyAndModifiers = sequence[static_cast<uint>(stroke)];
        QTest::keyClick(keyWindow(), keyAndModifiers.key(), keyAndModifiers.keyboardModifiers());
    }
    QCoreApplication::processEvents();
}

void WindowFixture::type(const QString &text) const
{
    for (const QChar letter : text)
        QTest::keyClick(keyWindow(), letter.toLatin1());
    QCoreApplication::processEvents();
}

} // namespace framewright::test
