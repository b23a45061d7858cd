// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm phoenix on /socket/websocket.
import { Socket } from 'phoenix';
import { assert, base, Inbox, Peer, play, WebSocket, within } from './stage.js';

function open(options = {}) {
  const socket = new Socket(`${base}/socket`, { transport: WebSocket, heartbeatIntervalMs: 150, reconnectAfterMs: () => 50,
    rejoinAfterMs: () => 50, ...options });
  socket.connect();
  return socket;
}

/** ["ok", response], ["error", response] or ["timeout"]. */
function outcome(push, what = 'a reply') {
  return within(new Promise((resolve) => {
    for (const status of ['ok', 'error', 'timeout']) push.receive(status, (response) => resolve([status, response]));
  }), what);
}

function close(socket) {
  return within(new Promise((resolve) => socket.disconnect(resolve)), 'the end of the socket');
}

await play({
  'join, talk, leave': async () => {
    const [ann, bob] = [open({ params: { token: 'good' } }), open({ authToken: 'secret' })];
    const hers = ann.channel('room:lobby', {});
    const his = bob.channel('room:lobby', {});
    const presence = new Inbox();
    hers.on('presence_state', (state) => presence.put(state));
    assert.deepEqual(await outcome(hers.join()), ['ok', { welcome: 'room:lobby' }]);
    assert.deepEqual(await presence.take(), { u1: { metas: [{ phx_ref: 'a1' }] } });
    // Another join_ref than hers: a wrong one would be dropped silently.
    await outcome(bob.channel('room:other', {}).join());
    assert.deepEqual(await outcome(his.join()), ['ok', { welcome: 'room:lobby' }]);
    const inboxes = [hers, his].map((channel) => {
      const inbox = new Inbox();
      channel.on('new_msg', (message) => inbox.put(message));
      return inbox;
    });
    const reply = outcome(hers.push('new_msg', { body: 'h\u00ed' }));
    for (const inbox of inboxes) assert.deepEqual(await inbox.take('the message'), { body: 'h\u00ed' });
    assert.deepEqual(await reply, ['ok', {}]);

    const closed = within(new Promise((resolve) => his.onClose(resolve)), 'phx_close');
    assert.equal((await outcome(his.leave()))[0], 'ok');
    await closed;
    await outcome(hers.push('new_msg', { body: 'alone' }));
    assert.deepEqual(await inboxes[0].take(), { body: 'alone' });
    assert.equal(inboxes[1].size, 0);
    await Promise.all([close(ann), close(bob)]);
  },
  'refusals': async () => {
    const socket = open();
    assert.deepEqual(await outcome(socket.channel('room:lobby', { token: 'bad' }).join()), ['error', { reason: 'unauthorized' }]);
    assert.deepEqual(await outcome(socket.channel('other', {}).join()), ['error', { reason: 'unmatched topic' }]);
    const channel = socket.channel('room:a', {});
    await outcome(channel.join());
    assert.deepEqual(await outcome(channel.push('dance', {})), ['error', { reason: 'unknown event dance' }]);
    assert.equal((await outcome(channel.push('never', {}, 200)))[0], 'timeout');
    await close(socket);
  },
  'bytes both ways': async () => {
    const socket = open();
    const channel = socket.channel('room:bytes', {});
    await outcome(channel.join());
    const [status, response] = await outcome(channel.push('upload', new Uint8Array([0, 1, 255]).buffer));
    assert.equal(status, 'ok');
    assert.deepEqual([...new Uint8Array(response)], [0, 1, 255]);
    await close(socket);
  },
  'a crash, and a new join': async () => {
    const socket = open();
    const channel = socket.channel('room:crash', {});
    const joins = new Inbox();
    channel.on('presence_state', () => joins.put('joined'));
    await outcome(channel.join());
    await joins.take();
    const crashed = within(new Promise((resolve) => channel.onError(resolve)), 'phx_error');
    channel.push('crash', {});
    await crashed;
    await joins.take('the join after the crash');
    assert.equal((await outcome(channel.push('new_msg', {})))[0], 'ok');
    await close(socket);
  },
  'heartbeats keep the same socket': async () => {
    const opens = new Inbox();
    const socket = open();
    socket.onOpen(() => opens.put('open'));
    await opens.take();
    const beats = new Inbox();
    socket.onMessage((message) => { if (message.topic === 'phoenix') beats.put(message); });
    for (let count = 0; count < 3; ++count) await beats.take('a heartbeat\'s answer');
    assert.equal(opens.size, 0);
    await close(socket);
  },
  'a bad token': async () => {
    const peer = new Peer('/socket/websocket?vsn=2.0.0&token=bad');
    assert.equal((await peer.refusal.take()).status, 403);
    const good = await Peer.open('/socket/websocket?vsn=2.0.0', { protocols: ['phoenix', 'base64url.bearer.phx.c2VjcmV0'] });
    assert.equal(good.socket.protocol, 'phoenix');
    assert.deepEqual(await good.ask([null, '4', 'phoenix', 'heartbeat', {}]),
      [null, '4', 'phoenix', 'phx_reply', { status: 'ok', response: {} }]);
    good.end();
  },
});
