// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/tlscredentials.h"

#include "app/wire/selfsignedcertificate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QLockFile>
#include <QSet>
#include <QSslSocket>
#include <QTemporaryFile>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace framewright::wire {

namespace {

/// A certificate or key larger than this is something else.
constexpr qint64 largestFile = 1 << 20;
/// A self-signed one is made anew so long before it runs out.
constexpr qint64 renewDays = 7;
/// Milliseconds; making one takes a few.
constexpr int lockPatience = 5000;

struct KeyFree
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;

QString tr(const char *text)
{
    return QCoreApplication::translate("TlsCredentials", text);
}

Result<QByteArray> readFile(const QString &path, const QString &what)
{
    if (path.isEmpty())
        return fail(tr("No file is named for the %1.").arg(what), {}, tr("Choose a PEM file."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        if (!file.exists())
            return fail(tr("The %1 file does not exist.").arg(what), path,
                        tr("Check the path, or choose another file."));
        const QString why = QFileInfo(path).isDir() ? tr("it is a folder") : file.errorString();
        return fail(tr("The %1 file cannot be read: %2.").arg(what, why), path,
                    tr("Allow your user to read it, or choose another file."));
    }
    if (file.size() > largestFile)
        return fail(tr("The %1 file is too large to be one.").arg(what), path, tr("Choose a PEM file."));
    return file.readAll();
}

/// What a key that wants a passphrase is told.
struct PassphraseAnswer
{
    QByteArray passphrase;
    bool isAsked = false;
};

int answerPassphrase(char *buffer, int size, int, void *answer)
{
    auto &known = *static_cast<PassphraseAnswer *>(answer);
    known.isAsked = true;
    if (known.passphrase.isEmpty() || known.passphrase.size() > size)
        return -1;
    std::copy(known.passphrase.cbegin(), known.passphrase.cend(), buffer);
    return static_cast<int>(known.passphrase.size());
}

Key parseKey(const QByteArray &pem, PassphraseAnswer &answer)
{
    BIO *input = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    Key key(PEM_read_bio_PrivateKey(input, nullptr, answerPassphrase, &answer));
    BIO_free(input);
    ERR_clear_error(); // Else the next TLS call on this thread finds it.
    return key;
}

Error encryptedKey(const QString &path, const std::optional<QByteArray> &passphrase)
{
    if (!passphrase)
        return {tr("The private key is encrypted."), path,
                tr("Decrypt it: openssl pkey -in %1 -out key.pem").arg(QFileInfo(path).fileName())};
    if (passphrase->isEmpty())
        return {tr("The private key is encrypted."), path, tr("Type its passphrase.")};
    return {tr("The passphrase does not open the private key."), path, tr("Type it again.")};
}

Result<Key> readKey(const QByteArray &pem, const QString &path, const std::optional<QByteArray> &passphrase)
{
    PassphraseAnswer answer{passphrase.value_or(QByteArray())};
    Key key = parseKey(pem, answer);
    if (key)
        return key;
    if (answer.isAsked)
        return tl::unexpected(encryptedKey(path, passphrase));
    const QString advice = pem.contains("-----BEGIN")
                               ? tr("The file must have a part that begins with -----BEGIN PRIVATE KEY-----.")
                               : tr("If it is DER, convert it: openssl pkey -inform der -in %1 -out key.pem")
                                     .arg(QFileInfo(path).fileName());
    return fail(tr("The file holds no private key in PEM form."), path, advice);
}

Result<QList<QSslCertificate>> parseCertificates(const QByteArray &pem, const QString &path)
{
    QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    if (certificates.isEmpty() || certificates.first().isNull()) {
        return fail(tr("The file holds no certificate in PEM form."), path,
                    tr("The file must have a part that begins with -----BEGIN CERTIFICATE-----."));
    }
    return certificates;
}

bool belongTogether(const QSslCertificate &certificate, EVP_PKEY *key)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    X509 *parsed = d2i_X509(nullptr, &bytes, der.size());
    const bool fits = parsed && X509_check_private_key(parsed, key) == 1;
    X509_free(parsed);
    ERR_clear_error();
    return fits;
}

/// What the certificate is good for, in one spelling.
QSet<QString> namesOf(const QSslCertificate &certificate)
{
    QSet<QString> names;
    const auto alternatives = certificate.subjectAlternativeNames();
    for (const QString &name : alternatives) {
        const QHostAddress address(name);
        names += address.isNull() ? name.toLower() : address.toString();
    }
    return names;
}

bool isStillGood(const TlsCredentials &credentials, const CertificateNames &wanted)
{
    const QSslCertificate &own = credentials.chain.first();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QSet<QString> has = namesOf(own);
    const auto isNamed = [&has](const QString &name) { return has.contains(name); };
    return own.effectiveDate() <= now && own.expiryDate() > now.addDays(renewDays) &&
           std::all_of(wanted.hosts.begin(), wanted.hosts.end(), isNamed) &&
           std::all_of(wanted.addresses.begin(), wanted.addresses.end(), isNamed);
}

std::optional<TlsCredentials> keptCredentials(const QString &path, const CertificateNames &wanted)
{
    if (!QFile::exists(path))
        return std::nullopt;
    Result<TlsCredentials> kept = loadCredentials(path, path);
    return kept && isStillGood(*kept, wanted) ? std::optional(*std::move(kept)) : std::nullopt;
}

/// Writes by replace, for its owner alone: QTemporaryFile makes it with 0600.
bool storePrivately(const QString &path, const QByteArray &bytes)
{
    QTemporaryFile file(path % QLatin1String(".XXXXXX"));
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush())
        return false;
    if (std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return false;
    file.setAutoRemove(false);
    return true;
}

} // namespace

