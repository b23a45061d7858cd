# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""curl is refused with true HTTP."""

import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from harness import PATIENCE, RawClient, Serve

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class CurlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve()

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()

    def curl(self, base, path, headers=None, options=()):
        """(status, head, body) of one request."""
        with tempfile.TemporaryDirectory() as folder:
            head, body = Path(folder) / "head", Path(folder) / "body"
            command = ["curl", "--silent", "--show-error", "--insecure", "--noproxy", "*", "--http1.1", "--max-time",
                       str(PATIENCE), "--dump-header", str(head), "--output", str(body), "--write-out", "%{http_code}"]
            for name, value in (headers or {}).items():
                command += ["--header", f"{name}: {value}"]
            url = base.replace("ws", "http", 1) + path
            run = subprocess.run([*command, *options, url], capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            return int(run.stdout), head.read_text(), body.read_text() if body.exists() else ""

    def both(self, scenario):
        for secure in (False, True):
            with self.subTest(secure=secure):
                scenario(self.serve.base(secure))

    def test_404_for_unknown_path(self):
        def scenario(base):
            for headers in (HANDSHAKE, {}):
                status, head, body = self.curl(base, "/nowhere?x=1", headers)
                self.assertEqual(status, 404)
                self.assertIn("/nowhere", body)
                self.assertIn("content-length", head.lower())

        self.both(scenario)

    def test_426_without_upgrade(self):
        def scenario(base):
            status, head, body = self.curl(base, "/echo")
            self.assertEqual(status, 426)
            self.assertIn("upgrade: websocket", head.lower())
            self.assertIn("WebSocket", body)

        self.both(scenario)

    def test_426_for_another_version(self):
        def scenario(base):
            status, head, _ = self.curl(base, "/echo", dict(HANDSHAKE, **{"Sec-WebSocket-Version": "8"}))
            self.assertEqual(status, 426)
            self.assertIn("sec-websocket-version: 13", head.lower())

        self.both(scenario)

    def test_400_for_a_broken_handshake(self):
        def scenario(base):
            self.assertEqual(self.curl(base, "/echo", dict(HANDSHAKE, **{"Sec-WebSocket-Key": "short"}))[0], 400)
            twice = ["--header", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]
            self.assertEqual(self.curl(base, "/echo", HANDSHAKE, twice)[0], 400)

        self.both(scenario)

    def test_401_by_the_route(self):
        def scenario(base):
            status, head, body = self.curl(base, "/private", HANDSHAKE)
            self.assertEqual((status, body), (401, "log in first"))
            self.assertIn("www-authenticate: basic", head.lower())

        self.both(scenario)

    def test_405_for_another_method(self):
        def scenario(base):
            status, head, _ = self.curl(base, "/echo", HANDSHAKE, ["--request", "POST"])
            self.assertEqual(status, 405)
            self.assertIn("allow: get", head.lower())

        self.both(scenario)

    def test_431_for_a_large_head(self):
        def scenario(base):
            self.assertEqual(self.curl(base, "/echo", dict(HANDSHAKE, **{"X-Large": "x" * 20000}))[0], 431)

        self.both(scenario)
        self.assertEqual(self.curl(self.serve.urls["Hasty"], "/echo", dict(HANDSHAKE, **{"X": "x" * 2100}))[0], 431)

    def test_503_when_full(self):
        first = RawClient(self.serve.urls["Small"], "/echo")
        try:
            self.assertEqual(self.curl(self.serve.urls["Small"], "/echo", HANDSHAKE)[0], 503)
        finally:
            first.close()

    def test_408_for_a_slow_head(self):
        # curl cannot be slow: a bare socket sends half a head, and then nothing.
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.serve.port("Hasty")), PATIENCE) as peer:
            peer.sendall(b"GET /echo HTTP/1.1\r\nHost: x\r\n")
            answer = b""
            while part := peer.recv(4096):
                answer += part
        self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer)
        self.assertGreater(time.monotonic() - begun, 0.4)

    def test_refusals_are_in_the_log(self):
        self.curl(self.serve.base(False), "/nowhere?in-the-log", HANDSHAKE)
        rows = self.serve.rows("/nowhere?in-the-log", until="refused")
        refused = [row for row in rows if row["kind"] == "refused"]
        self.assertEqual(len(refused), 1)
        self.assertTrue(refused[0]["request"].startswith("GET /nowhere?in-the-log HTTP/1.1"))
        self.assertTrue(refused[0]["response"].startswith("HTTP/1.1 404 "))


if __name__ == "__main__":
    unittest.main()
