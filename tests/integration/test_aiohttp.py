# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""aiohttp talks to the routes."""

import asyncio
import unittest

import aiohttp

from harness import COMBINATIONS, SIZES, Serve


class AiohttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve()

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()

    def each(self, scenario):
        async def run(secure, deflate):
            connector = aiohttp.TCPConnector(ssl=False) if secure else None
            async with aiohttp.ClientSession(connector=connector) as session:
                await scenario(session, self.serve.base(secure), deflate)

        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                asyncio.run(asyncio.wait_for(run(secure, deflate), 60))

    @staticmethod
    def options(deflate):
        return {"compress": 15 if deflate else 0, "max_msg_size": 0}

    def test_echo(self):
        async def scenario(session, base, deflate):
            async with session.ws_connect(base + "/echo", **self.options(deflate)) as peer:
                self.assertEqual(bool(peer.compress), deflate)
                for size in SIZES:
                    await peer.send_str("x" * size)
                    self.assertEqual(await peer.receive_str(), "x" * size)
                    await peer.send_bytes(b"\xfe" * size)
                    self.assertEqual(await peer.receive_bytes(), b"\xfe" * size)
                await peer.close(code=1000)
                self.assertEqual(peer.close_code, 1000)

        self.each(scenario)

    def test_ping(self):
        async def scenario(session, base, deflate):
            async with session.ws_connect(base + "/echo", autoping=False, **self.options(deflate)) as peer:
                await peer.ping(b"beat")
                pong = await peer.receive()
                self.assertEqual((pong.type, bytes(pong.data)), (aiohttp.WSMsgType.PONG, b"beat"))

        self.each(scenario)

    def test_subprotocol(self):
        async def scenario(session, base, deflate):
            async with session.ws_connect(base + "/echo", protocols=("chat", "echo.v1"), **self.options(deflate)) as peer:
                self.assertEqual(peer.protocol, "echo.v1")

        self.each(scenario)

    def test_close_by_rule(self):
        async def scenario(session, base, deflate):
            async with session.ws_connect(base + "/echo", **self.options(deflate)) as peer:
                await peer.send_str("!close4000")
                close = await peer.receive()
                self.assertEqual((close.type, close.data, close.extra), (aiohttp.WSMsgType.CLOSE, 4000, "because"))

        self.each(scenario)

    def test_refusals(self):
        async def scenario(session, base, deflate):
            for path, status in (("/private", 401), ("/nowhere", 404)):
                with self.assertRaises(aiohttp.WSServerHandshakeError) as refusal:
                    await session.ws_connect(base + path, **self.options(deflate))
                self.assertEqual(refusal.exception.status, status)

        self.each(scenario)


if __name__ == "__main__":
    unittest.main()
