# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Opens a page of ours in headless Chromium or Firefox, and takes what it found out."""

import http.server
import json
import os
import subprocess
import tempfile
import threading
from pathlib import Path

from harness import FOLDER, PATIENCE


class Page(http.server.BaseHTTPRequestHandler):
    """Serves the page and what it is asked to do; takes what it found out."""

    def do_GET(self):
        content = b""
        if self.path.startswith("/page"):
            content = self.server.page
        elif self.path == "/task":
            content = self.server.task
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


def chromium(profile, url):
    return ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
            "--disable-dev-shm-usage", "--no-proxy-server", "--ignore-certificate-errors",
            f"--user-data-dir={profile}", url]


def firefox(profile, url):
    # Nothing but our page: no welcome, no updates, no reports.
    settings = {"browser.aboutwelcome.enabled": False, "browser.shell.checkDefaultBrowser": False,
                "datareporting.policy.dataSubmissionEnabled": False, "app.normandy.enabled": False,
                "browser.safebrowsing.update.enabled": False, "extensions.update.enabled": False,
                "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
                "network.proxy.type": 0, "termsofuse.bypassNotification": True}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
    (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
    return ["firefox-esr", "--headless", "--no-remote", "--profile", profile, url]


def browse(page, query="", task=None, program=chromium):
    """What the page posts to /result; it may fetch its task from /task."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.page = (FOLDER / page).read_bytes()
    server.task = json.dumps(task).encode()
    server.reported = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="framewright-browser-", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(program(profile, f"http://127.0.0.1:{server.server_port}/page?{query}"),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env=dict(os.environ, HOME=profile))
        try:
            reported = server.reported.wait(4 * PATIENCE)
        finally:
            browser.terminate()
            _, errors = browser.communicate()
            server.shutdown()
            server.server_close()
    assert reported, errors.decode(errors="replace")[-2000:]
    return server.result
