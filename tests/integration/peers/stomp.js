// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm @stomp/stompjs on /stomp.
import { Client, Versions } from '@stomp/stompjs';
import { assert, base, Inbox, Peer, play, WebSocket, within } from './stage.js';

globalThis.WebSocket = WebSocket;

async function connect(options = {}) {
  const client = new Client({ brokerURL: `${base}/stomp`, reconnectDelay: 0, heartbeatIncoming: 0, heartbeatOutgoing: 0,
    stompVersions: Versions.default, ...options });
  client.unhandled = new Inbox();
  client.onUnhandledMessage = (message) => client.unhandled.put(message);
  client.greeting = await within(new Promise((resolve, reject) => {
    client.onConnect = resolve;
    client.onStompError = (frame) => reject(new Error(frame.headers.message));
    client.activate();
  }), 'CONNECTED');
  return client;
}

function subscribe(client, destination, headers = {}) {
  const inbox = new Inbox();
  inbox.subscription = client.subscribe(destination, (message) => inbox.put(message), headers);
  return inbox;
}

function receipt(client, id) {
  return within(new Promise((resolve) => client.watchForReceipt(id, resolve)), `the receipt ${id}`);
}

await play({
  'each subscriber under its own id': async () => {
    const [ann, bob] = [await connect(), await connect()];
    assert.equal(ann.greeting.headers.version, '1.2');
    const first = subscribe(ann, '/topic/a', { id: 'hers' });
    const second = subscribe(ann, '/topic/a', { id: 'hers too' });
    const settled = receipt(bob, 'r0');
    const his = subscribe(bob, '/topic/a', { id: 'his', receipt: 'r0' });
    const other = subscribe(bob, '/topic/b');
    await settled;
    const settledToo = receipt(ann, 'r1');
    const body = 'gr\u00fc\u00dfe\n\u{1f44b}';
    ann.publish({ destination: '/topic/a', body, headers: { kind: 'a:b\\x\nd', receipt: 'r1' } });
    await settledToo;
    for (const [inbox, id] of [[first, 'hers'], [second, 'hers too'], [his, 'his']]) {
      const message = await inbox.take();
      assert.equal(message.body, body);
      assert.deepEqual([message.headers.subscription, message.headers.destination, message.headers.kind],
        [id, '/topic/a', 'a:b\\x\nd']);
      assert.equal(Number(message.headers['content-length']), Buffer.byteLength(body));
      assert.ok(message.headers['message-id']);
      assert.equal(message.headers.receipt, undefined);
    }
    assert.deepEqual([ann.unhandled.size, bob.unhandled.size, other.size], [0, 0, 0]);

    const gone = receipt(ann, 'r2');
    first.subscription.unsubscribe({ receipt: 'r2' });
    await gone;
    bob.publish({ destination: '/topic/a', body: '' });
    assert.equal((await second.take()).body, '');
    assert.equal((await his.take()).body, '');
    assert.equal(first.size, 0);
    await within(Promise.all([ann.deactivate(), bob.deactivate()]), 'the receipts of DISCONNECT');
  },
  'bytes as the body': async () => {
    const client = await connect();
    const inbox = subscribe(client, '/queue/bytes');
    client.publish({ destination: '/queue/bytes', binaryBody: new Uint8Array([0, 255, 10]), headers: { 'content-type': 'application/octet-stream' } });
    assert.deepEqual([...(await inbox.take()).binaryBody], [0, 255, 10]);
    await client.deactivate();
  },
  'heart-beats': async () => {
    const closed = new Inbox();
    const client = await connect({ heartbeatIncoming: 250, heartbeatOutgoing: 300, onWebSocketClose: (event) => closed.put(event) });
    assert.equal(client.greeting.headers['heart-beat'], '200,300');
    // Twice the agreed interval without a byte, and the client would have left.
    await within(new Promise((resolve) => {
      let beats = 0;
      client.webSocket.addEventListener('message', ({ data }) => { if (data.toString() === '\n' && ++beats === 6) resolve(); });
    }), 'six heart-beats');
    assert.equal(closed.size, 0);
    await client.deactivate();
  },
  'a bad passcode': async () => {
    await assert.rejects(connect({ connectHeaders: { login: 'x', passcode: 'bad' } }), /Bad credentials/);
  },
  'frame by frame': async () => {
    const peer = await Peer.open('/stomp', { protocols: ['v12.stomp', 'v11.stomp'] });
    assert.equal(peer.socket.protocol, 'v12.stomp');
    peer.send('CONNECT\naccept-version:1.1,1.2\nheart-beat:0,1000\n\n\0');
    assert.match(await peer.text(), /^CONNECTED\n(?:.*\n)*heart-beat:200,0\n/);
    peer.send('DISCONNECT\nreceipt:7\\c7\n\n\0');
    let answer = await peer.text();
    while (answer === '\n') answer = await peer.text();
    assert.match(answer, /^RECEIPT\n(?:.*\n)*receipt-id:7\\c7\n/);
    assert.equal((await peer.closed()).code, 1000);
    const wrong = await Peer.open('/stomp', { protocols: ['v12.stomp'] });
    wrong.send('SEND\ndestination:/x\n\nearly\0');
    assert.match(await wrong.text(), /^ERROR\n/);
    assert.equal((await wrong.closed()).code, 1002);
  },
});
