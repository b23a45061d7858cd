// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/stepeditor.h"

#include "app/value/jsonreader.h"
#include "app/workspace/rule.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/flowlayout.h"
#include "ui/rules/grip.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// A field for a key that the tables do not know.
FieldEntry unknownField(const QByteArray &key)
{
    // Names live as long as the program: the same few keys come again and again.
    static QHash<QByteArray, QByteArray> names;
    const char *name = names.insert(key, key)->constData();
    FieldEntry entry{name, FieldKind::Json, name, name};
    entry.isOption = true;
    return entry;
}

QToolButton *makeButton(const Theme &theme, const QString &icon, const QString &name, const QString &objectName,
                        QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setIcon(themedIcon(theme, icon));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

StepEditor::StepEditor(const FormContext &context, const QString &place, const Value &body, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_place(place)
    , m_body(body)
    , m_verb(workspace::Action{body}.verb())
    , m_layout(new QVBoxLayout(this))
    , m_problem(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::Hair);
    m_problem->setObjectName(place + u"/problem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    context.theme.tint(m_problem, Token::Failure);
    buildLine();
}

void StepEditor::buildLine()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::Hair);
    auto *grip = new Grip(m_context.theme, m_place, this);
    row->addWidget(grip, 0, Qt::AlignTop);
    connect(grip, &Grip::moveRequested, this, &StepEditor::moveBy);
    auto *sentence = new QWidget(this);
    auto *line = new FlowLayout(sentence);
    row->addWidget(sentence, 1);
    m_layout->addLayout(row);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(grip->sizeHint().width() + measure::Hair, 0, 0, 0);
    below->setSpacing(measure::Hair);
    buildVerb(line);
    buildFields(line, below);
    QWidget *last = buildButtons(row);
    below->addWidget(m_problem);
    m_layout->addLayout(below);
    // Tab goes along the line to its end, then to what stands below it.
    for (auto block = m_blocks.crbegin(); block != m_blocks.crend(); ++block)
        putTabsBehind(last, *block);
}

void StepEditor::buildVerb(FlowLayout *line)
{
    std::vector<WordEntry> words;
    for (const VerbEntry &verb : verbs())
        words.push_back({verb.name, verb.label, verb.purpose});
    m_word = new WordCombo(m_context.theme, words, m_place + u"/verb"_qs, tr("Action"), this);
    m_word->setMaxVisibleItems(static_cast<int>(words.size()) + 1);
    m_word->setWord(QString::fromUtf8(m_verb));
    connect(m_word, &QComboBox::currentIndexChanged, this, [this] { changeVerb(m_word->word()); });
    line->addWidget(m_word);
}

void StepEditor::buildFields(FlowLayout *line, QVBoxLayout *below)
{
    const VerbEntry *verb = verbNamed(m_verb);
    if (verb == nullptr) {
        for (const Value::Member &member : m_body.members())
            addField(unknownField(member.name.toByteArray()), line, below);
        return;
    }
    for (const FieldEntry &entry : verb->fields) {
        if (!entry.isOption || m_body.contains(entry.key))
            addField(entry, line, below);
    }
    for (const Value::Member &member : m_body.members()) {
        if (verb->find(member.key()) == nullptr)
            addField(unknownField(member.name.toByteArray()), line, below);
    }
}

void StepEditor::addField(const FieldEntry &entry, FlowLayout *line, QVBoxLayout *below)
{
    Field *field = makeField(m_context, entry, placeOf(entry.key), m_body[QByteArrayView(entry.key)], this);
    m_fields.append(field);
    QWidget *tall = field->below();
    // A word over a block stands on the block's own line.
    if (tall != nullptr && *entry.label != '\0')
        below->addWidget(field);
    else
        line->addWidget(field);
    if (tall == nullptr)
        return;
    below->addWidget(tall);
    m_blocks.append(tall);
}

