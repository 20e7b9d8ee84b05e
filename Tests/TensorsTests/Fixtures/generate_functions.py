# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes functions.json beside this script: elementary functions, computed in 80 bits and rounded once.

Needs numpy on x86-64, whose long double has 64 bits of mantissa; made with 2.4. Run: python generate_functions.py
"""

import json
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
rng = np.random.RandomState(5)
out = {}


def encoded(array):
    return [float(v) if np.isfinite(v) else str(float(v)) for v in np.asarray(array, float).ravel()]


def put(name, x, type_, *more):
    """Inputs of a type and the function of them; all numbers as doubles, which hold both types."""
    x = np.asarray(x).astype(type_)
    more = [np.asarray(m).astype(type_) for m in more]
    wide = getattr(np, name)(x.astype(np.longdouble), *[m.astype(np.longdouble) for m in more])
    suffix = {"f8": "double", "f4": "float"}[type_]
    out[f"{name}.{suffix}"] = {
        "inputs": [encoded(v) for v in [x, *more]],
        "values": encoded(wide.astype(type_)),
    }


edges = [0.0, -0.0, 1, -1, 0.5, -0.5, 2, np.inf, -np.inf, np.nan, 1e-300, 1e-30, -1e-30, 5e-324, -5e-324, 1e300, -1e300]
for type_ in ["f8", "f4"]:
    small = type_ == "f4"
    top = 88 if small else 709
    both = np.concatenate([edges, rng.uniform(-3, 3, 60), 10 ** rng.uniform(-8, 0, 20)])
    put("exp", np.concatenate([both, rng.uniform(-top - 35, top, 60), [top + 2, -top - 60]]), type_)
    put("expm1", np.concatenate([both, rng.uniform(-top, top, 30), [36.5, -40, 18.5, top + 2]]), type_)
    positive = np.concatenate([edges, rng.uniform(0, 4, 80), 10 ** rng.uniform(-38, 38, 40), [1e-310, 1e-40]])
    for name in ["log", "log2", "log10"]:
        put(name, positive, type_)
    put("log1p", np.concatenate([both, rng.uniform(-1, 0, 30), 10 ** rng.uniform(-20, 20, 30)]), type_)
    angles = np.concatenate([both, rng.uniform(-1000, 1000, 60), np.pi / 2 * np.arange(-9, 10), [1e6, 1e7, 3e8]])
    put("sin", angles, type_)
    put("cos", angles, type_)
    put("tanh", np.concatenate([both, rng.uniform(-20, 20, 40)]), type_)
    grid = np.array(edges + [3, -3, 2.5])
    bases = np.concatenate([np.repeat(grid, grid.size), np.abs(rng.normal(0, 3, 80)), rng.normal(0, 3, 40)])
    powers = np.concatenate([np.tile(grid, grid.size), rng.normal(0, 15, 80), rng.randint(-9, 9, 40)])
    put("power", bases, type_, powers)

for type_ in ["f8", "f4"]:
    both = np.concatenate([edges, rng.uniform(-3, 3, 60), 10 ** rng.uniform(-8, 0, 20)])
    put("tan", np.concatenate([both, rng.uniform(-1000, 1000, 60), np.pi / 4 * np.arange(-9, 10), [1e6, 1e7, 3e8]]), type_)
    sines = np.concatenate([edges, rng.uniform(-1, 1, 60), 1 - 10 ** rng.uniform(-7, -1, 20), [1.0001, -1.5]])
    put("arcsin", sines, type_)
    put("arccos", sines, type_)
    put("arctan", np.concatenate([both, 10 ** rng.uniform(-20, 20, 30), [0.4375, 0.6875, 1.1875, 2.4375]]), type_)
    wide = np.concatenate([both, rng.uniform(-90, 90, 40), [88.5, 89.3, -89.3, 709.5, 710.3, -710.3, 711]])
    put("sinh", wide, type_)
    put("cosh", wide, type_)

(Path(__file__).parent / "functions.json").write_text(json.dumps(out))
