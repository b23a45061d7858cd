// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm ethers on /eth.
import { WebSocketProvider } from 'ethers';
import { assert, base, Inbox, Peer, play, WebSocket, within } from './stage.js';

await play({
  'what a wallet asks': async () => {
    const provider = new WebSocketProvider(() => new WebSocket(`${base}/eth`));
    assert.equal((await within(provider.getNetwork(), 'the network')).chainId, 0x539n);
    const number = await within(provider.getBlockNumber(), 'the block number');
    assert.equal(await within(provider.getBalance('0x00000000000000000000000000000000000000aa'), 'the balance'), 10n ** 18n);
    const block = await within(provider.getBlock(number), 'the block');
    assert.equal(block.number, number);
    assert.equal(block.parentHash.length, 66);
    await assert.rejects(within(provider.send('eth_dance', []), 'the error'), (error) => (error.error ?? error.info.error).code === -32601);
    await provider.destroy();
  },
  'blocks, logs and pending transactions': async () => {
    const provider = new WebSocketProvider(() => new WebSocket(`${base}/eth`));
    const [blocks, logs, pending] = [new Inbox(), new Inbox(), new Inbox()];
    await within(provider.on('block', (number) => blocks.put(number)), 'the first subscription');
    const first = await blocks.take('a block');
    assert.equal(await blocks.take('the next block'), first + 1);
    const address = '0x00000000000000000000000000000000000000bB';
    const filter = { address, topics: [] };
    await provider.on(filter, (log) => logs.put(log));
    const log = await logs.take('a log');
    assert.deepEqual([log.address.toLowerCase(), log.data], [address.toLowerCase(), '0x01']);
    await provider.on('pending', (hash) => pending.put(hash));
    assert.match(await pending.take('a transaction'), /^0xdd[0-9a-f]{62}$/);
    await within(provider.off(filter), 'the end of a subscription');
    // Its listeners go one by one, or destroy() would cancel what it has just asked for.
    await provider.removeAllListeners();
    assert.ok(await within(provider.getBlockNumber(), 'the block number') > first);
    await provider.destroy();
  },
  'ids keep their type, batches are answered as one': async () => {
    const peer = await Peer.open('/eth');
    for (const id of ['1', '"a"', '0', '1.0']) {
      peer.send(`{"id":${id},"method":"eth_chainId","jsonrpc":"2.0"}`);
      assert.match(await peer.text(), new RegExp(`"id":\\s*${id}[,}]`));
    }
    const answers = await peer.ask([{ jsonrpc: '2.0', id: 1, method: 'eth_chainId' }, { jsonrpc: '2.0', method: 'net_version' },
      { jsonrpc: '2.0', id: 'x', method: 'net_version' }, 7, { jsonrpc: '2.0', id: 2, method: 'dance' }]);
    assert.deepEqual(answers.map(({ id, result, error }) => [id, result ?? error.code]),
      [[1, '0x539'], ['x', '1337'], [null, -32600], [2, -32601]]);
    assert.equal((await peer.ask('{"jsonrpc"')).error.code, -32700);
    assert.equal((await peer.ask([])).error.code, -32600);
    peer.end();
  },
  'subscriptions of two connections': async () => {
    const [ann, bob] = [await Peer.open('/eth'), await Peer.open('/eth')];
    const ids = [];
    for (const peer of [ann, bob]) ids.push((await peer.ask({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] })).result);
    assert.notEqual(ids[0], ids[1]);
    const heads = await Promise.all([ann.json(), bob.json()]);
    assert.deepEqual(heads.map(({ params }) => params.subscription), ids);
    for (const key of ['number', 'hash', 'parentHash', 'logsBloom', 'gasLimit', 'baseFeePerGas', 'timestamp']) {
      assert.match(heads[0].params.result[key], /^0x/);
    }
    for (const result of [true, false]) {
      ann.send({ jsonrpc: '2.0', id: 2, method: 'eth_unsubscribe', params: [ids[0]] });
      let answer = await ann.json();
      while (answer.method) answer = await ann.json();
      assert.deepEqual([answer.id, answer.result], [2, result]);
    }
    for (const peer of [ann, bob]) peer.end();
  },
});
