// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/filterbox.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardItemModel>
#include <QTextCharFormat>

namespace framewright::ui {

namespace {

/// From the last key on; then the log is narrowed.
constexpr int waitMilliseconds = 150;
constexpr int wordRole = Qt::UserRole;

} // namespace

FilterBox::FilterBox(const Theme &theme, std::function<traffic::FilterNames()> names, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_names(std::move(names))
    , m_field(new QLineEdit(this))
    , m_direction(new QComboBox(this))
    , m_control(new QPushButton(tr("Con&trol frames"), this))
    , m_mistake(new QLabel(parent))
    , m_hints(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_hints, this))
{
    setObjectName(u"filterBox"_qs);
    setFocusProxy(m_field);
    buildField();
    buildChoices();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(measure::Medium, measure::Hair, measure::Medium, measure::Hair);
    row->setSpacing(measure::Small);
    row->addWidget(m_field, 1);
    row->addWidget(m_direction);
    row->addWidget(m_control);
    m_wait.setSingleShot(true);
    m_wait.setInterval(waitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &FilterBox::apply);
}

void FilterBox::buildField()
{
    m_field->setObjectName(u"filterField"_qs);
    m_field->setAccessibleName(tr("Filter"));
    m_field->setPlaceholderText(tr("Filter: text, /regex/, from:client, type:close, $.event=…"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(themedIcon(m_theme, u"search"_qs), QLineEdit::LeadingPosition);
    m_field->setToolTip(tr("text, “two words”, /regex/i\nfrom:client, from:server\n"
                           "type:text, binary, ping, pong, close, error, handshake\n"
                           "conn:12, route:/chat, size:>1k, rule:welcome\n$.event=login, $.id>10, $.name~ann\n"
                           "-word leaves out what has it\n\n"
                           "$ is the message as rules see it: JSON, or read by its route's codec.\n"
                           "Of a packet over several messages it is the last one that has its fields.\n"
                           "Where the log has lost a connection's beginning, MQTT is read as 3.1.1,\n"
                           "and of a packet that began there nothing is found."));
    m_field->installEventFilter(this);
    m_mistake->setObjectName(u"filterMistake"_qs);
    m_mistake->setWordWrap(true);
    m_mistake->setTextFormat(Qt::PlainText);
    m_mistake->setMargin(measure::Small);
    m_mistake->setAutoFillBackground(true);
    const auto tint = [this] {
        QPalette palette = m_theme.palette();
        palette.setColor(QPalette::Window, m_theme.color(Token::FailureRow));
        palette.setColor(QPalette::WindowText, m_theme.color(Token::Failure));
        m_mistake->setPalette(palette);
    };
    tint();
    connect(&m_theme, &Theme::changed, m_mistake, tint);
    m_mistake->hide();
    m_completer->setWidget(m_field);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setObjectName(u"filterHints"_qs);
    m_completer->popup()->setAccessibleName(tr("Hints for the filter"));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { takeHint(index.data(wordRole).toString()); });
    connect(m_field, &QLineEdit::textEdited, this, &FilterBox::offerHints);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBox::handleTyped);
}

void FilterBox::buildChoices()
{
    m_direction->setObjectName(u"filterDirection"_qs);
    m_direction->setAccessibleName(tr("Direction"));
    m_direction->setAccessibleDescription(tr("Direction"));
    m_direction->addItem(tr("All"));
    m_direction->addItem(tr("From client"), int(event::Direction::In));
    m_direction->addItem(tr("To client"), int(event::Direction::Out));
    m_control->setObjectName(u"filterControl"_qs);
    m_control->setAccessibleName(tr("Control frames"));
    m_control->setToolTip(tr("Show pings and pongs"));
    m_control->setCheckable(true);
    m_control->setChecked(QSettings().value(u"traffic/controlFrames"_qs, false).toBool());
    connect(m_direction, &QComboBox::currentIndexChanged, this, &FilterBox::changed);
    connect(m_control, &QPushButton::toggled, this, [this](bool shown) {
        QSettings().setValue(u"traffic/controlFrames"_qs, shown);
        emit changed();
    });
}

std::optional<event::Direction> FilterBox::direction() const
{
    const QVariant chosen = m_direction->currentData();
    return chosen.isValid() ? std::optional(static_cast<event::Direction>(chosen.toInt())) : std::nullopt;
}

bool FilterBox::showsControl() const
{
    // Whoever asks for pings by name wants to see them.
    return m_control->isChecked() || m_words.text().contains(QLatin1String("type:ping"), Qt::CaseInsensitive) ||
           m_words.text().contains(QLatin1String("type:pong"), Qt::CaseInsensitive);
}

bool FilterBox::isEmpty() const
{
    return m_words.isEmpty() && !direction();
}

void FilterBox::setText(const QString &text)
{
    m_field->setText(text);
    apply();
}

void FilterBox::addWord(const QString &word)
{
    const QString before = m_field->text().trimmed();
    setText(before.isEmpty() ? word : QString(before % u' ' % word));
}

void FilterBox::showAll()
{
    m_direction->setCurrentIndex(0);
    m_control->setChecked(true);
    setText({});
}

void FilterBox::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBox::setWarning(const QString &warning)
{
    if (warning == m_warning)
        return;
    m_warning = warning;
    apply();
}

void FilterBox::handleTyped()
{
    m_wait.start();
}

void FilterBox::apply()
{
    m_wait.stop();
    const auto filter = traffic::Filter::parse(m_field->text());
    if (!filter) {
        // What is still being typed is no mistake yet.
        showMistake(m_completer->popup()->isVisible() ? std::nullopt : std::optional(filter.error()));
        return;
    }
    if (!(*filter == m_words)) {
        m_warning.clear();
        m_words = *filter;
        emit changed();
    }
    showMistake(m_warning.isEmpty() ? std::nullopt : std::optional(traffic::FilterMistake{{m_warning, {}, {}}, 0, 0}));
}

void FilterBox::offerHints()
{
    const QList<traffic::FilterHint> hints = traffic::hintsFor(m_field->text(), m_field->cursorPosition(), m_names());
    const bool inWord = !traffic::wordAt(m_field->text(), m_field->cursorPosition()).text.isEmpty();
    if (hints.isEmpty() || !inWord)
        return m_completer->popup()->hide();
    m_hints->clear();
    for (const traffic::FilterHint &hint : hints) {
        auto *item =
            new QStandardItem(hint.meaning.isEmpty() ? hint.text : QString(hint.text % u"    " % hint.meaning));
        item->setData(hint.text, wordRole);
        item->setSizeHint(QSize(0, Theme::rowHeight(font())));
        m_hints->appendRow(item);
    }
    const int width = std::min(m_field->width(), 40 * fontMetrics().averageCharWidth());
    const int left = std::clamp(m_field->inputMethodQuery(Qt::ImCursorRectangle).toRect().left(), 0,
                                std::max(0, m_field->width() - width));
    m_completer->complete(QRect(left, 0, width, m_field->height()));
}

void FilterBox::takeHint(const QString &hint)
{
    const traffic::FilterWord word = traffic::wordAt(m_field->text(), m_field->cursorPosition());
    const bool open = hint.endsWith(u':');
    const QString behind = m_field->text().mid(word.place + word.text.size());
    const QString text = m_field->text().left(word.place) % hint % (open || behind.startsWith(u' ') ? u""_qs : u" "_qs);
    m_field->setText(text % behind);
    m_field->setCursorPosition(static_cast<int>(text.size()));
    if (open)
        QMetaObject::invokeMethod(this, &FilterBox::offerHints, Qt::QueuedConnection);
    else
        apply();
}

void FilterBox::showMistake(const std::optional<traffic::FilterMistake> &mistake)
{
    m_mistake->setVisible(mistake.has_value());
    underline(mistake);
    if (!mistake)
        return m_mistake->clear();
    m_mistake->setText(mistake->error.advice.isEmpty() ? mistake->error.what
                                                       : QString(mistake->error.what % u' ' % mistake->error.advice));
    placeMistake();
}

/// A line edit has no formats of its own; those of an input method do.
void FilterBox::underline(const std::optional<traffic::FilterMistake> &mistake)
{
    QList<QInputMethodEvent::Attribute> marks;
    if (mistake && mistake->length > 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.color(Token::Failure));
        marks.append({QInputMethodEvent::TextFormat, static_cast<int>(mistake->place) - m_field->cursorPosition(),
                      static_cast<int>(mistake->length), format});
    }
    QInputMethodEvent event({}, marks);
    QCoreApplication::sendEvent(m_field, &event);
}

void FilterBox::placeMistake()
{
    const QPoint below = m_field->mapTo(parentWidget(), QPoint(0, m_field->height() + 2));
    const int width = m_field->width();
    m_mistake->setGeometry(below.x(), below.y(), width, m_mistake->heightForWidth(width));
    m_mistake->raise();
}

bool FilterBox::handleKey(int key)
{
    if (key == Qt::Key_Down && !m_completer->popup()->isVisible()) {
        emit leftDownwards();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        m_completer->popup()->hide();
        apply();
        return true;
    }
    if (key != Qt::Key_Escape)
        return false;
    if (m_field->text().isEmpty())
        emit leftDownwards();
    else
        setText({});
    return true;
}

bool FilterBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field) {
        if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)->key()))
            return true;
        if (event->type() == QEvent::FocusOut)
            apply();
        if (event->type() == QEvent::Resize && m_mistake->isVisible())
            placeMistake();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace framewright::ui
