// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/sendcompiler.h"

#include "app/expression/bytefunctions.h"
#include "app/expression/operators.h"
#include "app/expression/spelling.h"
#include "app/rules/workspacefiles.h"
#include "app/value/jsonwriter.h"
#include "app/value/number.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>

namespace framewright::rules {

using expression::Expression;
using expression::Root;
using expression::Template;
using expression::TemplateText;
using protocol::Opcode;
using Form = Content::Form;

namespace {

/// RFC 6455 section 5.5.
constexpr qsizetype controlLimit = 125;

struct FormName
{
    const char *name;
    Form form;
};

constexpr std::array forms = {
    FormName{"text", Form::Text},     FormName{"json", Form::Json}, FormName{"hex", Form::Hex},
    FormName{"base64", Form::Base64}, FormName{"same", Form::Same}, FormName{"ping", Form::Ping},
    FormName{"pong", Form::Pong},     FormName{"raw", Form::Raw},   FormName{"batch", Form::Batch},
};

/// Files with these endings are texts, where they are UTF-8; all others go out as binary messages.
constexpr std::array textEndings = {".txt", ".json", ".xml", ".csv", ".html", ".md", ".yaml", ".yml", ".svg"};

class SendCompiler final
{
public:
    SendCompiler(const QString &field, Trigger trigger, ProblemList &problems, const SendSurroundings &surroundings)
        : m_field(field)
        , m_trigger(trigger)
        , m_problems(problems)
        , m_surroundings(surroundings)
    {
    }

    [[nodiscard]] std::optional<action::Send> compile(const Value &body);
    [[nodiscard]] std::optional<Audience> compileAudience(const Value &body);

private:
    [[nodiscard]] std::optional<Content> compileContent(const Value &argument);
    [[nodiscard]] std::optional<Content> compileForm(Form form, const Value &argument);
    [[nodiscard]] std::optional<Content> compileFile(const Value &argument);
    [[nodiscard]] bool compileFragments(std::optional<Fragments> &fragments, const Content &content,
                                        const Value &written);
    [[nodiscard]] bool makeConstant(Content &content, const Value &argument);
    [[nodiscard]] bool compileRecipients(Audience &audience, const Value &recipients);
    std::nullopt_t problem(const QString &field, const QString &text)
    {
        m_problems.add(field, text);
        return std::nullopt;
    }

