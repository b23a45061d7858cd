// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm graphql-ws on /graphql; what it never does itself is played with npm ws.
import { createClient } from 'graphql-ws';
import { assert, base, Inbox, Peer, play, WebSocket } from './stage.js';

const url = `${base}/graphql`;
const own = { protocols: ['graphql-transport-ws'] };

function client(options = {}) {
  return createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });
}

/** All results of an operation. */
async function results(of, query, variables) {
  const found = [];
  for await (const result of of.iterate({ query, variables })) found.push(result);
  return found;
}

async function initialised() {
  const peer = await Peer.open('/graphql', own);
  assert.deepEqual(await peer.ask({ type: 'connection_init' }), { type: 'connection_ack' });
  return peer;
}

async function endsWith(peer, message, code, reason) {
  peer.send(message);
  assert.deepEqual(await peer.closed(), { code, reason });
}

await play({
  'queries and mutations': async () => {
    const graph = client();
    const world = [{ data: { hello: 'world' } }];
    assert.deepEqual(await results(graph, 'query { hello }'), world);
    assert.deepEqual(await results(graph, '{ hello }'), world);
    assert.deepEqual(await results(graph, 'mutation { hello }'), world);
    await graph.dispose();
  },
  'three greetings': async () => {
    const graph = client();
    assert.deepEqual(await results(graph, 'subscription { greetings }'),
      ['n1', 'n2', 'n3'].map((greetings) => ({ data: { greetings } })));
    await graph.dispose();
  },
  'two clocks, one is completed': async () => {
    const graph = client({ connectionParams: { token: 'good' } });
    const ticks = { a: new Inbox(), b: new Inbox() };
    const stop = {};
    for (const name of ['a', 'b']) {
      stop[name] = graph.subscribe({ query: 'subscription { clock }' },
        { next: (tick) => ticks[name].put(tick), error: (error) => ticks[name].put({ error }), complete: () => {} });
    }
    for (let count = 0; count < 3; ++count) {
      assert.ok((await ticks.a.take()).data.clock);
      assert.ok((await ticks.b.take()).data.clock);
    }
    stop.a();
    for (let count = 0; count < 4; ++count) await ticks.b.take();
    const last = ticks.a.size;
    for (let count = 0; count < 4; ++count) await ticks.b.take();
    assert.equal(ticks.a.size, last, 'a completed clock went on');
    stop.b();
    await graph.dispose();
  },
  'a ping with a payload': async () => {
    const pings = [];
    const graph = client({ on: { ping: (received, payload) => { if (received) pings.push(payload); } } });
    assert.equal((await results(graph, 'subscription { pinged }')).length, 1);
    assert.deepEqual(pings, [{ from: 'server' }]);
    await graph.dispose();
  },
  'dropped once, and tried again': async () => {
    const codes = [];
    const graph = client({ retryAttempts: 3, retryWait: async () => {},
      on: { closed: (event) => codes.push(event.code) } });
    assert.deepEqual(await results(graph, 'subscription { dropOnce }', { key: `k.${process.pid}` }),
      [{ data: { dropOnce: 'second' } }]);
    assert.equal(codes[0], 1012);
    await graph.dispose();
  },
  'an unknown operation': async () => {
    const graph = client();
    await assert.rejects(results(graph, 'subscription { nothing }'), (errors) => Array.isArray(errors)
      && typeof errors[0].message === 'string');
    await graph.dispose();
  },
  'a bad token': async () => {
    const graph = client({ connectionParams: { token: 'bad' } });
    await assert.rejects(results(graph, '{ hello }'), (event) => event.code === 4403 && event.reason === 'Forbidden');
  },
  'its close codes': async () => {
    await endsWith(await Peer.open('/graphql', own), 'no json', 4400, 'Invalid message received');
    await endsWith(await Peer.open('/graphql', own), { type: 'dance' }, 4400, 'Invalid message received');
    await endsWith(await initialised(), { type: 'subscribe', id: '1' }, 4400, 'Invalid message received');
    const subscribe = { type: 'subscribe', id: 'the.id', payload: { query: 'subscription { clock }' } };
    await endsWith(await Peer.open('/graphql', own), subscribe, 4401, 'Unauthorized');
    const hasty = await Peer.open('/graphql', own);
    hasty.send({ type: 'connection_init' });
    await endsWith(hasty, subscribe, 4401, 'Unauthorized');
    const twice = await initialised();
    twice.send(subscribe);
    await endsWith(twice, subscribe, 4409, 'Subscriber for the.id already exists');
    await endsWith(await initialised(), { type: 'connection_init' }, 4429, 'Too many initialisation requests');
    const plain = await Peer.open('/graphql');
    assert.deepEqual(await plain.closed(), { code: 4406, reason: 'Subprotocol not acceptable' });
  },
  'no init for three seconds': async () => {
    const begin = Date.now();
    const peer = await Peer.open('/graphql', own);
    assert.deepEqual(await peer.closed(), { code: 4408, reason: 'Connection initialisation timeout' });
    assert.ok(Date.now() - begin >= 2900);
  },
  'a ping is answered, with its payload': async () => {
    const peer = await Peer.open('/graphql', own);
    assert.deepEqual(await peer.ask({ type: 'ping', payload: { a: 1 } }), { type: 'pong', payload: { a: 1 } });
    assert.deepEqual(await peer.ask({ type: 'ping' }), { type: 'pong' });
    peer.end();
  },
});
