// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm subscriptions-transport-ws on /graphql-legacy.
import transport from 'subscriptions-transport-ws';
import { assert, base, Inbox, Peer, play, WebSocket, within } from './stage.js';

const { SubscriptionClient } = transport;

function client(connectionParams = {}) {
  return new SubscriptionClient(`${base}/graphql-legacy`, { connectionParams, reconnect: false, timeout: 5000 }, WebSocket);
}

function results(of, query) {
  const found = [];
  return within(new Promise((resolve, reject) => {
    of.request({ query }).subscribe({ next: (result) => found.push(result), error: reject, complete: () => resolve(found) });
  }), `the end of ${query}`);
}

await play({
  'queries and greetings': async () => {
    const graph = client();
    assert.deepEqual(await results(graph, '{ hello }'), [{ data: { hello: 'world' } }]);
    assert.deepEqual(await results(graph, 'subscription { greetings }'),
      ['n1', 'n2', 'n3'].map((greetings) => ({ data: { greetings } })));
    await assert.rejects(results(graph, 'subscription { nothing }'));
    graph.close();
  },
  'a clock, until it is stopped': async () => {
    const graph = client();
    const ticks = new Inbox();
    const clock = graph.request({ query: 'subscription { clock }' }).subscribe({ next: (tick) => ticks.put(tick) });
    for (let count = 0; count < 3; ++count) assert.ok((await ticks.take()).data.clock);
    clock.unsubscribe();
    assert.deepEqual(await results(graph, '{ hello }'), [{ data: { hello: 'world' } }]);
    graph.close();
  },
  'a bad token': async () => {
    const graph = client({ token: 'bad' });
    const refusal = await within(new Promise((resolve) => { graph.onError(() => {}); graph.connectionCallback = resolve; }), 'the refusal');
    assert.equal(refusal?.message, 'Forbidden');
    graph.close();
  },
  'message by message': async () => {
    const peer = await Peer.open('/graphql-legacy', { protocols: ['graphql-ws'] });
    assert.deepEqual(await peer.ask({ type: 'connection_init', payload: {} }), { type: 'connection_ack' });
    assert.deepEqual(await peer.json(), { type: 'ka' });
    assert.deepEqual(await peer.json(), { type: 'ka' });
    peer.send({ type: 'stop', id: '7' });
    let answer = await peer.json();
    while (answer.type === 'ka') answer = await peer.json();
    assert.deepEqual(answer, { type: 'complete', id: '7' });
    peer.end();
    const bad = await Peer.open('/graphql-legacy', { protocols: ['graphql-ws'] });
    assert.deepEqual(await bad.ask({ type: 'connection_init', payload: { token: 'bad' } }),
      { type: 'connection_error', payload: { message: 'Forbidden' } });
    assert.equal((await bad.closed()).code, 1011);
  },
});
