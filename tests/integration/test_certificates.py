# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates of clients, both ways: `framewright-cli connect` shows one to a server of others, and
`framewright-cli serve` asks for one."""

import asyncio
import contextlib
import os
import pty
import signal
import ssl
import subprocess
import tempfile
import termios
import threading
import unittest
from pathlib import Path

import websockets

from harness import CLI, PATIENCE, Connect, Serve

NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"


class Authority:
    """A certificate authority of the test's own, and what it has issued, in a folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.openssl(f"req -x509 {NEW_KEY} -subj /CN=Test-Authority -days 30 -keyout ca.key -out ca.pem")
        self.openssl(f"req -x509 {NEW_KEY} -subj /CN=Stranger -days 30 -keyout stranger.key -out stranger.pem")
        self.issue("server", "/CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost")
        self.issue("client", "/CN=Ann")
        self.openssl("pkey -in client.key -aes256 -passout pass:secret -out locked.key")

    def openssl(self, arguments):
        subprocess.run(["openssl", *arguments.split()], cwd=self.folder, check=True, capture_output=True)

    def issue(self, name, subject):
        self.openssl(f"req {NEW_KEY} -subj {subject} -keyout {name}.key -out {name}.csr")
        self.openssl(f"x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 "
                     f"-copy_extensions copy -out {name}.pem")

    def path(self, name):
        return str(self.folder / name)


class AskingServer:
    """python3-websockets over TLS, echoing to whoever shows a certificate of the authority."""

    def __init__(self, authority, version):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.path("server.pem"), authority.path("server.key"))
        context.load_verify_locations(authority.path("ca.pem"))
        context.verify_mode = ssl.CERT_REQUIRED
        context.minimum_version = context.maximum_version = version
        self.names = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = self.run(self.start(context))
        self.url = f"wss://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/"

    async def start(self, context):
        return await websockets.serve(self.echo, "127.0.0.1", 0, ssl=context)

    async def echo(self, peer, _path):
        subject = peer.transport.get_extra_info("ssl_object").getpeercert()["subject"]
        self.names.append(subject[0][0][1])
        async for message in peer:
            await peer.send(message)

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(PATIENCE)

    def end(self):
        async def stop():
            self.server.close()
            await self.server.wait_closed()

        self.run(stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class CertificatesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.authority = Authority(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def options(self, certificate=None, key=None, authority="ca.pem"):
        options = ["--ca", self.authority.path(authority)]
        if certificate:
            options += ["--cert", self.authority.path(certificate)]
        if key:
            options += ["--key", self.authority.path(key)]
        return options

    def talk(self, url, options):
        with Connect(url, *options) as client:
            client.send("hello")
            client.output.wait(lambda lines: lines == ["hello"])
            client.end_input()
            self.assertEqual(client.wait(), 0, client.error_text())

    def fails(self, url, options, code, says):
        with Connect(url, *options) as client:
            self.assertEqual(client.wait(), code, client.error_text())
            self.assertIn(says, client.error_text())

    def test_shows_its_certificate(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with self.subTest(version=version):
                server = AskingServer(self.authority, version)
                self.addCleanup(server.end)
                self.talk(server.url, self.options("client.pem", "client.key"))
                self.assertEqual(server.names, ["Ann"])

    def test_says_why_it_is_turned_down(self):
        server = AskingServer(self.authority, ssl.TLSVersion.TLSv1_3)
        self.addCleanup(server.end)
        # This one hangs up and does not say why; what servers with manners say is in tst_clienttls.
        self.fails(server.url, self.options(), 6, "certificate of the client")
        self.fails(server.url, self.options("stranger.pem", "stranger.key"), 6, "certificate of the client")
        self.fails(server.url, self.options("client.pem", "client.key", authority="stranger.pem"), 6, "--ca")
        self.assertEqual(server.names, [])

    def test_says_what_is_wrong_with_files(self):
        url = "wss://127.0.0.1:1/"
        self.fails(url, self.options("none.pem", "client.key"), 2, "none.pem: The certificate file does not exist")
        self.fails(url, self.options("client.pem", "server.key"), 2, "does not belong to the certificate")
        self.fails(url, self.options(authority="client.key"), 2, "holds no certificate")
        self.fails(url, self.options(key="client.key"), 2, "no certificate to show")

    def test_needs_a_terminal_for_the_passphrase(self):
        done = subprocess.run([CLI, "connect", "wss://127.0.0.1:1/", *self.options("client.pem", "locked.key")],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
                              start_new_session=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("no terminal", done.stderr)

    def at_terminal(self, url, typed):
        """Runs it at a terminal of its own and types when asked: what the terminal showed, whether it shows again what
        is typed, and the exit code."""
        process, terminal = pty.fork()
        if process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # A build server may have it ignored.
            os.execv(CLI, [CLI, "connect", url, *self.options("client.pem", "locked.key")])
        deadline = threading.Timer(PATIENCE, os.kill, (process, signal.SIGKILL))
        deadline.start()
        self.addCleanup(deadline.cancel)
        shown = b""
        while b"Passphrase of" not in shown:
            shown += os.read(terminal, 4096)
        os.write(terminal, typed)
        with contextlib.suppress(OSError):  # So Linux says that the other side is gone.
            while more := os.read(terminal, 4096):
                shown += more
        echoes = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        deadline.cancel()
        os.close(terminal)
        return shown.decode(), echoes, code

    def test_asks_for_the_passphrase(self):
        server = AskingServer(self.authority, ssl.TLSVersion.TLSv1_3)
        self.addCleanup(server.end)
        shown, echoes, code = self.at_terminal(server.url, b"secret\n\x04")  # The end of input behind it.
        self.assertEqual(code, 0, shown)
        self.assertNotIn("secret", shown)
        self.assertTrue(echoes)
        self.assertEqual(server.names, ["Ann"])
        shown, echoes, code = self.at_terminal(server.url, b"wrong one\n")
        self.assertEqual(code, 2, shown)
        self.assertIn("does not open the private key", shown)
        self.assertNotIn("wrong one", shown)
        self.assertTrue(echoes)

    def test_can_be_interrupted_at_the_passphrase(self):
        shown, echoes, code = self.at_terminal("wss://127.0.0.1:1/", b"sec\x03")
        self.assertEqual(code, -signal.SIGINT, shown)
        self.assertTrue(echoes)

    def test_our_server_asks(self):
        file = Path(self.folder.name) / "workspace.json"
        for wanted in ("request", "require"):
            with self.subTest(wanted=wanted):
                file.write_text(f"""{{"framewright": 1, "servers": [{{"name": "Asking", "port": 0, "host": "127.0.0.1",
                    "tls": {{"certificate": "server.pem", "key": "server.key", "clientCertificates": "{wanted}",
                    "authorities": "ca.pem"}},
                    "routes": [{{"path": "/", "rules": [{{"do": [{{"send": {{"same": true}}}}]}}]}}]}}]}}""",
                                encoding="utf-8")
                with Serve(file=file) as serve:
                    url = serve.urls["Asking"]
                    self.talk(url, self.options("client.pem", "client.key"))
                    if wanted == "request":
                        self.talk(url, self.options())
                    else:
                        self.fails(url, self.options(), 6, "it wants a certificate of the client")
                        self.fails(url, self.options("stranger.pem", "stranger.key"), 6, "does not trust who issued")


if __name__ == "__main__":
    unittest.main()
