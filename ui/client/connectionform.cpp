// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/connectionform.h"

#include "ui/client/tlspage.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace framewright::ui {

namespace {

QVBoxLayout *pageLayout(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    layout->setSpacing(measure::Small);
    return layout;
}

void name(QWidget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
}

} // namespace

ConnectionForm::ConnectionForm(const Theme &theme, Dialogs &dialogs, QWidget *panel)
    : QObject(panel)
    , m_urlRow(new QWidget(panel))
    , m_paramsPage(new QWidget(panel))
    , m_headersPage(new QWidget(panel))
    , m_optionsPage(new QWidget(panel))
    , m_tlsPage(new TlsPage(dialogs, panel))
    , m_url(new QComboBox(m_urlRow))
    , m_saved(new QToolButton(m_urlRow))
    , m_connect(new QPushButton(tr("Co&nnect"), m_urlRow))
    , m_params(new QPlainTextEdit(m_paramsPage))
    , m_headers(new QPlainTextEdit(m_headersPage))
    , m_subprotocols(new QLineEdit(m_optionsPage))
    , m_deflate(new QCheckBox(tr("Offer co&mpression (permessage-deflate)"), m_optionsPage))
{
    buildUrlRow(theme);
    buildCompleter();
    buildParams();
    buildHeaders();
    buildOptions();
    for (QWidget *page : std::initializer_list<QWidget *>{m_paramsPage, m_headersPage, m_optionsPage, m_tlsPage})
        m_reasons.append(newReason(theme, page));
    setLocked(false);
}

void ConnectionForm::buildUrlRow(const Theme &theme)
{
    name(m_url, u"clientUrl"_qs, tr("URL"));
    m_url->setAccessibleDescription(tr("URL"));
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_url->setMinimumContentsLength(8);
    m_url->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_url->lineEdit()->setPlaceholderText(tr("ws://host:port/path"));
    name(m_url->lineEdit(), u"clientUrlEdit"_qs, tr("URL"));
    m_url->lineEdit()->setFont(Theme::fixedFont(m_url->font()));
    name(m_connect, u"clientConnect"_qs, tr("Connect"));
    name(m_saved, u"clientSaved"_qs, tr("Saved requests"));
    m_saved->setToolTip(tr("Saved requests"));
    m_saved->setIcon(themedIcon(theme, u"star"_qs));
    m_saved->setAutoRaise(true);
    m_saved->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout(m_urlRow);
    row->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    row->setSpacing(measure::Hair);
    row->addWidget(m_url, 1);
    row->addWidget(m_saved);
    row->addWidget(m_connect);
    connect(m_url->lineEdit(), &QLineEdit::returnPressed, this, &ConnectionForm::submitted);
    connect(m_url->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        // Of a long one, once it is left, the host is told rather than the end of its query.
        if (!m_url->lineEdit()->hasFocus())
            m_url->lineEdit()->home(false);
    });
    connect(m_url, &QComboBox::editTextChanged, this, [this](const QString &url) {
        takeParamsFromUrl();
        emit urlChanged(url);
    });
}

void ConnectionForm::buildCompleter()
{
    auto *completer = new QCompleter(m_url->model(), m_url);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->popup()->setObjectName(u"clientUrlOffers"_qs);
    m_url->setCompleter(completer);
}

void ConnectionForm::buildParams()
{
    name(m_params, u"clientParams"_qs, tr("Query parameters"));
    m_params->setPlaceholderText(tr("name=value\nOne parameter a line, as it is meant: it is encoded in the URL"));
    m_params->setFont(Theme::fixedFont(m_params->font()));
    m_params->setTabChangesFocus(true);
    pageLayout(m_paramsPage)->addWidget(m_params);
    connect(m_params, &QPlainTextEdit::textChanged, this, [this] {
        const QString url = withQuery(this->url(), m_params->toPlainText());
        if (url == this->url())
            return;
        const QSignalBlocker quiet(m_url);
        m_url->setEditText(url);
        emit urlChanged(url);
    });
}

void ConnectionForm::takeParamsFromUrl()
{
    const QString lines = queryLines(url());
    if (withQuery({}, lines) == withQuery({}, m_params->toPlainText()))
        return;
    const QSignalBlocker quiet(m_params);
    m_params->setPlainText(lines);
}

