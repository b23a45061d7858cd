# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a connection ended is told as it was: in the log of serve, for each way to end."""

import asyncio
import signal
import subprocess
import sys
import unittest

import websockets

from harness import Connect, RawClient, Serve, insecure_context

CLIENT = """
import asyncio, ssl, sys, websockets
async def main():
    context = None
    if sys.argv[1].startswith("wss"):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    async with websockets.connect(sys.argv[1], ssl=context) as peer:
        await peer.send("here")
        await peer.recv()
        print("open", flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


class ClosingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve()
        cls.number = 0

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()

    def both(self, scenario):
        for secure in (False, True):
            with self.subTest(secure=secure):
                type(self).number += 1
                scenario(secure, f"case={self.number}-")

    def raw(self, secure, mark):
        return RawClient(self.serve.base(secure), f"/echo?{mark}")

    def closes(self, mark):
        """The close frames as (direction, code, reason), and the last row."""
        rows = self.serve.rows(mark)
        closes = [(row["direction"], row.get("code"), row.get("reason")) for row in rows if row["kind"] == "close"]
        return closes, next(row for row in rows if row["kind"] == "ended")

    def assert_clean(self, ended, *words):
        self.assertNotIn("abnormal", ended)
        for word in words:
            self.assertIn(word, ended["text"])

    def assert_abnormal(self, ended, *words):
        self.assertTrue(ended["abnormal"])
        for word in words:
            self.assertIn(word, ended["text"])

    def test_by_client(self):
        for code, reason in ((1000, ""), (1001, "going"), (4123, "gr\u00fc\u00df")):
            def scenario(secure, mark):
                async def run():
                    peer = await websockets.connect(f"{self.serve.base(secure)}/echo?{mark}",
                                                    ssl=insecure_context() if secure else None)
                    await peer.close(code, reason)

                asyncio.run(run())
                closes, ended = self.closes(mark)
                self.assertEqual(closes[0], ("in", code, reason))
                self.assertEqual(closes[1][:2], ("out", code))
                self.assert_clean(ended, "client", str(code))

            self.both(scenario)

    def test_by_client_without_a_code(self):
        def scenario(secure, mark):
            peer = self.raw(secure, mark)
            peer.send(8)
            self.assertEqual(peer.frame(), (8, b""))
            peer.close()
            closes, ended = self.closes(mark)
            self.assertEqual(closes, [("in", None, None), ("out", None, None)])
            self.assert_clean(ended, "client", "1005")

        self.both(scenario)

    def test_reset(self):
        def scenario(secure, mark):
            self.raw(secure, mark).reset()
            closes, ended = self.closes(mark)
            self.assertEqual(closes, [])
            self.assert_abnormal(ended, "reset")

        self.both(scenario)

    def test_end_without_close(self):
        def scenario(secure, mark):
            self.raw(secure, mark).close()
            closes, ended = self.closes(mark)
            self.assertEqual(closes, [])
            self.assert_abnormal(ended, "without a close frame")

        self.both(scenario)

    def test_4000_by_a_rule(self):
        def scenario(secure, mark):
            peer = self.raw(secure, mark)
            peer.send(1, b"!close4000")
            self.assertEqual(peer.frame(), (8, b"\x0f\xa0because"))
            peer.send(8, b"\x0f\xa0")
            peer.close()
            closes, ended = self.closes(mark)
            self.assertEqual(closes, [("out", 4000, "because"), ("in", 4000, "")])
            self.assert_clean(ended, "rule", "4000")

        self.both(scenario)

    def test_drop_by_a_rule(self):
        for command in (b"!reset", b"!fin"):
            def scenario(secure, mark):
                peer = self.raw(secure, mark)
                peer.send(1, command)
                with self.assertRaises((EOFError, OSError)):
                    peer.frame()
                peer.close()
                closes, ended = self.closes(mark)
                self.assertEqual(closes, [])
                self.assert_abnormal(ended, "rule")

            self.both(scenario)

    def test_protocol_error(self):
        def scenario(secure, mark):
            peer = self.raw(secure, mark)
            peer.send(3, b"reserved")
            opcode, payload = peer.frame()
            self.assertEqual((opcode, payload[:2]), (8, b"\x03\xea"))
            peer.close()
            closes, ended = self.closes(mark)
            self.assertEqual([close[:2] for close in closes][0], ("out", 1002))
            self.assert_abnormal(ended, "1002", "client")
            self.assertTrue(any(row["kind"] == "violation" for row in self.serve.rows(mark)))

        self.both(scenario)

    def test_client_killed(self):
        def scenario(secure, mark):
            client = subprocess.Popen([sys.executable, "-c", CLIENT, f"{self.serve.base(secure)}/echo?{mark}"],
                                      stdout=subprocess.PIPE, text=True)
            self.assertEqual(client.stdout.readline().strip(), "open")
            client.kill()
            client.wait()
            client.stdout.close()
            closes, ended = self.closes(mark)
            self.assertEqual(closes, [])
            self.assert_abnormal(ended)

        self.both(scenario)

    def test_server_stops(self):
        for secure in (False, True):
            with self.subTest(secure=secure):
                serve = Serve()
                with Connect(serve.base(secure) + "/echo", "--insecure", "--verbose") as client:
                    client.errors.wait(lambda lines: any("connected" in line for line in lines))
                    self.assertEqual(serve.stop(), 0)
                    self.assertEqual(client.wait(), 0)
                    self.assertIn("closed 1001 ", client.error_text())
                    self.assertIn(" by server", client.error_text())
                rows = serve.rows("GET /echo")
                closes = [(row["direction"], row["code"]) for row in rows if row["kind"] == "close"]
                self.assertEqual(closes, [("out", 1001), ("in", 1001)])
                self.assertIn("server", next(row for row in rows if row["kind"] == "ended")["text"])

    def test_server_killed(self):
        for secure in (False, True):
            with self.subTest(secure=secure):
                serve = Serve()
                with Connect(serve.base(secure) + "/echo", "--insecure", "--verbose") as client:
                    client.errors.wait(lambda lines: any("connected" in line for line in lines))
                    serve.process.send_signal(signal.SIGKILL)
                    self.assertEqual(client.wait(), 1)
                    self.assertIn("closed 1006 ", client.error_text())
                    self.assertIn(" by network", client.error_text())
                self.assertEqual(serve.stop(), -signal.SIGKILL)


if __name__ == "__main__":
    unittest.main()
