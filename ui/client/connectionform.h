// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/sessionrequest.h"
#include "ui/client/requestfields.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace framewright::ui {

class Dialogs;
class Theme;
class TlsPage;

/// Where the client panel connects to and how: URL with the workspace's routes offered, query, headers,
/// subprotocols, TLS and compression. What it holds becomes a SessionRequest, or an Error that says which field is
/// wrong.
class ConnectionForm final : public QObject
{
    Q_OBJECT
public:
    ConnectionForm(const Theme &theme, Dialogs &dialogs, QWidget *panel);

    /// Offered in the URL field's list and while one types; what is typed stays.
    void setOffered(const QStringList &urls);
    void setUrl(const QString &url);
    [[nodiscard]] QString url() const;
    void setHeaders(const QString &lines);
    [[nodiscard]] QString headers() const;
    void setSubprotocols(const QStringList &subprotocols);
    [[nodiscard]] QStringList subprotocols() const;
    /// Read-only while a session uses it, and why.
    void setLocked(bool locked);

    [[nodiscard]] Result<client::SessionRequest> request() const;

    [[nodiscard]] QWidget *urlRow() const { return m_urlRow; }
    [[nodiscard]] QWidget *paramsPage() const { return m_paramsPage; }
    [[nodiscard]] QWidget *headersPage() const { return m_headersPage; }
    [[nodiscard]] QWidget *optionsPage() const { return m_optionsPage; }
    [[nodiscard]] TlsPage *tlsPage() const { return m_tlsPage; }
    [[nodiscard]] QComboBox *urlField() const { return m_url; }
    [[nodiscard]] QPushButton *connectButton() const { return m_connect; }
    /// Saved requests are behind it.
    [[nodiscard]] QToolButton *savedButton() const { return m_saved; }

signals:
    void submitted();
    void urlChanged(const QString &url);

private:
    void buildUrlRow(const Theme &theme);
    void buildCompleter();
    void buildParams();
    void buildHeaders();
    void buildOptions();
    [[nodiscard]] QLabel *newReason(const Theme &theme, QWidget *page);
    void takeParamsFromUrl();

    QWidget *m_urlRow;
    QWidget *m_paramsPage;
    QWidget *m_headersPage;
    QWidget *m_optionsPage;
    TlsPage *m_tlsPage;
    QComboBox *m_url;
    QToolButton *m_saved;
    QPushButton *m_connect;
    QPlainTextEdit *m_params;
    QPlainTextEdit *m_headers;
    QLineEdit *m_subprotocols;
    QCheckBox *m_deflate;
    QList<QLabel *> m_reasons; ///< Why a page is read-only.
};

} // namespace framewright::ui
