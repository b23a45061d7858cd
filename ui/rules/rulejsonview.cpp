// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/rulejsonview.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/fieldtable.h"
#include "ui/common/theme.h"
#include "ui/rules/completion.h"
#include "ui/rules/jsonlexer.h"
#include "ui/rules/language.h"
#include "ui/rules/ruleplaces.h"

#include <QEvent>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <Qsci/qsciscintilla.h>

namespace framewright::ui {

using value::Value;

namespace {

/// Long enough to finish a word, short enough to be felt as at once.
constexpr int typingPause = 200;
/// Annotations have a style of their own, behind those of the lexer.
constexpr int mistakeStyle = 40;
constexpr int tabWidth = 2;

/// The line that an error of the reader names, from 0.
int lineOf(const Error &error)
{
    static const QRegularExpression number(u"line (\\d+)"_qs);
    const QRegularExpressionMatch found = number.match(error.where);
    return found.hasMatch() ? found.captured(1).toInt() - 1 : 0;
}

} // namespace

RuleJsonView::RuleJsonView(const Theme &theme, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_completion(completion)
    , m_editor(new QsciScintilla(this))
    , m_lexer(new JsonLexer(theme, Theme::fixedFont(font()), m_editor))
{
    setObjectName(u"ruleJson"_qs);
    build();
    takeColors();
    collectWords();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &RuleJsonView::read);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (!m_isSilent)
            m_typing.start();
    });
    connect(m_editor, &QsciScintilla::SCN_CHARADDED, this, [this](int character) {
        if (QChar(character).isLetterOrNumber() || character == '$' || character == '.')
            offerWords();
    });
    connect(&theme, &Theme::changed, this, &RuleJsonView::takeColors);
    connect(&completion, &Completion::changed, this, &RuleJsonView::collectWords);
}

