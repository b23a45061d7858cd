// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm ws on /echo, with all the words that it obeys.
import { assert, httpBase, Peer, play, WebSocket } from './stage.js';

await play({
  'texts and bytes come back': async () => {
    const peer = await Peer.open('/echo');
    for (const size of [0, 63, 64, 65536, 1 << 20]) {
      peer.send('x'.repeat(size));
      assert.equal((await peer.text()).length, size);
      peer.send(Buffer.alloc(size, 0xfe));
      assert.deepEqual(await peer.text(), Buffer.alloc(size, 0xfe));
    }
    const largest = Buffer.alloc(16 << 20, 0x5a);
    peer.send(largest);
    assert.ok(largest.equals(await peer.text('16 MiB')));
    peer.end();
  },
  'the first of ours that is offered': async () => {
    for (const [protocols, agreed] of [[['chat', 'echo.v1'], 'echo.v1'], [['x', 'chat'], 'chat'], [[], '']]) {
      const peer = await Peer.open('/echo', { protocols });
      peer.send('!subprotocol');
      assert.equal(await peer.text(), agreed);
      peer.end();
    }
  },
  'close with code and reason': async () => {
    for (const [word, end] of [['!close 4000 go away', { code: 4000, reason: 'go away' }],
      ['!close 1000', { code: 1000, reason: '' }], ['!close 1005', { code: 1005, reason: '' }]]) {
      const peer = await Peer.open('/echo');
      peer.send(word);
      assert.deepEqual(await peer.closed(), end);
    }
  },
  'ping, then pong as text': async () => {
    const peer = await Peer.open('/echo');
    const pings = [];
    peer.onPing = (payload) => pings.push(payload);
    peer.send('!ping X y');
    assert.equal(await peer.text(), 'pong X y');
    assert.deepEqual(pings, ['X y']);
    peer.end();
  },
  'drops without a close frame': async () => {
    for (const word of ['!drop reset', '!drop fin']) {
      const peer = await Peer.open('/echo');
      const wasReset = new Promise((resolve) => peer.socket._socket.once('close', resolve));
      peer.send(word);
      assert.equal((await peer.closed()).code, 1006);
      assert.equal(await wasReset, word.endsWith('reset'));
    }
  },
  'fragments of three bytes': async () => {
    const peer = await Peer.open('/echo');
    peer.send('!frag eight by');
    assert.equal(await peer.text(), 'eight by');
    peer.end();
  },
  'header, query': async () => {
    const peer = await Peer.open('/echo?who=a%20b', { headers: { 'X-Mine': 'my own' } });
    peer.send('!header x-MINE');
    assert.equal(await peer.text(), 'my own');
    peer.send('!header x-other');
    assert.equal(await peer.text(), '');
    peer.send('!query who');
    assert.equal(await peer.text(), 'a b');
    peer.send('!query why');
    assert.equal(await peer.text(), '');
    peer.end();
  },
  'count, size, bytes': async () => {
    const peer = await Peer.open('/echo');
    peer.send('!count 5');
    for (const number of ['1', '2', '3', '4', '5']) assert.equal(await peer.text(), number);
    peer.send('!size 70000');
    assert.equal(await peer.text(), 'x'.repeat(70000));
    peer.send('!bin 00ff10');
    assert.deepEqual(await peer.text(), Buffer.from([0, 255, 16]));
    peer.end();
  },
  'late, and overtaken': async () => {
    const peer = await Peer.open('/echo');
    const begin = Date.now();
    peer.send('!late 150 at last');
    peer.send('first');
    assert.equal(await peer.text(), 'first');
    assert.equal(await peer.text(), 'at last');
    assert.ok(Date.now() - begin >= 145);
    peer.end();
  },
  'compression only when offered, and the port outlives a plain GET': async () => {
    for (const offered of [true, false]) {
      const socket = new WebSocket(`${httpBase.replace('http', 'ws')}/echo`, { perMessageDeflate: offered });
      await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
      assert.equal(socket.extensions.startsWith('permessage-deflate'), offered);
      socket.terminate();
    }
    const answer = await fetch(`${httpBase}/echo`);
    assert.ok(answer.status >= 400 && answer.status < 500, `a plain GET got ${answer.status}`);
    assert.equal((await fetch(`${httpBase}/nowhere`)).status, 404);
    const lost = new Peer('/nowhere');
    assert.equal((await lost.refusal.take()).status, 404);
    (await Peer.open('/echo')).end();
  },
});
