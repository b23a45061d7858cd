// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::expression {

/// What every engine runs first: our functions as globals, and bounded versions of what the interrupt cannot
/// reach, as it is native code (`'x'.repeat(2e9)` holds a thread for ten seconds).
constexpr const char *scriptPrelude = R"js(
(function(global, bridge, names, limit) {
    "use strict";
    const call = bridge.call;
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
    return (result) => {
        if (typeof result === "string" && result.length > limit) tooLong("The expression");
        return result;
    };
})
)js";

} // namespace framewright::expression
