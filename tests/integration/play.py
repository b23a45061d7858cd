# SPDX-FileCopyrightText: 2026 Framewright contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""play.py EXAMPLE.json PEER.js [OPTION...]: lets a client talk to `framewright-cli serve` on an example workspace.

The client is a process of its own; it fails where it says so, or where the server has something to complain about.
"""

import subprocess
import sys
from pathlib import Path

from harness import EXAMPLES, FOLDER, PATIENCE, Serve


def main(example, peer, *options):
    if not (FOLDER / "node_modules" / "ws").is_dir():
        return "run `npm ci` in tests/integration first"
    with Serve(file=EXAMPLES / example, options=options) as serve:
        run = subprocess.run(["node", str(FOLDER / "peers" / peer), next(iter(serve.urls.values()))],
                             timeout=8 * PATIENCE, check=False)
        complaints = serve.errors.all()
    if run.returncode != 0 or complaints:
        return "\n".join([f"{peer} ended with {run.returncode} on {example}"] + complaints)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
