// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// An EventSub client: it is told to reconnect, gets things twice, and must hurry. The clock runs 20 times as fast.
import { assert, base, httpBase, Peer, play } from './stage.js';

async function post(path, body = {}) {
  const answer = await fetch(httpBase + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path} got ${answer.status}`);
  return answer;
}

async function welcomed(path = '/ws') {
  const peer = await Peer.open(path);
  const { metadata, payload } = await peer.json();
  assert.equal(metadata.message_type, 'session_welcome');
  return { peer, session: payload.session.id };
}

const subscribe = (session) => post('/eventsub/subscriptions', { type: 'channel.follow', version: '2', transport: { method: 'websocket', session_id: session } });

/** The next message that is no keepalive. */
async function next(peer) {
  for (;;) {
    const message = await peer.json();
    if (message.metadata.message_type !== 'session_keepalive') return message;
  }
}

await play({
  'welcome, subscribe, notifications': async () => {
    const { peer, session } = await welcomed();
    assert.equal((await subscribe(session)).status, 202);
    await post('/mock/notify', { user_name: 'eve' });
    const { metadata, payload } = await next(peer);
    assert.deepEqual([metadata.message_type, payload.event.user_name], ['notification', 'eve']);
    await post('/mock/duplicate', { user_name: 'dup' });
    const twice = [await next(peer), await next(peer)];
    assert.equal(twice[0].metadata.message_id, twice[1].metadata.message_id);
    assert.notEqual(twice[0].metadata.message_id, metadata.message_id);
    assert.equal((await peer.json()).metadata.message_type, 'session_keepalive');
    peer.end();
  },
  'moved to another connection': async () => {
    const old = await welcomed();
    await subscribe(old.session);
    const begin = Date.now();
    await post('/mock/reconnect');
    const { metadata, payload } = await next(old.peer);
    assert.equal(metadata.message_type, 'session_reconnect');
    assert.ok(payload.session.reconnect_url.startsWith(base));
    const now = await welcomed(payload.session.reconnect_url.slice(base.length));
    assert.deepEqual(await old.peer.closed(), { code: 4004, reason: 'reconnect grace time expired' });
    assert.ok(Date.now() - begin < 15000, '30 s, at 20 times the speed');
    await post('/mock/notify', { user_name: 'again' });
    assert.equal((await next(now.peer)).payload.event.user_name, 'again');
    now.peer.end();
  },
  'unused for ten seconds': async () => {
    const { peer } = await welcomed();
    assert.equal((await peer.closed()).code, 4003);
  },
  'nothing may be sent': async () => {
    const { peer } = await welcomed();
    peer.send('hello?');
    assert.equal((await peer.closed()).code, 4001);
  },
});
