// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm home-assistant-js-websocket on /api/websocket.
import { callService, createConnection, createLongLivedTokenAuth, ERR_INVALID_AUTH, getConfig, getServices, getStates, getUser }
  from 'home-assistant-js-websocket';
import { assert, httpBase, Inbox, Peer, play, WebSocket, within } from './stage.js';

globalThis.WebSocket = WebSocket;

const connect = (token = 'good') => within(createConnection({ auth: createLongLivedTokenAuth(httpBase, token), setupRetry: 0 }), 'the connection');

async function authorized() {
  const peer = await Peer.open('/api/websocket');
  assert.equal((await peer.json()).type, 'auth_required');
  assert.deepEqual(await peer.ask({ type: 'auth', access_token: 'good' }), { type: 'auth_ok', ha_version: '2026.1.0' });
  return peer;
}

await play({
  'a home': async () => {
    const home = await connect();
    assert.equal(home.haVersion, '2026.1.0');
    const states = await within(getStates(home), 'the states');
    assert.deepEqual(states.map(({ entity_id }) => entity_id), ['light.kitchen']);
    assert.equal((await within(getConfig(home), 'the configuration')).state, 'RUNNING');
    assert.ok((await within(getServices(home), 'the services')).light.turn_on);
    assert.equal((await within(getUser(home), 'the user')).id, 'u1');
    await within(home.ping(), 'a pong');
    await assert.rejects(within(home.sendMessagePromise({ type: 'dance' }), 'the error'), ({ code }) => code === 'unknown_command');
    home.close();
  },
  'every subscription hears of a service': async () => {
    const [ann, bob] = [await connect(), await connect()];
    const inboxes = [new Inbox(), new Inbox(), new Inbox()];
    const stop = await ann.subscribeEvents((event) => inboxes[0].put(event), 'state_changed');
    await ann.subscribeEvents((event) => inboxes[1].put(event));
    await bob.subscribeEvents((event) => inboxes[2].put(event), 'state_changed');
    await callService(bob, 'light', 'turn_on', {}, { entity_id: 'light.kitchen' });
    for (const inbox of inboxes) {
      const event = await inbox.take('the event');
      assert.deepEqual([event.event_type, event.data.entity_id, event.data.new_state.state], ['state_changed', 'light.kitchen', 'on']);
    }
    assert.equal((await getStates(ann))[0].state, 'on');
    await within(stop(), 'the end of a subscription');
    await callService(bob, 'light', 'turn_off');
    assert.equal((await inboxes[1].take()).data.new_state.state, 'off');
    assert.equal(inboxes[0].size, 0);
    ann.close();
    bob.close();
  },
  'a wrong token': async () => {
    await assert.rejects(connect('wrong'), (error) => error === ERR_INVALID_AUTH);
  },
  'ids must rise; messages may come together': async () => {
    const peer = await authorized();
    assert.deepEqual(await peer.ask({ id: 5, type: 'ping' }), { id: 5, type: 'pong' });
    assert.equal((await peer.ask({ id: 5, type: 'ping' })).error.code, 'id_reuse');
    assert.equal((await peer.ask({ id: 4, type: 'ping' })).error.code, 'id_reuse');
    assert.deepEqual(await peer.ask([{ id: 6, type: 'ping' }, { id: 7, type: 'ping' }]), [{ id: 6, type: 'pong' }, { id: 7, type: 'pong' }]);
    assert.equal((await peer.ask({ id: 8, type: 'supported_features', features: {} })).success, true);
    assert.equal((await peer.ask({ id: 9, type: 'unsubscribe_events', subscription: 1 })).error.code, 'not_found');
    peer.end();
  },
});
