// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// An exchange's client on /ticker.
import { assert, Peer, play } from './stage.js';

async function answer(peer, request) {
  peer.send(request);
  for (;;) {
    const message = await peer.json();
    if (message.e !== 'trade') return message;
  }
}

await play({
  'subscribe, list, unsubscribe; ids keep their type': async () => {
    const peer = await Peer.open('/ticker');
    for (const id of [1, 'a', '1']) {
      assert.deepEqual(await answer(peer, { method: 'SUBSCRIBE', params: ['btcusdt@trade'], id }), { result: null, id });
    }
    const trade = await peer.json();
    assert.deepEqual([trade.e, trade.s, typeof trade.E, typeof trade.t], ['trade', 'BTCUSDT', 'number', 'number']);
    assert.match(trade.p, /^\d+\.\d\d$/);
    const begin = Date.now();
    for (let count = 0; count < 5; ++count) await peer.json();
    assert.ok(Date.now() - begin >= 380, 'one trade every 100 ms');
    assert.deepEqual(await answer(peer, { method: 'SUBSCRIBE', params: ['ethusdt@trade', 'bnbusdt@trade'], id: 2 }),
      { result: null, id: 2 });
    const seen = new Set();
    while (seen.size < 3) seen.add((await peer.json()).s);
    assert.deepEqual((await answer(peer, { method: 'LIST_SUBSCRIPTIONS', id: 3 })).result.sort(),
      ['bnbusdt@trade', 'btcusdt@trade', 'ethusdt@trade']);
    await answer(peer, { method: 'UNSUBSCRIBE', params: ['btcusdt@trade', 'bnbusdt@trade'], id: 4 });
    for (let count = 0; count < 3; ++count) assert.equal((await peer.json()).s, 'ETHUSDT');
    peer.end();
  },
  'errors': async () => {
    const peer = await Peer.open('/ticker');
    const unknown = await peer.ask({ method: 'DANCE', id: 'x' });
    assert.deepEqual([unknown.error.code, unknown.id], [2, 'x']);
    peer.send('{"no json');
    assert.equal((await peer.json()).error.code, 3);
    peer.end();
  },
  'pings each second, and leaves who does not answer': async () => {
    const lively = await Peer.open('/ticker');
    const begin = Date.now();
    const silent = await Peer.open('/ticker', { answerPings: false });
    assert.deepEqual(await silent.closed(), { code: 1008, reason: 'Pong timeout' });
    const time = Date.now() - begin;
    assert.ok(time >= 3900 && time < 15000, `closed after ${time} ms`);
    assert.equal((await lively.ask({ method: 'LIST_SUBSCRIPTIONS', id: 1 })).id, 1);
    lively.end();
  },
});
