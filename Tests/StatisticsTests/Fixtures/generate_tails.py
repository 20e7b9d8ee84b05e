# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes tails.json beside this script: the distributions far out in both tails, by mpmath with 60 digits.

Each row holds the parameter, the argument, and what mpmath says, rounded to doubles. Needs mpmath; made with 1.3.
Run: python generate_tails.py
"""

import json
from pathlib import Path

from mpmath import betainc, erf, erfc, exp, findroot, gamma, gammainc, inf, log, log1p, loggamma, mp, mpf, pi, quad, sqrt

mp.dps = 60


def student(df, t):
    """The probabilities that |T| exceeds t, and that it stays below."""
    df, t = mpf(df), abs(mpf(t))
    if df < 2000:
        y = t * t / (df + t * t)
        if y < 0.5:
            central = betainc(0.5, df / 2, 0, y, regularized=True)
            return 1 - central, central
        tail = betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True)
        return tail, 1 - tail
    # By quadrature: the hypergeometric series does not converge.
    peak = exp(loggamma((df + 1) / 2) - loggamma(df / 2)) / sqrt(pi * df)
    density = lambda u: peak * exp(-(df + 1) / 2 * log1p(u * u / df))
    if t < 1:
        central = 2 * quad(density, [0, t])
        return 1 - central, central
    length = (df + t * t) / (t * (df + 1))
    share = quad(lambda u: density(u) / density(t), [t + length * k for k in (0, 1, 3, 7, 15, 30, 60, 120)])
    return 2 * density(t) * share, 1 - 2 * density(t) * share


def chi_squared(df, x):
    """The probabilities below and above x."""
    a, z = mpf(df) / 2, mpf(x) / 2
    if z < a + 1:
        lower = gammainc(a, 0, z, regularized=True)
        return lower, 1 - lower
    upper = gammainc(a, z, inf, regularized=True)
    return 1 - upper, upper


def normal(z):
    return erfc(-mpf(z) / sqrt(2)) / 2, erfc(mpf(z) / sqrt(2)) / 2


def t_sides(df, t):
    both, _ = student(df, t)
    return (both / 2, 1 - both / 2) if t < 0 else (1 - both / 2, both / 2)


def row(*parameters, sides):
    below, above = sides
    logs = [log(p) if p < 0.5 else log1p(-rest) for p, rest in ((below, above), (above, below))]
    return [*map(float, parameters), *(float(v) for v in (below, above, *logs))]


def root(tail, target, largest):
    """The x up to the largest at which the tail has the target: a bracket of logarithms, halved, then the secant method."""
    difference = lambda u: log(tail(exp(u))) - log(target)
    low, high = mpf(-730), log(mpf(largest))
    if difference(low) * difference(high) > 0:
        return None
    with mp.workdps(25):
        for _ in range(40):
            middle = (low + high) / 2
            if difference(low) * difference(middle) <= 0:
                high = middle
            else:
                low = middle
    found = findroot(difference, (low, high), solver="secant", tol=1e-80, maxsteps=60, verify=False)
    assert abs(difference(found)) < 1e-30
    return exp(found)


out = {}
out["normal"] = [
    row(z, sides=normal(z))
    for size in (1e-300, 1e-20, 1e-9, 0.1, 0.7, 2, 4.99, 5.01, 8.3, 17, 26, 37.5, 39, 1e3, 1e8)
    for z in (-size, size)
]
out["student"] = [
    row(df, t, sides=t_sides(df, t))
    for df in (0.01, 0.1, 0.5, 1, 2.5, 5, 39, 41, 300, 1e5, 1e9)
    for size in (1e-200, 1e-20, 1e-8, 0.01, 0.5, 1.7, 5, 12, 35, 1e3, 1e10, 1e80, 1e160)
    for t in (-size, size)
    if df < 2000 or size < 1e3
]
out["chi squared"] = [
    row(df, df * share, sides=chi_squared(df, df * share))
    for df in (1e-6, 1e-3, 0.1, 0.5, 0.99, 1, 2, 5, 50, 1000, 1e5)
    for share in (1e-280, 1e-100, 1e-20, 1e-5, 0.01, 0.3, 0.9, 1, 1.1, 2, 4, 20, 150)
    if df <= 1000 or 0.3 < share < 2
]
levels = [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-10, 1e-4, 0.02, 0.1, 0.3, 0.4999, 0.5 - 1e-12]
levels += [0.5 + 1e-12, 0.5001, 0.7, 0.9, 0.999, 1 - 1e-10, 1 - 2**-53]
quantiles = []
for p in levels:
    p = mpf(p)
    if abs(p - 0.5) > 0.1:
        size = root(lambda t: normal(t)[1], min(p, 1 - p), 60)
    else:
        size = root(lambda t: erf(t / sqrt(2)), abs(2 * p - 1), 60)
    quantiles.append([float(p), float(size if p > 0.5 else -size)])
out["normal quantiles"] = quantiles
quantiles = []
for df in (0.1, 0.5, 1, 2.5, 5, 39, 41, 300):
    for p in levels:
        p = mpf(p)
        part = 0 if abs(p - 0.5) > 0.1 else 1
        largest = "1e304" if df < 40 else 1e5
        size = root(lambda t: student(df, t)[part], abs(2 * p - 1) if part else 2 * min(p, 1 - p), largest)
        if size is not None:
            quantiles.append([df, float(p), float(size if p > 0.5 else -size)])
out["student quantiles"] = quantiles
quantiles = []
for df in (0.1, 0.5, 1, 2, 5, 50, 1000):
    for p in levels:
        p = mpf(p)
        x = root(lambda x: chi_squared(df, x)[0 if p < 0.5 else 1], min(p, 1 - p), df + 5000)
        y = root(lambda x: chi_squared(df, x)[1 if p < 0.5 else 0], min(p, 1 - p), df + 5000)
        # What is too small for a number is 0.
        quantiles.append([df, float(p), float(x or 0), float(y or 0)])
out["chi squared quantiles"] = quantiles

text = ",\n".join(f'"{name}": [' + ",\n".join(json.dumps(row) for row in rows) + "]" for name, rows in out.items())
Path(__file__).with_name("tails.json").write_text("{" + text + "}\n")
