# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures operations on tensors beside NumPy's, on the same numbers, and prints a table.

    python Tests/Benchmarks/tensors.py PROGRAM [--rounds N]

PROGRAM is the built `bench-tensors`. Both sides take the shortest of several rounds, one side after the other; the ratio
is NumPy's time over Martlet's, so more than 1 is faster than NumPy. BLAS chooses its kernels by the processor on both
sides (OPENBLAS_CORETYPE is taken out of the environment).
"""

import argparse
import os
import subprocess
import time
import warnings

os.environ.pop("OPENBLAS_CORETYPE", None)  # before NumPy is imported

import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")


def measure(operation):
    def seconds(repeats):
        began = time.perf_counter()
        for _ in range(repeats):
            operation()
        return (time.perf_counter() - began) / repeats

    once = max(min(seconds(1), seconds(1)), 1e-7)
    repeats = max(1, int(0.01 / once))
    return min(seconds(repeats) for _ in range(7))


def assign(array, mask):
    array[mask] = 0


def operations(x, y):
    side = 1000 if x.size >= 1_000_000 else 100
    table = x[: side * side].reshape(side, side)
    mask = x > 0
    places = np.argsort(x[: x.size // 10], kind="stable")
    written = x.copy()
    found = {
        "a + b": lambda: x + y,
        "a - b": lambda: x - y,
        "a * b": lambda: x * y,
        "a / b": lambda: x / y,
        "a + 1": lambda: x + 1,
        "(a - 1) * 2 / b": lambda: (x - 1) * 2 / y,
        "a > b": lambda: x > y,
        "a == b": lambda: x == y,
        "abs": lambda: np.abs(x),
        "sqrt": lambda: np.sqrt(y),
        "exp": lambda: np.exp(x),
        "log": lambda: np.log(y),
        "sin": lambda: np.sin(x),
        "tanh": lambda: np.tanh(x),
        "a ** 2": lambda: x**2,
        "a ** 1.7": lambda: y**1.7,
        "maximum": lambda: np.maximum(x, y),
        "where": lambda: np.where(x > 0, x, y),
        "sum": lambda: x.sum(),
        "mean": lambda: x.mean(),
        "var": lambda: x.var(),
        "max": lambda: x.max(),
        "argmax": lambda: x.argmax(),
        "nanmean": lambda: np.nanmean(x),
        "cumsum": lambda: x.cumsum(),
        "diff": lambda: np.diff(x),
        "sort": lambda: np.sort(x),
        "argsort stable": lambda: np.argsort(x, kind="stable"),
        "median": lambda: np.median(x),
        "a[mask]": lambda: x[mask],
        "a[::2] copy": lambda: x[::2].copy(),
        "a.T copy": lambda: np.ascontiguousarray(table.T),
        "a[list]": lambda: x[places],
        "rows by list": lambda: table[list(range(0, side, 3))],
        "a[mask] = 0": lambda: assign(written, mask),
        "mask sum": lambda: mask.sum(),
    }
    for axis in (0, 1):
        found[f"sum axis {axis}"] = lambda axis=axis: table.sum(axis)
        found[f"var axis {axis}"] = lambda axis=axis: table.var(axis)
        found[f"max axis {axis}"] = lambda axis=axis: table.max(axis)
        found[f"argmax axis {axis}"] = lambda axis=axis: table.argmax(axis)
        found[f"cumsum axis {axis}"] = lambda axis=axis: table.cumsum(axis)
    return found


def peers():
    found = {}
    for size in (10_000, 1_000_000):
        rng = np.random.RandomState(1)
        x, y = rng.randn(size), rng.rand(size) + 0.5
        for kind in ("f8", "f4"):
            for name, operation in operations(x.astype(kind), y.astype(kind)).items():
                found[f"{name} {kind} {size}"] = operation
        whole = rng.randint(-1000, 1000, size)
        found[f"a + b i8 {size}"] = lambda whole=whole: whole + whole
        found[f"a * b i8 {size}"] = lambda whole=whole: whole * whole
        found[f"sum i8 {size}"] = lambda whole=whole: whole.sum()
        found[f"max i8 {size}"] = lambda whole=whole: whole.max()
    matrix = np.random.RandomState(2).randn(600, 600)
    single = matrix.astype("f4")
    found["matmul 600 f8"] = lambda: matrix @ matrix
    found["matmul 600 f4"] = lambda: single @ single
    found["matmul 600 transposed f8"] = lambda: matrix.T @ matrix
    found["randn 1000000"] = lambda: np.random.RandomState(3).randn(1_000_000)
    found["permutation 1000000"] = lambda: np.random.RandomState(3).permutation(1_000_000)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=2, help="how often both sides are measured in turns")
    options = parser.parse_args()

    theirs, ours = {}, {}
    calls = peers()
    for _ in range(options.rounds):
        lines = subprocess.run([options.program], check=True, capture_output=True, text=True).stdout.splitlines()
        for name, seconds in (line.split("\t") for line in lines):
            ours[name] = min(ours.get(name, 1e9), float(seconds))
        for name in ours:
            theirs[name] = min(theirs.get(name, 1e9), measure(calls[name]))

    print(f"{'tensors (f8, f4, i8: type; elements)':40} {'Martlet µs':>12} {'NumPy µs':>12} {'ratio':>8}")
    for name in ours:
        print(f"{name:40} {ours[name] * 1e6:12.1f} {theirs[name] * 1e6:12.1f} {theirs[name] / ours[name]:8.2f}")
    ratios = [theirs[name] / ours[name] for name in ours]
    print(f"{sum(r >= 1 for r in ratios)} of {len(ratios)} at least as fast; median ratio {np.median(ratios):.2f}")


if __name__ == "__main__":
    main()
