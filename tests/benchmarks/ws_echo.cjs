// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The other peer of our benchmarks: npm ws, echoing. Usage: node ws_echo.cjs [CERTIFICATE KEY]
'use strict';
const fs = require('fs');
const http = require('http');
const https = require('https');
const { createRequire } = require('module');
const path = require('path');
const { WebSocketServer } = createRequire(path.join(__dirname, '../integration/package.json'))('ws');

const [certificate, key] = process.argv.slice(2);
const server = certificate
  ? https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) })
  : http.createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data, binary) => socket.send(data, { binary }));
  socket.on('error', () => {});
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`listening ${server.address().port}`);
});
