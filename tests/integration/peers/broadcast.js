// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Everybody hears the same news.
import { assert, Peer, play } from './stage.js';

await play({
  'one message for all': async () => {
    const peers = [await Peer.open('/news'), await Peer.open('/news'), await Peer.open('/news')];
    // Those who came earlier have heard more.
    const newest = await peers[2].json();
    for (const peer of peers.slice(0, 2)) {
      let message = await peer.json();
      while (message.number < newest.number) message = await peer.json();
      assert.deepEqual(message, newest);
    }
    assert.equal(typeof newest.headline, 'string');
    for (let round = 1; round < 4; ++round) {
      const news = await Promise.all(peers.map((peer) => peer.json()));
      for (const message of news) assert.deepEqual(message, news[0]);
      assert.equal(news[0].number, newest.number + round);
    }
    let answer = await peers[0].ask({ ask: 'listeners' });
    while (answer.headline) answer = await peers[0].json();
    assert.deepEqual(answer, { listeners: 3 });
    for (const peer of peers) peer.end();
  },
});
