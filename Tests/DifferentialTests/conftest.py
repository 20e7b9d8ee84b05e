# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Fresh random problems in each run: the seed is printed, and MARTLET_SEED repeats a run."""

import os

# Small problems: threads would only get in each other's way. Before numpy is imported.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import pathlib
import secrets

import numpy as np
import pytest
from runner import Runner

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = int(os.environ.get("MARTLET_SEED", secrets.randbelow(2**31)))


def pytest_report_header(config):
    return f"differential tests: MARTLET_SEED={SEED}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.failed:
        report.sections.append(("seed", f"repeat with MARTLET_SEED={SEED}"))


@pytest.fixture(scope="session")
def ask():
    """Asks the program under test: that of the environment, else the release build."""
    program = pathlib.Path(os.environ.get("MARTLET_RUNNER", ROOT / ".build/release/differential-runner")).resolve()
    if not program.exists():
        pytest.exit(f"{program} does not exist: build it with 'swift build -c release'", returncode=2)
    runner = Runner(program)
    yield runner
    runner.close()


@pytest.fixture
def rng(request):
    """A generator of its own for each test, from the run's seed and the test's name."""
    return np.random.default_rng([SEED, *request.node.name.encode()])
