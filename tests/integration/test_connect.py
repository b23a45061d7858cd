# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""`framewright-cli connect` talks to servers of others."""

import asyncio
import ssl
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

import aiohttp.web
import websockets

from harness import COMBINATIONS, SIZES, Connect, Lines, self_signed

FOLDER = Path(__file__).resolve().parent


class Background:
    """An asyncio loop in a thread, for servers beside a client process."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(60)

    def end(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class ConnectTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.certificate = self_signed(cls.folder.name)
        cls.background = Background()

    @classmethod
    def tearDownClass(cls):
        cls.background.end()
        cls.folder.cleanup()

    def context(self, secure):
        if not secure:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.certificate)
        return context

    def options(self, secure, deflate):
        return (["--insecure"] if secure else []) + ([] if deflate else ["--no-deflate"])

    def url(self, secure, port, path="/"):
        return f"{'wss' if secure else 'ws'}://127.0.0.1:{port}{path}"

    def serve(self, handler, secure, deflate):
        """A python3-websockets server, and its port."""

        async def start():
            return await websockets.serve(handler, "127.0.0.1", 0, ssl=self.context(secure), max_size=None,
                                          compression="deflate" if deflate else None)

        server = self.background.run(start())

        async def stop():
            server.close()
            await server.wait_closed()

        self.addCleanup(lambda: self.background.run(stop()))
        return server.sockets[0].getsockname()[1]

    def talk(self, url, options):
        """Lines out and in, then the end of input."""
        with Connect(url, *options) as client:
            for line in ("hello", "gr\u00fc\u00df", "x" * 100000):
                client.send(line)
                client.output.wait(lambda lines: lines[-1:] == [line])
            client.end_input()
            self.assertEqual(client.wait(), 0, client.error_text())
            self.assertIn("closed 1000 ", client.error_text())
            self.assertIn(" by client", client.error_text())

    def test_lines_to_websockets(self):
        async def echo(peer, _path):
            async for message in peer:
                await peer.send(message)

        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                self.talk(self.url(secure, self.serve(echo, secure, deflate)), self.options(secure, deflate))

    def test_lines_to_ws(self):
        self.assertTrue((FOLDER / "node_modules" / "ws").is_dir(), "run `npm ci` in tests/integration first")
        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                server = subprocess.Popen(["node", str(FOLDER / "wsserver.js"), str(deflate).lower(),
                                           *(self.certificate if secure else [])], stdout=subprocess.PIPE, text=True)
                try:
                    port = Lines(server.stdout).wait(lambda lines: lines[0] if lines else None)
                    self.talk(self.url(secure, port), self.options(secure, deflate))
                    with Connect(self.url(secure, port), *self.options(secure, deflate)) as client:
                        client.send("bye")
                        self.assertEqual(client.wait(), 0)
                        self.assertIn("closed 4001 ", client.error_text())
                        self.assertIn("by server: as told", client.error_text())
                finally:
                    server.kill()
                    server.wait()

    def with_aiohttp(self, secure, routes):
        async def start():
            application = aiohttp.web.Application()
            application.add_routes([aiohttp.web.get(path, handler) for path, handler in routes.items()])
            runner = aiohttp.web.AppRunner(application)
            await runner.setup()
            site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self.context(secure))
            await site.start()
            return runner

        runner = self.background.run(start())
        self.addCleanup(lambda: self.background.run(runner.cleanup()))
        return runner.addresses[0][1]

    @staticmethod
    def aiohttp_echo(deflate):
        async def handle(request):
            peer = aiohttp.web.WebSocketResponse(compress=deflate, max_msg_size=0)
            await peer.prepare(request)
            async for message in peer:
                if message.type == aiohttp.WSMsgType.TEXT:
                    await peer.send_str(message.data)
            return peer

        return handle

    def test_lines_to_aiohttp(self):
        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                port = self.with_aiohttp(secure, {"/": self.aiohttp_echo(deflate)})
                self.talk(self.url(secure, port), self.options(secure, deflate))

    def test_refusal_and_redirect_by_aiohttp(self):
        async def refuse(_request):
            raise aiohttp.web.HTTPUnauthorized(text="who are you?")

        async def redirect(_request):
            raise aiohttp.web.HTTPFound("/echo?moved=1")

        for secure in (False, True):
            with self.subTest(secure=secure):
                port = self.with_aiohttp(secure, {"/private": refuse, "/old": redirect, "/echo": self.aiohttp_echo(True)})
                with Connect(self.url(secure, port, "/private"), *self.options(secure, True)) as client:
                    self.assertEqual(client.wait(), 5)
                    self.assertIn("401 Unauthorized", client.error_text())
                    self.assertIn("who are you?", client.error_text())
                with Connect(self.url(secure, port, "/old"), *self.options(secure, True)) as client:
                    client.send("through")
                    client.output.wait(lambda lines: lines == ["through"])
                    client.errors.wait(lambda lines: any("Redirected with 302" in line for line in lines))

    def test_echo_of_sizes(self):
        for secure, deflate in COMBINATIONS:
            with self.subTest(secure=secure, deflate=deflate):
                outcome = []

                async def check(peer, _path):
                    try:
                        for size in [*SIZES, 16 << 20]:
                            for message in ("x" * size, b"\xfe" * size):
                                await peer.send(message)
                                outcome.append(await peer.recv() == message)
                        await peer.ping()
                    finally:
                        await peer.close(1000, "enough")

                port = self.serve(check, secure, deflate)
                with Connect(self.url(secure, port), "--echo", *self.options(secure, deflate)) as client:
                    self.assertEqual(client.wait(), 0, client.error_text())
                    self.assertIn("by server: enough", client.error_text())
                self.assertEqual(outcome, [True] * (2 * len(SIZES) + 2))

    def test_certificate_is_checked(self):
        async def never(_peer, _path):
            raise AssertionError("nobody should get here")

        port = self.serve(never, True, False)
        with Connect(self.url(True, port)) as client:
            self.assertEqual(client.wait(), 6)
            self.assertIn("--insecure", client.error_text())


if __name__ == "__main__":
    unittest.main()
