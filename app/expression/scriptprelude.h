// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::expression {

/// The names that a script gets from the verbs of the prelude.
constexpr const char *scriptVerbs =
    "send, wait, set, unset, join, leave, start, stop, each, choose, close, drop, emit, act";

/// What every engine runs first: our functions as globals, and bounded versions of what the interrupt cannot
/// reach, as it is native code (`'x'.repeat(2e9)` holds a thread for ten seconds).
constexpr const char *scriptPrelude = R"js(
(function(global, bridge, names, limit, patterns) {
    "use strict";
    const call = bridge.call;
    const hasOwn = Object.prototype.hasOwnProperty;
    names.forEach((name, index) => {
        global[name] = (...args) => call(index, args);
    });
    const tooLong = (what) => { throw new RangeError(what + " would make more than " + limit + " characters"); };
    const shadow = (owner, name, make) => {
        const original = owner[name];
        Object.defineProperty(owner, name, { value: make(original), writable: false, configurable: false });
    };
    shadow(String.prototype, "repeat", (original) => function repeat(count) {
        if (String(this).length * Number(count) > limit) tooLong("repeat()");
        return original.call(this, count);
    });
    for (const name of ["padStart", "padEnd"]) {
        if (!String.prototype[name]) continue;
        shadow(String.prototype, name, (original) => function pad(length, filler) {
            if (Number(length) > limit) tooLong(name + "()");
            return filler === undefined ? original.call(this, length) : original.call(this, length, filler);
        });
    }
    shadow(String.prototype, "concat", (original) => function concat(...parts) {
        let length = String(this).length;
        for (const part of parts) length += String(part).length;
        if (length > limit) tooLong("concat()");
        return original.apply(this, parts);
    });
    shadow(Array.prototype, "fill", (original) => function fill(...args) {
        if (this.length > limit / 16) tooLong("fill()");
        return original.apply(this, args);
    });
    shadow(Array.prototype, "concat", (original) => function concat(...parts) {
        let length = this.length;
        for (const part of parts) length += Array.isArray(part) ? part.length : 1;
        if (length > limit / 16) tooLong("concat()");
        return original.apply(this, parts);
    });
    shadow(Array.prototype, "join", (original) => function join(separator) {
        const between = separator === undefined ? 1 : String(separator).length;
        let length = this.length * between;
        if (length > limit) tooLong("join()");
        for (let index = 0; index < this.length; ++index) {
            const item = this[index];
            if (typeof item === "string") length += item.length;
            if (length > limit) tooLong("join()");
        }
        return original.call(this, separator);
    });
    shadow(String.prototype, "replace", (original) => function replace(pattern, by) {
        const text = String(this);
        if (typeof by !== "function") {
            by = String(by);
            // `$&` and its like may put the whole text in for each match.
            const longest = by.indexOf("$") >= 0 ? by.length * (text.length + 1) : by.length;
            const isGlobal = pattern instanceof RegExp && pattern.global;
            if (longest * (isGlobal ? text.length + 1 : 1) > limit) {
                // Counting takes as long as replacing does: not for texts that are long themselves.
                if (isGlobal && text.length > 65536) tooLong("replace()");
                const found = isGlobal ? text.match(pattern) : [0];
                if (found && found.length * longest + text.length > limit) tooLong("replace()");
            }
        }
        return patterns.isSlow(pattern, text) ? patterns.replace(pattern, text, by) : original.call(text, pattern, by);
    });
    Object.defineProperty(Array, "from", { writable: false, configurable: false, value: function from(source, map, self) {
        const list = [];
        const isIterable = source != null && typeof source[Symbol.iterator] === "function";
        const add = (item) => { list.push(map ? map.call(self, item, list.length) : item); };
        if (isIterable) { for (const item of source) add(item); return list; }
        const length = Math.floor(Number(Object(source).length)) || 0;
        if (length > limit / 16) tooLong("Array.from()");
        for (let index = 0; index < length; ++index) add(source[index]);
        return list;
    } });
    for (const name of ["ArrayBuffer", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
                        "Int32Array", "Uint32Array", "Float32Array", "Float64Array"]) {
        const original = global[name];
        const bytes = original.BYTES_PER_ELEMENT || 1;
        // Not a class of its own: what it makes is the original's, and instanceof holds.
        const bounded = function (...args) {
            const size = typeof args[0] === "number" ? args[0] : Object(args[0]).length || 0;
            if (size * bytes > limit) tooLong("new " + name + "()");
            return new original(...args);
        };
        for (const key of Object.getOwnPropertyNames(original)) {
            if (!hasOwn.call(bounded, key)) bounded[key] = original[key];
        }
        bounded.prototype = original.prototype;
        original.prototype.constructor = bounded;
        global[name] = bounded;
    }
    const checked = (result) => {
        if (typeof result === "string" && result.length > limit) tooLong("The expression");
        return result;
    };

    // "conn.subs['a.b'][0]" as its keys.
    const keysOf = (path) => {
        const keys = [];
        const form = /\.?([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|([^\]]*))\]/g;
        for (let found = form.exec(path); found; found = form.exec(path))
            keys.push(found.slice(1).find((part) => part !== undefined));
        if (keys.length < 2) throw new TypeError(JSON.stringify(path) + " is no path: write it like conn.name");
        if (keys[0] === "conn" && (keys[1] === "id" || keys[1] === "subprotocol"))
            throw new TypeError(JSON.stringify(path) + " is the connection's own and cannot be set");
        // A key may come out of a message, and this one would reach what all scripts share.
        if (keys.indexOf("__proto__") >= 0) throw new TypeError("__proto__ cannot be set");
        return keys;
    };
    const holderOf = (keys) => {
        let holder = bridge.variables(keys[0]);
        for (const key of keys.slice(1, -1)) {
            if (!hasOwn.call(holder, key) || holder[key] === undefined || holder[key] === null) holder[key] = {};
            holder = holder[key];
            if (typeof holder !== "object") throw new TypeError(key + " holds no keys");
        }
        return holder;
    };
    const setOne = (path, value) => {
        const keys = keysOf(path);
        holderOf(keys)[keys[keys.length - 1]] = value;
    };
    const act = (action) => { bridge.act(action); };
    const verb = (name) => (argument, options) => { act(Object.assign({ [name]: argument }, options)); };
    const verbs = {
        act,
        set(paths, value) {
            if (typeof paths === "string") setOne(paths, value);
            else for (const path of Object.keys(paths)) setOne(path, paths[path]);
        },
        unset(path) {
            const keys = keysOf(path);
            delete holderOf(keys)[keys[keys.length - 1]];
        },
        close(code, reason) {
            const options = typeof reason === "object" ? reason : reason === undefined ? {} : { reason };
            act(Object.assign({ close: code === undefined ? 1000 : code }, options));
        },
    };
    for (const name of ["send", "wait", "join", "leave", "start", "stop", "each", "choose", "drop", "emit"])
        verbs[name] = verb(name);
    return { checked, verbs };
})
)js";

} // namespace framewright::expression
