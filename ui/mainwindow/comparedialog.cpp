// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/comparedialog.h"

#include "ui/common/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace framewright::ui {

namespace {

/// Nobody reads more, and to lay them out would hold the window up.
constexpr std::size_t mostLines = 2000;

struct Look
{
    QString mark;
    Token ground;
    Token text;
};

Look lookOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Left:
        return {u"- "_qs, Token::FailureRow, Token::Failure};
    case DiffLine::Kind::Right:
        return {u"+ "_qs, Token::OutRow, Token::Out};
    case DiffLine::Kind::Gap:
        return {u"  … "_qs, Token::Raised, Token::Muted};
    case DiffLine::Kind::Same:
        break;
    }
    return {u"  "_qs, Token::Panel, Token::Text};
}

} // namespace

CompareDialog::CompareDialog(const Theme &theme, const QString &fileName, const std::vector<DiffLine> &lines,
                             QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"compareDialog"_qs);
    setWindowTitle(tr("Compare %1").arg(fileName));
    resize(760, 520);
    auto *legend = new QLabel(tr("Lines with - are in the file only, lines with + in this window only."), this);
    legend->setWordWrap(true);
    m_text->setObjectName(u"compareText"_qs);
    m_text->setAccessibleName(tr("Differences"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(Theme::fixedFont(font()));
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *reload = buttons->addButton(tr("&Reload the file"), QDialogButtonBox::AcceptRole);
    reload->setObjectName(u"compareReload"_qs);
    QPushButton *keep = buttons->addButton(tr("&Keep mine"), QDialogButtonBox::RejectRole);
    keep->setObjectName(u"compareKeep"_qs);
    keep->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(measure::Small);
    layout->addWidget(legend);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit reloadWanted();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show(lines);
}

void CompareDialog::show(const std::vector<DiffLine> &lines)
{
    QTextCursor cursor(m_text->document());
    bool first = true;
    std::vector<DiffLine> shown(lines.begin(), lines.begin() + std::ptrdiff_t(std::min(lines.size(), mostLines)));
    if (shown.size() < lines.size())
        shown.push_back({DiffLine::Kind::Gap, tr("%n more line(s)", nullptr, int(lines.size() - shown.size()))});
    for (const DiffLine &line : shown) {
        const Look look = lookOf(line.kind);
        if (!std::exchange(first, false))
            cursor.insertBlock();
        QTextBlockFormat block;
        block.setBackground(m_theme.color(look.ground));
        cursor.setBlockFormat(block);
        QTextCharFormat letters;
        letters.setForeground(m_theme.color(look.text));
        cursor.insertText(look.mark % line.text, letters);
    }
    m_text->moveCursor(QTextCursor::Start);
}

} // namespace framewright::ui
