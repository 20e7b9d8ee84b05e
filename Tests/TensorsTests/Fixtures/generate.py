# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes numpy.json, fortran.npy, bigendian.npy and int32.npy beside this script: what NumPy answers.

Needs numpy; made with 2.4. Run: python generate.py
"""

import json
from pathlib import Path

import numpy as np

here = Path(__file__).parent
out = {}


def put(name, value):
    array = np.asarray(value)
    out[name] = {
        "shape": list(array.shape),
        "values": [float(v) if np.isfinite(v) else str(float(v)) for v in array.ravel()],
    }


# Indexing and reductions on an array that holds no two equal numbers.
x = np.sin(np.arange(60, dtype=float)).reshape(3, 4, 5)
put("x", x)
put("x[1:, ::-1, -2:]", x[1:, ::-1, -2:])
put("x[:, [3, 0, 3]]", x[:, [3, 0, 3]])
put("x[[2, 0], [1, 3]]", x[[2, 0], [1, 3]])
put("x[[2, 0], :, [1, 3]]", x[[2, 0], :, [1, 3]])
put("x[x > 0.5]", x[x > 0.5])
put("x[:, x[0, :, 0] > 0]", x[:, x[0, :, 0] > 0])
put("x[..., None, 0]", x[..., None, 0])
for axis in range(3):
    put(f"sum{axis}", x.sum(axis=axis))
    put(f"mean{axis}", x.mean(axis=axis))
    put(f"var{axis}", x.var(axis=axis, ddof=1))
    put(f"std{axis}", x.std(axis=axis))
    put(f"min{axis}", x.min(axis=axis))
    put(f"max{axis}", x.max(axis=axis))
    put(f"argmin{axis}", x.argmin(axis=axis))
    put(f"argmax{axis}", x.argmax(axis=axis))
put("x+row", x + np.arange(5.0))
put("x/column", x / np.arange(1.0, 5.0)[:, None])
put("matmul", x[0] @ x[1].T)

# Sums of many numbers: pairwise order decides the last digits.
many = np.sin(np.arange(100_003, dtype=float)) * 1e3
put("pairwise", [many[:n].sum() for n in (0, 1, 7, 8, 127, 128, 129, 1000, 4099, 100_003)])

# Sequences.
put("linspace(1,5,17)", np.linspace(1, 5, 17))
put("linspace(-3.3,7.7,101)", np.linspace(-3.3, 7.7, 101))
put("linspace(2,9,1)", np.linspace(2, 9, 1))
put("linspace(9,2,4)", np.linspace(9, 2, 4))
put("arange(0,1,0.1)", np.arange(0, 1, 0.1))

# Random numbers, in one stream each.
for seed in (0, 1, 42, 2**32 - 1):
    rng = np.random.RandomState(seed)
    put(f"randn{seed}", rng.randn(3, 5))
    put(f"rand{seed}", rng.rand(4))
    put(f"randint{seed}", rng.randint(-3, 8, 12))
    put(f"randn_again{seed}", rng.randn(2))
    put(f"wide_randint{seed}", rng.randint(0, 2**40, 3))
    put(f"permutation{seed}", rng.permutation(17))
    put(f"choice{seed}", rng.choice(30, 6))
    put(f"distinct{seed}", rng.choice(30, 6, replace=False))
    rows = np.arange(12).reshape(6, 2)
    rng.shuffle(rows)
    put(f"shuffled{seed}", rows)
    put(f"normal{seed}", rng.normal(5, 2, 3))
    put(f"uniform{seed}", rng.uniform(-1, 3, 3))
rng = np.random.RandomState(7)
put("randn_far", rng.randn(5000)[-4:])

(here / "numpy.json").write_text(json.dumps(out))
np.save(here / "fortran.npy", np.asfortranarray(np.arange(6.0).reshape(2, 3)))
np.save(here / "bigendian.npy", np.arange(6, dtype=">f4").reshape(2, 3) / 4)
np.save(here / "int32.npy", np.array([-1, 0, 2**31 - 1], dtype="<i4"))
