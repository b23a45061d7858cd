// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/companioncard.h"

#include "app/protocol/responsehead.h"
#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/routes/headerlines.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/field.h"
#include "ui/rules/flowlayout.h"
#include "ui/rules/templatejson.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

constexpr int usualStatus = 200;
constexpr int lastStatus = 599;
constexpr QLatin1StringView usualMethod("GET");
constexpr QLatin1StringView roomPrefix("room:");
constexpr QLatin1StringView computed("{{");

const std::vector<WordEntry> &methods()
{
    static const std::vector<WordEntry> table = {
        {"GET", "GET", QT_TRANSLATE_NOOP("rules", "Answers HEAD too")},
        {"POST", "POST"},
        {"PUT", "PUT"},
        {"PATCH", "PATCH"},
        {"DELETE", "DELETE"},
    };
    return table;
}

const std::vector<WordEntry> &bodies()
{
    static const std::vector<WordEntry> table = {
        {"json", QT_TRANSLATE_NOOP("rules", "JSON"), QT_TRANSLATE_NOOP("rules", "Any JSON, with templates")},
        {"body", QT_TRANSLATE_NOOP("rules", "Text"), QT_TRANSLATE_NOOP("rules", "As it stands, with templates")},
        {"", QT_TRANSLATE_NOOP("rules", "no body"), QT_TRANSLATE_NOOP("rules", "Nothing but status and headers")},
    };
    return table;
}

const std::vector<WordEntry> &recipients()
{
    static const std::vector<WordEntry> table = {
        {"", QT_TRANSLATE_NOOP("rules", "the route, once"),
         QT_TRANSLATE_NOOP("rules", "Its rules run once, without a connection; they can still send to all")},
        {"all", QT_TRANSLATE_NOOP("rules", "everybody"),
         QT_TRANSLATE_NOOP("rules", "Its rules run for every client of the route")},
        {"room:", QT_TRANSLATE_NOOP("rules", "room"),
         QT_TRANSLATE_NOOP("rules", "Its rules run for everybody in a room")},
        {"{{", QT_TRANSLATE_NOOP("rules", "computed"),
         QT_TRANSLATE_NOOP("rules", "A template that gives all or room:NAME")},
    };
    return table;
}

/// The word of recipients() for what is written.
QString wordOf(const QString &written)
{
    if (written.isEmpty() || written == QLatin1StringView("all"))
        return written;
    return written.startsWith(roomPrefix) ? QString(roomPrefix) : QString(computed);
}

QToolButton *makeButton(const QString &name, const QString &title, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAccessibleName(title);
    button->setToolTip(title);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

CompanionCard::CompanionCard(const Theme &theme, const Completion &completion, int place, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_completion(completion)
    , m_place(place)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(u"http/%1"_qs.arg(place));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::Hair);
    auto *first = new QHBoxLayout;
    first->setSpacing(measure::Small);
    auto *sentence = new QWidget(this);
    auto *line = new FlowLayout(sentence);
    first->addWidget(sentence, 1);
    buildRequest(line);
    buildAnswer(line);
    m_rows->addLayout(first);
    m_rows->addWidget(m_body);
    m_rows->addWidget(m_headers);
    auto *raised = new QWidget(this);
    buildSignal(new FlowLayout(raised));
    m_rows->addWidget(raised);
    buildButtons(first);
    m_problem = new QLabel(this);
    m_problem->setObjectName(objectName() + u"/problem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    theme.tint(m_problem, Token::Failure);
    m_rows->addWidget(m_problem);
}

void CompanionCard::addWord(FlowLayout *line, const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text, line->parentWidget());
    label->setBuddy(buddy);
    m_theme.tint(label, Token::Muted);
    line->addWidget(label);
}

CodeEdit *CompanionCard::makeEdit(const QString &key, const QString &title, const QString &hint, bool isLine)
{
    const auto extent = isLine ? CodeEdit::Extent::Line : CodeEdit::Extent::Lines;
    auto *edit = new CodeEdit(m_theme, CodeLanguage::Template, extent, this);
    edit->setObjectName(objectName() + u'/' + key);
    edit->setAccessibleName(title);
    edit->setPlaceholderText(hint);
    offerNames(edit, m_completion);
    connect(edit, &CodeEdit::settled, this, &CompanionCard::settled);
    return edit;
}

