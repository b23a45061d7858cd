// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A person at the help desk.
import { assert, Peer, play } from './stage.js';

await play({
  'a conversation': async () => {
    const peer = await Peer.open('/support');
    const ask = (text) => { peer.send(text); return peer.text(); };
    assert.match(await peer.text(), /What is your name/);
    assert.match(await ask('I am Ann'), /Nice to meet you, Ann/);
    assert.equal(await ask('what is the status?'), 'One moment.');
    const status = await peer.text();
    assert.match(status, /^All systems work, Ann\. You are visitor \d+\.$/);
    const jokes = [await ask('joke'), await ask('joke'), await ask('joke')];
    assert.notEqual(jokes[0], jokes[1]);
    assert.equal(jokes[0], jokes[2]);
    assert.match(await ask('dance'), /I do not understand "dance"/);
    assert.match(await ask('human'), /number 1/);
    assert.match(await ask('hello?'), /Please wait/);
    assert.match(await peer.text(), /Ann, this is Sam/);
    assert.equal(await ask('bye'), 'Goodbye, Ann!');
    assert.deepEqual(await peer.closed(), { code: 1000, reason: 'Goodbye' });
  },
});
