# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures Martlet's figures and matplotlib's, from the same data in one run, and prints a table.

    python Tests/Benchmarks/figures.py PROGRAM [--repeats N]

PROGRAM is `lecture-figures` as built. A time is that of the fastest of N runs from prepared data to SVG in memory, the
figure built anew each time; the ratio is matplotlib's time over Martlet's. Both sides take turns, figure by figure in the
same order. Sizes are bytes of SVG. Lines count what a cell would hold: the bodies of the functions that draw, without
signatures, blank lines and comments.
"""

import argparse
import inspect
import io
import json
import os
import re
import subprocess
import sys
import time

import matplotlib.pyplot as plt
import numpy as np

import lecture_figures

TARGETS = {"times faster": 20, "million points (s)": 1, "first figure (ms)": 100}


def run(program, *arguments):
    """What the program prints: one line of JSON each, by name."""
    environment = {**os.environ, "MARTLET_SHARED": str(lecture_figures.REFERENCE.parent)}
    output = subprocess.run([program, *arguments], check=True, capture_output=True, text=True, env=environment).stdout
    return {row["name"]: row for row in map(json.loads, output.splitlines())}


def svg(draw):
    """Milliseconds and bytes of a figure in matplotlib."""
    file = io.BytesIO()
    began = time.perf_counter()
    figure = draw()
    figure.savefig(file, format="svg", bbox_inches="tight")
    passed = time.perf_counter() - began
    plt.close(figure)
    return 1000 * passed, len(file.getvalue())


def swift_lines():
    """How many lines each lecture's figures take in Swift."""
    counts = {}
    for file in sorted((lecture_figures.PACKAGE / "Tests" / "LectureFigures").glob("Lecture0*.swift")):
        drawing = file.read_text().split("var figures: [LectureFigure]", 1)[1].split("\n  }\n", 1)[1]
        lines = [line for line in map(str.strip, drawing.splitlines()) if line and not line.startswith("//")]
        signatures = [line for line in lines if re.match(r"(@MarkBuilder )?(private )?(var \w+: Figure|func .*) *\{$", line)]
        # A signature and its closing brace each, and the brace of the extension.
        counts[file.stem] = len(lines) - 2 * len(signatures) - 1
    return counts


def python_lines():
    """How many lines each lecture's figures take in Python."""
    counts = {}
    for lecture in lecture_figures.LECTURES:
        functions = [function for name, function in inspect.getmembers(lecture) if name.startswith("figure_")]
        lines = [line.strip() for function in functions for line in inspect.getsource(function).splitlines()[1:]]
        counts[lecture.__name__] = sum(1 for line in lines if line and not line.startswith("#"))
    return counts


def large():
    """A million points in matplotlib, by mark."""
    random = np.random.RandomState(0)
    x, y = random.randn(1_000_000), random.randn(1_000_000)

    def figure(mark, *arguments):
        drawn = plt.figure()
        getattr(plt, mark)(*arguments)
        return drawn

    return {
        "line": svg(lambda: figure("plot", y.cumsum())),
        "noise": svg(lambda: figure("plot", y)),
        "walk": svg(lambda: figure("plot", x.cumsum(), y.cumsum())),
    }


def row(name, ours, theirs, target=""):
    ratio = f"{theirs / ours:8.1f}" if theirs else " " * 8
    print(f"{name:32} {ours:10.4g} {theirs if theirs else float('nan'):12.4g} {ratio} {target!s:>8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()

    figures = lecture_figures.figures()
    svg(figures[0][1])  # the first figure loads fonts
    ours, theirs = {}, {}
    for _ in range(options.repeats):
        for name, found in run(options.program, "measure", "1").items():
            ours[name] = min(ours.get(name, (1e9, 0)), (found["ms"], found["bytes"]))
        for name, draw in figures:
            theirs[name] = min(theirs.get(name, (1e9, 0)), svg(draw))

    print(f"\n{'figure to SVG':32} {'Martlet':>10} {'matplotlib':>12} {'ratio':>8} {'target':>8}")
    for name in ours:
        row(f"{name} (ms)", ours[name][0], theirs[name][0])
    totals = [sum(time for time, _ in side.values()) for side in (ours, theirs)]
    sizes = [sum(size for _, size in side.values()) / 1e6 for side in (ours, theirs)]
    row("all 25 (ms)", *totals, TARGETS["times faster"])
    row("all 25 (MB)", *sizes, 1)
    swift, python = swift_lines(), python_lines()
    row("all 25 (lines)", sum(swift.values()), sum(python.values()), 1)
    peers = large()
    for name, found in run(options.program, "large").items():
        peer = peers.get(name)
        row(f"million points, {name} (s)", found["ms"] / 1000, peer and peer[0] / 1000, "< 1")
        row(f"million points, {name} (MB)", found["bytes"] / 1e6, peer and peer[1] / 1e6)
    first = min(run(options.program, "first")["first"]["ms"] for _ in range(options.repeats))
    row("first figure of a process (ms)", first, None, "< 100")


if __name__ == "__main__":
    sys.exit(main())
