# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The program ends cleanly at odd moments: a dozen of them, with clients in odd states, the same ones in each run."""

import contextlib
import json
import os
import random
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from harness import CLI, PATIENCE, Connect, Serve, insecure_context

ROUTES = [
    {"path": "/echo", "rules": [
        {"match": {"text": "!close"}, "do": [{"close": 4000, "reason": "because"}]},
        {"match": {"text": "!reset"}, "do": [{"drop": "reset"}]},
        {"match": {"text": "!all"}, "do": [{"send": "to all", "to": "all"}]},
        {"match": {"text": "!script"}, "do": [{"run": "for (let i = 0; i < 100; ++i) send('x'.repeat(i))"}]},
        {"do": [{"send": {"same": True}}]}],
     "http": [{"path": "/facts", "json": {"id": "{{uuid()}}"}}]},
    {"path": "/timers", "rules": [
        {"on": "open", "do": [{"start": "tick", "every": 2, "do": [{"send": "{{iso()}}"}]}]},
        {"on": "close", "do": [{"send": "gone", "to": "all"}]}]},
    {"path": "/stream", "stream": {"mode": "broadcast", "every": 2, "messages": ["one", "two"]}},
]
WORKSPACE = {"framewright": 1, "name": "Ending", "servers": [
    {"name": "Plain", "port": 9001, "routes": ROUTES},
    {"name": "Secure", "port": 9002, "tls": {"certificate": "self-signed"}, "routes": ROUTES}]}

# What the sanitizers, Qt and our own assertions say when something was not in order.
COMPLAINTS = ("ERROR:", "runtime error", "ASSERT", "QObject", "QThread", "QSocketNotifier", "QEventLoop", "QIODevice")


def frame(opcode, payload):
    return bytes([0x80 | opcode, 0x80 | len(payload)]) + bytes(4) + payload


