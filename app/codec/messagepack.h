// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::codec {

/// MessagePack, as github.com/msgpack/msgpack specifies it (2.0). An extension is {"$ext": type, "data": bytes}.
[[nodiscard]] Result<value::Value> readMessagePack(QByteArrayView bytes);
[[nodiscard]] Result<QByteArray> writeMessagePack(const value::Value &value);

} // namespace framewright::codec
