// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/person.h"
#include "tests/ui/realclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace framewright::test {

/// What tests have in common that build a mock route in the real window, from an empty one, as a person does it, and
/// then let a real client play it. Verbs for what a person does, and questions for what a person sees; nothing here
/// writes into the workspace.
class BuildTest : public QObject, protected Person
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

protected:
    [[nodiscard]] RealClient &client();

    /// A server on a free port with this route, which is empty, saved and running.
    void startWithEmptyRoute(const QString &path);
    /// In the settings of the chosen server; 0 is one that nobody has.
    void takePort(quint16 port);
    void addRule();
    void chooseRule(int row);
    void chooseTrigger(const QString &words) { choose(u"on"_qs, words); }
    void addCondition(const QString &selector, const QString &value);
    void addCondition(const QString &selector, const QString &comparison, const QString &value);
    /// To a list of steps, "do" or "do/0/do"; its place is the list's with its number.
    void addStep(const QString &list, const QString &verb) { pick(list + u"/add", verb); }
    void chooseVerb(const QString &step, const QString &verb) { choose(step + u"/verb", verb); }
    void setField(const QString &place, const QString &text) { write(place, text); }
    void addOption(const QString &step, const QString &option) { pick(step + u"/more", option); }
    void sendObject(const QString &step, const QString &json);
    void sendText(const QString &step, const QString &text);
    void sendToRoom(const QString &step, const QString &room);
    void nameRule(const QString &name) { write(u"name"_qs, name); }
    /// The last field that was typed in is left.
    void finish();
    void openPage(const QString &tab) { openTab(u"routeTabs"_qs, tab); }

    /// The URL of the route as the window copies it.
    [[nodiscard]] QString copiedUrl();
    /// "when", "matches", "then", "hits" of a row of the table.
    [[nodiscard]] QStringList row(int row);
    [[nodiscard]] int ruleCount();
    [[nodiscard]] QStringList treeRoute();
    [[nodiscard]] QString undoText();
    /// What a save has written.
    [[nodiscard]] QByteArray savedFile();
    /// Under another name, in another folder.
    void saveElsewhere();
    /// Where a server listens.
    [[nodiscard]] quint16 port(qsizetype server = 0) const;
    /// A part of the status bar.
    [[nodiscard]] QString status(const QString &part);

    /// All the way back to the empty route and forth again, by the keyboard: the file is what it was, each time, and
    /// each step was named. The names, the last one first.
    void undoAndRedoAll(QStringList *names = nullptr);

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QTemporaryDir m_elsewhere;
    std::unique_ptr<RealClient> m_client;
    QByteArray m_emptyFile;
    QString m_undoAtEmpty;
};

} // namespace framewright::test