QWidget *StepEditor::buildButtons(QHBoxLayout *row)
{
    const Theme &theme = m_context.theme;
    auto *more = makeButton(theme, u"more"_qs, tr("Options of this action"), m_place + u"/more"_qs, this);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    menu->setObjectName(m_place + u"/options"_qs);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillOptions(menu); });
    more->setMenu(menu);
    row->addWidget(more, 0, Qt::AlignTop);
    auto *remove = makeButton(theme, u"cross"_qs, tr("Remove this action"), m_place + u"/remove"_qs, this);
    connect(remove, &QToolButton::clicked, this, [this] { m_context.host.removeStep(m_place); });
    row->addWidget(remove, 0, Qt::AlignTop);
    return remove;
}

void StepEditor::fillOptions(QMenu *menu)
{
    menu->clear();
    std::vector<FieldEntry> options;
    if (const VerbEntry *verb = verbNamed(m_verb)) {
        std::copy_if(verb->fields.begin(), verb->fields.end(), std::back_inserter(options),
                     [](const FieldEntry &entry) { return entry.isOption; });
        for (const Value::Member &member : m_body.members()) {
            if (verb->find(member.key()) == nullptr)
                options.push_back(unknownField(member.name.toByteArray()));
        }
    }
    for (const FieldEntry &entry : options) {
        QAction *action = menu->addAction(languageText(entry.name));
        action->setCheckable(true);
        action->setChecked(m_body.contains(entry.key));
        connect(action, &QAction::toggled, this, [this, entry](bool isWanted) { toggleOption(entry, isWanted); });
    }
    if (!options.empty())
        menu->addSeparator();
    menu->addAction(tr("Move up\tAlt+Up"), this, [this] { moveBy(-1); });
    menu->addAction(tr("Move down\tAlt+Down"), this, [this] { moveBy(1); });
    menu->addAction(tr("Duplicate"), this, [this] { m_context.host.insertStep(m_place, value()); });
    menu->addAction(tr("Remove"), this, [this] { m_context.host.removeStep(m_place); });
}

void StepEditor::toggleOption(const FieldEntry &entry, bool isWanted)
{
    Value body = value();
    if (isWanted)
        body.set(entry.key, value::readJson(entry.initial).value_or(Value::null()));
    else
        body.remove(entry.key);
    m_context.host.replaceStep(m_place, body);
}

void StepEditor::changeVerb(const QString &verb)
{
    const VerbEntry *entry = verbNamed(verb.toUtf8());
    if (entry != nullptr && verb.toUtf8() != m_verb)
        m_context.host.replaceStep(m_place, newAction(*entry));
}

void StepEditor::moveBy(int steps)
{
    const qsizetype slash = m_place.lastIndexOf(u'/');
    const int index = m_place.mid(slash + 1).toInt() + steps;
    // Insertion counts with the step itself still in its place.
    if (index >= 0)
        m_context.host.moveStep(m_place, m_place.left(slash + 1) + QString::number(steps > 0 ? index + 1 : index));
}

void StepEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return moveBy(event->key() == Qt::Key_Up ? -1 : 1);
    QWidget::keyPressEvent(event);
}

Value StepEditor::value() const
{
    Value body = m_body;
    for (const Field *field : m_fields) {
        const QByteArrayView key(field->entry().key);
        const Value now = field->value();
        if (now.isUndefined())
            body.remove(key);
        else if (!body[key].isIdentical(now))
            body.set(key, now);
    }
    return body;
}

void StepEditor::clearProblems()
{
    m_problem->clear();
    m_problem->hide();
    m_word->setProblem({});
}

void StepEditor::addProblem(const QString &problem, bool isAtField)
{
    if (!isAtField)
        m_word->setProblem(problem);
    const QString before = m_problem->text();
    m_problem->setText(before.isEmpty() ? problem : QString(before % u'\n' % problem));
    m_problem->show();
}

} // namespace framewright::ui