QSslConfiguration TlsCredentials::serverConfiguration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

Result<TlsCredentials> loadCredentials(const QString &certificateFile, const QString &keyFile,
                                       const std::optional<QByteArray> &passphrase)
{
    const Result<QByteArray> pem = readFile(certificateFile, tr("certificate"));
    if (!pem)
        return tl::unexpected(pem.error());
    Result<QList<QSslCertificate>> chain = parseCertificates(*pem, certificateFile);
    if (!chain)
        return tl::unexpected(chain.error());
    TlsCredentials credentials;
    credentials.chain = *std::move(chain);
    // One file is read once: it may be replaced by another one in between.
    const Result<QByteArray> keyPem = keyFile == certificateFile ? pem : readFile(keyFile, tr("private key"));
    if (!keyPem)
        return tl::unexpected(keyPem.error());
    Result<Key> key = readKey(*keyPem, keyFile, passphrase);
    if (!key)
        return tl::unexpected(key.error());
    if (!belongTogether(credentials.chain.first(), key->get())) {
        return fail(tr("The private key does not belong to the certificate %1.").arg(certificateFile), keyFile,
                    tr("Choose the key that the certificate was made for; the own certificate must come first in its "
                       "file."));
    }
    // As a handle, since QSslKey cannot parse Ed25519; it takes the handle over.
    credentials.key = QSslKey(Qt::HANDLE(key->release()), QSsl::PrivateKey);
    return credentials;
}

bool wantsPassphrase(const QString &keyFile)
{
    const Result<QByteArray> pem = readFile(keyFile, tr("private key"));
    PassphraseAnswer answer;
    return pem && !parseKey(*pem, answer) && answer.isAsked;
}

Result<QList<QSslCertificate>> loadAuthorities(const QString &fileName)
{
    const Result<QByteArray> pem = readFile(fileName, tr("certificate"));
    if (!pem)
        return tl::unexpected(pem.error());
    return parseCertificates(*pem, fileName);
}

Result<TlsCredentials> selfSignedCredentials(const QString &folder)
{
    const QString path = QDir(folder).filePath(QStringLiteral("self-signed.pem"));
    const CertificateNames names = namesOfThisHost();
    if (std::optional<TlsCredentials> kept = keptCredentials(path, names))
        return *std::move(kept);
    // Of several that start at once one makes it, and the others take that.
    QDir().mkpath(folder);
    QLockFile lock(path % QLatin1String(".lock"));
    lock.tryLock(lockPatience);
    if (std::optional<TlsCredentials> kept = keptCredentials(path, names))
        return *std::move(kept);
    const std::optional<QByteArray> pem = makeSelfSignedCertificate(names);
    if (!pem)
        return fail(tr("OpenSSL could not make a certificate."), {}, tr("Give the server certificate and key files."));
    if (!storePrivately(path, *pem)) {
        return fail(tr("The self-signed certificate cannot be stored."), path,
                    tr("Allow your user to write there, or give the server certificate and key files."));
    }
    return loadCredentials(path, path);
}

} // namespace framewright::wire
