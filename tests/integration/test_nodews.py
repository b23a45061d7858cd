# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""npm ws talks to the routes."""

import json
import subprocess
import unittest
from pathlib import Path

from harness import COMBINATIONS, PATIENCE, SIZES, Serve

FOLDER = Path(__file__).resolve().parent


class NodeWsTest(unittest.TestCase):
    def test_routes(self):
        self.assertTrue((FOLDER / "node_modules" / "ws").is_dir(), "run `npm ci` in tests/integration first")
        with Serve() as serve:
            for secure, deflate in COMBINATIONS:
                with self.subTest(secure=secure, deflate=deflate):
                    run = subprocess.run(["node", str(FOLDER / "wsclient.js"), serve.base(secure), str(deflate).lower()],
                                         capture_output=True, text=True, timeout=PATIENCE)
                    self.assertEqual(run.returncode, 0, run.stderr)
                    seen = json.loads(run.stdout)
                    self.assertEqual(seen["echo"], {
                        "subprotocol": "chat",
                        "extensions": "permessage-deflate" if deflate else "",
                        "echoes": 2 * len(SIZES),
                        "fragments": "fragments",
                        "pong": "beat",
                        "code": 4000,
                        "reason": "because",
                    })
                    self.assertEqual(seen["private"], {"status": 401, "body": "log in first"})
                    self.assertEqual(seen["nowhere"]["status"], 404)


if __name__ == "__main__":
    unittest.main()