void CompanionCard::buildRequest(FlowLayout *line)
{
    m_method = new WordCombo(m_theme, methods(), objectName() + u"/method"_qs, tr("Method"), this);
    m_path = makeEdit(u"path"_qs, tr("Path of the request"), u"/status"_qs, true);
    m_path->setLanguage(CodeLanguage::Plain);
    m_path->setNames({});
    m_path->setLetters(14, 36);
    m_path->setToolTip(tr("{name} takes one segment, {rest*} all that is left; templates know them as req.params"));
    addWord(line, tr("When"), m_method);
    line->addWidget(m_method);
    line->addWidget(m_path);
    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        const QString word = m_method->word();
        put("method", word == usualMethod ? Value() : Value::text(word), tr("Change method"));
        emit settled();
    });
    connect(m_path, &CodeEdit::edited, this,
            [this] { put("path", Value::text(m_path->code().trimmed()), tr("Change path of the request")); });
}

void CompanionCard::buildAnswer(FlowLayout *line)
{
    m_status = makeNumber(this, objectName() + u"/status"_qs, tr("Status"), usualStatus, lastStatus);
    m_form = new WordCombo(m_theme, bodies(), objectName() + u"/form"_qs, tr("Body of the answer"), this);
    addWord(line, tr("is asked for, answer"), m_status);
    line->addWidget(m_status);
    addWord(line, tr("with"), m_form);
    line->addWidget(m_form);
    m_body = makeEdit(u"body"_qs, tr("Body of the answer"), {}, false);
    m_headers = new HeaderLines(m_theme, objectName() + u"/headers"_qs, tr("Headers of the answer"), this);
    m_headers->setWord(tr("headers"));
    m_addHeaders = makeButton(objectName() + u"/addHeaders"_qs, tr("Give the answer headers of its own"), this);
    m_addHeaders->setText(tr("Headers"));
    m_addHeaders->setIcon(themedIcon(m_theme, u"add"_qs));
    m_addHeaders->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    line->addWidget(m_addHeaders);
    showPhrase();
    connect(m_status, &QSpinBox::valueChanged, this, [this](int status) {
        showPhrase();
        put("status", status == usualStatus ? Value() : Value::integer(status), tr("Change status"));
    });
    connect(m_status, &QSpinBox::editingFinished, this, &CompanionCard::settled);
    connect(m_form, &QComboBox::currentIndexChanged, this, &CompanionCard::changeForm);
    connect(m_body, &CodeEdit::edited, this, &CompanionCard::takeBody);
    connect(m_headers, &HeaderLines::edited, this, [this](const Value &headers) {
        put("headers", headers.size() == 0 ? Value() : headers, tr("Change headers of the answer"));
    });
    connect(m_addHeaders, &QToolButton::clicked, this, [this] {
        m_addHeaders->hide();
        m_headers->show();
        m_headers->setFocus();
    });
}

void CompanionCard::buildSignal(FlowLayout *line)
{
    m_signal = makeEdit(u"emit"_qs, tr("Signal that it raises"), tr("no signal"), true);
    m_signal->setLetters(10, 30);
    m_signal->setToolTip(tr("Rules on “a signal is raised” answer it"));
    addWord(line, tr("and raise"), m_signal);
    line->addWidget(m_signal);
    m_recipients = new QWidget(this);
    auto *whom = new FlowLayout(m_recipients);
    m_whom = new WordCombo(m_theme, recipients(), objectName() + u"/emit/to"_qs, tr("For whom"), this);
    m_room = makeEdit(u"emit/to/name"_qs, tr("Room"), u"{{req.params.room}}"_qs, true);
    m_with = makeEdit(u"emit/with"_qs, tr("What the signal brings"), tr("the body of the request"), true);
    m_with->setLanguage(CodeLanguage::Json);
    addWord(whom, tr("for"), m_whom);
    whom->addWidget(m_whom);
    whom->addWidget(m_room);
    addWord(whom, tr("with"), m_with);
    whom->addWidget(m_with);
    line->addWidget(m_recipients);
    connect(m_signal, &CodeEdit::edited, this, [this] { takeSignal(tr("Change signal of the request")); });
    connect(m_room, &CodeEdit::edited, this, [this] { takeSignal(tr("Change whom the signal is for")); });
    connect(m_with, &CodeEdit::edited, this, [this] { takeSignal(tr("Change what the signal brings")); });
    connect(m_whom, &QComboBox::currentIndexChanged, this, [this] {
        takeSignal(tr("Change whom the signal is for"));
        emit settled();
    });
}

