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
/** What comes with the message beside its content. */
function watch(client) {
  const seen = new Inbox();
  client.on('message', (topic, payload, packet) => seen.put({ topic, payload: payload.toString(), retain: packet.retain }));
  return seen;
}
for (const version of [4, 5]) {
  scenes[`version ${version}: retained messages`] = async () => {
    const [ann, bob, old] = [await connect(version), await connect(version), await connect(version)];
    const topics = [`kept${version}/a`, `kept${version}/b`];
    await within(bob.publishAsync(topics[0], 'first', { qos: 1, retain: true }), 'PUBACK');
    await within(bob.publishAsync(topics[0], 'kept', { qos: 1, retain: true }), 'PUBACK');
    await within(bob.publishAsync(topics[1], 'not kept', { qos: 1 }), 'PUBACK');
    const seen = watch(ann);
    await ann.subscribeAsync(`kept${version}/#`, { qos: 1 });
    assert.deepEqual(await seen.take(), { topic: topics[0], payload: 'kept', retain: true });
    // Who has subscribed before gets it like any other message.
    await within(bob.publishAsync(topics[1], 'new', { qos: 1, retain: true }), 'PUBACK');
    assert.deepEqual(await seen.take(), { topic: topics[1], payload: 'new', retain: false });
    for (const topic of topics) await within(bob.publishAsync(topic, '', { qos: 1, retain: true }), 'PUBACK');
    for (const topic of topics) assert.deepEqual(await seen.take(), { topic, payload: '', retain: false });
    const later = watch(old);
    await old.subscribeAsync(`kept${version}/#`, { qos: 1 });
    await within(bob.publishAsync(topics[0], 'end', { qos: 1 }), 'PUBACK');
    assert.deepEqual(await later.take(), { topic: topics[0], payload: 'end', retain: false });
    await Promise.all([ann.endAsync(), bob.endAsync(), old.endAsync()]);
  };
  scenes[`version ${version}: a will`] = async () => {
    const topic = `will${version}/carl`;
    const will = { topic, payload: Buffer.from('gone'), qos: 1, retain: true };
    const ann = await connect(version);
    const seen = watch(ann);
    await ann.subscribeAsync(topic, { qos: 1 });
    // Who says good-bye has taken the will along.
    await (await connect(version, { will })).endAsync();
    const carl = await connect(version, { will });
    await within(carl.publishAsync(topic, 'here', { qos: 1 }), 'PUBACK');
    assert.deepEqual(await seen.take(), { topic, payload: 'here', retain: false });
    carl.stream.destroy();
    assert.deepEqual(await seen.take(), { topic, payload: 'gone', retain: false });
    const bob = await connect(version);
    const later = watch(bob);
    await bob.subscribeAsync(topic, { qos: 1 });
    assert.deepEqual(await later.take(), { topic, payload: 'gone', retain: true });
    await within(bob.publishAsync(topic, '', { qos: 1, retain: true }), 'PUBACK');
    await Promise.all([ann.endAsync(), bob.endAsync()]);
  };
}
scenes['version 5: a will that waits, and a good-bye that leaves it'] = async () => {
  const topic = 'will5/dora';
  const ann = await connect(5);
  const seen = watch(ann);
  await ann.subscribeAsync(topic, { qos: 1 });
  const will = { topic, payload: Buffer.from('late'), qos: 1, properties: { willDelayInterval: 30 } };
  (await connect(5, { clientId: 'dora', will })).stream.destroy();
  const again = await connect(5, { clientId: 'dora', will: { ...will, payload: Buffer.from('left'), properties: {} } });
  await again.endAsync(false, { reasonCode: 4 });
  assert.deepEqual(await seen.take(), { topic, payload: 'left', retain: false });
  await ann.endAsync();
};
scenes['version 5: options of a subscription'] = async () => {
  const [ann, bob] = [await connect(5), await connect(5)];
  const [seen, bobs] = [watch(ann), watch(bob)];
  await within(bob.publishAsync('options/a', 'kept', { qos: 1, retain: true }), 'PUBACK');
  await ann.subscribeAsync('options/#', { qos: 1, rap: true, rh: 2 });
  await bob.subscribeAsync('options/b', { qos: 1, nl: true });
  await within(bob.publishAsync('options/b', 'as published', { qos: 1, retain: true }), 'PUBACK');
  assert.deepEqual(await seen.take(), { topic: 'options/b', payload: 'as published', retain: true });
  await ann.subscribeAsync('options/#', { qos: 1, rh: 1 });
  await within(ann.publishAsync('options/b', 'to both', { qos: 1 }), 'PUBACK');
  assert.deepEqual(await seen.take(), { topic: 'options/b', payload: 'to both', retain: false });
  assert.deepEqual(await bobs.take(), { topic: 'options/b', payload: 'to both', retain: false });
  for (const topic of ['options/a', 'options/b']) await within(bob.publishAsync(topic, '', { qos: 1, retain: true }), 'PUBACK');
  await Promise.all([ann.endAsync(), bob.endAsync()]);
};
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
