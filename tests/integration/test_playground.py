# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Python websockets, aiohttp and a page in Chromium and Firefox on the playground's plain routes."""

import asyncio
import json
import unittest
import urllib.error
import urllib.request

import aiohttp
import websockets

from browser import browse, chromium, firefox
from harness import EXAMPLES, PATIENCE, RawClient, Serve

ECHOES = [
    ("!count 3", ["1", "2", "3"]),
    ("!size 5", ["xxxxx"]),
    ("!frag fragments", ["fragments"]),
    ("!ping beat", ["pong beat"]),
    ("!query who", ["a b"]),
    ("!subprotocol", ["chat"]),
    ("!bin 00ff", [b"\x00\xff"]),
    ("!late 20 later", ["later"]),
    ("\ufeffany text", ["\ufeffany text"]),
]


class PlaygroundTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.serve = Serve(file=EXAMPLES / "playground.json")
        cls.base = next(iter(cls.serve.urls.values()))

    @classmethod
    def tearDownClass(cls):
        cls.serve.end()
        assert cls.serve.errors.rest() == [], cls.serve.errors.all()

    def run_async(self, scene):
        asyncio.run(asyncio.wait_for(scene, PATIENCE))

    def test_websockets(self):
        async def scene():
            url = f"{self.base}/echo?who=a%20b"
            async with websockets.connect(url, subprotocols=["soap", "chat"]) as peer:
                self.assertEqual(peer.subprotocol, "chat")
                for word, answers in ECHOES:
                    await peer.send(word)
                    for answer in answers:
                        self.assertEqual(await peer.recv(), answer)
                await peer.send(b"\x00" * 100000)
                self.assertEqual(await peer.recv(), b"\x00" * 100000)
                await peer.send("!close 4123 enough")
                with self.assertRaises(websockets.ConnectionClosed) as closed:
                    await peer.recv()
                self.assertEqual((closed.exception.rcvd.code, closed.exception.rcvd.reason), (4123, "enough"))
            for word in ("!drop reset", "!drop fin"):
                async with websockets.connect(url) as peer:
                    await peer.send(word)
                    with self.assertRaises(websockets.ConnectionClosed) as closed:
                        await peer.recv()
                    self.assertIsNone(closed.exception.rcvd)
            for path, status in (("/nowhere", 404), ("/ocpp/CP1", 401), ("/socket.io/?EIO=3&transport=websocket", 400)):
                with self.assertRaises(websockets.InvalidStatusCode) as refused:
                    await websockets.connect(self.base + path)
                self.assertEqual(refused.exception.status_code, status)

        self.run_async(scene())

    def test_aiohttp(self):
        async def scene():
            async with aiohttp.ClientSession() as session:
                async with session.ws_connect(f"{self.base}/echo?who=a%20b", protocols=["chat"],
                                              compress=15, headers={"X-Mine": "yes"}) as peer:
                    for word, answers in ECHOES + [("!header x-mine", ["yes"])]:
                        await peer.send_str(word)
                        for answer in answers:
                            self.assertEqual((await peer.receive()).data, answer)
                    await peer.send_str("!close 4000 bye")
                    closing = await peer.receive()
                    self.assertEqual((closing.type, closing.data, closing.extra), (aiohttp.WSMsgType.CLOSE, 4000, "bye"))
                async with session.ws_connect(f"{self.base}/chat?name=ann") as ann:
                    self.assertEqual((await ann.receive_json())["event"], "connecting")
                    self.assertEqual((await ann.receive_json())["users"], ["ann"])
                    await ann.send_json({"event": "writeMessage", "text": "hi"})
                    written = await ann.receive_json()
                    self.assertEqual((written["from"], written["text"], written["mine"]), ("ann", "hi", True))
                async with session.post(self.base.replace("ws", "http", 1) + "/hub/negotiate") as answer:
                    self.assertEqual(answer.status, 200)
                    self.assertEqual((await answer.json())["negotiateVersion"], 1)

        self.run_async(scene())

    def test_fragments_on_the_wire(self):
        peer = RawClient(self.base, "/echo")
        peer.send(1, b"!frag abcdefgh")
        frames = [peer.frame() for _ in range(3)]
        self.assertEqual(frames, [(1, b"abc"), (0, b"def"), (0, b"gh")])
        peer.close()

    def test_chromium(self):
        self.browse(chromium)

    def test_firefox(self):
        self.browse(firefox)

    def test_a_plain_get_leaves_the_port_alive(self):
        content = json.loads((EXAMPLES / "playground.json").read_text(encoding="utf-8"))
        paths = [route["path"].replace("{cp}", "CP1") for route in content["servers"][0]["routes"]]
        self.assertEqual(len(paths), 14)
        for path in paths:
            with self.subTest(path=path):
                with self.assertRaises(urllib.error.HTTPError) as answer:
                    urllib.request.urlopen(self.base.replace("ws", "http", 1) + path)
                self.assertEqual(answer.exception.code // 100, 4)
                answer.exception.close()

    def browse(self, program):
        words = [(word, len(answers)) for word, answers in ECHOES if isinstance(answers[0], str)]
        say = json.dumps({"event": "writeMessage", "text": "hi"})
        seen = browse("playground.html", program=program, task=[
            {"url": f"{self.base}/echo?who=a%20b", "protocols": ["soap", "chat"], "send": words + [("!close 4001 go", 0)]},
            {"url": f"{self.base}/echo", "send": [("!drop reset", 0)]},
            {"url": f"{self.base}/chat?name=eve", "greeting": 2, "send": [(say, 1), (json.dumps({"event": "x"}), 1)], "close": 4002},
            {"url": f"{self.base}/graphql", "protocols": ["graphql-transport-ws"],
             "send": [(json.dumps({"type": "connection_init"}), 1), ("no json", 0)]},
            {"url": f"{self.base}/ocpp/CP1", "send": []},
        ])
        echo, dropped, chat, graphql, refused = seen
        self.assertEqual(echo["protocol"], "chat")
        self.assertEqual(echo["messages"], [answer for _, answers in ECHOES for answer in answers if isinstance(answer, str)])
        self.assertEqual(echo["close"], {"code": 4001, "reason": "go", "clean": True})
        self.assertEqual(dropped["close"], {"code": 1006, "reason": "", "clean": False})
        self.assertEqual([json.loads(text)["event"] for text in chat["messages"]],
                         ["connecting", "connected", "messageWritten", "error"])
        self.assertEqual(chat["close"]["code"], 4002)
        self.assertEqual([json.loads(text) for text in graphql["messages"]], [{"type": "connection_ack"}])
        self.assertEqual((graphql["close"]["code"], graphql["close"]["reason"]), (4400, "Invalid message received"))
        # A refused handshake shows nothing but 1006 to a page.
        self.assertEqual(refused["close"]["code"], 1006)


if __name__ == "__main__":
    unittest.main()
