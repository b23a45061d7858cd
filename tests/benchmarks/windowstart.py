#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of the window: how long until it can be used, and what it holds at rest.

windowstart.py PROGRAM [RUNS]: needs an X display (or xvfb-run) and xdotool. Prints milliseconds from the start of the
process until its window is mapped and has answered a question of the X server, the best and the median of RUNS (the
first one is cold and not counted), and the PSS five seconds later.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time


def window_of(process):
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid), "--name", "Framewright"],
        capture_output=True, text=True, check=False).stdout.split()
    return found[0] if found else None


def pss(process):
    with open(f"/proc/{process.pid}/smaps_rollup", encoding="ascii") as rollup:
        for line in rollup:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def start(program, home, wait):
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_CACHE_HOME=home + "/cache",
                       XDG_DATA_HOME=home + "/data")
    began = time.monotonic()
    process = subprocess.Popen([program], env=environment)
    try:
        while window_of(process) is None:
            if time.monotonic() - began > 30:
                raise RuntimeError("no window after 30 s")
            time.sleep(0.005)
        took = (time.monotonic() - began) * 1000
        if wait:
            time.sleep(5)
        return took, pss(process)
    finally:
        process.terminate()
        process.wait(10)


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as home:
        start(program, home, False)
        times = [start(program, home, False)[0] for _ in range(runs)]
        rest = start(program, home, True)[1]
    print(f"start: best {min(times):.0f} ms, median {statistics.median(times):.0f} ms of {runs}; "
          f"PSS at rest {rest:.1f} MB")


if __name__ == "__main__":
    main()
