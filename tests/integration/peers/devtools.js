// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A debugger that finds its page over HTTP.
import { assert, base, httpBase, Peer, play } from './stage.js';

await play({
  'discovery, navigation, sessions': async () => {
    const version = await (await fetch(`${httpBase}/json/version`)).json();
    assert.equal(version['Protocol-Version'], '1.3');
    const [page] = await (await fetch(`${httpBase}/json/list`)).json();
    assert.equal(page.webSocketDebuggerUrl, `${base}/devtools/page/P1`);
    const peer = await Peer.open(page.webSocketDebuggerUrl.slice(base.length));
    peer.send({ id: 1, method: 'Page.navigate', params: { url: 'https://a.example/' } });
    assert.equal((await peer.json()).result.frameId, 'F1');
    assert.deepEqual(await peer.ask({ id: 2, method: 'Page.enable' }), { id: 2, result: {} });
    peer.send({ id: 3, method: 'Page.navigate', params: { url: 'https://b.example/' } });
    assert.equal((await peer.json()).id, 3);
    const navigated = await peer.json();
    assert.deepEqual([navigated.method, navigated.params.frame.url, 'sessionId' in navigated], ['Page.frameNavigated', 'https://b.example/', false]);
    assert.equal((await peer.json()).method, 'Page.loadEventFired');
    const attached = await peer.ask({ id: 4, method: 'Target.attachToTarget', params: { targetId: 'P1', flatten: true } });
    assert.equal(attached.method, 'Target.attachedToTarget');
    const { sessionId } = (await peer.json()).result;
    assert.equal(attached.params.sessionId, sessionId);
    assert.deepEqual(await peer.ask({ id: 5, method: 'X.y', sessionId }),
      { id: 5, error: { code: -32601, message: "'X.y' wasn't found" }, sessionId });
    const shot = await peer.ask({ id: 6, method: 'Page.captureScreenshot' });
    assert.deepEqual([...Buffer.from(shot.result.data, 'base64').subarray(1, 4)], [...Buffer.from('PNG')]);
    peer.end();
  },
  'another page': async () => {
    assert.equal((await new Peer('/devtools/page/P2').refusal.take()).status, 404);
  },
});
