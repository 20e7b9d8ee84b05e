# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes numpy.json beside this script: what NumPy says of a few small samples.

Needs numpy; made with 2.4. Run: python generate.py
"""

import json
from pathlib import Path

import numpy as np

out = {}


def put(name, value):
    out[name] = np.asarray(value, dtype=float).ravel().tolist()


def histogram(name, values, **options):
    counts, edges = np.histogram(values, **options)
    put(name + " counts", counts)
    put(name + " edges", edges)
    put(name + " density", np.histogram(values, density=True, **options)[0])


normal = np.random.RandomState(1).randn(1000)
histogram("normal 100", normal, bins=100)
histogram("normal range", normal, bins=7, range=(-1, 0.5))
histogram("normal edges", normal, bins=[-2, -0.5, 0, 0, 3])
for rule in ("fd", "sturges", "auto"):
    histogram(f"normal {rule}", normal, bins=rule)
    histogram(f"skewed {rule}", normal * normal, bins=rule)
    histogram(f"half constant {rule}", np.where(normal > 0.8, normal, 0), bins=rule)
    histogram(f"whole {rule}", np.round(normal * 2).astype(int), bins=rule)
# Values on the edges, where division alone would put some into the wrong bin.
on_edges = np.concatenate([np.linspace(0.1, 0.7, 31), np.linspace(0.1, 0.7, 61)])
histogram("on edges", on_edges, bins=30)
histogram("tenths", np.arange(0, 30) / 10, bins=29)
histogram("constant", np.full(5, 3.25), bins=4)
histogram("far", 1e9 + np.arange(50) / 7, bins=13)

a, b = normal[:60].reshape(20, 3) + 0.5, normal[60:150].reshape(30, 3) * 2
put("d averaged", (a.mean(0) - b.mean(0)) / ((a.std(0) + b.std(0)) / 2))
pooled = (19 * a.var(0, ddof=1) + 29 * b.var(0, ddof=1)) / 48
put("d pooled", (a.mean(0) - b.mean(0)) / np.sqrt(pooled))
put("corrcoef", np.corrcoef(b.T))

Path(__file__).with_name("numpy.json").write_text(json.dumps(out))
