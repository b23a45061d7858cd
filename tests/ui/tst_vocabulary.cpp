// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/vocabulary.h"

#include "tests/ui/partsfixture.h"
#include "ui/rules/language.h"

#include <QDialog>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

using namespace framewright;
using namespace framewright::ui;

/// Whoever knows Mockoon finds each of its words in the table of both vocabularies, and there what it is called here.
class tst_Vocabulary : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_parts.reset(); }
    void showsItWhole();
    void finds_data();
    void finds();
    void operatorsAreThoseOfTheForm_data();
    void operatorsAreThoseOfTheForm();

private:
    /// The rows of Mockoon that are left when this is searched for: its word, ours.
    [[nodiscard]] QList<QStringList> search(const QString &text) const;

    std::unique_ptr<PartsFixture> m_parts;
    QDialog *m_table = nullptr;
};

void tst_Vocabulary::initTestCase()
{
    m_parts = std::make_unique<PartsFixture>();
    m_parts->window.resize(1280, 720);
    m_table = vocabularyTable(m_parts->parts, &m_parts->window);
    m_table->show();
}

QList<QStringList> tst_Vocabulary::search(const QString &text) const
{
    auto *field = m_table->findChild<QLineEdit *>(u"vocabularyTableSearch"_qs);
    field->clear();
    QTest::keyClicks(field, text);
    const QAbstractItemModel *model = m_table->findChild<QTableView *>(u"vocabularyTableTable"_qs)->model();
    QList<QStringList> rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == u"Mockoon")
            rows.append({model->index(row, 1).data().toString(), model->index(row, 2).data().toString()});
    }
    return rows;
}

/// Nothing of it has to be scrolled to from the side.
void tst_Vocabulary::showsItWhole()
{
    const auto *table = m_table->findChild<QTableView *>(u"vocabularyTableTable"_qs);
    QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
    QVERIFY(m_table->width() < m_parts->window.width());
}

void tst_Vocabulary::finds_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("here");
    const auto row = [](const char *word, const char *here) {
        QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(here);
    };
    row("websocket route", "Route:");
    row("response", "Rule:");
    row("response rules", "conditions of a rule");
    row("default response", "unmatched");
    row("sequential", "Choose");
    row("random response", "Choose");
    row("rules operators", "equals, matches");
    row("inverted", "does not equal");
    row("regex", "matches");
    row("case-insensitive", "(?i)");
    row("null", "is not there");
    row("empty array", "equals []");
    row("array includes", "contains");
    row("json schema", "fits the schema");
    row("AND, OR", "Alternatives");
    row("streaming interval", "stream");
    row("one-to-one", "stream");
    row("broadcast", "same message for everybody");
    row("data bucket", "Data set");
    row("templating", "Templates");
    row("faker", "faker(");
    row("environment variables", "env.NAME");
    row("setVar", "set conn.x");
    row("latency", "Wait");
    row("logs", "Traffic");
}

void tst_Vocabulary::finds()
{
    QFETCH(QString, word);
    QFETCH(QString, here);
    const QList<QStringList> rows = search(word);
    QVERIFY2(!rows.isEmpty(), "Not in the table.");
    const bool isNamed = std::any_of(rows.cbegin(), rows.cend(), [&](const QStringList &row) {
        return row.first().contains(word, Qt::CaseInsensitive) && row.last().contains(here);
    });
    QVERIFY2(isNamed, qPrintable(rows.constFirst().join(u": "_qs)));
}

void tst_Vocabulary::operatorsAreThoseOfTheForm_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *word, const char *form) {
        QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(form);
    };
    row("Operator null", "is not there");
    row("Operator empty array", "equals");
    row("Operator array includes", "contains");
    row("Operator valid JSON schema", "fits the schema");
    row("Rules operators", "matches");
}

/// The table calls them as the form's list of operators does.
void tst_Vocabulary::operatorsAreThoseOfTheForm()
{
    QFETCH(QString, word);
    QFETCH(QString, label);
    const QList<QStringList> rows = search(word);
    QCOMPARE(rows.size(), 1);
    QVERIFY2(rows.constFirst().last().contains(label), qPrintable(rows.constFirst().last()));
    const auto found = std::ranges::find_if(
        operators(), [&label](const OperatorEntry &entry) { return label == QLatin1StringView(entry.label); });
    QVERIFY(found != operators().end());
    QVERIFY2(QByteArrayView(found->purpose).contains("Mockoon"), found->purpose);
}

QTEST_MAIN(tst_Vocabulary)
#include "tst_vocabulary.moc"
