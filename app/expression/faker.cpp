// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/faker.h"

#include "app/expression/fakerwords.h"
#include "app/expression/function.h"
#include "app/expression/scope.h"
#include "app/expression/spelling.h"
#include "app/value/number.h"

#include <QDateTime>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>

namespace framewright::expression {

namespace {

namespace words = fakerwords;

constexpr std::int64_t secondsPerDay = 86'400;
/// How much of a list or a text one call makes up at most.
constexpr std::int64_t countLimit = 10'000;

/// Makes things up in one locale.
class Inventor final
{
public:
    Inventor(const FakerLocale &locale, const Value &options, Scope &scope)
        : m_locale(locale)
        , m_options(options)
        , m_scope(scope)
    {
    }

    [[nodiscard]] const FakerLocale &locale() const { return m_locale; }
    [[nodiscard]] Scope &scope() { return m_scope; }

    [[nodiscard]] std::int64_t between(std::int64_t from, std::int64_t to)
    {
        return m_scope.random().between(from, std::max(from, to));
    }
    /// Of [0, 1).
    [[nodiscard]] double unit() { return static_cast<double>(m_scope.random().next() >> 11) * 0x1p-53; }
    [[nodiscard]] QByteArray one(const char *list)
    {
        return wordAt(list, between(0, countWords(list) - 1)).toByteArray();
    }
    [[nodiscard]] std::int64_t option(const char *name, std::int64_t otherwise) const
    {
        const Value &value = m_options[name];
        return value.isNumber() ? value.toNumber().toInteger().value_or(otherwise) : otherwise;
    }
    [[nodiscard]] double option(const char *name, double otherwise) const
    {
        const Value &value = m_options[name];
        return value.isNumber() ? value.toNumber().toDouble() : otherwise;
    }
    [[nodiscard]] std::int64_t count(const char *name, std::int64_t otherwise) const
    {
        return std::clamp<std::int64_t>(option(name, otherwise), 0, countLimit);
    }

    [[nodiscard]] QByteArray characters(QByteArrayView alphabet, std::int64_t length)
    {
        QByteArray text;
        for (std::int64_t index = 0; index < length; ++index)
            text += alphabet[between(0, alphabet.size() - 1)];
        return text;
    }
    /// "#" becomes a digit, "!" one from 2 to 9; names in braces what `part` gives for them.
    template <class Part>
    [[nodiscard]] QByteArray filled(QByteArrayView pattern, Part part)
    {
        QByteArray text;
        for (qsizetype at = 0; at < pattern.size(); ++at) {
            const qsizetype end = pattern[at] == '{' ? pattern.indexOf('}', at) : -1;
            if (end > 0) {
                text += part(pattern.sliced(at + 1, end - at - 1));
                at = end;
            } else if (pattern[at] == '#') {
                text += static_cast<char>('0' + between(0, 9));
            } else if (pattern[at] == '!') {
                text += static_cast<char>('0' + between(2, 9));
            } else {
                text += pattern[at];
            }
        }
        return text;
    }
    [[nodiscard]] QByteArray digits(QByteArrayView pattern)
    {
        return filled(pattern, [](QByteArrayView) { return QByteArray(); });
    }

