// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two clients, each with a stream of its own.
import { assert, Peer, play } from './stage.js';

await play({
  'the messages in turn, for each client anew': async () => {
    const peers = { kitchen: await Peer.open('/sensor/kitchen'), 'living room': await Peer.open('/sensor/living%20room') };
    for (const [sensor, peer] of Object.entries(peers)) {
      const begin = Date.now();
      const readings = [await peer.json(), await peer.json(), await peer.json(), await peer.json()];
      assert.deepEqual(readings.map(({ unit }) => unit), ['\u00b0C', '%', '\u00b0C', '%']);
      for (const reading of readings) {
        assert.equal(reading.sensor, sensor);
        assert.equal(typeof reading.reading, 'number');
      }
      assert.ok(Date.now() - begin < 10000);
    }
    for (const peer of Object.values(peers)) peer.end();
  },
  'rules beside it': async () => {
    const peer = await Peer.open('/sensor/x');
    let answer = await peer.ask({ command: 'info' });
    while (!answer.firmware) answer = await peer.json();
    assert.deepEqual(answer, { sensor: 'x', firmware: '1.0' });
    peer.end();
  },
});
