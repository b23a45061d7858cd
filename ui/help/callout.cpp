// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/callout.h"

#include "ui/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace framewright::ui {

/// The line around the part that is spoken of.
class Callout::Frame final : public QWidget
{
public:
    Frame(const Theme &theme, QWidget *window)
        : QWidget(window)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), measure::ControlRadius, measure::ControlRadius);
    }

private:
    const Theme &m_theme;
};

Callout::Callout(const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_theme(theme)
    , m_frame(new Frame(theme, window))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_place(new QLabel(this))
{
    setObjectName(u"callout"_qs);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setObjectName(u"calloutTitle"_qs);
    m_text->setObjectName(u"calloutText"_qs);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_text->setWordWrap(true);
    theme.tint(m_place, Token::Muted);
    m_end = addButton(u"calloutEnd"_qs, {});
    m_back = addButton(u"calloutBack"_qs, tr("Back"));
    m_next = addButton(u"calloutNext"_qs, {});
    m_next->setProperty("primary", true);
    m_next->setDefault(true);
    connect(m_end, &QPushButton::clicked, this, &Callout::endWanted);
    connect(m_back, &QPushButton::clicked, this, &Callout::backWanted);
    connect(m_next, &QPushButton::clicked, this, &Callout::nextWanted);
    buildLayout();
    window->installEventFilter(this);
    hide();
}

Callout::~Callout()
{
    delete m_frame; // Unless the window, whose child it is too, was quicker.
}

QPushButton *Callout::addButton(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

void Callout::buildLayout()
{
    auto *foot = new QHBoxLayout;
    foot->setSpacing(measure::Small);
    foot->addWidget(m_place);
    foot->addStretch(1);
    foot->addWidget(m_end);
    foot->addWidget(m_back);
    foot->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_title);
    layout->addWidget(m_text, 1);
    layout->addLayout(foot);
}

void Callout::showAt(QWidget *target, const Content &content)
{
    if (m_target != nullptr)
        m_target->removeEventFilter(this);
    m_target = target;
    if (m_target != nullptr)
        m_target->installEventFilter(this);
    m_title->setText(content.title);
    m_text->setText(content.text);
    m_place->setText(content.place);
    m_end->setText(content.last ? QString() : tr("Skip"));
    m_end->setVisible(!content.last);
    m_back->setVisible(!content.first);
    m_next->setText(content.last ? tr("Done") : tr("Next"));
    setAccessibleName(QString(content.title % u". " % content.text));
    place();
    show();
    m_frame->setVisible(m_target != nullptr);
    m_frame->raise();
    raise();
    m_next->setFocus(Qt::OtherFocusReason);
}

QRect Callout::targetRect() const
{
    if (m_target == nullptr || !m_target->isVisible())
        return {};
    return {m_target->mapTo(parentWidget(), QPoint(0, 0)), m_target->size()};
}

void Callout::place()
{
    const QRect all = parentWidget()->rect().adjusted(measure::Small, measure::Small, -measure::Small, -measure::Small);
    const int width = std::min(all.width(), std::max(320, 46 * fontMetrics().averageCharWidth()));
    setFixedWidth(width);
    layout()->activate();
    const QSize size(width, layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height());
    const QRect target = targetRect();
    m_frame->setGeometry(target);
    QRect place(QPoint(0, 0), size);
    if (target.isEmpty())
        place.moveCenter(all.center());
    else if (target.right() + measure::Small + width <= all.right())
        place.moveTopLeft({target.right() + measure::Small, target.top() + measure::Large});
    else if (target.left() - measure::Small - width >= all.left())
        place.moveTopRight({target.left() - measure::Small, target.top() + measure::Large});
    else if (target.bottom() + measure::Small + size.height() <= all.bottom())
        place.moveTopLeft({target.left() + measure::Large, target.bottom() + measure::Small});
    else if (target.top() - measure::Small - size.height() >= all.top())
        place.moveBottomLeft({target.left() + measure::Large, target.top() - measure::Small});
    else
        place.moveCenter(target.center());
    // Whatever the part is, the words stay inside the window.
    place.moveLeft(std::clamp(place.left(), all.left(), std::max(all.left(), all.right() - place.width())));
    place.moveTop(std::clamp(place.top(), all.top(), std::max(all.top(), all.bottom() - place.height())));
    setGeometry(place);
}

bool Callout::eventFilter(QObject *watched, QEvent *event)
{
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    return QFrame::eventFilter(watched, event);
}

void Callout::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit endWanted();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit nextWanted();
    else if (event->key() == Qt::Key_Backspace)
        emit backWanted();
    else
        QFrame::keyPressEvent(event);
}

void Callout::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(m_theme.color(Token::Accent));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace framewright::ui
