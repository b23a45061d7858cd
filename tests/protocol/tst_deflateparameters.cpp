// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflateparameters.h"

#include <QTest>

using namespace framewright::protocol;

class TestDeflateParameters final : public QObject
{
    Q_OBJECT

private slots:
    void answersAnOffer_data();
    void answersAnOffer();
    void declines_data();
    void declines();
    void takesTheFirstGoodOffer_data();
    void takesTheFirstGoodOffer();
    void keepsToThePolicy_data();
    void keepsToThePolicy();
    void encodesAnOffer_data();
    void encodesAnOffer();
    void readsAnOfferInText_data();
    void readsAnOfferInText();
    void readsAnAgreement_data();
    void readsAnAgreement();
    void refusesAnAgreement_data();
    void refusesAnAgreement();
    void bothSidesAgree_data();
    void bothSidesAgree();
};

namespace {

constexpr DeflatePolicy generous{.contextTakeover = true};

} // namespace

void TestDeflateParameters::answersAnOffer_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("header");
    const auto row = [](const char *offer, const char *header) {
        QTest::newRow(offer) << QByteArray(offer) << QByteArray(header);
    };
    row("permessage-deflate", "permessage-deflate");
    row("permessage-deflate;", "permessage-deflate");
    row("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover");
    row("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover");
    row("permessage-deflate ;\tclient_no_context_takeover;server_no_context_takeover ",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("permessage-deflate; client_max_window_bits", "permessage-deflate");
    row("permessage-deflate; client_max_window_bits=8", "permessage-deflate");
    row("permessage-deflate; client_max_window_bits=15", "permessage-deflate");
    row("permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9");
    row("permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_max_window_bits=10");
    row("permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15");
    row("permessage-deflate; server_max_window_bits=\"10\"", "permessage-deflate; server_max_window_bits=10");
    row("permessage-deflate; server_max_window_bits = 10", "permessage-deflate; server_max_window_bits=10");
    row("permessage-deflate; server_max_window_bits=\"\\1\\0\"", "permessage-deflate; server_max_window_bits=10");
}

void TestDeflateParameters::answersAnOffer()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, header);
    const auto answer = negotiateDeflate({offer}, generous);
    QVERIFY(answer.has_value());
    QCOMPARE(answer->header, header);
    QCOMPARE(answer->parameters.encode(), header);
    QCOMPARE(answer->parameters.clientWindowBits, 15);
}

void TestDeflateParameters::declines_data()
{
    QTest::addColumn<QByteArray>("offer");
    for (const char *offer : {
             "",
             "x-webkit-deflate-frame",
             "permessage-bzip2",
             "permessage-deflated",
             "Permessage-Deflate",
             "permessage-deflate; unknown",
             "permessage-deflate; unknown=1",
             "permessage-deflate; server_no_context_takeover=1",
             "permessage-deflate; server_no_context_takeover=\"\"",
             "permessage-deflate; client_no_context_takeover=true",
             "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
             "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
             "permessage-deflate; server_max_window_bits",
             "permessage-deflate; server_max_window_bits=",
             "permessage-deflate; server_max_window_bits=\"\"",
             "permessage-deflate; server_max_window_bits=7",
             "permessage-deflate; server_max_window_bits=8",
             "permessage-deflate; server_max_window_bits=16",
             "permessage-deflate; server_max_window_bits=010",
             "permessage-deflate; server_max_window_bits=09",
             "permessage-deflate; server_max_window_bits=+9",
             "permessage-deflate; server_max_window_bits=1e1",
             "permessage-deflate; server_max_window_bits=0xA",
             "permessage-deflate; server_max_window_bits=100000000000000000010",
             "permessage-deflate; server_max_window_bits=10 10",
             "permessage-deflate; server_max_window_bits=\"10",
             "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10",
             "permessage-deflate; client_max_window_bits=7",
             "permessage-deflate; client_max_window_bits=16",
             "permessage-deflate; client_max_window_bits=010",
             "permessage-deflate; client_max_window_bits; client_max_window_bits",
             "permessage-deflate; client_max_window_bits=10; client_max_window_bits",
             "permessage-deflate; =10",
             "permessage-deflate; server max window bits=10",
         })
        QTest::newRow(offer) << QByteArray(offer);
}

void TestDeflateParameters::declines()
{
    QFETCH(QByteArray, offer);
    QVERIFY(!negotiateDeflate({offer}, generous).has_value());
    QVERIFY(!negotiateDeflate({offer, offer}, generous).has_value());
}

void TestDeflateParameters::takesTheFirstGoodOffer_data()
{
    QTest::addColumn<QList<QByteArray>>("offers");
    QTest::addColumn<QByteArray>("header");
    using List = QList<QByteArray>;
    QTest::newRow("none") << List{} << QByteArray();
    QTest::newRow("first of two") << List{"permessage-deflate; server_max_window_bits=10", "permessage-deflate"}
                                  << QByteArray("permessage-deflate; server_max_window_bits=10");
    QTest::newRow("bad ones skipped") << List{"permessage-deflate; server_max_window_bits=010",
                                              "permessage-deflate; a=b", "permessage-deflate"}
                                      << QByteArray("permessage-deflate");
    QTest::newRow("a window of 8 skipped") << List{"permessage-deflate; server_max_window_bits=8", "permessage-deflate"}
                                           << QByteArray("permessage-deflate");
    QTest::newRow("behind others") << List{"x-one", "x-two; p=1", "permessage-deflate; client_no_context_takeover"}
                                   << QByteArray("permessage-deflate; client_no_context_takeover");
}

