# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures Martlet's tests and its scan of single neurons beside SciPy and statsmodels, on the same data in one run.

    python Tests/Benchmarks/statistical.py PROGRAM [--layers 24] [--sample 200]

PROGRAM is the built `bench-statistics`. Best of several runs each; the ratio is Python's time over Martlet's. The loop
over statsmodels is timed on a sample of neurons and scaled to all of them: the whole would take minutes.
"""

import argparse
import json
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats
from sklearn.model_selection import train_test_split


def best(repeats, body):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = body()
        times.append(time.perf_counter() - start)
    return min(times), answer


def row(name, ours, theirs, target=""):
    print(f"{name:58} {ours * 1e3:11.2f} {theirs * 1e3:13.1f} {theirs / ours:8.1f}x  {target}")


def scan_loop(x, y, neurons):
    """The lecture's loop: a split, a fit, a p-value and two accuracies for each neuron."""
    for neuron in neurons:
        design = sm.add_constant(x[:, neuron])
        train, test, y_train, y_test = train_test_split(design, y, test_size=0.2, stratify=y)
        result = sm.Logit(y_train, train).fit_regularized(method="l1", alpha=0.1, disp=0)
        result.pvalues, result.params
        ((result.predict(train) > 0.5) == y_train).mean(), ((result.predict(test) > 0.5) == y_test).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--layers", type=int, default=24)
    parser.add_argument("--sample", type=int, default=200, help="neurons that statsmodels is timed on")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(0)

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)

        def martlet(task, x, y):
            np.save(folder / "x.npy", x)
            np.save(folder / "y.npy", y)
            run = subprocess.run(
                [options.program, task, folder / "x.npy", folder / "y.npy"], check=True, stdout=subprocess.PIPE
            )
            return json.loads(run.stdout)

        print(f"{'':58} {'Martlet, ms':>11} {'Python, ms':>13} {'ratio':>9}  target")
        x, y = rng.normal(size=(108, 4096)), np.repeat([0, 1], 54)
        ours = martlet("t-tests", x, y)
        for kind, equal, target in (("student", True, "≥ 5x, ≤ 1 ms"), ("welch", False, "")):
            theirs, p = best(20, lambda: stats.ttest_ind(x[:54], x[54:], equal_var=equal).pvalue)
            row(f"4096 t-tests of 54 + 54 rows, {kind}", min(ours[kind]), theirs, target)
            if equal:
                assert abs(np.log(p).sum() / ours["check"] - 1) < 1e-10
        ours = martlet("rank-tests", x, y)
        theirs, p = best(3, lambda: stats.mannwhitneyu(x[:54], x[54:]).pvalue)
        row("4096 Mann-Whitney tests of 54 + 54 rows", min(ours["mannwhitney"]), theirs)
        assert abs(np.log(p).sum() / ours["check"] - 1) < 1e-10

        rows, neurons = 1000, 4096
        y = np.repeat([0, 1], rows // 2)
        x = rng.normal(size=(options.layers, rows, neurons)).astype(np.float32)
        x += (0.5 * y[:, None] * (np.arange(neurons) % 10 == 0)).astype(np.float32)
        ours = martlet("scan", x, y)
        sample = rng.choice(neurons, options.sample, replace=False)
        theirs, _ = best(1, lambda: scan_loop(x[0].astype(float), y, sample))
        scaled = theirs / options.sample * options.layers * neurons
        name = f"{options.layers} x {neurons} Logit fits of {rows} rows (statsmodels scaled)"
        row(name, min(ours["scan"]), scaled, "≥ 300x, ≤ 1.5 s")
        print(
            f"  statsmodels: {theirs / options.sample * 1e3:.2f} ms for each of {options.sample} neurons, so "
            f"{scaled:.0f} s for all. Martlet: optimal to {ours['kkt']:.1e}, {ours['significant']} neurons significant; "
            f"peak memory {ours['memory']:.2f} times the input, {ours['before']:.2f} before the scan."
        )


if __name__ == "__main__":
    main()
