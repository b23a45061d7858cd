// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The smallest mock.
import { assert, Peer, play } from './stage.js';

await play({
  'ping, pong': async () => {
    const peer = await Peer.open('/ping');
    peer.send('ping');
    assert.equal(await peer.text(), 'pong');
    peer.send('pang');
    assert.match(await peer.text(), /Send me/);
    peer.end();
  },
});
