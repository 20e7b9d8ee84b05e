# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes features.json, and files in the formats that are read, beside this script: what NumPy answers.

Needs numpy; made with 2.4. Run: python generate_features.py
"""

import json
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
here = Path(__file__).parent
out = {}


def put(name, value):
    array = np.asarray(value)
    out[name] = {
        "shape": list(array.shape),
        "values": [float(v) if np.isfinite(v) else str(float(v)) for v in array.ravel()],
    }


rng = np.random.RandomState(11)
a, b = rng.randn(2, 3, 4), rng.randn(2, 4, 5)
put("a", a)
put("b", b)
put("batched_matmul", a @ b)
put("batched_matmul_shared", a @ b[0])
put("batched_matmul_vector", a @ b[0, :, 0])
for equation, operands in {
    "bij,bjk->bik": (a, b),
    "bij,bjk": (a, b),
    "bij,bjk->ik": (a, b),
    "...ij,...jk->...ik": (a, b),
    "...ij,jk->...ki": (a, b[1]),
    "bij->bji": (a,),
    "bij->j": (a,),
    "ij,ij->": (a[0], a[1]),
    "i,j->ij": (a[0, 0], b[0, :, 0]),
    "ii->i": (a[0, :, :3],),
    "ii": (a[0, :, :3],),
    "bij,bjk,kl->il": (a, b, rng.randn(5, 2)),
}.items():
    put(f"einsum {equation}", np.einsum(equation, *operands))
    if equation == "bij,bjk,kl->il":
        put("c", operands[2])
put("tensordot", np.tensordot(a, np.moveaxis(a, 0, -1), 2))

table = rng.randn(5, 7, 3)
put("table5", table)
holes = table.copy()
holes[0, 2] = holes[3, :, 1] = np.nan
put("holes5", holes)
for axis in range(3):
    put(f"quantile{axis}", np.quantile(table, [0, 0.1, 0.5, 0.9, 1], axis=axis))
    put(f"nanquantile{axis}", np.nanquantile(holes, 0.3, axis=axis))
    put(f"median{axis}", np.median(holes, axis=axis))
    put(f"any{axis}", (table > 1).any(axis=axis))
    put(f"all{axis}", (table > -1).all(axis=axis))
    put(f"prod{axis}", table.prod(axis=axis))
    put(f"flip{axis}", np.flip(table, axis))
    put(f"roll{axis}", np.roll(table, -2, axis))
    put(f"take{axis}", np.take_along_axis(table, np.argsort(table, axis), axis))
for method in ["linear", "lower", "higher", "nearest", "midpoint", "interpolated_inverted_cdf", "hazen", "weibull",
               "median_unbiased", "normal_unbiased"]:
    put(f"method {method}", [np.quantile(table[0, :, 0], q, method=method) for q in np.arange(0, 1.01, 0.1)])
put("tile", np.tile(table[0, 0], (2, 1, 3)))
put("swapaxes", np.swapaxes(table, 0, 2))
put("moveaxis", np.moveaxis(table, 0, 2))
put("average", np.average(table, axis=1, weights=np.arange(7.0)))
put("bincount", np.bincount([3, 1, 1, 0, 5]))
put("nonzero", np.nonzero(table[0] > 0.5))
put("clip", np.clip(holes, -0.5, 0.5))
put("maximum", np.maximum(holes, table[0]))
put("sign", np.sign(holes))
put("rint", np.rint(np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.4])))

for seed in (0, 42):
    rng = np.random.RandomState(seed)
    p = np.array([0.1, 0.0, 0.4, 0.3, 0.2])
    put(f"weighted{seed}", rng.choice(5, 12, p=p))
    put(f"weighted_distinct{seed}", rng.choice(5, 3, replace=False, p=p))
    put(f"exponential{seed}", rng.exponential(2.0, 5))
    put(f"lognormal{seed}", rng.lognormal(0.5, 0.25, 5))
    put(f"gamma{seed}", np.concatenate([rng.gamma(shape, 1.5, 6) for shape in (0.4, 1.0, 3.7)]))
    put(f"poisson{seed}", np.concatenate([rng.poisson(mean, 20) for mean in (0.0, 3.5, 40.0)]))
    put(f"uniform_last{seed}", rng.rand(2))

arrays = {
    f"{'big' if order == '>' else 'little'}_{type_}": np.array([[0, 100, 100], [100, 0, 100]]).astype(order + type_)
    for type_ in "f8 f4 f2 i8 i4 i2 i1 u8 u4 u2 u1 b1".split()
    for order in "<>"
}
np.savez(here / "stored.npz", **arrays)
np.savez_compressed(here / "deflated.npz", words=np.arange(5000).reshape(50, 100) % 7, fortran=np.asfortranarray(table[0]))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(here / f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, np.arange(4.0), version=version)
(here / "features.json").write_text(json.dumps(out))
