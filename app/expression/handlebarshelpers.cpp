// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/handlebarshelpers.h"

#include "app/expression/handlebars.h"

#include <algorithm>
#include <array>

namespace framewright::expression {

namespace {

constexpr Helper member(const char *name, const char *here, const char *alone)
{
    return {name, here, alone, true};
}

constexpr Helper call(const char *name, const char *here, const char *alone)
{
    return {name, here, alone};
}

constexpr Helper infix(const char *name, const char *sign, const char *alone)
{
    return {name, sign, alone, false, true};
}

constexpr Helper deed(const char *name, const char *step)
{
    return {name, step, step, false, false, true};
}

/// By what Mockoon's documentation lists: request, variables, data, made-up values, texts, numbers, dates.
constexpr std::array helpers = {
    member("body", "$%p", "$"),
    member("bodyRaw", "$%p", "$"),
    member("queryParam", "req.query%p", "req.query.NAME"),
    member("queryParamRaw", "req.query%p", "req.query.NAME"),
    member("urlParam", "req.params%p", "req.params.NAME"),
    member("header", "req.headers%l", "req.headers.NAME"),
    member("cookie", "req.cookies%p", "req.cookies.NAME"),
    call("hostname", "req.host", "req.host"),
    call("ip", "req.address", "req.address"),
    call("method", "req.method", "req.method"),
    call("baseUrl", "'ws://' + req.headers.host", "'ws://' + req.headers.host"),
    deed("status", "a refusal on the page Handshake answers with a status"),
    member("getVar", "conn%p", "conn.NAME"),
    call("getGlobalVar", "global%p%q", "global.NAME"),
    member("getEnvVar", "env%p", "env.NAME"),
    deed("setVar", "Set, with a variable like conn.NAME or route.NAME"),
    deed("setGlobalVar", "Set, with a variable like global.NAME"),
    deed("setData", "Set, with a variable like global.NAME that began as the data set"),
    call("data", "data%p%q", "data.NAME"),
    call("dataRaw", "data%p%q", "data.NAME"),
    call("guid", "uuid()", "uuid()"),
    call("objectId", "faker('string.alphanumeric', {length: 24})", "faker('string.alphanumeric', {length: 24})"),
    call("int", "rnd(%1, %2)", "rnd(0, 100)"),
    call("float", "faker('number.float', {min: %1, max: %2})", "faker('number.float')"),
    call("boolean", "faker('datatype.boolean')", "faker('datatype.boolean')"),
    call("oneOf", "pick(%1)", "pick(['a', 'b'])"),
    call("someOf", "range(1, %2).map(function () { return pick(%1) })", "pick(['a', 'b'])"),
    call("firstName", "faker('person.firstName')", "faker('person.firstName')"),
    call("lastName", "faker('person.lastName')", "faker('person.lastName')"),
    call("email", "faker('internet.email')", "faker('internet.email')"),
    call("domain", "faker('internet.domainName')", "faker('internet.domainName')"),
    call("ipv4", "faker('internet.ip')", "faker('internet.ip')"),
    call("company", "faker('company.name')", "faker('company.name')"),
    call("phone", "faker('phone.number')", "faker('phone.number')"),
    call("city", "faker('location.city')", "faker('location.city')"),
    call("country", "faker('location.country')", "faker('location.country')"),
    call("countryCode", "faker('location.countryCode')", "faker('location.countryCode')"),
    call("street", "faker('location.streetAddress')", "faker('location.streetAddress')"),
    call("zipcode", "faker('location.zipCode')", "faker('location.zipCode')"),
    call("postcode", "faker('location.zipCode')", "faker('location.zipCode')"),
    call("lat", "faker('location.latitude')", "faker('location.latitude')"),
    call("long", "faker('location.longitude')", "faker('location.longitude')"),
    call("color", "faker('color.human')", "faker('color.human')"),
    call("hexColor", "faker('color.rgb')", "faker('color.rgb')"),
    call("lorem", "faker('lorem.words', {count: %1})", "faker('lorem.sentence')"),
    call("title", "faker('person.jobTitle')", "faker('person.jobTitle')"),
    call("array", "[%*]", "[]"),
    call("object", "%1", "{}"),
    call("objectPath", "%1%q", "$.a.b"),
    call("jsonPath", "%1%q", "$.a.b"),
    call("jmesPath", "%1%q", "$.a.b"),
    call("stringify", "json(%1)", "json($)"),
    call("jsonParse", "parse(%1)", "parse(text)"),
    call("base64Decode", "utf8(unbase64(%1))", "unbase64(text)"),
    call("len", "%1.length", "text.length"),
    call("lowercase", "%1.toLowerCase()", "text.toLowerCase()"),
    call("uppercase", "%1.toUpperCase()", "text.toUpperCase()"),
    call("includes", "%1.includes(%2)", "text.includes('a')"),
    call("indexOf", "%1.indexOf(%2)", "text.indexOf('a')"),
    call("substr", "%1.substr(%2, %3)", "text.substr(0, 3)"),
    call("slice", "%1.slice(%2, %3)", "$.items.slice(0, 3)"),
    call("split", "%1.split(%2)", "text.split(' ')"),
    call("join", "%1.join(%2)", "$.items.join(', ')"),
    call("replace", "%1.replace(%2, %3)", "text.replace('a', 'b')"),
    call("replaceAll", "%1.split(%2).join(%3)", "text.split('a').join('b')"),
    call("padStart", "%1.padStart(%2, %3)", "text.padStart(8, '0')"),
    call("padEnd", "%1.padEnd(%2, %3)", "text.padEnd(8, ' ')"),
    call("reverse", "%1.reverse()", "$.items.reverse()"),
    call("sort", "%1.sort()", "$.items.sort()"),
    call("newline", "'\\n'", "'\\n'"),
    infix("concat", "+", "text + '!'"),
    infix("default", "??", "$.name ?? 'nobody'"),
    infix("eq", "===", "$.a === $.b"),
    infix("gt", ">", "$.a > $.b"),
    infix("gte", ">=", "$.a >= $.b"),
    infix("lt", "<", "$.a < $.b"),
    infix("lte", "<=", "$.a <= $.b"),
    infix("add", "+", "$.a + $.b"),
    infix("subtract", "-", "$.a - $.b"),
    infix("multiply", "*", "$.a * $.b"),
    infix("divide", "/", "$.a / $.b"),
    infix("modulo", "%", "$.a % $.b"),
    call("ceil", "Math.ceil(%1)", "Math.ceil($.a)"),
    call("floor", "Math.floor(%1)", "Math.floor($.a)"),
    call("round", "Math.round(%1)", "Math.round($.a)"),
    call("toFixed", "%1.toFixed(%2)", "$.a.toFixed(2)"),
    call("parseInt", "parseInt(%1, 10)", "parseInt(text, 10)"),
    call("date", "faker('date.recent')", "faker('date.recent')"),
    call("now", "iso()", "iso()"),
    call("time", "iso().slice(11, 19)", "iso().slice(11, 19)"),
    call("dateFormat", "new Date(%1).toISOString()", "iso()"),
    call("dateTimeShift", "new Date(now() + 3600000).toISOString()", "new Date(now() + 3600000).toISOString()"),
};

} // namespace

const Helper *helperNamed(QByteArrayView name)
{
    const auto found = std::ranges::find_if(helpers, [&](const Helper &each) { return name == each.name; });
    return found == helpers.end() ? nullptr : &*found;
}

std::vector<QByteArrayView> helperNames()
{
    std::vector<QByteArrayView> names;
    for (const Helper &helper : helpers)
        names.emplace_back(helper.name);
    return names;
}

} // namespace framewright::expression