void ConnectionForm::buildHeaders()
{
    name(m_headers, u"clientHeaders"_qs, tr("Request headers"));
    m_headers->setPlaceholderText(tr("Authorization: Bearer …\nOne header a line; “# ” in front switches it off"));
    m_headers->setFont(Theme::fixedFont(m_headers->font()));
    m_headers->setTabChangesFocus(true);
    pageLayout(m_headersPage)->addWidget(m_headers);
}

void ConnectionForm::buildOptions()
{
    name(m_subprotocols, u"clientSubprotocols"_qs, tr("Subprotocols"));
    m_subprotocols->setPlaceholderText(tr("none; several with commas"));
    name(m_deflate, u"clientDeflate"_qs, tr("Offer compression"));
    m_deflate->setChecked(true);
    auto *label = new QLabel(tr("Su&bprotocols"), m_optionsPage);
    label->setBuddy(m_subprotocols);
    QVBoxLayout *layout = pageLayout(m_optionsPage);
    layout->addWidget(label);
    layout->addWidget(m_subprotocols);
    layout->addWidget(m_deflate);
    layout->addStretch(1);
}

QLabel *ConnectionForm::newReason(const Theme &theme, QWidget *page)
{
    auto *label = new QLabel(tr("In use by the connection: disconnect to change it."), page);
    label->setWordWrap(true);
    theme.tint(label, Token::Muted);
    page->layout()->addWidget(label);
    return label;
}

void ConnectionForm::setOffered(const QStringList &urls)
{
    QStringList now;
    for (int place = 0; place < m_url->count(); ++place)
        now.append(m_url->itemText(place));
    if (now == urls)
        return;
    const QString typed = url();
    const int cursor = m_url->lineEdit()->cursorPosition();
    const QSignalBlocker quiet(m_url);
    m_url->clear();
    m_url->addItems(urls);
    m_url->setEditText(typed);
    m_url->lineEdit()->setCursorPosition(cursor);
}

void ConnectionForm::setUrl(const QString &url)
{
    m_url->setEditText(url);
    m_url->lineEdit()->setCursorPosition(0);
}

QString ConnectionForm::url() const
{
    return m_url->currentText();
}

void ConnectionForm::setHeaders(const QString &lines)
{
    m_headers->setPlainText(lines);
}

QString ConnectionForm::headers() const
{
    return m_headers->toPlainText();
}

void ConnectionForm::setSubprotocols(const QStringList &subprotocols)
{
    m_subprotocols->setText(subprotocols.join(QLatin1String(", ")));
}

QStringList ConnectionForm::subprotocols() const
{
    QStringList names;
    for (const QString &name : m_subprotocols->text().split(u',', Qt::SkipEmptyParts))
        names.append(name.trimmed());
    return names;
}

void ConnectionForm::setLocked(bool locked)
{
    const QString reason = locked ? tr("In use by the connection: disconnect to change it.") : QString();
    m_url->lineEdit()->setReadOnly(locked);
    m_params->setReadOnly(locked);
    m_headers->setReadOnly(locked);
    m_subprotocols->setReadOnly(locked);
    m_tlsPage->setLocked(locked, reason);
    m_deflate->setEnabled(!locked);
    m_saved->setEnabled(!locked);
    m_url->setToolTip(locked ? reason : url());
    for (QWidget *field : std::initializer_list<QWidget *>{m_params, m_headers, m_subprotocols, m_deflate})
        field->setToolTip(reason);
    for (QLabel *label : std::as_const(m_reasons))
        label->setVisible(locked);
}

Result<client::SessionRequest> ConnectionForm::request() const
{
    client::SessionRequest request;
    Result<QUrl> url = parseUrl(this->url());
    if (!url)
        return tl::unexpected(url.error());
    Result<protocol::HeaderFields> headers = parseHeaders(m_headers->toPlainText());
    if (!headers)
        return tl::unexpected(headers.error());
    Result<QList<QByteArray>> subprotocols = parseSubprotocols(m_subprotocols->text());
    if (!subprotocols)
        return tl::unexpected(subprotocols.error());
    request.url = *std::move(url);
    request.headers = *std::move(headers);
    request.subprotocols = *std::move(subprotocols);
    request.verifyCertificate = !m_tlsPage->takesAnyCertificate();
    request.tls = m_tlsPage->paths();
    request.offerDeflate = m_deflate->isChecked();
    return request;
}

} // namespace framewright::ui
