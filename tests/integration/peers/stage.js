// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What all peers share: node PEER.js ws://127.0.0.1:PORT plays its scenes against a running workspace.
import assert from 'node:assert/strict';
import WebSocket from 'ws';

export { assert, WebSocket };
export const base = process.argv[2];
export const httpBase = base.replace(/^ws/, 'http');
export const patience = 20000; // A loaded build machine is slow.

/** The promise, or an error that says what was waited for. */
export function within(promise, what, time = patience) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${time} ms in vain for ${what}`)), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Things that come in order, and are taken in order. */
export class Inbox {
  #things = [];
  #waiting = [];

  put(thing) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(thing);
    else this.#things.push(thing);
  }

  take(what = 'the next message') {
    if (this.#things.length > 0) return Promise.resolve(this.#things.shift());
    return within(new Promise((resolve) => { this.#waiting.push(resolve); }), what);
  }

  get size() { return this.#things.length; }
}

/** npm ws, with all that comes in one queue. */
export class Peer {
  constructor(path, { protocols = [], headers = {}, answerPings = true } = {}) {
    this.inbox = new Inbox();
    this.closing = new Inbox();
    this.socket = new WebSocket(base + path, protocols, { headers, autoPong: answerPings });
    this.socket.on('message', (data, isBinary) => this.inbox.put(isBinary ? data : data.toString()));
    this.socket.on('ping', (data) => this.onPing?.(data.toString()));
    this.socket.on('error', (error) => { this.error = error; });
    this.socket.on('close', (code, reason) => this.closing.put({ code, reason: reason.toString() }));
    this.socket.on('unexpected-response', (request, response) => this.#refused(response));
    this.refusal = new Inbox();
  }

  #refused(response) {
    let body = '';
    response.on('data', (part) => { body += part; });
    response.on('end', () => {
      this.refusal.put({ status: response.statusCode, headers: response.headers, body });
      this.socket.terminate();
    });
  }

  async opened() {
    if (this.socket.readyState !== WebSocket.OPEN) {
      await within(new Promise((resolve, reject) => {
        this.socket.once('open', resolve);
        this.socket.once('error', reject);
      }), 'the connection');
    }
    return this;
  }

  static open(path, options) { return new Peer(path, options).opened(); }

  send(message) {
    const isPlain = typeof message === 'string' || Buffer.isBuffer(message);
    this.socket.send(isPlain ? message : JSON.stringify(message));
  }

  text(what) { return this.inbox.take(what); }
  async json(what) { return JSON.parse(await this.inbox.take(what)); }

  /** Sends, and takes the next message. */
  async ask(message, what) {
    this.send(message);
    return this.json(what ?? `an answer to ${JSON.stringify(message)}`);
  }

  closed() { return this.closing.take('the close'); }
  end() { this.socket.terminate(); }
}

/** Plays the scenes in their order, and ends the process. */
export async function play(scenes) {
  for (const [name, scene] of Object.entries(scenes)) {
    try {
      await within(scene(), `the end of this scene`, 2 * patience);
      console.log(`ok ${name}`);
    } catch (error) {
      console.error(`FAILED ${name}: ${error?.stack ?? JSON.stringify(error)}`);
      process.exit(1);
    }
  }
  process.exit(0);
}

process.on('unhandledRejection', (error) => {
  console.error(`FAILED, nobody was waiting for: ${error?.stack ?? JSON.stringify(error)}`);
  process.exit(1);
});
