// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm socket.io-client on /socket.io/.
import { io } from 'socket.io-client';
import { assert, httpBase, Peer, play, within } from './stage.js';

const path = '/socket.io/?EIO=4&transport=websocket';

function connect(namespace = '') {
  // On a machine that is late with a pong by 200 ms it is left, and comes back as any such client does.
  return io(httpBase + namespace, { transports: ['websocket'], reconnectionDelay: 50, forceNew: true });
}

function once(socket, event) {
  return within(new Promise((resolve) => socket.once(event, (...values) => resolve(values))), `the event ${event}`);
}

async function connected(namespace) {
  const socket = connect(namespace);
  await once(socket, 'connect');
  return socket;
}

await play({
  'chat within a namespace': async () => {
    const [ann, bob, other] = [await connected(), await connected(), await connected('/admin')];
    const foreign = [];
    other.onAny((...event) => foreign.push(event));
    const seen = Promise.all([once(ann, 'chat'), once(bob, 'chat')]);
    ann.emit('chat', 'h\u00e9llo');
    for (const [message] of await seen) assert.deepEqual(message, { from: ann.id, msg: 'h\u00e9llo' });
    await other.timeout(5000).emitWithAck('anything');
    assert.deepEqual(foreign, []);
    for (const socket of [ann, bob, other]) socket.close();
  },
  'acknowledgements, past the tenth': async () => {
    const socket = await connected('/admin');
    for (let id = 0; id < 12; ++id) {
      const answer = await within(new Promise((resolve) => socket.emit('foo', id, { a: [1] }, (...values) => resolve(values))), 'an ack');
      assert.deepEqual(answer, ['ok', id, { a: [1] }]);
    }
    socket.close();
  },
  'a secret namespace': async () => {
    const socket = connect('/secret');
    const [error] = await once(socket, 'connect_error');
    assert.equal(error.message, 'Not authorized');
    socket.close();
  },
  'attachments': async () => {
    const socket = await connected();
    const bin = once(socket, 'bin');
    socket.emit('bin');
    assert.deepEqual(Buffer.from((await bin)[0]), Buffer.from([1, 2, 3, 4]));
    const back = once(socket, 'binEcho');
    socket.emit('binEcho', Buffer.from([0, 255, 7]), { more: Buffer.from('x') });
    const [bytes, more] = await back;
    assert.deepEqual(Buffer.from(bytes), Buffer.from([0, 255, 7]));
    assert.deepEqual(Buffer.from(more.more), Buffer.from('x'));
    const acknowledged = await within(new Promise((resolve) => socket.emit('x', Buffer.from([9]), (...values) => resolve(values))), 'an ack');
    assert.deepEqual([acknowledged[0], Buffer.from(acknowledged[1])], ['ok', Buffer.from([9])]);
    socket.close();
  },
  'kicked out': async () => {
    const socket = await connected();
    const gone = once(socket, 'disconnect');
    socket.emit('kick');
    assert.equal((await gone)[0], 'io server disconnect');
    socket.close();
  },
  'it stays while pings are answered': async () => {
    const socket = await connected();
    let pings = 0;
    await within(new Promise((resolve) => { socket.io.on('ping', () => { if (++pings === 4) resolve(); }); }), 'four pings');
    assert.ok(socket.connected);
    socket.close();
  },
  'it goes when they are not': async () => {
    const peer = await Peer.open(path);
    const open = await peer.text();
    assert.equal(open[0], '0');
    const { pingInterval, pingTimeout, upgrades } = JSON.parse(open.slice(1));
    assert.deepEqual([pingInterval, pingTimeout, upgrades], [300, 200, []]);
    assert.equal(await peer.text(), '2');
    await peer.closed();
  },
  'other transports and versions': async () => {
    for (const query of ['EIO=4&transport=polling', 'EIO=3&transport=websocket', '']) {
      const answer = await fetch(`${httpBase}/socket.io/?${query}`);
      assert.equal(answer.status, 400);
      assert.equal(typeof (await answer.json()).message, 'string');
    }
    const old = new Peer('/socket.io/?EIO=3&transport=websocket');
    assert.equal((await old.refusal.take()).status, 400);
  },
});
