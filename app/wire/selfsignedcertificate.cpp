// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/selfsignedcertificate.h"

#include <QNetworkInterface>
#include <QSysInfo>

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace framewright::wire {

namespace {

constexpr long validSeconds = 820L * 24 * 60 * 60;
/// Clocks of two machines differ.
constexpr long validBefore = -60L * 60;
constexpr int serialBits = 127;

template <auto Free>
struct Freed
{
    template <class Thing>
    void operator()(Thing *thing) const
    {
        Free(thing);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Output = std::unique_ptr<BIO, Freed<BIO_vfree>>;

bool setSerial(X509 *certificate)
{
    const Number serial(BN_new());
    return serial && BN_rand(serial.get(), serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
}

bool setNames(X509 *certificate)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    const auto add = [name](const char *field, const char *text) {
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(text), -1,
                                          -1, 0) == 1;
    };
    return add("O", "Framewright, made on this computer") && add("CN", "localhost") &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QByteArray alternativeNames(const CertificateNames &names)
{
    QByteArrayList list;
    for (const QString &host : names.hosts)
        list += "DNS:" + host.toLatin1();
    for (const QString &address : names.addresses)
        list += "IP:" + address.toLatin1();
    return list.join(',');
}

Certificate makeCertificate(EVP_PKEY *key, const CertificateNames &names)
{
    Certificate certificate(X509_new());
    X509 *to = certificate.get();
    const bool isMade = to && X509_set_version(to, X509_VERSION_3) == 1 && setSerial(to) && setNames(to) &&
                        X509_gmtime_adj(X509_getm_notBefore(to), validBefore) &&
                        X509_gmtime_adj(X509_getm_notAfter(to), validSeconds) && X509_set_pubkey(to, key) == 1 &&
                        addExtension(to, NID_basic_constraints, "critical,CA:FALSE") &&
                        addExtension(to, NID_key_usage, "critical,digitalSignature") &&
                        addExtension(to, NID_ext_key_usage, "serverAuth") &&
                        addExtension(to, NID_subject_alt_name, alternativeNames(names)) &&
                        X509_sign(to, key, EVP_sha256()) > 0;
    return isMade ? std::move(certificate) : Certificate();
}

/// What a certificate can name: letters, digits, hyphens and dots.
bool isHostName(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.'));
    });
}

} // namespace

CertificateNames namesOfThisHost()
{
    CertificateNames names{{QStringLiteral("localhost")}, {QStringLiteral("127.0.0.1"), QStringLiteral("::1")}};
    const QString host = QSysInfo::machineHostName().toLower();
    if (isHostName(host) && !names.hosts.contains(host))
        names.hosts += host;
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (!address.isLoopback() && !address.isLinkLocal())
            names.addresses += address.toString();
    }
    return names;
}

std::optional<QByteArray> makeSelfSignedCertificate(const CertificateNames &names)
{
    const Key key(EVP_EC_gen("P-256"));
    if (!key)
        return std::nullopt;
    const Certificate certificate = makeCertificate(key.get(), names);
    const Output output(BIO_new(BIO_s_mem()));
    if (!certificate || !output || PEM_write_bio_X509(output.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(output.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return std::nullopt;
    char *text = nullptr;
    const long length = BIO_get_mem_data(output.get(), &text);
    return QByteArray(text, length);
}

} // namespace framewright::wire
