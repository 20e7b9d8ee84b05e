# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes sklearn.json beside this script: what scikit-learn's SAGA and accurate optima say of small problems.

The data are not stored; the tests draw the same ones with the same seed. Needs numpy and scikit-learn; made with
2.4 and 1.9. Run: python generate.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
out = {}


def problem(seed, rows, columns, shift):
    rng = np.random.RandomState(seed)
    labels = np.arange(rows) % 2
    data = rng.randn(rows, columns)
    data[:, : columns // 2] += shift * labels[:, None]
    return data, labels


def saga(name, data, labels, C, seed, epochs, **options):
    model = LogisticRegression(
        l1_ratio=1, solver="saga", C=C, random_state=seed, max_iter=epochs, **options
    ).fit(data, labels)
    out[name] = {
        "coefficients": model.coef_.ravel().tolist(),
        "intercept": float(model.intercept_[0]),
        "iterations": int(model.n_iter_[0]),
    }


# Not converged, converged, a width that is no multiple of a SIMD vector, no intercept, one feature.
data, labels = problem(11, 40, 30, 1.0)
saga("saga wide", data, labels, 2.0, 0, 100)
saga("saga long", data, labels, 0.1, 7, 3000)
saga("saga no intercept", data, labels, 1.0, 3, 50, fit_intercept=False)
data, labels = problem(12, 25, 1, 2.0)
saga("saga one feature", data, labels, 5.0, 1, 30)

# The optimum to many digits: SAGA again, run until nothing moves (liblinear penalises the intercept).
for name, shape in {"tall": (120, 8), "wide": (30, 60), "square": (50, 50)}.items():
    data, labels = problem(21, *shape, 0.8)
    for C in (0.05, 0.5, 2.0):
        saga(f"optimum {name} {C}", data, labels, C, 0, 2_000_000, tol=1e-14)

# L2, to the limit of double precision.
for name, shape in {"tall": (120, 8), "wide": (30, 60)}.items():
    data, labels = problem(21, *shape, 0.8)
    for C in (0.05, 1.0, 100.0):
        model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(data, labels)
        out[f"l2 {name} {C}"] = {
            "coefficients": model.coef_.ravel().tolist(),
            "intercept": float(model.intercept_[0]),
            "iterations": int(model.n_iter_[0]),
        }

Path(__file__).with_name("sklearn.json").write_text(json.dumps(out))
