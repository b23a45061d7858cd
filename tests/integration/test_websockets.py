# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""python3-websockets talks to the routes."""

import asyncio
import unittest

import websockets

from harness import COMBINATIONS, SIZES, Serve, insecure_context


def connect(url, secure, deflate, **options):
    return websockets.connect(url, ssl=insecure_context() if secure else None,
                              compression="deflate" if deflate else None, max_size=None, **options)


class WebsocketsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve()

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()

    def each(self, scenario):
        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                asyncio.run(asyncio.wait_for(scenario(secure, deflate), 60))

    def test_echo(self):
        async def scenario(secure, deflate):
            async with connect(self.serve.base(secure) + "/echo", secure, deflate) as peer:
                self.assertEqual([extension.name for extension in peer.extensions],
                                 ["permessage-deflate"] if deflate else [])
                for size in SIZES:
                    for message in ("x" * size, b"\xfe" * size):
                        await peer.send(message)
                        self.assertEqual(await peer.recv(), message)
                text = "\ufeffgr\u00fc\u00df \u20ac \U0001f600"
                await peer.send(text)
                self.assertEqual(await peer.recv(), text)
            self.assertEqual(peer.close_code, 1000)

        self.each(scenario)

    def test_fragments(self):
        async def scenario(secure, deflate):
            async with connect(self.serve.base(secure) + "/echo", secure, deflate) as peer:
                await peer.send(["one ", "two ", "three"])
                self.assertEqual(await peer.recv(), "one two three")

        self.each(scenario)

    def test_many_in_flight(self):
        async def scenario(secure, deflate):
            async with connect(self.serve.base(secure) + "/echo", secure, deflate) as peer:
                for number in range(1000):
                    await peer.send(f"message {number}")
                for number in range(1000):
                    self.assertEqual(await peer.recv(), f"message {number}")

        self.each(scenario)

    def test_ping(self):
        async def scenario(secure, deflate):
            async with connect(self.serve.base(secure) + "/echo", secure, deflate) as peer:
                await (await peer.ping(b"are you there"))

        self.each(scenario)

    def test_subprotocol(self):
        async def scenario(secure, deflate):
            url = self.serve.base(secure) + "/echo"
            async with connect(url, secure, deflate, subprotocols=["soap", "chat"]) as peer:
                self.assertEqual(peer.subprotocol, "chat")
            async with connect(url, secure, deflate, subprotocols=["soap"]) as peer:
                self.assertIsNone(peer.subprotocol)

        self.each(scenario)

    def test_route_without_deflate(self):
        async def scenario(secure, deflate):
            async with connect(self.serve.base(secure) + "/plain", secure, deflate) as peer:
                self.assertEqual(peer.extensions, [])
                await peer.send("x" * 1000)
                self.assertEqual(await peer.recv(), "x" * 1000)

        self.each(scenario)

    def test_room(self):
        async def scenario(secure, deflate):
            url = self.serve.base(secure) + f"/room/caf%C3%A9-{secure}-{deflate}"
            async with connect(url, secure, deflate) as ann, connect(url, secure, deflate) as bob:
                self.assertEqual(await ann.recv(), f"welcome to caf\u00e9-{secure}-{deflate}")
                await bob.recv()
                await ann.send("hello all")
                self.assertEqual([await ann.recv(), await bob.recv()], ["hello all", "hello all"])

        self.each(scenario)

    def test_refusals(self):
        async def scenario(secure, deflate):
            for path, status in (("/private", 401), ("/nowhere", 404)):
                with self.assertRaises(websockets.InvalidStatusCode) as refusal:
                    await connect(self.serve.base(secure) + path, secure, deflate)
                self.assertEqual(refusal.exception.status_code, status)

        self.each(scenario)

    def test_localhost_by_both_families(self):
        async def scenario():
            port = self.serve.port("Plain")
            for host in ("127.0.0.1", "localhost"):
                async with websockets.connect(f"ws://{host}:{port}/echo") as peer:
                    await peer.send(host)
                    self.assertEqual(await peer.recv(), host)

        asyncio.run(scenario())


if __name__ == "__main__":
    unittest.main()
