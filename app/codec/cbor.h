// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::codec {

/// CBOR (RFC 8949), one item. Big numbers keep their digits; a tag is {"$tag": number, "value": item}, a simple value
/// {"$simple": number}, `undefined` is undefined. What is written has its shortest form (section 4.1), but for half
/// precision.
[[nodiscard]] Result<value::Value> readCbor(QByteArrayView bytes);
[[nodiscard]] Result<QByteArray> writeCbor(const value::Value &value);

} // namespace framewright::codec
