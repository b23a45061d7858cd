// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A chat room: who is told what, and a page that is reloaded.
import { assert, Peer, play } from './stage.js';

async function enter(name) {
  const peer = await Peer.open(`/room?name=${name}`);
  const welcome = await peer.json();
  assert.equal(welcome.event, 'welcome');
  return { peer, welcome };
}

await play({
  'everyone, everyone else, and who': async () => {
    const { peer: ann } = await enter('ann');
    const { peer: bob, welcome } = await enter('bob');
    assert.deepEqual(welcome.users, ['ann', 'bob']);
    assert.deepEqual(await ann.json(), { event: 'joined', user: 'bob' });
    bob.send({ event: 'typing' });
    assert.deepEqual(await ann.json(), { event: 'typing', user: 'bob' });
    bob.send({ event: 'say', text: 'hi' });
    for (const peer of [ann, bob]) assert.deepEqual(await peer.json(), { event: 'said', user: 'bob', text: 'hi' });
    assert.deepEqual(await ann.ask({ event: 'who' }), { event: 'users', users: ['ann', 'bob'] });
    assert.equal((await ann.ask({ event: 'dance' })).event, 'error');

    // A reload: bob is back at once, and nobody hears of it.
    bob.end();
    await bob.closed();
    const { peer: again, welcome: back } = await enter('bob');
    assert.equal(back.back, true);
    again.send({ event: 'say', text: 'back' });
    assert.deepEqual(await ann.json(), { event: 'said', user: 'bob', text: 'back' });

    // A leave: told after a second.
    const begin = Date.now();
    again.socket.close();
    assert.deepEqual(await ann.json(), { event: 'left', user: 'bob' });
    assert.ok(Date.now() - begin >= 950);
    assert.deepEqual(await ann.ask({ event: 'who' }), { event: 'users', users: ['ann'] });
    ann.end();
  },
});