void RuleJsonView::build()
{
    m_editor->setObjectName(u"ruleJsonEditor"_qs);
    m_editor->setAccessibleName(tr("Rule as JSON"));
    m_editor->setProperty("bare", true);
    m_editor->setUtf8(true);
    m_editor->setLexer(m_lexer);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setTabWidth(tabWidth);
    m_editor->setAutoIndent(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setMarginLineNumbers(0, true);
    m_editor->setMarginWidth(0, u"000"_qs);
    m_editor->setMarginWidth(1, 0);
    m_editor->setWrapMode(QsciScintilla::WrapWord);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    m_editor->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
}

void RuleJsonView::takeColors()
{
    m_lexer->takeColors();
    const auto color = [this](Token token) { return m_theme.color(token); };
    m_editor->setColor(color(Token::Text));
    m_editor->setPaper(color(Token::Panel));
    m_editor->setCaretForegroundColor(color(Token::Text));
    m_editor->setSelectionBackgroundColor(color(Token::Selection));
    m_editor->setSelectionForegroundColor(color(Token::SelectionText));
    m_editor->setMarginsBackgroundColor(color(Token::Raised));
    m_editor->setMarginsForegroundColor(color(Token::Faint));
    m_editor->setMarginsFont(Theme::fixedFont(font()));
    m_editor->setMatchedBraceBackgroundColor(color(Token::NeutralGround));
    m_editor->setMatchedBraceForegroundColor(color(Token::Text));
    m_editor->setUnmatchedBraceForegroundColor(color(Token::Failure));
    m_editor->setUnmatchedBraceBackgroundColor(color(Token::Panel));
    const auto send = [this](unsigned int message, unsigned long style, const QColor &value) {
        m_editor->SendScintilla(message, style, value);
    };
    send(QsciScintilla::SCI_STYLESETFORE, mistakeStyle, color(Token::Failure));
    send(QsciScintilla::SCI_STYLESETBACK, mistakeStyle, color(Token::FailureRow));
}

void RuleJsonView::collectWords()
{
    m_words.clear();
    for (const workspace::StructureDescription &structure : workspace::fileStructures()) {
        if (structure.name != "rule")
            continue;
        for (const workspace::FieldDescription &field : structure.fields)
            m_words << QString::fromUtf8(field.key);
    }
    for (const WordEntry &trigger : triggers())
        m_words << QString::fromLatin1(trigger.word);
    for (const OperatorEntry &entry : operators())
        m_words << QString::fromLatin1(entry.word);
    for (const WordEntry &form : contentForms())
        m_words << QString::fromLatin1(form.word);
    for (const VerbEntry &verb : verbs()) {
        m_words << QString::fromLatin1(verb.name);
        for (const FieldEntry &field : verb.fields)
            m_words << QString::fromLatin1(field.key);
    }
    m_words << m_completion.names();
    m_words.removeAll(QString());
    m_words.sort();
    m_words.removeDuplicates();
}

/// Shows the words that go on from what stands before the caret. Scintilla's own way reads the words on a thread that
/// outlives them.
void RuleJsonView::offerWords()
{
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    const QString before = m_editor->text(line).left(column);
    qsizetype start = before.size();
    while (start > 0 && (before.at(start - 1).isLetterOrNumber() || QStringView(u"_$.").contains(before.at(start - 1))))
        --start;
    const QString prefix = before.mid(start);
    QStringList fitting;
    for (const QString &word : std::as_const(m_words)) {
        // Its list is parted by spaces.
        if (word.startsWith(prefix) && word != prefix && !word.contains(u' '))
            fitting << word;
    }
    if (prefix.size() < 2 || fitting.isEmpty())
        return;
    m_editor->SendScintilla(QsciScintilla::SCI_AUTOCSHOW, static_cast<unsigned long>(prefix.toUtf8().size()),
                            fitting.join(u' ').toUtf8().constData());
}

void RuleJsonView::setRule(const workspace::Rule &rule)
{
    const bool isSame = rule.id == m_rule.id && rule == m_rule;
    // What is being typed, or cannot be read yet, is not overwritten by what it was.
    if (isSame && (m_hasMistake || m_typing.isActive() || m_editor->length() > 0))
        return;
    m_typing.stop();
    m_rule = rule;
    m_hasMistake = false;
    const QScopedValueRollback silent(m_isSilent, true);
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    m_editor->setText(QString::fromUtf8(value::writeJson(ruleToJson(rule), value::JsonStyle::Indented)));
    m_editor->setCursorPosition(line, column);
    m_editor->clearAnnotations();
}

void RuleJsonView::annotate(int line, const QString &text)
{
    const QString before = m_editor->annotation(line);
    m_editor->annotate(line, before.isEmpty() ? text : QString(before % u'\n' % text), mistakeStyle);
}

void RuleJsonView::settle()
{
    if (!m_typing.isActive())
        return;
    m_typing.stop();
    read();
}

void RuleJsonView::read()
{
    const QByteArray text = m_editor->text().toUtf8();
    m_editor->clearAnnotations();
    m_hasMistake = true;
    const Result<Value> json = value::readJson(text);
    if (!json)
        return annotate(lineOf(json.error()), json.error().what % u' ' % json.error().advice);
    const Result<workspace::Rule> rule = ruleFromJson(*json, m_rule);
    if (!rule) {
        const Result<value::Path> path = value::Path::parse(rule.error().where.toUtf8());
        const auto place = path ? value::locate(text, *path) : std::nullopt;
        return annotate(place ? place->line - 1 : 0, rule.error().what);
    }
    m_hasMistake = false;
    m_rule = *rule;
    emit edited(*rule);
}

void RuleJsonView::setProblems(const std::vector<rules::Problem> &problems)
{
    if (m_hasMistake || m_typing.isActive())
        return;
    m_editor->clearAnnotations();
    const QByteArray text = m_editor->text().toUtf8();
    const Result<Value> json = value::readJson(text);
    if (!json)
        return;
    for (const rules::Problem &problem : problems) {
        const auto place = value::locate(text, value::Path("$", segmentsOf(*json, problem.field)));
        annotate(place ? place->line - 1 : 0, problem.text);
    }
}

bool RuleJsonView::eventFilter(QObject *watched, QEvent *event)
{
    // A shortcut of the window may save or undo: what was typed is meant.
    const bool isShortcut = event->type() == QEvent::ShortcutOverride &&
                            (static_cast<QKeyEvent *>(event)->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (isShortcut || event->type() == QEvent::FocusOut)
        settle();
    if (event->type() == QEvent::KeyPress && leaveBy(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

/// Lines indent themselves: Tab goes on here as in every other field, Escape back.
bool RuleJsonView::leaveBy(int key)
{
    if (m_editor->SendScintilla(QsciScintilla::SCI_AUTOCACTIVE) != 0)
        return false; // The list of words has these keys.
    if (key == Qt::Key_Escape) {
        emit left();
        return true;
    }
    return (key == Qt::Key_Tab || key == Qt::Key_Backtab) && focusNextPrevChild(key == Qt::Key_Tab);
}

} // namespace framewright::ui
