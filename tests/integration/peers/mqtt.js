// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm mqtt on /mqtt, in both versions. On node it sends one packet as many messages.
import mqtt from 'mqtt';
import { assert, base, Inbox, Peer, play, within } from './stage.js';

async function connect(protocolVersion, options = {}) {
  const client = mqtt.connect(`${base}/mqtt`, { protocolVersion, reconnectPeriod: 0, keepalive: 1, ...options });
  client.messages = new Inbox();
  client.on('message', (topic, payload, packet) => client.messages.put({ topic, payload, qos: packet.qos }));
  await within(new Promise((resolve, reject) => { client.once('connect', resolve); client.once('error', reject); }), 'CONNACK');
  client.on('error', (error) => client.messages.put({ error }));
  return client;
}

const scenes = {};
for (const version of [4, 5]) {
  scenes[`version ${version}: publish and subscribe`] = async () => {
    const [ann, bob] = [await connect(version), await connect(version)];
    const granted = await ann.subscribeAsync({ 'a/+/c': { qos: 0 }, 'b/#': { qos: 2 } });
    assert.deepEqual(granted.map(({ qos }) => qos), [0, 2]);
    await bob.publishAsync('a/x/c', 'zero', { qos: 0 });
    assert.deepEqual(await ann.messages.take(), { topic: 'a/x/c', payload: Buffer.from('zero'), qos: 0 });
    await within(bob.publishAsync('b/one', 'one', { qos: 1 }), 'PUBACK');
    assert.deepEqual(await ann.messages.take(), { topic: 'b/one', payload: Buffer.from('one'), qos: 1 });
    await within(bob.publishAsync('b', Buffer.from([0, 255]), { qos: 2 }), 'PUBCOMP');
    assert.deepEqual(await ann.messages.take(), { topic: 'b', payload: Buffer.from([0, 255]), qos: 2 });
    await within(bob.publishAsync('c/not/hers', 'x', { qos: 1 }), 'PUBACK');
    const big = Buffer.alloc(300000, 'p');
    await within(bob.publishAsync('b/big', big, { qos: 1 }), 'PUBACK');
    const message = await ann.messages.take();
    assert.deepEqual([message.topic, message.payload.length], ['b/big', big.length]);
    await within(ann.unsubscribeAsync('b/#'), 'UNSUBACK');
    await within(bob.publishAsync('b/two', 'x', { qos: 1 }), 'PUBACK');
    await bob.publishAsync('a/last/c', 'end');
    assert.equal((await ann.messages.take()).topic, 'a/last/c');
    await Promise.all([ann.endAsync(), bob.endAsync()]);
  };
  scenes[`version ${version}: a bad user`] = async () => {
    await assert.rejects(connect(version, { username: 'bad', password: 'x' }), (error) => error.code === (version === 5 ? 0x87 : 5));
  };
  scenes[`version ${version}: pings within the keepalive`] = async () => {
    const client = await connect(version);
    let pongs = 0;
    await within(new Promise((resolve) => client.on('packetreceive', (packet) => {
      if (packet.cmd === 'pingresp' && ++pongs === 2) resolve();
    })), 'two PINGRESP');
    assert.ok(client.connected);
    await client.endAsync();
  };
}
scenes['properties go on to those who know them'] = async () => {
  const [ann, bob, old] = [await connect(5), await connect(5, { clientId: '' }), await connect(4)];
  const seen = new Inbox();
  ann.on('message', (topic, payload, packet) => seen.put(packet.properties));
  await Promise.all([ann.subscribeAsync('p/#', { qos: 1 }), old.subscribeAsync('p/#', { qos: 1 })]);
  const properties = { responseTopic: 'p/answer', correlationData: Buffer.from([1, 2]), userProperties: { a: 'b' } };
  await within(bob.publishAsync('p/x', 'hi', { qos: 1, properties }), 'PUBACK');
  const { responseTopic, correlationData, userProperties } = await seen.take();
  assert.deepEqual([responseTopic, correlationData, { ...userProperties }], ['p/answer', Buffer.from([1, 2]), { a: 'b' }]);
  assert.equal((await old.messages.take()).payload.toString(), 'hi');
  await Promise.all([ann.endAsync(), bob.endAsync(), old.endAsync()]);
};
scenes['packets split and joined in any way'] = async () => {
  const peer = await Peer.open('/mqtt', { protocols: ['mqtt'] });
  for (const byte of Buffer.from('100d00044d51545404020000000141', 'hex')) peer.send(Buffer.from([byte]));
  assert.deepEqual(await peer.text(), Buffer.from('20020000', 'hex'));
  peer.send(Buffer.from('c000' + 'c000' + '8206', 'hex'));
  assert.deepEqual(await peer.text(), Buffer.from('d000', 'hex'));
  assert.deepEqual(await peer.text(), Buffer.from('d000', 'hex'));
  peer.send(Buffer.from('000700017402', 'hex'));
  assert.deepEqual(await peer.text(), Buffer.from('9003000702', 'hex'));
  peer.end();
};
await play(scenes);