void CompanionCard::buildButtons(QHBoxLayout *row)
{
    auto *remove = makeButton(objectName() + u"/remove"_qs, tr("Answer this request no more"), this);
    remove->setIcon(themedIcon(m_theme, u"trash"_qs));
    row->addWidget(remove, 0, Qt::AlignTop);
    connect(remove, &QToolButton::clicked, this, &CompanionCard::removeRequested);
}

void CompanionCard::start()
{
    // As by Tab: what is typed takes the place of the path that it begins with.
    m_path->setFocus(Qt::TabFocusReason);
}

void CompanionCard::setEntry(const Value &entry)
{
    if (entry.isIdentical(m_entry))
        return;
    m_entry = entry;
    m_mistake.clear();
    showEntry();
}

void CompanionCard::showEntry()
{
    const QScopedValueRollback showing(m_isShowing, true);
    const Value &method = m_entry["method"];
    m_method->setWord(method.isText() ? method.toString().toUpper() : QString(usualMethod));
    m_path->setCode(m_entry["path"].toString());
    const Value &status = m_entry["status"];
    m_status->setValue(status.isNumber() ? int(status.toNumber().toInteger().value_or(usualStatus)) : usualStatus);
    m_form->setWord(formOf());
    showBody();
    m_headers->setHeaders(m_entry["headers"].isObject() ? m_entry["headers"] : Value::object());
    const bool hasHeaders = m_entry["headers"].size() > 0;
    m_headers->setVisible(hasHeaders || (!m_headers->isHidden() && m_headers->hasFocus()));
    m_addHeaders->setVisible(m_headers->isHidden());
    showSignal();
    showProblem();
}

QString CompanionCard::formOf() const
{
    const Value &json = m_entry["json"];
    if (!json.isUndefined() && !json.isNull())
        return u"json"_qs;
    return m_entry["body"].view().isEmpty() && !m_entry["body"].isText() ? QString() : u"body"_qs;
}

void CompanionCard::showBody()
{
    const QString form = m_form->word();
    const bool isJson = form == QLatin1StringView("json");
    m_body->setVisible(!form.isEmpty());
    m_body->setLanguage(isJson ? CodeLanguage::Json : CodeLanguage::Template);
    m_body->setPlaceholderText(isJson ? uR"({"online": {{size('lobby')}}})"_qs : tr("what stands in the answer"));
    m_body->setCode(isJson ? writeTemplateJson(m_entry["json"], value::JsonStyle::Fitted) : m_entry["body"].toString());
}

void CompanionCard::showPhrase()
{
    const QByteArray phrase = protocol::statusPhrase(m_status->value());
    m_status->setSuffix(phrase == "Status" ? QString() : QString(u' ' % QString::fromLatin1(phrase)));
}

void CompanionCard::changeForm()
{
    if (m_isShowing)
        return;
    const QString form = m_form->word();
    Value entry = m_entry;
    const QString text = m_body->code();
    entry.remove("json");
    entry.remove("body");
    if (form == QLatin1StringView("json"))
        entry.set("json", readTemplateJson(text).value_or(Value::object()));
    else if (!form.isEmpty())
        entry.set("body", Value::text(text));
    m_entry = entry;
    m_mistake.clear();
    {
        const QScopedValueRollback showing(m_isShowing, true);
        showBody();
    }
    showProblem();
    emit edited(tr("Change form of the answer"), {});
    emit settled();
}