    [[nodiscard]] QByteArray fullName()
    {
        return filled(m_locale.fullName, [this](QByteArrayView part) {
            return one(part == "first" ? m_locale.firstNames : m_locale.lastNames);
        });
    }
    [[nodiscard]] QByteArray street()
    {
        return filled(m_locale.street, [this](QByteArrayView part) {
            return part == "street" ? one(m_locale.streets) : QByteArray::number(between(1, 199));
        });
    }
    /// Small letters and digits only, as an address wants it.
    [[nodiscard]] QByteArray userName();
    [[nodiscard]] QByteArray company();
    [[nodiscard]] QByteArray lorem(std::int64_t count);
    [[nodiscard]] QByteArray sentence();
    [[nodiscard]] QByteArray sentences(std::int64_t count);
    /// Seconds from now, at most `days` away.
    [[nodiscard]] Value date(std::int64_t fromSeconds, std::int64_t toSeconds);
    [[nodiscard]] Value number(double low, double high, std::int64_t fractionDigits);

private:
    const FakerLocale &m_locale;
    const Value &m_options;
    Scope &m_scope;
};

QByteArray Inventor::userName()
{
    const char *list = *m_locale.latinNames != '\0' ? m_locale.latinNames : m_locale.firstNames;
    // What is left of "Jürgen" without its marks.
    const QString plain = QString::fromUtf8(one(list)).normalized(QString::NormalizationForm_KD).toLower();
    QByteArray name;
    for (const QChar letter : plain) {
        if (letter.unicode() < 128 && letter.isLetterOrNumber())
            name += static_cast<char>(letter.unicode());
    }
    return name + QByteArray::number(between(1, 999));
}

QByteArray Inventor::company()
{
    const bool isLatin = *m_locale.latinNames == '\0';
    const QByteArray name = isLatin && between(0, 1) == 0 ? one(words::companyWords) : one(m_locale.lastNames);
    return name + (isLatin ? " " : "") + one(m_locale.companyForms);
}

QByteArray Inventor::lorem(std::int64_t count)
{
    QByteArray text;
    for (std::int64_t index = 0; index < count; ++index)
        text += (index == 0 ? "" : " ") + one(words::lorem);
    return text;
}

QByteArray Inventor::sentence()
{
    QByteArray text = lorem(between(4, 9)) + '.';
    text.front() = static_cast<char>(text.front() & ~0x20);
    return text;
}

QByteArray Inventor::sentences(std::int64_t count)
{
    QByteArray text;
    for (std::int64_t index = 0; index < count; ++index)
        text += (index == 0 ? "" : " ") + sentence();
    return text;
}

Value Inventor::date(std::int64_t fromSeconds, std::int64_t toSeconds)
{
    const std::int64_t moment = m_scope.milliseconds() + between(fromSeconds * 1000, toSeconds * 1000);
    return Value::text(QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC).toString(Qt::ISODateWithMs));
}

Value Inventor::number(double low, double high, std::int64_t fractionDigits)
{
    const double made = low + (high - low) * unit();
    const QByteArray spelled =
        QByteArray::number(made, 'f', static_cast<int>(std::clamp<std::int64_t>(fractionDigits, 0, 15)));
    const std::optional<value::Number> number = value::Number::parse(spelled);
    return number ? Value::number(*number) : Value::real(made);
}

using Make = Value (*)(Inventor &);

struct Recipe
{
    const char *name;
    Make make;
};

Value text(const QByteArray &made)
{
    return Value::text(made);
}

Value address(Inventor &inventor)
{
    const auto part = [&] { return QByteArray::number(inventor.between(1, 254)); };
    return text(part() + '.' + part() + '.' + part() + '.' + part());
}

Value addressSix(Inventor &inventor)
{
    QByteArray made;
    for (int group = 0; group < 8; ++group)
        made += (group == 0 ? "" : ":") + inventor.characters("0123456789abcdef", 4);
    return text(made);
}

Value hardwareAddress(Inventor &inventor)
{
    QByteArray made;
    for (int group = 0; group < 6; ++group)
        made += (group == 0 ? "" : ":") + inventor.characters("0123456789abcdef", 2);
    return text(made);
}

Value colourTriple(Inventor &inventor)
{
    const auto part = [&] { return QByteArray::number(inventor.between(0, 255)); };
    return text("rgb(" + part() + ", " + part() + ", " + part() + ')');
}

/// With check digits that hold (ISO 13616-1).
Value iban(Inventor &inventor)
{
    const QByteArray account = inventor.digits("##################");
    int rest = 0;
    // "DE00" behind the account, D as 13 and E as 14.
    const QByteArray rotated = account + "131400";
    for (const char digit : rotated)
        rest = (rest * 10 + (digit - '0')) % 97;
    return text("DE" + QByteArray::number(98 - rest).rightJustified(2, '0') + account);
}

/// With a check digit that holds (ISO/IEC 7812-1).
Value cardNumber(Inventor &inventor)
{
    const QByteArray account = "4" + inventor.digits("##############");
    int sum = 0;
    for (qsizetype at = 0; at < account.size(); ++at) {
        const int doubled = (account[at] - '0') * (at % 2 == 0 ? 2 : 1);
        sum += doubled / 10 + doubled % 10;
    }
    return text(account + static_cast<char>('0' + (10 - sum % 10) % 10));
}

Value amount(Inventor &inventor)
{
    const Value made = inventor.number(inventor.option("min", 1.0), inventor.option("max", 1000.0),
                                       inventor.option("dec", std::int64_t{2}));
    return Value::text(made.view());
}

Value birthdate(Inventor &inventor)
{
    constexpr std::int64_t year = 31'556'952;
    return inventor.date(-80 * year, -18 * year);
}

constexpr const char *smallLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr const char *lettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const std::array recipes = {
    Recipe{"person.firstName", [](Inventor &by) { return text(by.one(by.locale().firstNames)); }},
    Recipe{"person.lastName", [](Inventor &by) { return text(by.one(by.locale().lastNames)); }},
    Recipe{"person.fullName", [](Inventor &by) { return text(by.fullName()); }},
    Recipe{"person.jobTitle", [](Inventor &by) { return text(by.one(words::jobs)); }},
    Recipe{"person.sex", [](Inventor &by) { return text(by.one("female|male")); }},
    Recipe{"internet.userName", [](Inventor &by) { return text(by.userName()); }},
    Recipe{"internet.email", [](Inventor &by) { return text(by.userName() + '@' + by.one(words::domains)); }},
    Recipe{"internet.domainName", [](Inventor &by) { return text(by.one(words::domains)); }},
    Recipe{"internet.url",
           [](Inventor &by) { return text("https://" + by.one(words::domains) + '/' + by.one(words::lorem)); }},
    Recipe{"internet.ip", address},
    Recipe{"internet.ipv4", address},
    Recipe{"internet.ipv6", addressSix},
    Recipe{"internet.mac", hardwareAddress},
    Recipe{"internet.port", [](Inventor &by) { return Value::integer(by.between(1, 65535)); }},
    Recipe{"internet.color", [](Inventor &by) { return text('#' + by.characters("0123456789abcdef", 6)); }},
    Recipe{"internet.emoji", [](Inventor &by) { return text(by.one(words::emojis)); }},
    Recipe{"internet.password",
           [](Inventor &by) { return text(by.characters(lettersAndDigits, by.count("length", 15))); }},
    Recipe{"internet.userAgent", [](Inventor &by) { return text(by.one(words::userAgents)); }},
    Recipe{"internet.httpMethod", [](Inventor &by) { return text(by.one("GET|POST|PUT|DELETE|PATCH")); }},
    Recipe{"phone.number", [](Inventor &by) { return text(by.digits(by.locale().phone)); }},
    Recipe{"location.streetAddress", [](Inventor &by) { return text(by.street()); }},
    Recipe{"location.street", [](Inventor &by) { return text(by.one(by.locale().streets)); }},
    Recipe{"location.city", [](Inventor &by) { return text(by.one(by.locale().cities)); }},
    Recipe{"location.zipCode", [](Inventor &by) { return text(by.digits(by.locale().postcode)); }},
    Recipe{"location.country", [](Inventor &by) {
               return text(by.locale().name == QByteArrayView("en") ? by.one(words::countries)
                                                                    : QByteArray(by.locale().country));
           }},
    Recipe{"location.countryCode", [](Inventor &by) { return text(by.one(words::countryCodes)); }},
    Recipe{"location.latitude", [](Inventor &by) {
               return by.number(by.option("min", -90.0), by.option("max", 90.0), 4);
           }},
    Recipe{"location.longitude", [](Inventor &by) {
               return by.number(by.option("min", -180.0), by.option("max", 180.0), 4);
           }},
    Recipe{"location.timeZone", [](Inventor &by) { return text(by.one(words::timeZones)); }},
    Recipe{"company.name", [](Inventor &by) { return text(by.company()); }},
    Recipe{"company.catchPhrase", [](Inventor &by) {
               return text(by.one(words::adjectives) + ' ' + by.one(words::buzzwords) + ' ' +
                           by.one(words::products).toLower());
           }},
    Recipe{"commerce.productName", [](Inventor &by) {
               return text(by.one(words::adjectives) + ' ' + by.one(words::materials) + ' ' + by.one(words::products));
           }},
    Recipe{"commerce.product", [](Inventor &by) { return text(by.one(words::products)); }},
    Recipe{"commerce.department", [](Inventor &by) { return text(by.one(words::departments)); }},
    Recipe{"commerce.price", amount},
    Recipe{"finance.amount", amount},
    Recipe{"finance.currencyCode", [](Inventor &by) { return text(by.one(words::currencies)); }},
    Recipe{"finance.iban", iban},
    Recipe{"finance.creditCardNumber", cardNumber},
    Recipe{"finance.accountNumber", [](Inventor &by) { return text(by.digits("########")); }},
    Recipe{"number.int", [](Inventor &by) {
               return Value::integer(by.between(by.option("min", std::int64_t{0}),
                                                by.option("max", std::int64_t{9'007'199'254'740'991})));
           }},
    Recipe{"number.float", [](Inventor &by) {
               return by.number(by.option("min", 0.0), by.option("max", 1.0),
                                by.option("fractionDigits", std::int64_t{15}));
           }},
    Recipe{"datatype.boolean", [](Inventor &by) { return Value::boolean(by.between(0, 1) == 1); }},
    Recipe{"date.past", [](Inventor &by) { return by.date(-365 * secondsPerDay, 0); }},
    Recipe{"date.future", [](Inventor &by) { return by.date(0, 365 * secondsPerDay); }},
    Recipe{"date.recent",
           [](Inventor &by) { return by.date(-by.count("days", 1) * secondsPerDay, 0); }},
    Recipe{"date.soon", [](Inventor &by) { return by.date(0, by.count("days", 1) * secondsPerDay); }},
    Recipe{"date.birthdate", birthdate},
    Recipe{"date.month", [](Inventor &by) { return text(by.one(by.locale().months)); }},
    Recipe{"date.weekday", [](Inventor &by) { return text(by.one(by.locale().weekdays)); }},
    Recipe{"lorem.word", [](Inventor &by) { return text(by.one(words::lorem)); }},
    Recipe{"lorem.words", [](Inventor &by) { return text(by.lorem(by.count("count", 3))); }},
    Recipe{"lorem.sentence", [](Inventor &by) { return text(by.sentence()); }},
    Recipe{"lorem.sentences", [](Inventor &by) { return text(by.sentences(by.count("count", 3))); }},
    Recipe{"lorem.paragraph", [](Inventor &by) { return text(by.sentences(by.between(4, 7))); }},
    Recipe{"lorem.slug", [](Inventor &by) { return text(by.lorem(by.count("count", 3)).replace(' ', '-')); }},
    Recipe{"string.uuid", [](Inventor &by) { return callFunction(Function::Uuid, {}, by.scope()).value; }},
    Recipe{"string.alpha", [](Inventor &by) { return text(by.characters(smallLetters, by.count("length", 1))); }},
    Recipe{"string.alphanumeric",
           [](Inventor &by) { return text(by.characters(lettersAndDigits, by.count("length", 1))); }},
    Recipe{"string.numeric", [](Inventor &by) { return text(by.characters("0123456789", by.count("length", 1))); }},
    Recipe{"string.hexadecimal",
           [](Inventor &by) { return text("0x" + by.characters("0123456789abcdef", by.count("length", 1))); }},
    Recipe{"color.human", [](Inventor &by) { return text(by.one(words::colours)); }},
    Recipe{"color.rgb", [](Inventor &by) { return text('#' + by.characters("0123456789abcdef", 6)); }},
    Recipe{"color.cssRgb", colourTriple},
    Recipe{"system.fileName",
           [](Inventor &by) { return text(by.one(words::lorem) + '_' + by.one(words::lorem) + '.' + by.one(words::fileEndings)); }},
    Recipe{"system.mimeType", [](Inventor &by) { return text(by.one(words::mimeTypes)); }},
    Recipe{"system.semver", [](Inventor &by) { return text(by.digits("#.#.#")); }},
    Recipe{"animal.type", [](Inventor &by) { return text(by.one(words::animals)); }},
    Recipe{"image.url", [](Inventor &by) { return text("https://example.com/images/" + by.digits("!###") + ".png"); }},
    Recipe{"git.commitSha", [](Inventor &by) { return text(by.characters("0123456789abcdef", 40)); }},
};

/// Short words, and how older versions of faker spell it.
struct Alias
{
    const char *name;
    const char *meant;
};

constexpr std::array aliases = {
    Alias{"name", "person.fullName"},
    Alias{"firstName", "person.firstName"},
    Alias{"lastName", "person.lastName"},
    Alias{"email", "internet.email"},
    Alias{"url", "internet.url"},
    Alias{"ip", "internet.ip"},
    Alias{"phone", "phone.number"},
    Alias{"address", "location.streetAddress"},
    Alias{"city", "location.city"},
    Alias{"country", "location.country"},
    Alias{"company", "company.name"},
    Alias{"product", "commerce.productName"},
    Alias{"price", "commerce.price"},
    Alias{"number", "number.int"},
    Alias{"boolean", "datatype.boolean"},
    Alias{"date", "date.recent"},
    Alias{"lorem", "lorem.sentence"},
    Alias{"word", "lorem.word"},
    Alias{"sentence", "lorem.sentence"},
    Alias{"uuid", "string.uuid"},
    Alias{"color", "color.human"},
    Alias{"colour", "color.human"},
    Alias{"name.firstName", "person.firstName"},
    Alias{"name.lastName", "person.lastName"},
    Alias{"name.fullName", "person.fullName"},
    Alias{"name.jobTitle", "person.jobTitle"},
    Alias{"address.city", "location.city"},
    Alias{"address.streetAddress", "location.streetAddress"},
    Alias{"address.zipCode", "location.zipCode"},
    Alias{"address.country", "location.country"},
    Alias{"phone.phoneNumber", "phone.number"},
    Alias{"company.companyName", "company.name"},
    Alias{"datatype.uuid", "string.uuid"},
    Alias{"datatype.number", "number.int"},
    Alias{"datatype.float", "number.float"},
    Alias{"internet.username", "internet.userName"},
};

const Recipe *recipeNamed(QByteArrayView name)
{
    const auto alias = std::ranges::find_if(aliases, [&](const Alias &each) { return name == each.name; });
    const QByteArrayView meant = alias != aliases.end() ? QByteArrayView(alias->meant) : name;
    const auto recipe = std::ranges::find_if(recipes, [&](const Recipe &each) { return meant == each.name; });
    return recipe != recipes.end() ? &*recipe : nullptr;
}

} // namespace

std::vector<QByteArrayView> fakerNames()
{
    std::vector<QByteArrayView> names;
    for (const Recipe &recipe : recipes)
        names.emplace_back(recipe.name);
    return names;
}

std::vector<QByteArrayView> fakerLocales()
{
    return fakerLocaleNames();
}

Outcome fake(std::span<const Value> arguments, Scope &scope)
{
    const Value what = arguments.empty() ? Value() : arguments.front();
    const Recipe *recipe = what.isText() ? recipeNamed(what.view()) : nullptr;
    if (recipe == nullptr) {
        const QString likely = what.isText() ? closestTo(what.view(), fakerNames()) : QString();
        return Outcome::failed(
            QStringLiteral("faker(what) makes up no \"%1\"").arg(what.toString()) +
            (likely.isEmpty() ? QStringLiteral("; try faker('person.fullName').") : didYouMean(likely)));
    }
    const FakerLocale *locale = fakerLocale("en");
    Value options;
    for (const Value &argument : arguments.subspan(1)) {
        if (argument.isObject())
            options = argument;
        else if (argument.isText())
            locale = fakerLocale(argument.view());
        else if (!argument.isUndefined() && !argument.isNull())
            return Outcome::failed(QStringLiteral("faker(what, locale, options) takes a text like 'de' and an object "
                                                  "like {min: 1}."));
        if (locale == nullptr) {
            QString known;
            for (const QByteArrayView name : fakerLocales())
                known += (known.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromUtf8(name);
            return Outcome::failed(
                QStringLiteral("faker() knows no locale \"%1\", but %2.").arg(argument.toString(), known));
        }
    }
    Inventor inventor(*locale, options, scope);
    return recipe->make(inventor);
}

} // namespace framewright::expression
