# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures a Martlet kernel and ipykernel in turns, through jupyter_client, and prints a table.

    python Tests/Benchmarks/kernels.py PROGRAM [--starts N] [--cells N]

Times are what a front end sees: from sending a request to the last message that answers it. Medians; the ratio is
Martlet's time over ipykernel's.
"""

import argparse
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import time

import psutil
import zmq
from jupyter_client.manager import KernelManager

TARGETS = {
    "start to kernel_info (s)": 0.3,
    "first cell (s)": 0.3,
    "1 + 1, new cell (ms)": 120,
    "1 + 1, re-run (ms)": 10,
    "memory, idle (MiB)": 120,
}


class Session:
    """A running kernel and the requests that are measured."""

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        self.manager.context.setsockopt(zmq.RECONNECT_IVL, 5)  # else connecting comes in steps of 100 ms
        began = time.perf_counter()
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.client.kernel_info()
        self.client.get_shell_msg(timeout=60)
        self.start_seconds = time.perf_counter() - began
        self.wait_for_iopub()

    def wait_for_iopub(self):
        """A subscription takes a moment, and what is published before it is lost."""
        while True:
            self.client.kernel_info()
            self.client.get_shell_msg(timeout=60)
            try:
                self.client.get_iopub_msg(timeout=0.2)
                return
            except queue.Empty:
                continue

    def execute(self, code):
        """Seconds until the cell has ended and the kernel is idle again."""
        began = time.perf_counter()
        request = self.client.execute(code)
        idle = reply = False
        while not (idle and reply):
            message = self.client.get_iopub_msg(timeout=120) if not idle else self.client.get_shell_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                sys.exit(f"the cell {code!r} failed: {content['evalue']}")
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                idle = True
            if message["msg_type"] == "execute_reply":
                reply = True
        return time.perf_counter() - began

    def mebibytes(self):
        """Memory of the kernel and of every process under it; what they share is counted once (PSS)."""
        kernel = psutil.Process(self.manager.provisioner.pid)
        return sum(process.memory_full_info().pss for process in [kernel, *kernel.children(recursive=True)]) / 2**20

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def measure(name, declare, cells):
    """Every row of the table for one kernel; `declare` writes the cell that declares variable k from variable k - 1."""
    session = Session(name)
    rows = {"start to kernel_info (s)": session.start_seconds}
    rows["first cell (s)"] = session.execute("1 + 1")
    time.sleep(1)
    rows["memory, idle (MiB)"] = session.mebibytes()
    rows["1 + 1, new cell (ms)"] = 1000 * statistics.median(session.execute(f"1 + {k}") for k in range(2, 12))
    rows["1 + 1, re-run (ms)"] = 1000 * statistics.median(session.execute("1 + 1") for _ in range(20))
    if cells:
        session.execute(declare(0))
        times = [session.execute(declare(k)) for k in range(1, cells + 1)]
        early, late = statistics.median(times[:20]), statistics.median(times[-20:])
        rows[f"cells 1 to 20 of {cells} (ms)"] = 1000 * early
        rows[f"cells {cells - 19} to {cells} of {cells} (ms)"] = 1000 * late
        rows["growth (late / early)"] = late / early
        rows[f"memory after {cells} cells (MiB)"] = session.mebibytes()
    session.stop()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--starts", type=int, default=5, help="how often each kernel is started")
    parser.add_argument("--cells", type=int, default=200, help="length of the long session")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as prefix:
        subprocess.run([options.program, "install", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        os.environ["JUPYTER_PATH"] = f"{prefix}/share/jupyter"
        kernels = {
            "martlet": lambda k: f"let v{k} = v{k - 1} + 1" if k else "let v0 = 0",
            "python3": lambda k: f"v{k} = v{k - 1} + 1" if k else "v0 = 0",
        }
        found = {name: [] for name in kernels}
        for turn in range(options.starts):
            for name, declare in kernels.items():
                found[name].append(measure(name, declare, options.cells if turn == 0 else 0))

    print(f"{'':32} {'Martlet':>10} {'ipykernel':>10} {'ratio':>8} {'target':>8}")
    for row in found["martlet"][0]:
        ours, theirs = (statistics.median(rows[row] for rows in found[name] if row in rows) for name in kernels)
        target = TARGETS.get(row)
        print(f"{row:32} {ours:10.3g} {theirs:10.3g} {ours / theirs:8.2f} {'' if target is None else f'{target:8g}'}")


if __name__ == "__main__":
    main()
