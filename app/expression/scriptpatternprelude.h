// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::expression {

/// Regular expressions that can be interrupted: what every engine runs before the prelude. Nothing interrupts the
/// engine's own matcher, and (a+)+ keeps it busy for years. So it has what it can have done with soon, which depends
/// on the pattern and on how long the text is, and ScriptPattern has the rest. Uses no name that a script could give
/// another meaning.
constexpr const char *scriptPatternPrelude = R"js(
(function(bridge) {
    "use strict";
    const shadow = (owner, name, make) => {
        Object.defineProperty(owner, name, { value: make(owner[name]), writable: false, configurable: false });
    };
    // What is called below must stay what it is.
    Object.defineProperty(Function.prototype, "call", { writable: false, configurable: false });
    const getSource = Object.getOwnPropertyDescriptor(RegExp.prototype, "source").get;
    const quickLength = bridge.quickLength;
    const searchSlowly = bridge.search;
    let lengths = Object.create(null);
    let lengthCount = 0;
    const measure = (source) => {
        if (++lengthCount > 256) {
            lengths = Object.create(null);
            lengthCount = 1;
        }
        return lengths[source] = quickLength(source);
    };
    const sourceOf = (pattern) => {
        if (typeof pattern !== "object" || pattern === null) return undefined;
        try { return getSource.call(pattern); } catch (error) { return undefined; }
    };
    // The source of a regular expression that may be slow on this text; else undefined.
    const slowSource = (pattern, text) => {
        const source = sourceOf(pattern);
        if (source === undefined) return undefined;
        let length = lengths[source];
        if (length === undefined) length = measure(source);
        return text.length > length ? source : undefined;
    };
    const execSlowly = (pattern, source, text) => {
        const flags = String(pattern.flags);
        const keepsPlace = flags.indexOf("g") >= 0 || flags.indexOf("y") >= 0;
        const begin = keepsPlace ? Math.max(Math.floor(Number(pattern.lastIndex)) || 0, 0) : 0;
        const places = begin <= text.length ? searchSlowly(source, flags, text, begin) : null;
        if (keepsPlace) pattern.lastIndex = places ? places[1] : 0;
        if (!places) return null;
        const found = [];
        for (let at = 0; at < places.length; at += 2)
            found.push(places[at] < 0 ? undefined : text.substring(places[at], places[at + 1]));
        found.index = places[0];
        found.input = text;
        return found;
    };
    shadow(RegExp.prototype, "exec", (original) => function exec(value) {
        const text = typeof value === "string" ? value : `${value}`;
        const source = slowSource(this, text);
        return source === undefined ? original.call(this, text) : execSlowly(this, source, text);
    });
    shadow(RegExp.prototype, "test", (original) => function test(value) {
        const text = typeof value === "string" ? value : `${value}`;
        const source = slowSource(this, text);
        return source === undefined ? original.call(this, text) : execSlowly(this, source, text) !== null;
    });
    shadow(String.prototype, "search", (original) => function search(pattern) {
        const text = String(this);
        const sought = sourceOf(pattern) === undefined ? new RegExp(pattern) : pattern;
        const source = slowSource(sought, text);
        if (source === undefined) return original.call(text, sought);
        const places = searchSlowly(source, String(sought.flags), text, 0);
        return places ? places[0] : -1;
    });
    shadow(String.prototype, "split", (original) => function split(separator, most) {
        const text = String(this);
        const source = slowSource(separator, text);
        if (source === undefined) return original.call(text, separator, most);
        const flags = String(separator.flags).split("y").join("");
        const limit = most === undefined ? 4294967295 : most >>> 0;
        const parts = [];
        let begin = 0;
        while (parts.length < limit && begin <= text.length) {
            const places = searchSlowly(source, flags, text, begin);
            if (!places) break;
            parts.push(text.substring(begin, places[0]));
            begin = Math.max(begin + 1, places[1]);
            for (let at = 2; at < places.length; at += 2)
                parts.push(places[at] < 0 ? undefined : text.substring(places[at], places[at + 1]));
        }
        if (parts.length < limit) parts.push(text.substring(begin));
        return parts.slice(0, limit);
    });
    const replaceByExec = RegExp.prototype[Symbol.replace];
    return {
        isSlow: (pattern, text) => slowSource(pattern, text) !== undefined,
        replace: (pattern, text, by) => replaceByExec.call(pattern, text, by),
    };
})
)js";

} // namespace framewright::expression
