# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""The built kernel, installed into a folder of the test run's own.

The program is `.build/release/martlet`, or what the variable MARTLET names.
"""

import os
import pathlib
import subprocess

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def program():
    path = pathlib.Path(os.environ.get("MARTLET", ROOT / ".build" / "release" / "martlet")).resolve()
    assert path.exists(), f"{path} is missing: run 'make build'"
    return path


@pytest.fixture(scope="session")
def installed_kernel(program, tmp_path_factory):
    """The name of a kernel that Jupyter finds for as long as the tests run."""
    prefix = tmp_path_factory.mktemp("prefix")
    subprocess.run([program, "install", "--prefix", prefix], check=True, capture_output=True)
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = f"{prefix}/share/jupyter"
    yield "martlet"
    if before is None:
        del os.environ["JUPYTER_PATH"]
    else:
        os.environ["JUPYTER_PATH"] = before


@pytest.fixture
def client(installed_kernel):
    """A client of a fresh kernel."""
    manager, client = start_new_kernel(kernel_name=installed_kernel)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)
