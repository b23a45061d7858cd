# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Starts framewright-cli as a real process, and reads what it says."""

import contextlib
import json
import os
import re
import signal
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
from pathlib import Path

CLI = os.environ.get("FRAMEWRIGHT_CLI", "framewright-cli")
PATIENCE = 30  # seconds; a loaded build machine is slow
FOLDER = Path(__file__).resolve().parent
EXAMPLES = FOLDER.parent.parent / "resources" / "examples"

ECHO = [{"do": [{"send": {"same": True}}]}]


def workspace():
    """Every kind of route that the tests need, plain and with TLS."""
    routes = [
        {"path": "/echo", "accept": {"subprotocols": ["echo.v1", "chat"]}, "rules": [
            {"match": {"text": "!close4000"}, "do": [{"close": 4000, "reason": "because"}]},
            {"match": {"text": "!reset"}, "do": [{"drop": "reset"}]},
            {"match": {"text": "!fin"}, "do": [{"drop": "fin"}]},
        ] + ECHO},
        {"path": "/plain", "accept": {"deflate": {"enabled": False}}, "rules": ECHO},
        {"path": "/room/{room}", "rules": [
            {"on": "open", "do": [{"join": "{{req.params.room}}"}, {"send": "welcome to {{req.params.room}}"}]},
            {"do": [{"send": {"same": True}, "to": "room:{{req.params.room}}"}]},
        ]},
        {"path": "/private", "refuse": [
            {"status": 401, "headers": {"WWW-Authenticate": "Basic"}, "body": "log in first"}]},
    ]
    servers = []
    for name, tls in (("Plain", None), ("Secure", {"certificate": "self-signed"})):
        server = {"name": name, "port": 9001, "routes": routes}
        if tls:
            server["tls"] = tls
        servers.append(server)
    servers.append({"name": "Small", "port": 9003, "limits": {"connections": 1},
                    "routes": [{"path": "/echo", "rules": ECHO}]})
    servers.append({"name": "Hasty", "port": 9004, "limits": {"headTime": 500, "head": 2048},
                    "routes": [{"path": "/echo", "rules": ECHO}]})
    return {"framewright": 1, "name": "Integration", "servers": servers}


def insecure_context():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Lines:
    """The lines of a growing stream, read by a thread."""

    def __init__(self, stream):
        self._lines = []
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def _read(self, stream):
        for line in stream:
            with self._changed:
                self._lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        stream.close()
        with self._changed:
            self._changed.notify_all()

    def rest(self):
        """All lines, once the stream has ended."""
        self._thread.join(PATIENCE)
        return self.all()

    def all(self):
        with self._changed:
            return list(self._lines)

    def wait(self, choose, patience=PATIENCE):
        """What `choose` makes of all lines, once that is something."""
        deadline = time.monotonic() + patience
        with self._changed:
            while True:
                chosen = choose(self._lines)
                if chosen:
                    return chosen
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError("waited in vain; so far: " + "\n".join(self._lines[-40:]))
                self._changed.wait(left)


class Serve:
    """`framewright-cli serve` on a workspace or a file, each server on a free port, with its log."""

    def __init__(self, content=None, file=None, options=()):
        self._folder = tempfile.TemporaryDirectory(prefix="framewright-")
        folder = Path(self._folder.name)
        if file is None:
            file = folder / "workspace.json"
            file.write_text(json.dumps(content or workspace()), encoding="utf-8")
        environment = dict(os.environ, HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"),
                           XDG_CACHE_HOME=str(folder / "cache"), XDG_DATA_HOME=str(folder / "data"))
        expected = len(json.loads(file.read_text(encoding="utf-8"))["servers"])
        self.process = subprocess.Popen([CLI, "serve", str(file), "--port", "0", "--log", "-", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.output = Lines(self.process.stdout)
        self.errors = Lines(self.process.stderr)
        listening = self.output.wait(lambda lines: self._listening(lines, expected))
        self.urls = {name: url for url, name in listening}

    @staticmethod
    def _listening(lines, expected):
        found = [re.fullmatch(r"listening (wss?://127\.0\.0\.1:\d+) (.+)", line) for line in lines]
        found = [match.groups() for match in found if match]
        return found if len(found) == expected else None

    def base(self, secure):
        return self.urls["Secure" if secure else "Plain"]

    def port(self, name):
        return int(self.urls[name].rsplit(":", 1)[1])

    def rows(self, mark, until="ended"):
        """The log's rows of the connection whose request has `mark`, once one of the kind `until` is there."""

        def choose(lines):
            rows = [json.loads(line) for line in lines if line.startswith("{")]
            numbers = {row["connection"] for row in rows
                       if row["kind"] in ("opened", "refused", "answered") and mark in row["request"]}
            mine = [row for row in rows if row["connection"] in numbers]
            return mine if any(row["kind"] == until for row in mine) else None

        return self.output.wait(choose)

    def stop(self):
        """SIGTERM, and the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self._folder.cleanup()

    def __enter__(self):
        return self

    def end(self):
        """Stops it, and complains with what it said unless it ends cleanly."""
        code = self.stop()
        if code != 0:
            raise AssertionError(f"serve ended with {code}: " + "\n".join(self.errors.rest()))

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.end()
        else:
            self.stop()


class Connect:
    """`framewright-cli connect` as a process."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([CLI, "connect", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.output = Lines(self.process.stdout)
        self.errors = Lines(self.process.stderr)

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end_input(self):
        self.process.stdin.close()

    def wait(self):
        return self.process.wait(PATIENCE)

    def error_text(self):
        """All of standard error, after the end."""
        return "\n".join(self.errors.rest())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(OSError):
            self.process.stdin.close()


class RawClient:
    """A handshake and frames on a bare socket: for what libraries do not let one do."""

    def __init__(self, url, path):
        secure = url.startswith("wss")
        host, port = url.split("//")[1].split(":")
        self.socket = socket.create_connection((host, int(port)), PATIENCE)
        if secure:
            self.socket = insecure_context().wrap_socket(self.socket)
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
                             "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self._receive()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        assert b" 101 " in head, head

    def _receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self.buffer += data

    def send(self, opcode, payload=b"", first=0x80):
        key = os.urandom(4)
        masked = bytes(byte ^ key[i & 3] for i, byte in enumerate(payload))
        self.socket.sendall(bytes([first | opcode, 0x80 | len(payload)]) + key + masked)

    def frame(self):
        while len(self.buffer) < 2 or len(self.buffer) < 2 + (self.buffer[1] & 127):
            self._receive()
        size = self.buffer[1] & 127
        frame = self.buffer[0] & 15, self.buffer[2:2 + size]
        self.buffer = self.buffer[2 + size:]
        return frame

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()


def self_signed(folder):
    """A certificate of our own for a test's server: (certificate, key)."""
    certificate, key = Path(folder) / "certificate.pem", Path(folder) / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                    "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return str(certificate), str(key)


SIZES = [0, 1, 125, 126, 65535, 65536, 1 << 20]
COMBINATIONS = [(secure, deflate) for secure in (False, True) for deflate in (False, True)]