void TestDeflateParameters::takesTheFirstGoodOffer()
{
    QFETCH(QList<QByteArray>, offers);
    QFETCH(QByteArray, header);
    const auto answer = negotiateDeflate(offers, generous);
    QCOMPARE(answer ? answer->header : QByteArray(), header);
}

void TestDeflateParameters::keepsToThePolicy_data()
{
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<DeflateParameters>("expected");
    const QByteArray plain = "permessage-deflate";
    const QByteArray ten = "permessage-deflate; server_max_window_bits=10";
    QTest::newRow("usual") << false << 15 << plain << DeflateParameters{true, true, 15, 15, false};
    QTest::newRow("takeover") << true << 15 << plain << DeflateParameters{false, false, 15, 15, false};
    QTest::newRow("ours is smaller") << false << 9 << ten << DeflateParameters{true, true, 9, 15, true};
    QTest::newRow("theirs is smaller") << false << 12 << ten << DeflateParameters{true, true, 10, 15, true};
    QTest::newRow("unasked") << true << 11 << plain << DeflateParameters{false, false, 11, 15, false};
    QTest::newRow("too small for zlib") << true << 3 << plain << DeflateParameters{false, false, 9, 15, false};
    QTest::newRow("too large") << true << 99 << plain << DeflateParameters{false, false, 15, 15, false};
}

void TestDeflateParameters::keepsToThePolicy()
{
    QFETCH(bool, takeover);
    QFETCH(int, windowBits);
    QFETCH(QByteArray, offer);
    QFETCH(DeflateParameters, expected);
    const auto answer = negotiateDeflate({offer}, {.contextTakeover = takeover, .windowBits = windowBits});
    QVERIFY(answer.has_value());
    QCOMPARE(answer->parameters, expected);
    QCOMPARE(answer->header.contains("server_max_window_bits"),
             expected.namesServerWindowBits || expected.serverWindowBits < 15);
    QVERIFY(!negotiateDeflate({offer}, {.enabled = false, .contextTakeover = takeover}).has_value());
}

void TestDeflateParameters::encodesAnOffer_data()
{
    QTest::addColumn<DeflateOffer>("offer");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("usual") << DeflateOffer{} << QByteArray("permessage-deflate; client_max_window_bits");
    QTest::newRow("bare") << DeflateOffer{.clientWindowBits = false} << QByteArray("permessage-deflate");
    QTest::newRow("all") << DeflateOffer{true, true, 10, true}
                         << QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                                       "server_max_window_bits=10; client_max_window_bits");
}

void TestDeflateParameters::encodesAnOffer()
{
    QFETCH(DeflateOffer, offer);
    QFETCH(QByteArray, expected);
    QCOMPARE(offer.encode(), expected);
    const auto again = readDeflateOffer({offer.encode()});
    QVERIFY(again.has_value());
    QCOMPARE(again->encode(), expected);
}

void TestDeflateParameters::readsAnOfferInText_data()
{
    QTest::addColumn<QList<QByteArray>>("elements");
    QTest::addColumn<QByteArray>("expected");
    using List = QList<QByteArray>;
    QTest::newRow("nothing") << List{} << QByteArray();
    QTest::newRow("another") << List{"x-other"} << QByteArray();
    QTest::newRow("bad") << List{"permessage-deflate; x"} << QByteArray();
    QTest::newRow("second") << List{"x-other", "permessage-deflate; client_max_window_bits=12"}
                            << QByteArray("permessage-deflate; client_max_window_bits");
}

void TestDeflateParameters::readsAnOfferInText()
{
    QFETCH(QList<QByteArray>, elements);
    QFETCH(QByteArray, expected);
    const auto offer = readDeflateOffer(elements);
    QCOMPARE(offer ? offer->encode() : QByteArray(), expected);
}

void TestDeflateParameters::readsAnAgreement_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<DeflateOffer>("offer");
    QTest::addColumn<DeflateParameters>("expected");
    const DeflateOffer usual;
    QTest::newRow("bare") << QByteArray("permessage-deflate") << usual << DeflateParameters{};
    QTest::newRow("both without takeover")
        << QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover") << usual
        << DeflateParameters{true, true, 15, 15, false};
    QTest::newRow("client window") << QByteArray("permessage-deflate; client_max_window_bits=10") << usual
                                   << DeflateParameters{false, false, 15, 10, false};
    QTest::newRow("client window of 8") << QByteArray("permessage-deflate; client_max_window_bits=8") << usual
                                        << DeflateParameters{false, false, 15, 8, false};
    QTest::newRow("quoted") << QByteArray("permessage-deflate; client_max_window_bits=\"12\"") << usual
                            << DeflateParameters{false, false, 15, 12, false};
    QTest::newRow("server window unasked") << QByteArray("permessage-deflate; server_max_window_bits=8") << usual
                                           << DeflateParameters{false, false, 8, 15, true};
    QTest::newRow("server window smaller than asked")
        << QByteArray("permessage-deflate; server_max_window_bits=9") << DeflateOffer{.serverWindowBits = 10}
        << DeflateParameters{false, false, 9, 15, true};
    QTest::newRow("what the client promised")
        << QByteArray("permessage-deflate") << DeflateOffer{.clientNoContextTakeover = true}
        << DeflateParameters{false, true, 15, 15, false};
}

