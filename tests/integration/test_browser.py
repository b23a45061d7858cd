# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A page in headless Chromium talks to the routes."""

import http.server
import json
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from harness import PATIENCE, Serve

PAGE = (Path(__file__).resolve().parent / "page.html").read_bytes()


class Page(http.server.BaseHTTPRequestHandler):
    """Serves the page, and takes what it found out."""

    def do_GET(self):
        content = PAGE if self.path.startswith("/page") else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.server.result = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.reported.set()

    def log_message(self, *_):
        pass


class BrowserTest(unittest.TestCase):
    def browse(self, targets):
        """What the page reports of these targets."""
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        server.reported = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        query = "&".join(f"target={target}" for target in targets)
        with tempfile.TemporaryDirectory(prefix="framewright-browser-", ignore_cleanup_errors=True) as profile:
            browser = subprocess.Popen(
                ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
                 "--disable-dev-shm-usage", "--no-proxy-server", "--ignore-certificate-errors",
                 f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/page?{query}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                reported = server.reported.wait(4 * PATIENCE)
            finally:
                browser.terminate()
                _, errors = browser.communicate()
                server.shutdown()
                server.server_close()
        self.assertTrue(reported, errors.decode(errors="replace")[-2000:])
        return server.result

    def test_routes(self):
        with Serve() as serve:
            bases = [serve.base(secure) for secure in (False, True)]
            targets = [base + path for base in bases for path in ("/echo", "/plain")]
            result = self.browse(targets)
            self.assertEqual(sorted(result), sorted(targets))
            for target, seen in result.items():
                with self.subTest(target=target):
                    deflate = target.endswith("/echo")
                    self.assertNotIn("error", seen)
                    self.assertEqual(seen["extensions"].split(";")[0], "permessage-deflate" if deflate else "")
                    self.assertEqual(seen["protocol"], "chat" if deflate else "")
                    self.assertEqual(seen["wrong"], [])
                    self.assertEqual(seen["echoes"], 14)
                    # The page's own close is answered with its code alone.
                    self.assertEqual(seen["close"], {"code": 4000 if deflate else 3999,
                                                     "reason": "because" if deflate else "", "clean": True})
                    # A refused handshake shows nothing but 1006 to a page.
                    self.assertEqual(seen["refused"], 1006)


if __name__ == "__main__":
    unittest.main()
