// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/examplemessages.h"

#include "app/value/jsonreader.h"

#include <array>

namespace framewright::codec {

namespace {

constexpr std::array stomp = {
    R"({"command":"CONNECT","headers":{"accept-version":"1.2","host":"/","login":"ann","passcode":"secret","heart-beat":"0,0"},"body":""})",
    R"({"command":"CONNECTED","headers":{"version":"1.2","heart-beat":"0,0"},"body":""})",
    R"({"command":"SUBSCRIBE","headers":{"id":"sub-0","destination":"/topic/x","ack":"auto"},"body":""})",
    R"({"command":"UNSUBSCRIBE","headers":{"id":"sub-0"},"body":""})",
    R"({"command":"SEND","headers":{"destination":"/topic/x","content-type":"text/plain","receipt":"1","content-length":"5"},"body":"hello"})",
    R"({"command":"MESSAGE","headers":{"destination":"/topic/x","message-id":"1","subscription":"sub-0","content-length":"5"},"body":"hello"})",
    R"({"command":"ACK","headers":{"id":"1","transaction":"t"},"body":""})",
    R"({"command":"NACK","headers":{"id":"1"},"body":""})",
    R"({"command":"BEGIN","headers":{"transaction":"t"},"body":""})",
    R"({"command":"COMMIT","headers":{"transaction":"t"},"body":""})",
    R"({"command":"ABORT","headers":{"transaction":"t"},"body":""})",
    R"({"command":"RECEIPT","headers":{"receipt-id":"1"},"body":""})",
    R"({"command":"ERROR","headers":{"message":"no"},"body":""})",
    R"({"command":"DISCONNECT","headers":{"receipt":"1"},"body":""})",
    R"({"command":"heartbeat"})",
};

constexpr std::array socketIo = {
    R"({"type":"open","data":{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}})",
    R"({"type":"close"})",
    R"({"type":"ping"})",
    R"({"type":"pong"})",
    R"({"type":"connect","nsp":"/","data":{"token":"x"}})",
    R"({"type":"disconnect","nsp":"/"})",
    R"({"type":"event","nsp":"/","id":0,"data":["chat","hi"]})",
    R"({"type":"ack","nsp":"/","id":0,"data":["ok"]})",
    R"({"type":"connect_error","nsp":"/","data":{"message":"Not authorized"}})",
};

constexpr std::array mqtt = {
    R"({"packet":"CONNECT","version":5,"clientId":"c1","cleanStart":true,"keepAlive":60,"properties":{"sessionExpiryInterval":60},"will":{"topic":"gone","payload":"c1","qos":0,"retain":false,"properties":{}},"username":"ann","password":"secret"})",
    R"({"packet":"CONNACK","version":5,"sessionPresent":false,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBLISH","version":5,"topic":"a/b","qos":1,"retain":false,"dup":false,"id":1,"properties":{"contentType":"text/plain"},"payload":"hi"})",
    R"({"packet":"PUBACK","version":5,"id":1,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBREC","version":5,"id":1,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBREL","version":5,"id":1,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBCOMP","version":5,"id":1,"reasonCode":0,"properties":{}})",
    R"({"packet":"SUBSCRIBE","version":5,"id":1,"properties":{},"subscriptions":[{"filter":"a/#","qos":1,"noLocal":false,"retainAsPublished":false,"retainHandling":0}]})",
    R"({"packet":"SUBACK","version":5,"id":1,"properties":{},"reasonCodes":[1]})",
    R"({"packet":"UNSUBSCRIBE","version":5,"id":1,"properties":{},"filters":["a/#"]})",
    R"({"packet":"UNSUBACK","version":5,"id":1,"properties":{},"reasonCodes":[0]})",
    R"({"packet":"PINGREQ","version":5})",
    R"({"packet":"PINGRESP","version":5})",
    R"({"packet":"DISCONNECT","version":5,"reasonCode":0,"properties":{}})",
    R"({"packet":"AUTH","version":5,"reasonCode":24,"properties":{"authenticationMethod":"x"}})",
};

constexpr std::array signalR = {
    R"({"protocol":"json","version":1})",
    R"({"type":1,"target":"Echo","arguments":["hi"],"invocationId":"0"})",
    R"({"type":2,"invocationId":"0","item":1})",
    R"({"type":3,"invocationId":"0","result":"hi"})",
    R"({"type":4,"target":"Counter","arguments":[3],"invocationId":"1"})",
    R"({"type":5,"invocationId":"1"})",
    R"({"type":6})",
    R"({"type":7,"error":"closed"})",
};

constexpr std::array phoenix = {
    R"({"join_ref":"1","ref":"1","topic":"room:l","event":"phx_join","payload":{},"kind":"push"})",
    R"({"join_ref":null,"ref":"2","topic":"phoenix","event":"heartbeat","payload":{},"kind":"push"})",
    R"({"join_ref":"1","ref":"3","topic":"room:l","event":"phx_leave","payload":{},"kind":"push"})",
    R"({"join_ref":"1","ref":"1","topic":"room:l","event":"phx_reply","payload":{"status":"ok","response":{}},"kind":"reply"})",
    R"({"join_ref":null,"ref":null,"topic":"room:l","event":"new_msg","payload":{},"kind":"broadcast"})",
};

std::span<const char *const> textsOf(Codec codec)
{
    switch (codec) {
    case Codec::Stomp:
        return stomp;
    case Codec::SocketIo:
        return socketIo;
    case Codec::Mqtt:
        return mqtt;
    case Codec::SignalR:
        return signalR;
    case Codec::Phoenix:
        return phoenix;
    default:
        return {};
    }
}

} // namespace

std::vector<Value> exampleMessages(Codec codec)
{
    std::vector<Value> messages;
    for (const char *text : textsOf(codec))
        messages.push_back(value::readJson(text).value_or(Value()));
    return messages;
}

} // namespace framewright::codec
