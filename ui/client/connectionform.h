// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/client/sessionrequest.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace framewright::ui {

/// Where the client panel connects to and how: URL with the workspace's routes offered, headers, subprotocols,
/// TLS and compression. What it holds becomes a SessionRequest, or an Error that says which field is wrong.
class ConnectionForm final : public QObject
{
    Q_OBJECT
public:
    explicit ConnectionForm(QWidget *panel);

    /// Offered in the URL field's list; what is typed stays.
    void setOffered(const QStringList &urls);
    void setUrl(const QString &url);
    [[nodiscard]] QString url() const;
    void setHeaders(const QString &lines);
    void setSubprotocols(const QStringList &subprotocols);
    /// Read-only while a session uses it.
    void setLocked(bool locked);

    [[nodiscard]] Result<client::SessionRequest> request() const;

    [[nodiscard]] QWidget *urlRow() const { return m_urlRow; }
    [[nodiscard]] QWidget *headersPage() const { return m_headersPage; }
    [[nodiscard]] QWidget *optionsPage() const { return m_optionsPage; }
    [[nodiscard]] QComboBox *urlField() const { return m_url; }
    [[nodiscard]] QPushButton *connectButton() const { return m_connect; }

signals:
    void submitted();

private:
    void buildUrlRow();
    void buildHeaders();
    void buildOptions();

    QWidget *m_urlRow;
    QWidget *m_headersPage;
    QWidget *m_optionsPage;
    QComboBox *m_url;
    QPushButton *m_connect;
    QPlainTextEdit *m_headers;
    QLineEdit *m_subprotocols;
    QCheckBox *m_insecure;
    QCheckBox *m_deflate;
};

/// "ws://" where no scheme is given, ws and wss for http and https.
[[nodiscard]] Result<QUrl> parseUrl(const QString &text);
/// Lines of "Name: value"; empty ones are skipped.
[[nodiscard]] Result<protocol::HeaderFields> parseHeaders(const QString &lines);

} // namespace framewright::ui
