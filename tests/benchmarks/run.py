#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Framewright beside its peers: a plain QWebSocketServer and npm ws, in one go and interleaved.

Usage: tests/benchmarks/run.py [--build build/release] [--rounds 5] [--seconds 2] [--only NAME,...]

Every round visits every server for every case, so that a noisy machine is noisy for all; medians are
compared, and what counts is the ratio. A fresh server is started for each figure.
"""
import argparse
import json
import os
import pathlib
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# name, load client's options, our share to reach: {peer: ratio}. Higher is better unless LOWER names it.
CASES = {
    "50x16x100": (["--connections", "50", "--window", "16", "--size", "100"], "per_second", {"plain": 0.6, "ws": 5.0}),
    "50x16x64K": (["--connections", "50", "--window", "16", "--size", "65536"], "per_second", {"plain": 1.2}),
    "1000x1x100": (["--connections", "1000", "--window", "1", "--size", "100"], "per_second", {"ws": 1.3}),
    "round-trip": (["--connections", "1", "--window", "1", "--size", "100"], "p50_us", {"plain": 1.2}),
    "idle-5000": (["--mode", "idle", "--connections", "5000"], "kb_per_connection", {"absolute": 18.0}),
    "burst-5000": (["--mode", "burst", "--connections", "5000"], "upgraded_s", {"absolute": 3.0}),
}
LOWER = {"p50_us", "kb_per_connection", "upgraded_s", "listening_ms", "pss_mb"}
RATE = 300_000

WORKSPACE = {
    "framewright": 1,
    "name": "Benchmark",
    "servers": [
        {
            "name": "Bench",
            "host": "127.0.0.1",
            "port": 9001,
            "routes": [
                {
                    "path": "/echo",
                    "accept": {"deflate": {"enabled": False}},
                    "rules": [{"do": [{"send": {"same": True}}]}],
                }
            ],
        }
    ],
}

# What rules cost: the same message to each path of one server. Path, what it shows, {beside: ratio to reach}.
REQUEST = ('{"jsonrpc":"2.0","id":12345,"method":"getTicker","params":{"symbol":"BTCUSDT","depth":20,"pad":"xxxxxx"}}')
ANSWER = {"send": {"jsonrpc": "2.0", "id": "{{$.id}}", "result": {"symbol": "{{$.params.symbol}}"}}}
RULES = {
    "/echo": ([{"do": [{"send": {"same": True}}]}], {}),
    "/json": ([{"match": {"$.method": "getTicker"}, "do": [ANSWER]}], {"/echo": 0.35}),
    "/script": ([{"when": "[$.params.depth].map(x => x * 2)[0] === 40",
                  "do": [{"send": {"id": "{{$.id}}", "result": "{{[1, 2].map(x => x + $.id).join('-')}}"}}]}],
                {"/echo": 0.1}),
    "/many": ([{"match": {"$.method": f"method{i}"}, "do": [{"send": "no"}]} for i in range(199)]
              + [{"match": {"$.method": "getTicker"}, "do": [ANSWER]}], {"/json": 1 / 3}),
}
# What a broadcast every 10 ms to 1000 clients may come to at most, in milliseconds.
BROADCAST = {"late_ms_p99": 2.0, "fan_out_ms_p99": 10.0, "drift_ms": 1.0}
MOCKOON = 6_800  # Messages a second that the best-known mocker answers with a template, measured elsewhere.
MOCKOON_RATIO = 40


class Server:
    """A server under test: started on a free port, its first line says which."""

    def __init__(self, name, tls, build, folder, routes=None):
        self.name = name
        self.capture = None
        files = [str(folder / "certificate.pem"), str(folder / "key.pem")] if tls else []
        if name == "plain":
            command = [str(build / "bin/bench_plainserver"), "0", *files]
        elif name == "ws":
            command = ["node", str(HERE / "ws_echo.cjs"), *files]
        else:
            workspace = json.loads(json.dumps(WORKSPACE))
            if routes:
                workspace["servers"][0]["routes"] = routes
            if tls:
                workspace["servers"][0]["tls"] = {"certificate": "certificate.pem", "key": "key.pem"}
            file = folder / ("bench-tls.json" if tls else "bench.json")
            file.write_text(json.dumps(workspace))
            command = [str(build / "bin/framewright-cli"), "serve", str(file), "--port", "0"]
            if name == "framewright":
                self.capture = folder / "capture.sqlite"
                for stale in folder.glob("capture.sqlite*"):
                    stale.unlink()
                command += ["--capture", str(self.capture)]
        start = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        self.listening_ms = (time.monotonic() - start) * 1000
        if not line.startswith("listening"):
            raise SystemExit(f"{name} did not start: {line!r}")
        address = line.split()[1]
        self.port = int(address.rsplit(":", 1)[-1].rstrip("/"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def pss_mb(self):
        for line in open(f"/proc/{self.process.pid}/smaps_rollup"):
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        return 0.0


class Mockoon:
    """The best-known mocker, as its users run it: a rule on $.method, a body with two templates, its log to nobody."""

    FOLDER = HERE / "mockoon"

    def __init__(self, folder):
        if not (self.FOLDER / "node_modules").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=self.FOLDER, check=True)
        self.port = free_port()
        environment = json.loads((self.FOLDER / "environment.json").read_text())
        environment["port"] = self.port
        file = folder / "mockoon.json"
        file.write_text(json.dumps(environment))
        self.process = subprocess.Popen(
            ["node", str(self.FOLDER / "node_modules/@mockoon/cli/bin/run.js"), "start", "--data", str(file),
             "--disable-log-to-file"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=str(folder)))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise SystemExit("Mockoon did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def missed_rows(capture):
    """What the store says it could not take, and how many rows it has."""
    with sqlite3.connect(f"file:{capture}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT count(*) FROM event").fetchone()[0]
        missed = database.execute("SELECT value FROM meta WHERE key = 'missed'").fetchone()
    return int(missed[0]) if missed else 0, rows


def load(build, server, options, seconds, tls):
    command = [str(build / "bin/bench_load"), "--port", str(server.port), "--pid", str(server.process.pid), *options]
    if "--mode" not in options:
        command += ["--seconds", str(seconds)]
    if tls:
        command.append("--tls")
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(folder / "key.pem"), "-out",
         str(folder / "certificate.pem"), "-days", "30", "-subj", "/CN=localhost"],
        check=True, capture_output=True)


def median(values):
    return statistics.median(values) if values else float("nan")


def compare(name, figure, samples, targets):
    """One block of the report: each server's median and spread, then our ratios beside the targets."""
    print(f"\n## {name}: {figure}")
    for server, values in samples.items():
        print(f"  {server:<22} {median(values):>12,.1f}   [{min(values):,.1f} to {max(values):,.1f}]")
    missed = 0
    for peer, target in targets.items():
        for ours in (s for s in samples if s.startswith("framewright")):
            value = median(samples[ours])
            ratio = value if peer == "absolute" else value / median(samples[peer])
            good = ratio <= target if figure in LOWER else ratio >= target
            if ours == "framewright":
                missed += not good
            what = "" if peer == "absolute" else f" of {peer}"
            print(f"  {ours}: {ratio:.2f}{what}, to reach {target} {'- reached' if good else '- NOT reached'}")
    sys.stdout.flush()
    return missed


