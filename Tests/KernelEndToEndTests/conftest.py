# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Installs the built kernel where Jupyter looks for it, and starts it for the tests."""

import os
import pathlib
import subprocess

import pytest
from harness import PATIENCE, Session
from jupyter_client import KernelManager
from jupyter_client.manager import start_new_kernel

ROOT = pathlib.Path(__file__).resolve().parents[2]
KERNEL_NAME = "martlet"


def kernel_program():
    """The program under test: that of the environment, else the release build."""
    program = pathlib.Path(os.environ.get("MARTLET", ROOT / ".build/release/martlet")).resolve()
    if not program.exists():
        pytest.exit(f"{program} does not exist: build it with 'swift build -c release'", returncode=2)
    return program


@pytest.fixture(scope="session", autouse=True)
def jupyter_home(tmp_path_factory):
    """A Jupyter installation of its own, so that nothing of the user's is read or changed."""
    home = tmp_path_factory.mktemp("jupyter")
    subprocess.run([kernel_program(), "install", "--prefix", home], check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(home / "share/jupyter"))
        for name in ("CONFIG", "DATA", "RUNTIME"):
            patch.setenv(f"JUPYTER_{name}_DIR", str(home / name.lower()))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        yield home


@pytest.fixture(scope="module")
def start_kernel(jupyter_home, tmp_path_factory):
    """Starts kernels, and ends them with the module."""
    sessions = []

    def start(env=None, transport="tcp"):
        manager = KernelManager(kernel_name=KERNEL_NAME, transport=transport)
        if transport == "ipc":
            # A socket's path has about a hundred bytes at most; pytest's folders are longer.
            manager.ip = str(tmp_path_factory.mktemp("i") / "k")
        manager.start_kernel(env={**os.environ, **(env or {})})
        session = Session(manager, timeout=PATIENCE)
        sessions.append(session)
        return session

    yield start
    for session in sessions:
        session.close()


@pytest.fixture(scope="module")
def kernel(start_kernel):
    """One kernel for the tests of a module; what a test declares, later ones see."""
    return start_kernel()


@pytest.fixture
def fresh_kernel(start_kernel):
    """A kernel for one test."""
    session = start_kernel()
    yield session
    session.close()


@pytest.fixture(scope="session")
def program():
    """The program under test."""
    return kernel_program()


@pytest.fixture
def client(jupyter_home):
    """A plain client of a fresh kernel."""
    manager, client = start_new_kernel(kernel_name=KERNEL_NAME)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)