    QString m_field;
    Trigger m_trigger;
    ProblemList &m_problems;
    const SendSurroundings &m_surroundings;
};

std::optional<action::Send> SendCompiler::compile(const Value &body)
{
    std::optional<Content> content = compileContent(body["send"]);
    std::optional<Audience> audience = compileAudience(body);
    std::optional<Fragments> fragments;
    if (!content || !audience || !compileFragments(fragments, *content, body["fragment"]))
        return std::nullopt;
    action::Send send{std::move(*content), std::move(*audience), std::move(fragments), false};
    send.isForEach = send.content.value.roots().contains(Root::Peer) && send.audience.kind != Audience::Kind::Self;
    if (send.isForEach && send.content.value.calls(expression::Function::Seq))
        return problem(m_field, QStringLiteral("seq() here would number the copy of every recipient differently: "
                                               "write {\"set\": {\"local.n\": \"{{seq('n')}}\"}} before and use "
                                               "{{local.n}}."));
    return send;
}

std::optional<Content> SendCompiler::compileContent(const Value &argument)
{
    // An object whose only key is one of the forms is that form.
    if (argument.isObject() && argument.size() == 1) {
        const QByteArrayView key = argument.members().front().key();
        for (const FormName &form : forms) {
            if (key == QByteArrayView(form.name))
                return compileForm(form.form, argument[key]);
        }
        if (key == "file")
            return compileFile(argument[key]);
    }
    return compileForm(Form::Typed, argument);
}

std::optional<Content> SendCompiler::compileFile(const Value &argument)
{
    const bool isName = argument.isText() && !argument.view().isEmpty() && argument.view().indexOf("{{") < 0;
    if (!isName)
        return problem(m_field, QStringLiteral("`file` is the name of a file beside the workspace, without a "
                                               "template, like \"a.bin\"."));
    const QString name = argument.toString();
    Result<QByteArray> bytes = m_surroundings.files != nullptr ? m_surroundings.files->read(name)
                                                               : fail(QStringLiteral("No file can be sent from here."));
    if (!bytes)
        return problem(m_field, bytes.error().text());
    Content content;
    const bool isText = std::ranges::any_of(
        textEndings, [&](const char *ending) { return name.endsWith(QLatin1StringView(ending), Qt::CaseInsensitive); });
    const bool isUtf8 = QUtf8StringView(bytes->constData(), bytes->size()).isValidUtf8();
    content.constantOpcode = isText && isUtf8 ? Opcode::Text : Opcode::Binary;
    content.constant = std::move(*bytes);
    return content;
}

bool SendCompiler::compileFragments(std::optional<Fragments> &fragments, const Content &content, const Value &written)
{
    if (written.isUndefined())
        return true;
    const QString field = m_field + QStringLiteral(".fragment");
    const bool isControl = content.form == Form::Ping || content.form == Form::Pong;
    if (isControl || content.form == Form::Raw) {
        m_problems.add(field, isControl ? QStringLiteral("A ping or pong is one frame.")
                                        : QStringLiteral("`raw` bytes have the frames that are in them."));
        return false;
    }
    const Value &size = written.isObject() ? written["size"] : written;
    const bool isSize = (size.isNumber() && size.toNumber().toInteger().value_or(0) > 0) || size.view().contains("{{");
    Result<Template> compiledSize = Template::compile(size);
    Result<Template> gap = Template::compile(written.isObject() ? written["gap"] : Value());
    if (!isSize || !compiledSize || !gap) {
        m_problems.add(field,
                       QStringLiteral("`fragment` is a size in bytes from 1 on, or {\"size\": 3, \"gap\": 20}."));
        return false;
    }
    fragments.emplace().size = std::move(*compiledSize);
    if (written.isObject() && written.contains("gap"))
        fragments->gap = std::move(*gap);
    return true;
}

std::optional<Content> SendCompiler::compileForm(Form form, const Value &argument)
{
    Content content;
    content.form = form;
    if (form == Form::Same) {
        if (!hasMessage(m_trigger))
            return problem(m_field, QStringLiteral("There is no message here that could be sent back as the same."));
        return content;
    }
    Result<Template> value = Template::compile(argument);
    if (!value)
        return problem(m_field + value.error().where, value.error().what);
    content.value = std::move(*value);
    if (form == Form::Batch) {
        const bool isList = argument.isList() && argument.size() > 0;
        if (!isList && !content.value.isLoneText())
            return problem(m_field, QStringLiteral("`batch` is a list of what goes into one frame."));
        if (!m_surroundings.batchProblem.isEmpty())
            return problem(m_field, m_surroundings.batchProblem);
        return content;
    }
    const bool wantsText = form != Form::Json && form != Form::Typed;
    if (wantsText && !argument.isText())
        return problem(m_field, QStringLiteral("This form of `send` takes a text."));
    // A text with a template may come to anything.
    content.isForCodec =
        form == Form::Typed && !argument.isBytes() && !(argument.isText() && content.value.isConstant());
    if (content.value.isConstant() && !makeConstant(content, argument))
        return std::nullopt;
    return content;
}

bool SendCompiler::makeConstant(Content &content, const Value &argument)
{
    content.constantOpcode = Opcode::Text;
    switch (content.form) {
    case Form::Hex:
    case Form::Raw:
    case Form::Base64: {
        const bool isHex = content.form != Form::Base64;
        content.constant = isHex ? expression::bytesOfHex(argument.view()) : expression::bytesOfBase64(argument.view());
        content.constantOpcode = Opcode::Binary;
        if (!content.constant)
            m_problems.add(m_field,
                           isHex ? QStringLiteral("`hex` and `raw` are pairs of hexadecimal digits, like \"01ff\".")
                                 : QStringLiteral("`base64` is base64, like \"AQI=\"."));
        return content.constant.has_value();
    }
    case Form::Ping:
    case Form::Pong:
        content.constantOpcode = content.form == Form::Ping ? Opcode::Ping : Opcode::Pong;
        content.constant = argument.toByteArray();
        if (content.constant->size() > controlLimit)
            m_problems.add(m_field, QStringLiteral("A ping or pong carries at most 125 bytes."));
        return content.constant->size() <= controlLimit;
    case Form::Json:
        content.constant = value::writeJson(argument);
        break;
    default:
        // Only a script can say bytes.
        if (argument.isBytes())
            content.constantOpcode = Opcode::Binary;
        content.constant =
            argument.isText() || argument.isBytes() ? argument.toByteArray() : value::writeJson(argument);
    }
    if (argument.isUndefined()) {
        m_problems.add(m_field, QStringLiteral("There is nothing to send."));
        return false;
    }
    return true;
}

std::optional<Audience> SendCompiler::compileAudience(const Value &body)
{
    Audience audience;
    const Value &exceptSelf = body["exceptSelf"];
    if (!exceptSelf.isUndefined() && !exceptSelf.isBoolean())
        return problem(m_field + QStringLiteral(".exceptSelf"), QStringLiteral("`exceptSelf` is true or false."));
    audience.exceptSelf = exceptSelf.toBoolean();
    if (!compileRecipients(audience, body["to"]))
        return std::nullopt;
    const Value &where = body["where"];
    if (where.isUndefined())
        return audience;
    Result<Expression> condition = where.isText()
                                       ? Expression::compile(where.view())
                                       : fail(QStringLiteral("`where` is an expression, like \"peer.ready\"."));
    if (!condition)
        return problem(m_field + QStringLiteral(".where"), condition.error().text());
    audience.where = std::move(*condition);
    return audience;
}

bool SendCompiler::compileRecipients(Audience &audience, const Value &recipients)
{
    if (recipients.isUndefined())
        return true;
    const QString field = m_field + QStringLiteral(".to");
    const QByteArrayView word = recipients.view();
    const bool isRoom = word.startsWith("room:");
    const bool isConnection = word.startsWith("conn:");
    Result<TemplateText> name = TemplateText::compile(isRoom || isConnection ? word.sliced(5) : word);
    if (!recipients.isText() || !name) {
        m_problems.add(field, name ? QStringLiteral("`to` is a text, like \"room:{{req.params.room}}\".")
                                   : name.error().text());
        return false;
    }
    audience.name = std::move(*name);
    if (isRoom)
        audience.kind = Audience::Kind::Room;
    else if (isConnection)
        audience.kind = Audience::Kind::Connection;
    else if (word == "others")
        audience.kind = Audience::Kind::Others;
    else if (word == "all")
        audience.kind = Audience::Kind::All;
    else if (!audience.name.isConstant())
        audience.kind = Audience::Kind::Expanded;
    else if (word != "self") {
        m_problems.add(field, QStringLiteral("\"%1\" is nobody: write self, others, all, room:NAME or conn:NUMBER.")
                                  .arg(recipients.toString()));
        return false;
    }
    return true;
}

} // namespace

QString batchProblemOf(codec::Codec codec, const QByteArray &delimiter)
{
    using codec::Codec;
    const bool isStream = codec == Codec::Stomp || codec == Codec::Mqtt || codec == Codec::SignalR;
    const bool hasLists = codec::isOneToOne(codec) && codec != Codec::Text;
    if (isStream || hasLists || !delimiter.isEmpty())
        return {};
    return QStringLiteral("The codec %1 has one message in a frame: write one `send` for each, or give the route a "
                          "`delimiter` to stand between them, like \"\\n\".")
        .arg(codec::nameOf(codec));
}

std::optional<action::Send> compileSend(const Value &body, const QString &field, Trigger trigger, ProblemList &problems,
                                        const SendSurroundings &surroundings)
{
    return SendCompiler(field, trigger, problems, surroundings).compile(body);
}

std::optional<Audience> compileAudience(const Value &body, const QString &field, Trigger trigger, ProblemList &problems)
{
    return SendCompiler(field, trigger, problems, {}).compileAudience(body);
}

} // namespace framewright::rules
