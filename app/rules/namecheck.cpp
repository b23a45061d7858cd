// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/namecheck.h"

#include "app/expression/spelling.h"
#include "app/expression/templatetext.h"
#include "app/rules/problemlist.h"
#include "app/workspace/workspace.h"

#include <QRegularExpression>

#include <algorithm>

namespace framewright::rules {

using value::Value;

namespace {

class NameCheck final
{
public:
    NameCheck(const workspace::Workspace &workspace, ProblemList &problems)
        : m_problems(problems)
    {
        collect(workspace.data, m_dataSets);
        for (const workspace::Environment &environment : workspace.environments)
            collect(environment.variables, m_variables);
    }

    void checkRule(const workspace::Rule &rule)
    {
        checkExpression(rule.when.toUtf8(), QStringLiteral("when"));
        checkMatch(rule.match, QStringLiteral("match"));
        for (std::size_t index = 0; index < rule.actions.size(); ++index)
            checkValue(rule.actions[index].body, QStringLiteral("do[%1]").arg(index));
    }
    void checkExpression(const QByteArray &text, const QString &field);
    void checkValue(const Value &value, const QString &field);

private:
    static void collect(const Value &object, QByteArrayList &names)
    {
        for (const Value::Member &member : object.members()) {
            if (const QByteArray name = member.key().toByteArray(); !names.contains(name))
                names.append(name);
        }
    }
    void checkMatch(const Value &match, const QString &field);
    void checkTemplate(QByteArrayView text, const QString &field);
    void missing(const QString &root, const QString &name, const QByteArrayList &known, const QString &field);

    ProblemList &m_problems;
    QByteArrayList m_dataSets;
    QByteArrayList m_variables;
};

void NameCheck::missing(const QString &root, const QString &name, const QByteArrayList &known, const QString &field)
{
    const std::vector<QByteArrayView> names(known.cbegin(), known.cend());
    const QString what = root == QLatin1StringView("data") ? QStringLiteral("There is no data set \"%1\"")
                                                           : QStringLiteral("No environment has a variable \"%1\"");
    m_problems.add(field, what.arg(name) + expression::didYouMean(expression::closestTo(name.toUtf8(), names)));
}

void NameCheck::checkExpression(const QByteArray &text, const QString &field)
{
    if (!text.contains("data") && !text.contains("env"))
        return;
    static const QRegularExpression path(
        QStringLiteral(R"((?<![\w$.'"])(data|env)\s*(?:\?\.|\.)\s*([A-Za-z_$][\w$]*)(?!\s*\())"));
    for (auto each = path.globalMatch(QString::fromUtf8(text)); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        const QByteArrayList &known = match.captured(1) == QLatin1StringView("data") ? m_dataSets : m_variables;
        if (!known.contains(match.captured(2).toUtf8()))
            missing(match.captured(1), match.captured(2), known, field);
    }
}

void NameCheck::checkTemplate(QByteArrayView text, const QString &field)
{
    for (qsizetype from = text.indexOf("{{"); from >= 0; from = text.indexOf("{{", from)) {
        from += 2;
        const qsizetype length = expression::expressionEnd(text.sliced(from));
        if (length < 0)
            return; // That is said already.
        checkExpression(text.sliced(from, length).toByteArray(), field);
        from += length;
    }
}

void NameCheck::checkValue(const Value &value, const QString &field)
{
    if (value.isText())
        return checkTemplate(value.view(), field);
    for (qsizetype index = 0; value.isList() && index < value.size(); ++index)
        checkValue(value.at(index), field + QStringLiteral("[%1]").arg(index));
    for (const Value::Member &member : value.members()) {
        const QByteArrayView key = member.key();
        const QString memberField = field + QLatin1Char('.') + QString::fromUtf8(key);
        const bool isExpression = key == "when" || key == "where" || key == "if";
        if (isExpression && member.value.isText())
            checkExpression(member.value.toByteArray(), memberField);
        else if (key != "run")
            checkValue(member.value, memberField);
    }
}

void NameCheck::checkMatch(const Value &match, const QString &field)
{
    for (const Value::Member &member : match.members()) {
        const QString memberField = field + QLatin1Char('.') + QString::fromUtf8(member.key());
        if (member.key() != "any") {
            checkExpression(member.key().toByteArray(), memberField);
            checkValue(member.value, memberField);
            continue;
        }
        for (qsizetype index = 0; index < member.value.size(); ++index)
            checkMatch(member.value.at(index), memberField + QStringLiteral("[%1]").arg(index));
    }
}

} // namespace

void checkNames(const workspace::Route &route, const workspace::Workspace &workspace,
                const std::vector<QString> &ruleNames, ProblemList &problems)
{
    NameCheck check(workspace, problems);
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const workspace::Rule &rule = route.rules[index];
        problems.enterRule(rule.id, index < ruleNames.size() ? ruleNames[index] : QString());
        if (rule.enabled)
            check.checkRule(rule);
    }
    problems.leaveRule();
    for (std::size_t index = 0; index < route.refuse.size(); ++index) {
        const workspace::Refuse &refuse = route.refuse[index];
        const QString field = QStringLiteral("refuse[%1].").arg(index);
        check.checkExpression(refuse.when.toUtf8(), field + QStringLiteral("when"));
        check.checkValue(Value::text(refuse.body), field + QStringLiteral("body"));
        check.checkValue(refuse.json, field + QStringLiteral("json"));
        check.checkValue(refuse.headers, field + QStringLiteral("headers"));
    }
    check.checkValue(route.accept.headers, QStringLiteral("accept.headers"));
    check.checkValue(route.http, QStringLiteral("http"));
    check.checkValue(route.stream, QStringLiteral("stream"));
}

} // namespace framewright::rules
