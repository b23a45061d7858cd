// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm vscode-ws-jsonrpc on /lsp.
import { toSocket } from 'vscode-ws-jsonrpc';
import { createWebSocketConnection } from 'vscode-ws-jsonrpc/socket';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { assert, base, Inbox, Peer, play, WebSocket, within } from './stage.js';

const uri = 'file:///a.b.txt';

async function connect() {
  const socket = new WebSocket(`${base}/lsp`);
  await within(new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); }), 'the server');
  const connection = createWebSocketConnection(toSocket(socket), console);
  connection.socket = socket;
  connection.diagnostics = new Inbox();
  connection.onNotification('textDocument/publishDiagnostics', (found) => connection.diagnostics.put(found));
  connection.configured = new Inbox();
  connection.onNotification('mock/configured', (told) => connection.configured.put(told));
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => ({ [section]: 1 })));
  connection.listen();
  return connection;
}

const initialize = (connection) => within(connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} }), 'the capabilities');
const change = (connection, version, text) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });

await play({
  'a session': async () => {
    const connection = await connect();
    const hover = { textDocument: { uri }, position: { line: 1, character: 2 } };
    await assert.rejects(connection.sendRequest('textDocument/hover', hover), ({ code }) => code === -32002);
    assert.equal((await initialize(connection)).serverInfo.name, 'mock-ls');
    connection.sendNotification('initialized', {});
    assert.deepEqual(await connection.configured.take('the configuration'), { got: [{ mock: 1 }] });
    assert.ok((await within(connection.sendRequest('textDocument/hover', hover), 'a hover')).contents);
    await assert.rejects(connection.sendRequest('mock/dance', {}), ({ code }) => code === -32601);

    const cancel = new CancellationTokenSource();
    const cancelled = connection.sendRequest('textDocument/hover', hover, cancel.token);
    cancel.cancel();
    await assert.rejects(within(cancelled, 'the cancelled hover'), ({ code }) => code === -32800);

    assert.equal(await within(connection.sendRequest('shutdown'), 'null'), null);
    const ended = within(new Promise((resolve) => connection.socket.once('close', resolve)), 'the end');
    connection.sendNotification('exit');
    assert.equal(await ended, 1000);
  },
  'diagnostics, once after the last change': async () => {
    const connection = await connect();
    await initialize(connection);
    connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'x', version: 1, text: 'TODO' } });
    const begin = Date.now();
    for (let version = 2; version < 6; ++version) change(connection, version, 'x');
    change(connection, 6, 'one\n  TODO two\nthree\nTODO four');
    const found = await connection.diagnostics.take('diagnostics');
    assert.ok(Date.now() - begin >= 195);
    assert.equal(found.uri, uri);
    assert.deepEqual(found.diagnostics.map(({ range }) => [range.start.line, range.start.character]), [[1, 2], [3, 0]]);
    change(connection, 7, 'nothing');
    assert.deepEqual((await connection.diagnostics.take('no diagnostics')).diagnostics, []);
    assert.equal(connection.diagnostics.size, 0);
    connection.dispose();
  },
  'the id 0, and the id as text': async () => {
    const peer = await Peer.open('/lsp');
    for (const id of [0, 'a']) {
      const answer = await peer.ask({ jsonrpc: '2.0', id, method: 'initialize', params: {} });
      assert.equal(answer.id, id);
    }
    peer.send({ jsonrpc: '2.0', id: 1, method: 'shutdown' });
    assert.match(await peer.text(), /"result":\s*null/);
    peer.end();
  },
});
