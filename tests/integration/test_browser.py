# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A page in headless Chromium talks to the routes."""

import unittest

from browser import browse
from harness import Serve


class BrowserTest(unittest.TestCase):
    def test_routes(self):
        with Serve() as serve:
            bases = [serve.base(secure) for secure in (False, True)]
            targets = [base + path for base in bases for path in ("/echo", "/plain")]
            result = browse("page.html", "&".join(f"target={target}" for target in targets))
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
