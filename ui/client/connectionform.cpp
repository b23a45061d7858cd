// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/connectionform.h"

#include "ui/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace framewright::ui {

namespace {

/// RFC 9110 section 5.6.2: what a field name is made of.
bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char letter) {
        const bool word =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        return word || marks.contains(letter);
    });
}

QString tr(const char *text)
{
    return ConnectionForm::tr(text);
}

} // namespace

Result<QUrl> parseUrl(const QString &text)
{
    QString whole = text.trimmed();
    if (whole.isEmpty())
        return fail(tr("There is no URL."), {}, tr("Type one such as ws://localhost:9001/echo, or choose a route."));
    if (!whole.contains(QLatin1String("://")))
        whole.prepend(QLatin1String("ws://"));
    QUrl url(whole, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("http"))
        url.setScheme(u"ws"_qs);
    else if (scheme == QLatin1String("https"))
        url.setScheme(u"wss"_qs);
    else if (scheme != QLatin1String("ws") && scheme != QLatin1String("wss"))
        return fail(tr("“%1” is no scheme of a WebSocket.").arg(scheme), {}, tr("Use ws:// or wss://."));
    if (!url.isValid() || url.host().isEmpty())
        return fail(tr("This is no URL: %1").arg(whole), {}, tr("Write it as ws://host:port/path."));
    return url;
}

Result<protocol::HeaderFields> parseHeaders(const QString &lines)
{
    protocol::HeaderFields fields;
    int number = 0;
    for (const QString &line : lines.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(u':');
        const QByteArray name = line.left(colon).trimmed().toUtf8();
        if (colon < 0 || !isToken(name))
            return fail(tr("Line %1 of the headers is no header.").arg(number), {}, tr("Write it as Name: value."));
        fields.append(name, line.mid(colon + 1).trimmed().toUtf8());
    }
    return fields;
}

ConnectionForm::ConnectionForm(QWidget *panel)
    : QObject(panel)
    , m_urlRow(new QWidget(panel))
    , m_headersPage(new QWidget(panel))
    , m_optionsPage(new QWidget(panel))
    , m_url(new QComboBox(m_urlRow))
    , m_connect(new QPushButton(tr("C&onnect"), m_urlRow))
    , m_headers(new QPlainTextEdit(m_headersPage))
    , m_subprotocols(new QLineEdit(m_optionsPage))
    , m_insecure(new QCheckBox(tr("Take any certificate (&insecure)"), m_optionsPage))
    , m_deflate(new QCheckBox(tr("Offer co&mpression (permessage-deflate)"), m_optionsPage))
{
    buildUrlRow();
    buildHeaders();
    buildOptions();
}

void ConnectionForm::buildUrlRow()
{
    m_url->setObjectName(u"clientUrl"_qs);
    m_url->setAccessibleName(tr("URL"));
    m_url->setAccessibleDescription(tr("URL"));
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_url->setMinimumContentsLength(8);
    m_url->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_url->lineEdit()->setPlaceholderText(tr("ws://host:port/path"));
    m_url->lineEdit()->setObjectName(u"clientUrlEdit"_qs);
    m_url->lineEdit()->setAccessibleName(tr("URL"));
    m_url->lineEdit()->setFont(Theme::fixedFont(m_url->font()));
    m_connect->setObjectName(u"clientConnect"_qs);
    m_connect->setAccessibleName(tr("Connect"));
    auto *row = new QHBoxLayout(m_urlRow);
    row->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    row->setSpacing(measure::Small);
    row->addWidget(m_url, 1);
    row->addWidget(m_connect);
    connect(m_url->lineEdit(), &QLineEdit::returnPressed, this, &ConnectionForm::submitted);
}

void ConnectionForm::buildHeaders()
{
    m_headers->setObjectName(u"clientHeaders"_qs);
    m_headers->setAccessibleName(tr("Request headers"));
    m_headers->setPlaceholderText(tr("Authorization: Bearer …\nOne header a line"));
    m_headers->setFont(Theme::fixedFont(m_headers->font()));
    m_headers->setTabChangesFocus(true);
    auto *layout = new QVBoxLayout(m_headersPage);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    layout->addWidget(m_headers);
}

void ConnectionForm::buildOptions()
{
    m_subprotocols->setObjectName(u"clientSubprotocols"_qs);
    m_subprotocols->setAccessibleName(tr("Subprotocols"));
    m_subprotocols->setPlaceholderText(tr("none; several with commas"));
    m_insecure->setObjectName(u"clientInsecure"_qs);
    m_insecure->setAccessibleName(tr("Take any certificate"));
    m_deflate->setObjectName(u"clientDeflate"_qs);
    m_deflate->setAccessibleName(tr("Offer compression"));
    m_deflate->setChecked(true);
    auto *label = new QLabel(tr("Su&bprotocols"), m_optionsPage);
    label->setBuddy(m_subprotocols);
    auto *layout = new QVBoxLayout(m_optionsPage);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    layout->setSpacing(measure::Small);
    layout->addWidget(label);
    layout->addWidget(m_subprotocols);
    layout->addWidget(m_deflate);
    layout->addWidget(m_insecure);
    layout->addStretch(1);
}

void ConnectionForm::setOffered(const QStringList &urls)
{
    const QString typed = url();
    const QSignalBlocker quiet(m_url);
    m_url->clear();
    m_url->addItems(urls);
    m_url->setEditText(typed);
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

void ConnectionForm::setSubprotocols(const QStringList &subprotocols)
{
    m_subprotocols->setText(subprotocols.join(QLatin1String(", ")));
}

void ConnectionForm::setLocked(bool locked)
{
    const QString reason = locked ? tr("In use by the connection: disconnect to change it.") : QString();
    m_url->lineEdit()->setReadOnly(locked);
    m_headers->setReadOnly(locked);
    m_subprotocols->setReadOnly(locked);
    m_insecure->setEnabled(!locked);
    m_deflate->setEnabled(!locked);
    m_url->setToolTip(locked ? reason : url());
    for (QWidget *field : std::initializer_list<QWidget *>{m_headers, m_subprotocols, m_insecure, m_deflate})
        field->setToolTip(reason);
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
    request.url = *std::move(url);
    request.headers = *std::move(headers);
    for (const QString &name : m_subprotocols->text().split(u',', Qt::SkipEmptyParts)) {
        const QByteArray token = name.trimmed().toUtf8();
        if (!isToken(token))
            return fail(tr("“%1” is no name of a subprotocol.").arg(name.trimmed()), {},
                        tr("Use letters, digits and marks such as . and -."));
        request.subprotocols.append(token);
    }
    request.verifyCertificate = !m_insecure->isChecked();
    request.offerDeflate = m_deflate->isChecked();
    return request;
}

} // namespace framewright::ui
