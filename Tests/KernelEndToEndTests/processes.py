# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""What the operating system knows of the kernel's processes."""

import pathlib
import time

from harness import PATIENCE


def is_alive(process):
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        status = pathlib.Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_for_end(process):
    # The system sends no message about processes that are not our children.
    deadline = time.monotonic() + PATIENCE
    while is_alive(process):
        assert time.monotonic() < deadline, f"process {process} still runs"
        time.sleep(0.01)


def resident_bytes(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError(f"process {process} has no memory of its own")