def measure_case(args, build, folder, name, tls):
    options, figure, targets = CASES[name]
    samples = {server: [] for server in args.servers}
    for _ in range(args.rounds):
        for which in args.servers:
            server = Server(which, tls, build, folder)
            try:
                result = load(build, server, options, args.seconds, tls)
            finally:
                server.stop()
            if figure in result:
                samples[which].append(result[figure])
            else:
                print(f"  {which}: failed: {result}")
    return compare(name + (" over TLS" if tls else ""), figure, {k: v for k, v in samples.items() if v}, targets)


def measure_start(args, build, folder):
    samples = {server: [] for server in args.servers}
    memory = {server: [] for server in args.servers}
    for _ in range(args.rounds * 2):
        for which in args.servers:
            server = Server(which, False, build, folder)
            samples[which].append(server.listening_ms)
            time.sleep(0.5)
            memory[which].append(server.pss_mb())
            server.stop()
    return (compare("start to listening", "listening_ms", samples, {"absolute": 60.0})
            + compare("memory at rest", "pss_mb", memory, {"absolute": 25.0}))


def measure_sustained(args, build, folder):
    """300,000 echoes a second, every one of them recorded."""
    print(f"\n## sustained: {RATE:,} echoes a second, none missed")
    bad = 0
    for _ in range(max(1, args.rounds // 2)):
        server = Server("framewright", False, build, folder)
        result = load(build, server, ["--connections", "50", "--window", "16", "--size", "100", "--rate", str(RATE)],
                      max(5.0, args.seconds), False)
        server.stop()
        missed, rows = missed_rows(server.capture)
        good = missed == 0 and result["per_second"] > RATE * 0.98
        bad += not good
        print(f"  {result['per_second']:,.0f} a second, {rows:,} rows kept, {missed:,} missed"
              f" {'- reached' if good else '- NOT reached'}")
    return bad


def measure_rules(args, build, folder):
    """A matched and templated reply, a script, 200 rules: beside our own plain echo, all recorded."""
    routes = [{"path": path, "accept": {"deflate": {"enabled": False}}, "rules": rules}
              for path, (rules, _) in RULES.items()]
    samples = {path: [] for path in RULES}
    mockoon = []
    options = ["--connections", "50", "--window", "32", "--text", REQUEST]
    for _ in range(args.rounds):
        for path in RULES:
            server = Server("framewright", False, build, folder, routes)
            try:
                samples[path].append(load(build, server, [*options, "--path", path], args.seconds, False)["per_second"])
            finally:
                server.stop()
        peer = Mockoon(folder)
        try:
            mockoon.append(load(build, peer, [*options, "--path", "/json"], args.seconds, False)["per_second"])
        finally:
            peer.stop()
    print("\n## rules: messages a second at 50 connections, 32 in flight, 100 bytes, recorded")
    bad = 0
    for path, values in samples.items():
        print(f"  {path:<10} {median(values):>12,.0f}   [{min(values):,.0f} to {max(values):,.0f}]")
        for peer, target in RULES[path][1].items():
            ratio = median(values) / median(samples[peer])
            bad += ratio < target
            print(f"    {ratio:.2f} of {peer}, to reach {target:.2f} {'- reached' if ratio >= target else '- NOT reached'}")
    print(f"  Mockoon    {median(mockoon):>12,.0f}   [{min(mockoon):,.0f} to {max(mockoon):,.0f}]")
    times = median(samples["/json"]) / median(mockoon)
    bad += times < MOCKOON_RATIO
    print(f"  /json: {times:.0f} times Mockoon, to reach {MOCKOON_RATIO}"
          f" {'- reached' if times >= MOCKOON_RATIO else '- NOT reached'}"
          f" ({median(samples['/json']) / MOCKOON:.0f} times the {MOCKOON:,} it reached on another machine)")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", default="",
                        help="names of cases, comma-separated; also start, sustained, tls, client, broadcast, rules")
    parser.add_argument("--servers", default="plain,ws,framewright,framewright-norecord")
    args = parser.parse_args()
    args.servers = args.servers.split(",")
    build = pathlib.Path(args.build).resolve()
    only = set(filter(None, args.only.split(",")))
    wanted = lambda name: not only or name in only
    bad = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        certificate(folder)
        for name in CASES:
            if wanted(name):
                bad += measure_case(args, build, folder, name, False)
        if wanted("start"):
            bad += measure_start(args, build, folder)
        if wanted("sustained"):
            bad += measure_sustained(args, build, folder)
        if wanted("tls"):
            for name in ("50x16x100", "50x16x64K", "1000x1x100", "round-trip"):
                bad += measure_case(args, build, folder, name, True)
        if wanted("client"):
            bad += measure_client(args, build, folder)
        if wanted("rules"):
            bad += measure_rules(args, build, folder)
        if wanted("broadcast"):
            bad += measure_broadcast(args, build)
    print(f"\n{bad} figure(s) not reached" if bad else "\nevery figure reached")
    return 1 if bad else 0


def measure_broadcast(args, build):
    """A broadcast every 10 ms to 1000 clients: when it fires, whether it drifts, how long it takes to all; beside a
    bare loop of sends, the floor of this machine."""
    samples = {}
    floor = {}
    command = [str(build / "bin/bench_broadcast"), "1000", "10", str(max(5, int(args.seconds * 2)))]
    for _ in range(max(1, args.rounds // 2)):
        for figures, mode in ((floor, ["floor"]), (samples, [])):
            result = subprocess.run([*command, *mode], capture_output=True, text=True, check=False)
            if result.returncode not in (0, 1):
                print("  failed: " + (result.stdout + result.stderr).strip())
                return 1
            for figure, value in json.loads(result.stdout).items():
                figures.setdefault(figure, []).append(abs(value))
    print("\n## broadcast: every 10 ms to 1000 clients, recorded")
    bad = 0
    for figure, values in samples.items():
        target = BROADCAST.get(figure)
        line = f"  {figure:<22} {median(values):>12,.3f}   [{min(values):,.3f} to {max(values):,.3f}]"
        if target is not None:
            good = median(values) <= target
            bad += not good
            line += f"   to reach {target} {'- reached' if good else '- NOT reached'}"
            line += f"; a bare loop of sends: {median(floor[figure]):,.3f}"
        print(line)
    return bad


def measure_client(args, build, folder):
    """Our client session beside a bare QWebSocket, both against the plain server, in one process and run."""
    bad = 0
    for tls in (False, True):
        print(f"\n## client: our session beside a bare QWebSocket{' over TLS' if tls else ''}")
        server = Server("plain", tls, build, folder)
        try:
            command = [str(build / "bin/bench_client"), str(server.port), str(args.rounds), *(["tls"] if tls else [])]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        finally:
            server.stop()
        print("\n".join("  " + line for line in (result.stdout + result.stderr).splitlines()))
        bad += result.returncode
    return bad


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
