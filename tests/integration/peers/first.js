// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// First steps: the workspace that a new user sees.
import { assert, Peer, play } from './stage.js';

await play({
  'echo, chat, refused': async () => {
    const echo = await Peer.open('/echo');
    echo.send('Hello, Framewright!');
    assert.equal(await echo.text(), 'Hello, Framewright!');
    echo.end();
    const ann = await Peer.open('/chat/lobby?name=ann');
    assert.equal((await ann.json()).event, 'welcome');
    const bob = await Peer.open('/chat/lobby?name=bob');
    assert.equal((await bob.json()).name, 'bob');
    assert.deepEqual(await ann.json(), { event: 'joined', name: 'bob' });
    ann.send({ event: 'say', text: 'Hello, room!' });
    for (const peer of [ann, bob]) assert.equal((await peer.json()).text, 'Hello, room!');
    bob.end();
    assert.deepEqual(await ann.json(), { event: 'left', name: 'bob' });
    ann.end();
    const { status, body } = await new Peer('/refused').refusal.take();
    assert.deepEqual([status, JSON.parse(body).error], [401, 'unauthorized']);
  },
});
