// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/fakerwords.h"

#include <algorithm>

namespace framewright::expression {

namespace fakerwords {

const char *const lorem =
    "lorem|ipsum|dolor|sit|amet|consectetur|adipiscing|elit|sed|do|eiusmod|tempor|incididunt|ut|labore|et|dolore|magna|"
    "aliqua|enim|ad|minim|veniam|quis|nostrud|exercitation|ullamco|laboris|nisi|aliquip|ex|ea|commodo|consequat|duis|"
    "aute|irure|in|reprehenderit|voluptate|velit|esse|cillum|fugiat|nulla|pariatur|excepteur|sint|occaecat|cupidatat|"
    "non|proident|sunt|culpa|qui|officia|deserunt|mollit|anim|id|est|laborum";
const char *const jobs =
    "Accountant|Architect|Analyst|Baker|Carpenter|Chemist|Consultant|Designer|Developer|Director|Economist|Editor|"
    "Electrician|Engineer|Gardener|Journalist|Lawyer|Librarian|Mechanic|Nurse|Operator|Photographer|Pilot|Planner|"
    "Producer|Researcher|Surveyor|Teacher|Technician|Translator";
const char *const products = "Ball|Bench|Bike|Bottle|Chair|Clock|Cup|Desk|Fork|Gloves|Hat|Jacket|Kettle|Keyboard|Lamp|"
                             "Mouse|Mug|Notebook|Pen|Pillow|Plate|Shelf|Shirt|Shoes|Sofa|Spoon|Table|Towel|Umbrella";
const char *const adjectives = "Awesome|Bright|Calm|Classic|Durable|Elegant|Fresh|Generic|Handmade|Handy|Heavy|Light|"
                               "Modern|New|Plain|Practical|Quiet|Refined|Rustic|Simple|Sleek|Small|Smart|Soft|Sturdy";
const char *const materials =
    "Bamboo|Bronze|Concrete|Copper|Cotton|Glass|Granite|Leather|Linen|Marble|Metal|Oak|Paper|Plastic|Rubber|Silk|Steel|"
    "Stone|Wood|Wool";
const char *const departments = "Baby|Books|Clothing|Computers|Electronics|Games|Garden|Grocery|Health|Home|Jewellery|"
                                "Music|Outdoors|Shoes|Sports|Tools|Toys";
const char *const colours = "amber|azure|beige|black|blue|bronze|brown|coral|crimson|cyan|gold|green|grey|indigo|ivory|"
                            "jade|lavender|lime|magenta|maroon|mint|navy|olive|orange|pink|plum|purple|red|rose|salmon|"
                            "silver|tan|teal|turquoise|violet|white|yellow";
const char *const companyWords =
    "Acorn|Alder|Anchor|Apex|Atlas|Beacon|Birch|Bluebird|Bridge|Cedar|Compass|Copper|Delta|Falcon|Fjord|Granite|"
    "Harbour|"
    "Heron|Juniper|Lantern|Maple|Meridian|North|Nova|Orbit|Pine|Quarry|River|Sable|Summit|Tern|Vale|Willow";
const char *const buzzwords =
    "adaptive|balanced|clear|connected|distributed|dynamic|efficient|flexible|global|integrated|local|modular|open|"
    "parallel|portable|reliable|resilient|robust|scalable|secure|shared|stable|sustainable|synchronised";
// RFC 2606 and RFC 6761: names that nobody can own, so that no stranger gets a made-up mail.
const char *const domains = "example.com|example.net|example.org|mail.example|shop.example|news.example";
const char *const currencies =
    "AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|INR|JPY|KRW|MXN|NOK|NZD|PLN|SEK|SGD|TRY|USD|ZAR";
const char *const countries =
    "Argentina|Australia|Austria|Belgium|Brazil|Canada|Chile|China|Czechia|Denmark|Egypt|Finland|France|Germany|Ghana|"
    "Greece|Iceland|India|Ireland|Italy|Japan|Kenya|Mexico|Morocco|Netherlands|New Zealand|Norway|Peru|Poland|Portugal|"
    "South Africa|South Korea|Spain|Sweden|Switzerland|Turkey|Ukraine|United Kingdom|United States|Vietnam";
const char *const countryCodes = "AR|AU|AT|BE|BR|CA|CL|CN|CZ|DK|EG|FI|FR|DE|GH|GR|IS|IN|IE|IT|JP|KE|MX|MA|NL|NZ|NO|PE|"
                                 "PL|PT|ZA|KR|ES|SE|CH|TR|UA|GB|US|VN";
const char *const mimeTypes = "application/json|application/pdf|application/xml|application/zip|audio/mpeg|audio/ogg|"
                              "image/gif|image/jpeg|image/png|image/svg+xml|text/csv|text/html|text/plain|video/mp4";
const char *const fileEndings = "csv|gif|html|jpg|json|mp3|mp4|ogg|pdf|png|svg|txt|xml|zip";
const char *const animals = "ant|badger|bear|bee|beaver|camel|cat|cow|crane|deer|dog|dolphin|eagle|fox|frog|goat|hare|"
                            "hawk|hedgehog|heron|horse|lion|lynx|mole|moose|otter|owl|panda|penguin|rabbit|raven|seal|"
                            "sheep|sparrow|squirrel|swan|tiger|trout|turtle|whale|wolf|zebra";
// It would count their bytes and break the lines anew each time.
// clang-format off
const char *const emojis = "😀|😂|😉|😍|🤔|😎|😢|😡|👍|👎|👋|🙏|🎉|🔥|⭐|❤️|"
                           "🚀|🌍|🌧️|🍎|🍕|☕|🐶|🐱|🐟|🚲|⚽|🎵|📷|💡|🔒|✅";
// clang-format on
const char *const timeZones = "Africa/Cairo|Africa/Nairobi|America/Chicago|America/Lima|America/New_York|"
                              "America/Sao_Paulo|Asia/Dubai|Asia/Kolkata|Asia/Shanghai|Asia/Tokyo|Australia/Sydney|"
                              "Europe/Berlin|Europe/Lisbon|Europe/London|Europe/Madrid|Europe/Paris|Europe/Rome|"
                              "Pacific/Auckland";
const char *const userAgents =
    "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0|"
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Safari/537.36|"
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.0 Safari/605.1.15";

} // namespace fakerwords

qsizetype countWords(QByteArrayView words)
{
    return words.isEmpty() ? 0 : std::count(words.begin(), words.end(), '|') + 1;
}

QByteArrayView wordAt(QByteArrayView words, qsizetype index)
{
    for (; index > 0; --index) {
        const qsizetype bar = words.indexOf('|');
        if (bar < 0)
            return {};
        words = words.sliced(bar + 1);
    }
    const qsizetype bar = words.indexOf('|');
    return bar < 0 ? words : words.first(bar);
}

} // namespace framewright::expression
