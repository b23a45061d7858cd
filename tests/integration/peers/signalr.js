// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm @microsoft/signalr on /hub.
import signalr from '@microsoft/signalr';
import { assert, httpBase, Inbox, Peer, play, WebSocket, within } from './stage.js';

const record = (value) => `${JSON.stringify(value)}\x1e`;

async function connect() {
  const hub = new signalr.HubConnectionBuilder().withUrl(`${httpBase}/hub`, { WebSocket })
    .configureLogging(signalr.LogLevel.None).build();
  hub.serverTimeoutInMilliseconds = 2000;
  hub.keepAliveIntervalInMilliseconds = 300;
  hub.messages = new Inbox();
  hub.on('ReceiveMessage', (user, message) => hub.messages.put([user, message]));
  hub.ends = new Inbox();
  hub.onclose((error) => hub.ends.put(error));
  await within(hub.start(), 'the hub');
  return hub;
}

await play({
  'calls and broadcasts': async () => {
    const [ann, bob] = [await connect(), await connect()];
    assert.deepEqual(await ann.invoke('Echo', { a: [1, 'x'] }), { a: [1, 'x'] });
    assert.equal(await ann.invoke('Broadcast', 'ann', 'hi'), null);
    for (const hub of [ann, bob]) assert.deepEqual(await hub.messages.take(), ['ann', 'hi']);
    await bob.send('Broadcast', 'bob', 'no answer');
    for (const hub of [ann, bob]) assert.deepEqual(await hub.messages.take(), ['bob', 'no answer']);
    assert.equal(await ann.invoke('Batch'), 3);
    for (const number of [1, 2, 3]) assert.deepEqual(await ann.messages.take(), ['batch', number]);
    await assert.rejects(ann.invoke('Dance'), /Dance/);
    await Promise.all([ann.stop(), bob.stop()]);
  },
  'streams, to their end and cancelled': async () => {
    const hub = await connect();
    const items = [];
    await within(new Promise((resolve, reject) => {
      hub.stream('Counter', 4, 20).subscribe({ next: (item) => items.push(item), complete: resolve, error: reject });
    }), 'the stream\'s end');
    assert.deepEqual(items, [0, 1, 2, 3]);
    const endless = new Inbox();
    const subscription = hub.stream('Counter', 1000, 20)
      .subscribe({ next: (item) => endless.put(item), complete: () => {}, error: () => {} });
    for (const item of [0, 1, 2]) assert.equal(await endless.take(), item);
    subscription.dispose();
    assert.equal(await hub.invoke('Echo', 'still here'), 'still here');
    await hub.stop();
  },
  'closed and dropped': async () => {
    const closed = await connect();
    closed.send('Close');
    assert.match(String(await closed.ends.take('the end')), /closed by mock/);
    const dropped = await connect();
    dropped.send('Drop');
    assert.ok(await dropped.ends.take('the end') instanceof Error);
  },
  'its pings hold the connection': async () => {
    const peer = await Peer.open('/hub');
    peer.send(record({ protocol: 'json', version: 1 }));
    assert.equal(await peer.text(), '{}\x1e');
    peer.send(record({ type: 6 }) + record({ target: 'Echo', arguments: ['two in a frame'], invocationId: '0', type: 1 }));
    assert.deepEqual(JSON.parse((await peer.text()).slice(0, -1)), { type: 3, invocationId: '0', result: 'two in a frame' });
    for (let count = 0; count < 3; ++count) assert.equal(await peer.text(), record({ type: 6 }));
    peer.send(record({ type: 1, target: 'Batch', arguments: [] }));
    const batch = await peer.text();
    assert.equal(batch.split('\x1e').length, 4, 'three records in one frame');
    peer.end();
  },
  'negotiation': async () => {
    const answer = await fetch(`${httpBase}/hub/negotiate?negotiateVersion=1`, { method: 'POST', headers: { Origin: 'http://elsewhere.example' } });
    assert.equal(answer.status, 200);
    assert.ok(answer.headers.get('access-control-allow-origin'));
    const { negotiateVersion, connectionToken, availableTransports } = await answer.json();
    assert.equal(negotiateVersion, 1);
    assert.deepEqual(availableTransports.map(({ transport }) => transport), ['WebSockets']);
    (await Peer.open(`/hub?id=${connectionToken}`)).end();
  },
});
