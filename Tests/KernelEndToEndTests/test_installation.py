# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""`martlet install`, `uninstall` and `doctor` as a user meets them."""

import json
import os
import pathlib
import subprocess
import sys

import pytest


@pytest.fixture
def martlet(program, tmp_path):
    """Runs martlet with a home of its own; returns the finished process."""

    def run(*arguments, **variables):
        environment = {**os.environ, "HOME": str(tmp_path), "JUPYTER_DATA_DIR": str(tmp_path / "data"), **variables}
        environment.pop("XDG_CACHE_HOME", None)
        return subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)

    return run


def kernels(data_folder):
    """What Jupyter itself lists."""
    environment = {**os.environ, "JUPYTER_DATA_DIR": str(data_folder)}
    program = pathlib.Path(sys.executable).with_name("jupyter-kernelspec")
    listed = subprocess.run([program, "list", "--json"], env=environment, capture_output=True, text=True, check=True)
    return json.loads(listed.stdout)["kernelspecs"]


def test_jupyter_lists_an_installed_kernel_and_not_a_removed_one(martlet, tmp_path, program):
    assert martlet("install", "--user", "--name", "swift-test", "--display-name", "Swift, for a test").returncode == 0
    spec = kernels(tmp_path / "data")["swift-test"]["spec"]
    assert spec["argv"] == [str(program), "kernel", "--connection-file", "{connection_file}"]
    assert (spec["display_name"], spec["language"]) == ("Swift, for a test", "swift")
    assert spec["interrupt_mode"] == "message"
    assert sorted(os.listdir(tmp_path / "data/kernels/swift-test")) == [
        "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg",
    ]
    assert martlet("uninstall", "--user", "--name", "swift-test").returncode == 0
    assert "swift-test" not in kernels(tmp_path / "data")


def test_bad_names_and_places_are_refused_in_words(martlet, tmp_path):
    bad = martlet("install", "--name", "a b")
    assert bad.returncode != 0 and "letters, digits" in bad.stderr
    (tmp_path / "file").write_text("")
    unwritable = martlet("install", "--prefix", str(tmp_path / "file"))
    assert unwritable.returncode != 0 and "Cannot write" in unwritable.stderr
    missing = martlet("uninstall")
    assert missing.returncode != 0 and "There is no kernel 'martlet'" in missing.stderr


def test_the_doctor_finds_a_built_kernel_well(martlet):
    martlet("install")
    examined = martlet("doctor")
    assert examined.returncode == 0, examined.stdout
    assert "problem" not in examined.stdout
    for subject in ["toolchain", "Martlet", "libraries", "cache", "memory", "a cell", "kernelspec"]:
        assert any(line.startswith("ok") and subject in line for line in examined.stdout.splitlines()), subject


def test_the_doctor_says_that_the_toolchain_is_missing_and_fails(martlet):
    examined = martlet("doctor", SWIFT_TOOLCHAIN="/nowhere")
    assert examined.returncode == 1
    assert any(line.startswith("problem  toolchain") for line in examined.stdout.splitlines())
    assert "-> " in examined.stdout
