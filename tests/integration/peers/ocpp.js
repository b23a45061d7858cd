// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm ocpp-rpc, strict, as the charge point CP1.
import ocpp from 'ocpp-rpc';
import { assert, base, Inbox, Peer, play, within } from './stage.js';

const { RPCClient } = ocpp;
const authorization = `Basic ${Buffer.from('CP1:pw').toString('base64')}`;
const now = () => new Date().toISOString();

async function connect(answerRemoteStart) {
  const point = new RPCClient({ endpoint: `${base}/ocpp`, identity: 'CP1', password: 'pw', protocols: ['ocpp1.6'],
    strictMode: true, reconnect: false });
  point.outcomes = new Inbox();
  point.wrong = new Inbox();
  point.on('strictValidationFailure', (failure) => point.wrong.put(failure.error));
  point.handle('DataTransfer', ({ params }) => { point.outcomes.put(params); return { status: 'Accepted' }; });
  point.handle('RemoteStartTransaction', ({ params }) => {
    assert.deepEqual(params, { idTag: 'ABC' });
    return answerRemoteStart();
  });
  await within(point.connect(), 'the central system');
  return point;
}

const boot = (point) => point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });

await play({
  'a day at the charge point': async () => {
    const point = await connect(() => ({ status: 'Accepted' }));
    await assert.rejects(point.call('Heartbeat', {}), (error) => error.rpcErrorCode === 'SecurityError');
    const booted = await boot(point);
    assert.deepEqual([booted.status, booted.interval], ['Accepted', 300]);
    assert.ok(Math.abs(new Date(booted.currentTime) - Date.now()) < 60000);
    assert.ok((await point.call('Heartbeat', {})).currentTime);
    assert.equal((await point.call('Authorize', { idTag: 'ABC' })).idTagInfo.status, 'Accepted');
    assert.equal((await point.call('Authorize', { idTag: 'BLOCKED' })).idTagInfo.status, 'Blocked');
    const started = await point.call('StartTransaction', { connectorId: 1, idTag: 'ABC', meterStart: 0, timestamp: now() });
    assert.ok(Number.isInteger(started.transactionId));
    await point.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Charging' });
    await point.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp: now(), sampledValue: [{ value: '1' }] }] });
    await assert.rejects(point.call('FirmwareStatusNotification', { status: 'Idle' }), (error) => error.rpcErrorCode === 'NotImplemented');
    assert.equal(point.wrong.size, 0, 'an answer was not valid');
    await point.close();
  },
  'the server calls': async () => {
    for (const [answer, outcome] of [[() => ({ status: 'Accepted' }), 'Accepted'], [() => ({ status: 'Rejected' }), 'Rejected'],
      [() => new Promise(() => {}), 'timeout']]) {
      const point = await connect(answer);
      await boot(point);
      assert.equal((await point.call('DataTransfer', { vendorId: 'v', messageId: 'remoteStart' })).status, 'Accepted');
      const told = await point.outcomes.take(`the outcome ${outcome}`);
      assert.deepEqual([told.messageId, told.data], ['outcome', outcome]);
      await point.close({ force: true });
    }
  },
  'who may come in': async () => {
    for (const [path, headers, status] of [['/ocpp/CP1', {}, 401], ['/ocpp/CP1', { Authorization: 'Basic eDp5' }, 401],
      ['/ocpp/UNKNOWN', { Authorization: authorization }, 404]]) {
      const refusal = await new Peer(path, { protocols: ['ocpp1.6'], headers }).refusal.take();
      assert.equal(refusal.status, status);
      assert.equal(refusal.headers['www-authenticate'] !== undefined, status === 401);
    }
    const peer = await Peer.open('/ocpp/CP1', { protocols: ['ocpp2.0', 'ocpp1.6'], headers: { Authorization: authorization } });
    assert.equal(peer.socket.protocol, 'ocpp1.6');
    peer.end();
  },
});
