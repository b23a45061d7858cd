# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every example opens and is served without a word of complaint."""

import json
import re
import unittest
import urllib.error
import urllib.request

from harness import EXAMPLES, FOLDER, Serve


class ExamplesTest(unittest.TestCase):
    def test_they_say_what_to_try(self):
        listed = set(re.findall(r"<file>examples/(.+)</file>", (EXAMPLES.parent / "resources.qrc").read_text()))
        self.assertEqual(listed, {file.name for file in EXAMPLES.glob("*.json")})
        for file in EXAMPLES.glob("*.json"):
            with self.subTest(example=file.name):
                content = json.loads(file.read_text(encoding="utf-8"))
                self.assertTrue(content["name"])
                self.assertGreater(len(content["about"]), 40)
                self.assertTrue(content["requests"], "nothing to connect with")

    def test_they_are_played(self):
        played = set(re.findall(r"(\w+\.json)", (FOLDER / "CMakeLists.txt").read_text()))
        missing = {file.name for file in EXAMPLES.glob("*.json")} - played
        self.assertEqual(missing, set())

    def test_they_have_no_problem(self):
        for file in sorted(EXAMPLES.glob("*.json")):
            with self.subTest(example=file.name):
                with Serve(file=file) as serve:
                    url = next(iter(serve.urls.values())).replace("ws", "http", 1)
                    # The server answers, so the routes are compiled, and their problems told.
                    with self.assertRaises(urllib.error.HTTPError) as answer:
                        urllib.request.urlopen(url + "/no/such/path")
                    self.assertEqual(answer.exception.code, 404)
                    answer.exception.close()
                self.assertEqual(serve.errors.rest(), [])

    def test_a_problem_is_told(self):
        content = json.loads((EXAMPLES / "pingpong.json").read_text(encoding="utf-8"))
        content["servers"][0]["routes"][0]["rules"][0]["do"] = [{"sent": "pong"}]
        with Serve(content) as serve:
            told = serve.errors.wait(lambda lines: [line for line in lines if "Unknown verb" in line])
        self.assertIn("/ping, Answer, do[0]", told[0])


if __name__ == "__main__":
    unittest.main()
