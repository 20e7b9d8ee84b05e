# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes operations.json beside this script: what NumPy answers about sorting, NaN, triangles and linear algebra.

Needs numpy; made with 2.4. Run: python generate_operations.py
"""

import json
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
out = {}


def put(name, value):
    array = np.asarray(value)
    out[name] = {
        "shape": list(array.shape),
        "values": [float(v) if np.isfinite(v) else str(float(v)) for v in array.ravel()],
    }


# Few different values, so that there are ties; long enough for the radix sort; NaN in between.
rng = np.random.RandomState(3)
ties = rng.randint(-4, 5, 2500).astype(float)
ties[::97] = np.nan
put("ties", ties)
put("sorted", np.sort(ties))
put("argsort", np.argsort(ties, kind="stable"))
table = rng.randn(4, 5, 3)
put("table", table)
for axis in range(3):
    put(f"sorted{axis}", np.sort(table, axis=axis))
    put(f"argsort{axis}", np.argsort(table, axis=axis, kind="stable"))
    put(f"cumsum{axis}", np.cumsum(table, axis=axis))
    put(f"cumprod{axis}", np.cumprod(table, axis=axis))
    put(f"diff{axis}", np.diff(table, axis=axis))
put("diff_twice", np.diff(table, n=2, axis=1))
values, first, inverse, counts = np.unique(ties, return_index=True, return_inverse=True, return_counts=True)
put("unique", values)
put("unique_first", first)
put("unique_inverse", inverse)
put("unique_counts", counts)
put("searchsorted", np.searchsorted(np.arange(5.0), [-1, 0, 2.5, 4, 9]))
put("searchsorted_after", np.searchsorted(np.arange(5.0), [-1, 0, 2.5, 4, 9], side="right"))

holes = table.copy()
holes[0, 0, 0] = holes[1, 2] = np.nan
put("holes", holes)
for axis in range(3):
    for name in ["nansum", "nanmean", "nanmin", "nanmax"]:
        put(f"{name}{axis}", getattr(np, name)(holes, axis=axis))
    put(f"nanvar{axis}", np.nanvar(holes, axis=axis, ddof=1))
put("nanargmax0", np.nanargmax(holes, axis=0))
put("nanargmin0", np.nanargmin(holes, axis=0))

square = rng.randn(4, 4)
put("square", square)
for k in (-1, 0, 2):
    put(f"triu{k}", np.triu(square, k))
    put(f"tril{k}", np.tril(square, k))
    put(f"diagonal{k}", np.diagonal(square, k))
put("triu_values", square[np.triu_indices(4, 1)])
wide = rng.randn(3, 6)
put("wide", wide)
put("cov", np.cov(wide))
constant = wide.copy()
constant[1] = 2
put("constant", constant)
put("corrcoef", np.corrcoef(constant))

# Linear algebra.
put("eigh_values", np.linalg.eigh(square + square.T)[0])
put("svd_s", np.linalg.svd(wide)[1])
put("solve", np.linalg.solve(square, wide[:, :4].T))
put("inv", np.linalg.inv(square))
put("det", np.linalg.det(square))
put("cholesky", np.linalg.cholesky(square @ square.T + np.eye(4)))
tall = rng.randn(7, 3)
tall[:, 2] = tall[:, 0] - tall[:, 1]
put("tall", tall)
target = rng.randn(7, 2)
put("target", target)
put("lstsq", np.linalg.lstsq(tall, target, rcond=None)[0])
put("lstsq_residuals", ((target - tall @ np.linalg.lstsq(tall, target, rcond=None)[0]) ** 2).sum(axis=0))
put("pinv", np.linalg.pinv(tall))
put("norm1", np.abs(wide).sum(axis=1))
put("norm2", np.linalg.norm(wide, axis=1))

(Path(__file__).parent / "operations.json").write_text(json.dumps(out))
