# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes logit_scan.json beside this script: statsmodels' L1-penalised Logit on a few dozen neurons, and the exact
optimum of the same problems.

Needs numpy, scipy, statsmodels; made with 2.4, 1.17, 0.14.6 (other releases of statsmodels zero parameters wrongly).
Run: python generate_logit_scan.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

warnings.simplefilter("ignore")
ROWS, NEURONS, TRAIN = 160, 36, 128


def problem():
    """As the tests make it: planted effects, offsets and scales, and a neuron that separates the classes."""
    x = np.random.RandomState(7).randn(ROWS, NEURONS)
    y = np.arange(ROWS) % 2
    x += np.outer(y, np.arange(NEURONS) % 6 * 0.3)
    x[:, 6:12] += 3
    x[:, 12] *= 1e-3
    x[:, 13] *= 100
    x[:, 14] += 1000
    x[:, 15] += 8 * y
    return x, y


def gradient(x, y, b):
    design = np.column_stack([np.ones_like(x), x])
    p = 1 / (1 + np.exp(-(design @ b)))
    return design.T @ (p - y), design.T @ (design * (p * (1 - p))[:, None])


def violation(b, g, alpha):
    return np.where(b != 0, np.abs(g + alpha * np.sign(b)), np.maximum(np.abs(g) - alpha, 0))


def exact(x, y, alpha):
    """For each choice of signs (and zeros) Newton's method in 80 bits; the one that fits is the optimum."""
    x, y = x.astype(np.longdouble), y.astype(np.longdouble)
    best = None
    for signs in [(a, b) for a in (0, 1, -1) for b in (0, 1, -1)]:
        signs = np.array(signs, dtype=np.longdouble)
        free = signs != 0
        b = np.zeros(2, dtype=np.longdouble)
        for _ in range(200 if free.any() else 0):
            g, h = gradient(x, y, b)
            g = (g + alpha * signs)[free]
            h = h[np.ix_(free, free)]
            if free.sum() == 1:
                step = g / h[0, 0]
            else:
                d = h[0, 0] * h[1, 1] - h[0, 1] ** 2
                step = np.array([h[1, 1] * g[0] - h[0, 1] * g[1], h[0, 0] * g[1] - h[0, 1] * g[0]]) / d
            scale = min(1, 2 / float(np.max(np.abs(step * np.array([1, np.abs(x).max()])[free])) + 1e-300))
            b[free] -= scale * step
        if np.any(b[free] * signs[free] <= 0) or not np.all(np.isfinite(b)):
            continue
        worst = np.max(violation(b, gradient(x, y, b)[0], alpha) / np.maximum(1, [1, np.sqrt(np.mean(x * x))]))
        if best is None or worst < best[0]:
            best = (worst, b)
    assert best[0] < 1e-12, best
    return best[1].astype(float)


x, y = problem()
out = {}
for alpha in (0.1, 4):
    rows = out[str(alpha)] = []
    for neuron in range(NEURONS):
        order = np.random.RandomState(100 + neuron).permutation(ROWS)
        train, test = order[:TRAIN], order[TRAIN:]
        xt, yt = x[train, neuron], y[train]
        model = sm.Logit(yt, sm.add_constant(xt))
        fit = model.fit_regularized(method="l1", alpha=alpha, disp=0)
        b = exact(xt, yt, alpha)
        _, h = gradient(xt, yt, b)
        free = b != 0
        bse = np.full(2, np.nan)
        bse[free] = np.sqrt(np.diag(np.linalg.inv(h[np.ix_(free, free)])))
        # Not statsmodels' own llr, whose null model comes from an optimiser and is off by 1e-8.
        ones = yt.sum()
        null = ones * np.log(ones / TRAIN) + (TRAIN - ones) * np.log(1 - ones / TRAIN)
        separated = xt[yt == 0].max() < xt[yt == 1].min()  # the largest likelihood is 1
        ratio = 2 * ((0 if separated else model.fit(disp=0, tol=1e-14, maxiter=100).llf) - null)
        hits = [float(np.mean((b[0] + b[1] * x[side, neuron] > 0) == y[side])) for side in (train, test)]
        p = 2 * stats.norm.sf(abs(b[1] / bse[1]))
        rows.append([*b, *bse, p, model.loglike(b), ratio, stats.chi2.sf(ratio, 1), *hits])
        rows[-1] += [*fit.params, *fit.bse, fit.pvalues[1]]
        print(alpha, neuron, np.abs(fit.params - b).max())
Path(__file__).with_name("logit_scan.json").write_text(json.dumps(out))