void TestDeflateParameters::readsAnAgreement()
{
    QFETCH(QByteArray, element);
    QFETCH(DeflateOffer, offer);
    QFETCH(DeflateParameters, expected);
    const auto agreement = readDeflateAgreement({element}, offer);
    QVERIFY2(agreement.has_value(), agreement ? "" : qPrintable(agreement.error()));
    QCOMPARE(*agreement, std::optional(expected));
}

void TestDeflateParameters::refusesAnAgreement_data()
{
    QTest::addColumn<QList<QByteArray>>("elements");
    QTest::addColumn<bool>("offered");
    QTest::addColumn<DeflateOffer>("offer");
    using List = QList<QByteArray>;
    const auto row = [](const char *name, const List &elements, const DeflateOffer &offer = {}) {
        QTest::newRow(name) << elements << true << offer;
    };
    QTest::newRow("nothing was offered") << List{"permessage-deflate"} << false << DeflateOffer{};
    row("another extension", {"x-other"});
    row("another one too", {"permessage-deflate", "x-other"});
    row("twice", {"permessage-deflate", "permessage-deflate"});
    row("unknown parameter", {"permessage-deflate; x"});
    row("parameter twice", {"permessage-deflate; server_no_context_takeover; server_no_context_takeover"});
    row("value where none may be", {"permessage-deflate; client_no_context_takeover=1"});
    row("client window without a value", {"permessage-deflate; client_max_window_bits"});
    row("client window of 7", {"permessage-deflate; client_max_window_bits=7"});
    row("client window of 16", {"permessage-deflate; client_max_window_bits=16"});
    row("client window of 010", {"permessage-deflate; client_max_window_bits=010"});
    row("client window not offered", {"permessage-deflate; client_max_window_bits=10"}, {.clientWindowBits = false});
    row("server window without a value", {"permessage-deflate; server_max_window_bits"});
    row("server window larger than asked", {"permessage-deflate; server_max_window_bits=11"}, {.serverWindowBits = 10});
    row("server window left out", {"permessage-deflate"}, {.serverWindowBits = 10});
    row("takeover kept", {"permessage-deflate"}, {.serverNoContextTakeover = true});
}

void TestDeflateParameters::refusesAnAgreement()
{
    QFETCH(QList<QByteArray>, elements);
    QFETCH(bool, offered);
    QFETCH(DeflateOffer, offer);
    const auto agreement = readDeflateAgreement(elements, offered ? std::optional(offer) : std::nullopt);
    QVERIFY(!agreement.has_value());
    QVERIFY(agreement.error().endsWith(u'.'));
}

void TestDeflateParameters::bothSidesAgree_data()
{
    QTest::addColumn<DeflateOffer>("offer");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<int>("windowBits");
    for (const bool takeover : {false, true}) {
        for (const int bits : {9, 12, 15}) {
            const auto row = [takeover, bits](const char *name, const DeflateOffer &offer) {
                QTest::addRow("%s, takeover %d, %d bits", name, takeover, bits) << offer << takeover << bits;
            };
            row("usual", {});
            row("bare", {.clientWindowBits = false});
            row("no takeover", {.serverNoContextTakeover = true, .clientNoContextTakeover = true});
            row("9 bits", {.serverWindowBits = 9});
            row("15 bits", {.serverWindowBits = 15});
        }
    }
}

void TestDeflateParameters::bothSidesAgree()
{
    QFETCH(DeflateOffer, offer);
    QFETCH(bool, takeover);
    QFETCH(int, windowBits);
    const auto answer = negotiateDeflate({offer.encode()}, {.contextTakeover = takeover, .windowBits = windowBits});
    QVERIFY(answer.has_value());
    const auto agreement = readDeflateAgreement({answer->header}, offer);
    QVERIFY2(agreement.has_value(), agreement ? "" : qPrintable(agreement.error()));
    QVERIFY(agreement->has_value());
    QCOMPARE((*agreement)->serverWindowBits, answer->parameters.serverWindowBits);
    QCOMPARE((*agreement)->serverNoContextTakeover, answer->parameters.serverNoContextTakeover);
    QCOMPARE((*agreement)->clientNoContextTakeover, answer->parameters.clientNoContextTakeover);
    QCOMPARE((*agreement)->clientWindowBits, 15);
    QVERIFY(!(*readDeflateAgreement({}, offer)).has_value());
}

QTEST_GUILESS_MAIN(TestDeflateParameters)
#include "tst_deflateparameters.moc"