void CompanionCard::takeBody()
{
    if (m_isShowing)
        return;
    const QString name = tr("Change body of the answer");
    m_mistake.clear();
    if (m_form->word() != QLatin1StringView("json")) {
        put("body", Value::text(m_body->code()), name);
    } else if (Result<Value> read = readTemplateJson(m_body->code())) {
        put("json", *read, name);
    } else {
        m_mistake = tr("This is not JSON yet: %1").arg(read.error().text());
    }
    showProblem();
}

void CompanionCard::showSignal()
{
    const Value &written = m_entry["emit"];
    const Value &name = written.isObject() ? written["emit"] : written;
    const QString to = written["to"].toString();
    m_signal->setCode(name.toString());
    m_whom->setWord(wordOf(to));
    m_room->setCode(to.startsWith(roomPrefix)         ? to.mid(roomPrefix.size())
                    : wordOf(to) == QString(computed) ? to
                                                      : QString());
    m_with->setCode(lineOfValue(written["with"]));
    m_recipients->setVisible(!m_signal->code().isEmpty());
    m_room->setVisible(m_whom->word() == roomPrefix || m_whom->word() == computed);
}

Value CompanionCard::signalToWrite() const
{
    const QString name = m_signal->code().trimmed();
    if (name.isEmpty())
        return {};
    const Value &before = m_entry["emit"];
    Value written = before.isObject() ? before : Value::object();
    const auto set = [&written](QByteArrayView key, const Value &value) {
        if (value.isUndefined())
            written.remove(key);
        else if (!written[key].isIdentical(value))
            written.set(key, value);
    };
    set("emit", Value::text(name));
    const QString word = m_whom->word();
    const QString to = word == roomPrefix ? QString(word % m_room->code()) : word == computed ? m_room->code() : word;
    set("to", to.isEmpty() ? Value() : Value::text(to));
    const QString with = m_with->code();
    if (with != lineOfValue(before["with"]))
        set("with", with.isEmpty() ? Value() : valueOfLine(with));
    // As short as it goes, and as it was.
    return written.size() == 1 && !before.isObject() ? Value::text(name) : written;
}

void CompanionCard::takeSignal(const QString &name)
{
    if (m_isShowing)
        return;
    m_recipients->setVisible(!m_signal->code().isEmpty());
    m_room->setVisible(m_whom->word() == roomPrefix || m_whom->word() == computed);
    put("emit", signalToWrite(), name);
}

void CompanionCard::put(QByteArrayView key, const Value &value, const QString &name)
{
    if (m_isShowing)
        return;
    Value entry = m_entry;
    if (value.isUndefined())
        entry.remove(key);
    else
        entry.set(key, value);
    if (entry.isIdentical(m_entry))
        return;
    m_entry = entry;
    emit edited(name, objectName() + u'/' + QString::fromUtf8(key.toByteArray()));
}

void CompanionCard::setProblems(const QList<rules::Problem> &problems)
{
    const QString own = u"http[%1]"_qs.arg(m_place);
    m_found.clear();
    const QList<std::pair<QString, CodeEdit *>> fields{
        {own + u".path"_qs, m_path}, {own + u".emit.to"_qs, m_room}, {own + u".emit.with"_qs, m_with}};
    for (CodeEdit *edit : {m_path, m_body, m_signal, m_room, m_with})
        edit->setProblem({});
    for (const rules::Problem &problem : problems) {
        const bool isOwn = problem.field == own || problem.field.startsWith(own + u'.');
        if (!isOwn)
            continue;
        m_found << problem.text;
        const auto at = std::ranges::find(fields, problem.field, &std::pair<QString, CodeEdit *>::first);
        if (at != fields.end())
            at->second->setProblem(problem.text);
        else if (problem.field == own + u".emit"_qs)
            m_signal->setProblem(problem.text);
        else if (problem.field.startsWith(own + u".json"_qs) || problem.field.startsWith(own + u".body"_qs))
            m_body->setProblem(problem.text);
    }
    showProblem();
}

void CompanionCard::showProblem()
{
    QStringList all = m_found;
    if (!m_mistake.isEmpty())
        all.prepend(m_mistake);
    if (!m_mistake.isEmpty() || m_found.isEmpty())
        m_body->setProblem(m_mistake);
    m_problem->setText(all.join(u'\n'));
    m_problem->setVisible(!all.isEmpty());
}

} // namespace framewright::ui
