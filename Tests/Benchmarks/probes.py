# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures logistic regressions beside scikit-learn's on the data of the first lecture, and prints a table.

    python Tests/Benchmarks/probes.py DIFFERENTIAL_RUNNER [--turns N]

The data go to the Swift program of the differential tests, which says how long its fits took; scikit-learn fits the same
data here. Both in turns; the medians count, and the ratio is scikit-learn's time over Martlet's. "objective" is the sum
of scikit-learn's 17 objectives over the sum of ours.
"""

import argparse
import pathlib
import statistics
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "DifferentialTests"))
from problems import objective  # noqa: E402
from runner import Runner  # noqa: E402

VALUES = np.linspace(1, 5, 17)


def lecture_data():
    """200 tokens × 3000 neurons in two classes, as in the lecture on sparse regression."""
    labels = np.repeat([0, 1], 100)
    data = np.random.RandomState(20250800).randn(200, 3000)
    data[100:] += 5
    return data, labels


def sweep(model, data, labels):
    """Seconds of the fits, and their coefficients, intercepts and epochs."""
    began = time.perf_counter()
    found = []
    for C in VALUES:
        model.set_params(C=C).fit(data, labels)
        found.append((model.coef_[0].copy(), model.intercept_.copy(), int(np.max(model.n_iter_))))
    return time.perf_counter() - began, found


def total(data, labels, found):
    return sum(objective(data, labels, coef, b, C, l1=1) for C, (coef, b, _) in zip(VALUES, found))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    data, labels = lecture_data()
    single = data.astype(np.float32)
    ask = Runner(options.program)

    def ours(**arguments):
        return ask("logisticPath", data=data, labels=labels, values=VALUES, penalty="l1", **arguments)

    saga = LogisticRegression(l1_ratio=1, solver="saga", random_state=0)
    liblinear = LogisticRegression(l1_ratio=1, solver="liblinear")
    times = {}

    def note(name, seconds):
        times.setdefault(name, []).append(seconds)

    for turn in range(options.turns):
        exact = ours()
        note("exact", exact["seconds"])
        note("exact f32", ours(single=1)["seconds"])
        emulated = ours(seed=0, epochs=100)
        note("saga", emulated["seconds"])
        emulated_single = ours(seed=0, epochs=100, single=1)
        note("saga f32", emulated_single["seconds"])
        seconds, found = sweep(saga, data, labels)
        note("sklearn saga", seconds)
        seconds, found_single = sweep(saga, single, labels)
        note("sklearn saga f32", seconds)
        seconds, coordinate = sweep(liblinear, data, labels)
        note("sklearn liblinear", seconds)
    ask.close()

    median = {name: statistics.median(seconds) for name, seconds in times.items()}
    rows = [
        ("exact L1 path, 17 values of C", "exact", "sklearn saga", "100"),
        ("exact L1 path, 17 values of C", "exact", "sklearn liblinear", ""),
        ("exact L1 path, single precision", "exact f32", "sklearn saga f32", ""),
        ("SAGA step for step, 17 × 100 epochs", "saga", "sklearn saga", "12"),
        ("SAGA step for step, single precision", "saga f32", "sklearn saga f32", "12"),
    ]
    print(f"{'':38} {'Martlet (s)':>12} {'peer (s)':>10} {'peer':>20} {'ratio':>8} {'target':>8}")
    for name, mine, peer, target in rows:
        print(f"{name:38} {median[mine]:12.4f} {median[peer]:10.3f} {peer:>20} {median[peer] / median[mine]:8.1f} {target:>8}")
    best = exact["objective"].sum()
    print(f"largest duality gap of the exact path: {exact['gap'].max():.1e}")
    print(f"objective over ours: saga {total(data, labels, found) / best:.3f}, ", end="")
    print(f"liblinear {total(data, labels, coordinate) / best:.7f}")
    theirs = np.array([coef for coef, _, _ in found])
    print(f"SAGA: same zeros {((emulated['coefficients'] == 0) == (theirs == 0)).all()}, ", end="")
    print(f"largest difference {np.abs(emulated['coefficients'] - theirs).max():.1e}; ", end="")
    theirs = np.array([coef for coef, _, _ in found_single])
    print(f"single precision: same bits {(emulated_single['coefficients'] == theirs).all()}")


if __name__ == "__main__":
    main()
