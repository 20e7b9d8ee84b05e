# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Random classification problems of every kind that has ever been hard for a solver."""

import numpy as np

KINDS = [
    "tall",
    "wide",
    "square",
    "tiny",
    "collinear",
    "ill-conditioned",
    "separable",
    "constant column",
    "unbalanced",
    "far from zero",
    "contradicting",
]


def classification(rng, kind, classes=2):
    """Data and labels, every class at least twice."""
    rows, columns = {
        "tall": (rng.integers(150, 400), rng.integers(2, 12)),
        "wide": (rng.integers(20, 50), rng.integers(60, 200)),
        "square": (40, 40),
        "tiny": (2 * classes + 2, rng.integers(1, 4)),
    }.get(kind, (rng.integers(60, 120), rng.integers(4, 15)))
    labels = np.arange(rows) % classes
    if kind == "unbalanced":
        labels = np.where(np.arange(rows) < 4 * classes, labels, 0)
    labels = rng.permutation(labels)
    centres = rng.normal(size=(classes, columns))
    data = rng.normal(size=(rows, columns)) + centres[labels] * {"separable": 20}.get(kind, 0.7)
    if kind == "collinear":
        data = np.hstack([data, data[:, :2] * 3, data[:, :1] + data[:, 1:2]])
    if kind == "ill-conditioned":
        data = data * np.logspace(-3, 3, data.shape[1])
    if kind == "constant column":
        data[:, 0] = 7
        data[:, -1] = 0
    if kind == "far from zero":
        data = data + 50
    if kind == "contradicting":
        data = np.repeat(data[: rows // 2], 2, axis=0)
        labels = labels[: len(data)]
    return data, labels


def objective(data, labels, coefficients, intercepts, C, l1=0.0, l2=0.0, weights=None, penalized_intercept=False):
    """C times the weighted sum of the losses, plus the penalty, from nothing but the definition."""
    coefficients = np.atleast_2d(coefficients)
    intercepts = np.atleast_1d(intercepts)
    z = data @ coefficients.T + intercepts
    if z.shape[1] == 1:
        z = np.hstack([np.zeros_like(z), z])
    _, targets = np.unique(labels, return_inverse=True)
    shifted = z - z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(z)), targets]
    weights = np.ones(len(z)) if weights is None else weights
    penalized = np.append(coefficients.ravel(), intercepts if penalized_intercept else [])
    return C * (weights * losses).sum() + l1 * np.abs(penalized).sum() + l2 / 2 * (penalized**2).sum()
