// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm ws as a client: node wsclient.js URL DEFLATE. Prints what it saw as JSON.
import WebSocket from 'ws';

const [base, deflate] = process.argv.slice(2);
const options = { perMessageDeflate: deflate === 'true', rejectUnauthorized: false };
const sizes = [0, 1, 125, 126, 65535, 65536, 1 << 20];

function next(socket, event) {
  return new Promise((resolve, reject) => {
    socket.once(event, (...values) => resolve(values));
    socket.once('error', reject);
  });
}

async function echo() {
  const socket = new WebSocket(`${base}/echo`, ['soap', 'chat'], options);
  await next(socket, 'open');
  const seen = { subprotocol: socket.protocol, extensions: socket.extensions, echoes: 0 };
  for (const size of sizes) {
    for (const message of ['x'.repeat(size), Buffer.alloc(size, 0xfe)]) {
      socket.send(message);
      const [data, isBinary] = await next(socket, 'message');
      if (isBinary === (typeof message !== 'string') && data.equals(Buffer.from(message))) seen.echoes += 1;
    }
  }
  socket.send('frag', { fin: false });
  socket.send('ments', { fin: true });
  seen.fragments = (await next(socket, 'message'))[0].toString();
  socket.ping('beat');
  seen.pong = (await next(socket, 'pong'))[0].toString();
  socket.send('!close4000');
  const [code, reason] = await next(socket, 'close');
  return { ...seen, code, reason: reason.toString() };
}

async function refused(path) {
  const socket = new WebSocket(base + path, options);
  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('unexpected-response', (request, response) => {
      let body = '';
      response.on('data', (part) => { body += part; });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
  });
}

console.log(JSON.stringify({ echo: await echo(), private: await refused('/private'), nowhere: await refused('/nowhere') }));
