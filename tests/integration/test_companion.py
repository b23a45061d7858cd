# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plain HTTP beside the WebSockets, asked by curl and by node."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from browser import browse
from harness import PATIENCE, RawClient, Serve

ROUTE = {
    "path": "/hub",
    "http": [
        {"method": "POST", "path": "/hub/negotiate", "json": {"negotiateVersion": 1, "connectionToken": "{{uuid()}}"}},
        {"path": "/json/version", "json": {"Browser": "Mock", "price": "{{parse('1.10')}}"}},
        {"method": "POST", "path": "/notify/{who}", "status": 202, "json": {"told": "{{req.params.who}}", "got": "{{$}}"},
         "emit": "notify"},
    ],
    "rules": [
        {"on": "signal:notify", "do": [{"send": {"news": "{{sig.text}}"}, "to": "all"}]},
        {"do": [{"run": "for (const word of text.split(' ')) send(word)"}]},
    ],
}


class CompanionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve({"framewright": 1, "name": "Companion", "servers": [
            {"name": "Plain", "port": 9001, "routes": [ROUTE]},
            {"name": "Secure", "port": 9002, "tls": {"certificate": "self-signed"}, "routes": [ROUTE]}]})

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()

    def http(self, secure):
        return self.serve.base(secure).replace("ws", "http", 1)

    def curl(self, *arguments):
        """(status, head, body), and what curl said about its connections."""
        with tempfile.TemporaryDirectory() as folder:
            head, body = Path(folder) / "head", Path(folder) / "body"
            run = subprocess.run(
                ["curl", "--silent", "--show-error", "--insecure", "--noproxy", "*", "--max-time", str(PATIENCE),
                 "--dump-header", str(head), "--output", str(body), "--write-out", "%{http_code} %{num_connects}\n",
                 *arguments], capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            return run.stdout.split("\n"), head.read_text(), body.read_text() if body.exists() else ""

    def test_answers_curl(self):
        for secure in (False, True):
            with self.subTest(secure=secure):
                out, head, body = self.curl(self.http(secure) + "/json/version")
                self.assertEqual(out[0], "200 1")
                self.assertIn("application/json", head)
                self.assertEqual(body, '{"Browser":"Mock","price":1.10}')

    def test_takes_a_body(self):
        for options in ((), ("--header", "Transfer-Encoding: chunked"), ("--header", "Expect: 100-continue")):
            with self.subTest(options=options):
                out, _, body = self.curl("--data-binary", '{"text": "a", "n": 1.10}', *options,
                                         self.http(False) + "/notify/ann")
                self.assertEqual(out[0], "202 1")
                self.assertEqual(body, '{"told":"ann","got":{"text":"a","n":1.10}}')

    def test_keeps_the_connection(self):
        url = self.http(False) + "/json/version"
        out, _, _ = self.curl(url, "--next", "--insecure", "--noproxy", "*", "--silent", "--output", "/dev/null",
                              "--write-out", "%{http_code} %{num_connects}\n", url)
        self.assertEqual(out[:2], ["200 1", "200 0"])

    def test_refuses_a_large_body(self):
        with tempfile.NamedTemporaryFile() as large:
            large.write(b"x" * (1 << 20) + b"x")
            large.flush()
            out, _, _ = self.curl("--data-binary", "@" + large.name, self.http(False) + "/notify/ann")
            self.assertTrue(out[0].startswith("413"), out)

    def test_answers_a_preflight(self):
        out, head, _ = self.curl("--request", "OPTIONS", "--header", "Origin: http://page.example",
                                 "--header", "Access-Control-Request-Method: POST",
                                 "--header", "Access-Control-Request-Headers: x-signalr-user-agent",
                                 self.http(False) + "/hub/negotiate?negotiateVersion=1")
        self.assertEqual(out[0], "204 1")
        self.assertIn("Access-Control-Allow-Origin: http://page.example", head)
        self.assertIn("Access-Control-Allow-Headers: x-signalr-user-agent", head)

    def test_tells_the_connections(self):
        client = RawClient(self.serve.base(False), "/hub")
        self.curl("--data-binary", '{"text": "hi"}', self.http(False) + "/notify/ann")
        self.assertEqual(client.frame()[1], b'{"news":"hi"}')
        client.send(1, b"one two")
        self.assertEqual([client.frame()[1], client.frame()[1]], [b"one", b"two"])
        client.close()

    def test_logs_the_whole_request(self):
        self.curl("--data-binary", "the whole body", self.http(False) + "/notify/logged")
        rows = self.serve.rows("/notify/logged")
        self.assertEqual(rows[0]["kind"], "answered")
        self.assertIn("the whole body", rows[0]["request"])
        self.assertIn("202 Accepted", rows[0]["response"])

    def test_answers_node(self):
        script = """
            const url = process.argv[1];
            const answer = await fetch(url + '/hub/negotiate?negotiateVersion=1', {method: 'POST'});
            const token = (await answer.json()).connectionToken;
            const again = await fetch(url + '/notify/bob', {method: 'POST', body: JSON.stringify({text: token})});
            console.log(JSON.stringify([answer.status, again.status, (await again.json()).got.text === token]));
        """
        run = subprocess.run(["node", "--input-type=module", "--eval", script, self.http(False)],
                             capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(json.loads(run.stdout), [200, 202, True])

    def test_answers_a_page_of_another_origin(self):
        bases = [self.http(False), self.http(True)]
        seen = browse("companion.html", "&".join(f"base={base}" for base in bases))
        self.assertEqual(seen, {base: [200, True] for base in bases})


if __name__ == "__main__":
    unittest.main()
