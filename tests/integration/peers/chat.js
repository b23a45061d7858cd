// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two and three people on /chat.
import { assert, Peer, play } from './stage.js';

async function enter(name) {
  const peer = await Peer.open(`/chat?name=${name}`);
  const connecting = await peer.json();
  assert.equal(connecting.event, 'connecting');
  const connected = await peer.json();
  assert.equal(connected.event, 'connected');
  assert.equal(connected.id, connecting.id);
  return { peer, users: connected.users };
}

await play({
  'a conversation': async () => {
    const ann = await enter('ann');
    assert.deepEqual(ann.users, ['ann']);
    const bob = await enter('bob');
    assert.deepEqual(bob.users, ['ann', 'bob']);
    assert.deepEqual(await ann.peer.json(), { event: 'joined', user: 'bob' });

    ann.peer.send({ event: 'writeMessage', text: 'hi "all" \u{1f44b}' });
    const [hers, his] = [await ann.peer.json(), await bob.peer.json()];
    assert.equal(hers.event, 'messageWritten');
    assert.deepEqual([hers.from, hers.text, hers.mine], ['ann', 'hi "all" \u{1f44b}', true]);
    assert.deepEqual({ ...his, mine: true }, hers);
    assert.equal(his.mine, false);
    bob.peer.send({ event: 'writeMessage', text: 'hi ann' });
    assert.equal((await ann.peer.json()).n, hers.n + 1);
    assert.equal((await bob.peer.json()).mine, true);

    assert.deepEqual(await ann.peer.ask({ event: 'dance' }), { event: 'error', message: 'unknown event dance' });

    bob.peer.send({ event: 'writeMessage', text: '/quit had enough' });
    assert.deepEqual(await bob.peer.closed(), { code: 4000, reason: 'had enough' });
    assert.deepEqual(await ann.peer.json(), { event: 'disconnected', user: 'bob', code: 4000 });
    ann.peer.end();
  },
  'a message before the welcome is not lost': async () => {
    const peer = await Peer.open('/chat?name=eve');
    peer.send({ event: 'writeMessage', text: 'early' });
    assert.equal((await peer.json()).event, 'connecting');
    assert.equal((await peer.json()).event, 'connected');
    const written = await peer.json();
    assert.deepEqual([written.text, written.mine], ['early', true]);
    peer.end();
  },
});