def opening(path):
    return (f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n").encode()


class OddClient:
    """A connection that is left in one of many states. Every choice comes from `chance`."""

    def __init__(self, serve, chance):
        self.chance = chance
        name = chance.choice(["Plain", "Secure", "Secure"])
        self.socket = socket.create_connection(("127.0.0.1", serve.port(name)), PATIENCE)
        state = chance.random()
        if name == "Secure" and not self._encrypt(state):
            return
        if state < 0.2:
            self.socket.sendall(opening("/echo")[:chance.randrange(1, 100)])
        elif state < 0.3:
            self.socket.sendall(b"GET /facts HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2)
        else:
            self.socket.sendall(opening(chance.choice(["/echo", "/timers", "/stream", "/nowhere"])))
            if chance.random() < 0.8:
                self.socket.recv(4096)
            text = frame(1, chance.choice([b"!close", b"!reset", b"!all", b"!script", b"hello"]))
            self.socket.sendall(chance.choice([text, text * 50, text[:5], frame(9, b"x")]))

    def _encrypt(self, state):
        """False: it got stuck on the way."""
        if state < 0.05:
            return False
        if state < 0.1:
            self.socket.sendall(bytes.fromhex("16030100ff010000fb0303"))  # The beginning of a ClientHello.
            return False
        self.socket = insecure_context().wrap_socket(self.socket)
        return True

    def end(self):
        """In one of many ways; some stay."""
        manner = self.chance.random()
        with contextlib.suppress(OSError):
            if manner < 0.5:
                self.socket.sendall(frame(8, struct.pack(">H", self.chance.choice([1000, 1001, 3000]))))
            if manner < 0.3 or manner > 0.8:
                self.socket.close()
            elif manner > 0.6:
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.socket.close()


class EndingTest(unittest.TestCase):
    def assert_quiet(self, lines):
        text = "\n".join(lines)
        for complaint in COMPLAINTS:
            self.assertNotIn(complaint, text)

    def stop_at_an_odd_moment(self, seed, options):
        chance = random.Random(seed)
        serve = Serve(WORKSPACE, options=options)
        clients = []
        try:
            for _ in range(chance.randrange(4, 16)):
                with contextlib.suppress(OSError):  # A rule may have closed it under us.
                    clients.append(OddClient(serve, chance))
            for client in chance.sample(clients, chance.randrange(len(clients) + 1)):
                client.end()
            time.sleep(chance.random() ** 3 * 0.05)  # The odd moment.
            serve.process.send_signal(chance.choice([signal.SIGTERM, signal.SIGINT]))
            for client in chance.sample(clients, chance.randrange(len(clients) + 1)):
                client.end()
            self.assertEqual(serve.process.wait(PATIENCE), 0, "\n".join(serve.errors.rest()[-40:]))
            self.assert_quiet(serve.errors.rest())
        finally:
            for client in clients:
                client.socket.close()
            serve.stop()

    def at_a_time(self, calls):
        """Several threads at a time: most of an end is waiting."""
        failures = []

        def run(call):
            try:
                call()
            except Exception as failure:  # Of whatever kind: a thread's would be lost.
                failures.append(repr(failure))

        for first in range(0, len(calls), 6):
            threads = [threading.Thread(target=run, args=(call,)) for call in calls[first:first + 6]]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(failures, [])

    def test_serve_stops(self):
        with tempfile.TemporaryDirectory() as folder:
            def options(seed):
                return [[], ["--speed", "20"], ["--capture", str(Path(folder) / f"{seed}.sqlite")]][seed % 3]

            self.at_a_time([lambda seed=seed: self.stop_at_an_odd_moment(seed, options(seed)) for seed in range(12)])

    def test_serve_stops_while_it_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "workspace.json"
            file.write_text(json.dumps(WORKSPACE), encoding="utf-8")
            environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=folder)

            def stop(seed):
                with subprocess.Popen([CLI, "serve", str(file), "--port", "0"], stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, text=True, env=environment) as serve:
                    serve.stdout.readline()  # The first of two servers listens.
                    time.sleep(random.Random(seed).random() ** 3 * 0.02)  # The odd moment.
                    serve.send_signal(signal.SIGTERM)
                    errors = serve.communicate(timeout=PATIENCE)[1]
                self.assertEqual(serve.returncode, 0, errors)
                self.assert_quiet(errors.splitlines())

            self.at_a_time([lambda seed=seed: stop(seed) for seed in range(6)])

    def test_connect_stops(self):
        with Serve(WORKSPACE) as serve:
            chance = random.Random(7)
            for secure in (False, True) * 4:
                with Connect(serve.base(secure) + chance.choice(["/echo", "/timers", "/stream"]), "--insecure") as peer:
                    with contextlib.suppress(OSError):
                        peer.send("hello\n" * chance.randrange(1, 200))
                    time.sleep(chance.random() ** 2 * 0.1)  # The odd moment.
                    peer.process.send_signal(signal.SIGTERM)
                    # Before it has asked for its signals it ends by them; before it is connected it was cancelled.
                    self.assertIn(peer.wait(), (0, 1, -signal.SIGTERM), peer.error_text())
                    self.assert_quiet(peer.errors.rest())

    def test_connect_stops_where_nobody_reads(self):
        """What came is written to its end, but signals are heard meanwhile."""
        much = {"path": "/much", "rules": [{"on": "open", "do": [{"send": "{{'x'.repeat(300000)}}"}, {"close": 1000}]}]}
        workspace = {"framewright": 1, "name": "Much", "servers": [{"name": "Plain", "port": 9001, "routes": [much]}]}
        with Serve(workspace) as serve, subprocess.Popen(
                [CLI, "connect", serve.base(False) + "/much"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE) as peer:
            try:
                serve.rows("GET /much")  # It has ended.
                deadline = time.monotonic() + PATIENCE
                while peer.poll() is None and time.monotonic() < deadline:
                    peer.send_signal(signal.SIGTERM)
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        peer.wait(0.1)
                self.assertEqual(peer.poll(), -signal.SIGTERM)
            finally:
                peer.kill()


if __name__ == "__main__":
    unittest.main()
