# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes tests.json beside this script: what SciPy, scikit-learn and statsmodels say of a few small samples, and tails
of distributions by mpmath with 40 digits.

Needs numpy, scipy, scikit-learn, statsmodels, mpmath; made with 2.4, 1.17, 1.9, 0.14.6, 1.3. Run: python generate_tests.py
"""

import json
from pathlib import Path

import mpmath
import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.multitest import multipletests

mpmath.mp.dps = 40
out = {}


def put(name, value):
    out[name] = np.asarray(value, dtype=float).ravel().tolist()


def student(t, df):
    """The probability that |T| exceeds t, and its logarithm."""
    t, df = mpmath.mpf(float(t)), mpmath.mpf(float(df))
    if df < 2000:
        p = mpmath.betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True)
        return p, mpmath.log(p)
    # The density by quadrature: the hypergeometric series does not converge.
    peak = mpmath.gamma((df + 1) / 2) / mpmath.gamma(df / 2) / mpmath.sqrt(mpmath.pi * df)
    density = lambda u: peak * mpmath.exp(-(df + 1) / 2 * mpmath.log1p(u * u / df))
    if t < 1:
        p = 1 - 2 * mpmath.quad(density, [0, t])
    else:
        length = (df + t * t) / (t * (df + 1))
        # In units of its first value, since the quadrature's tolerance is absolute.
        share = mpmath.quad(lambda u: density(u) / density(t), [t + length * k for k in (0, 1, 3, 7, 15, 30, 60, 120)])
        p = 2 * density(t) * share
    return p, mpmath.log(p)


def rows(name, values):
    """Numbers row by row: arguments, then the answers rounded to doubles."""
    put(name, [[float(v) for v in row] for row in values])


grid = [
    (t, df)
    for df in (0.7, 1, 2, 3.5, 7, 20, 39, 40, 60, 106, 998, 12345.5, 1e6)
    for t in (1e-8, 0.01, 0.3, 0.9, 1.1, 2, 3.7, 6.2, 12, 36, 80, 1e4)
]
rows("student", [(t, df, *student(t, df)) for t, df in grid])
normal = [-30, -8, -5, -1, -1e-9, 0, 0.3, 1, 2.5, 4.9, 5.1, 8, 20, 37, 100, 1e5]
rows("normal", [(z, mpmath.erfc(z / mpmath.sqrt(2)) / 2, mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)) / 2)) for z in normal])
chi = [(x, k) for k in (1, 2, 3, 10, 99, 1000.5) for x in (1e-3, 0.5, 1, 4, 9, 30, 99, 120, 700, 1300, 4000)]
rows(
    "chi squared",
    [
        (x, k, mpmath.gammainc(mpmath.mpf(k) / 2, 0, mpmath.mpf(x) / 2, regularized=True), q, mpmath.log(q))
        for x, k in chi
        for q in [mpmath.gammainc(mpmath.mpf(k) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)]
    ],
)
levels = [1e-12, 1e-5, 0.01, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999]
rows("quantiles", [(p, stats.norm.ppf(p), stats.t.ppf(p, 3.5), stats.t.ppf(p, 106), stats.chi2.ppf(p, 5)) for p in levels])

sample = np.random.RandomState(2).randn(4000)
a, b = sample[:600].reshape(40, 15) + 0.4, 3 * sample[600:1500].reshape(60, 15)
a[:, 1] += 1e4  # far from zero, where one-pass formulas lose their digits
b[:, 1] += 1e4
a[:, 2] += 200  # p near 1e-200
b[:, 3] -= 1000


def test(name, result):
    for field in ("statistic", "pvalue", "df"):
        put(f"{name} {field}", getattr(result, field))


for name, options in {"student": {}, "welch": {"equal_var": False}}.items():
    for side in ("two-sided", "less", "greater"):
        result = stats.ttest_ind(a, b, alternative=side, **options)
        test(f"{name} {side}", result)
        interval = result.confidence_interval(0.9)
        put(f"{name} {side} interval", [interval.low, interval.high])
result = stats.ttest_rel(a, b[:40])
test("paired", result)
put("paired interval", [result.confidence_interval().low, result.confidence_interval().high])
test("one sample", stats.ttest_1samp(a, 0.3, alternative="greater"))

put("skew", [stats.skew(b), stats.skew(b, bias=False)])
put("kurtosis", [stats.kurtosis(b), stats.kurtosis(b, bias=False), stats.kurtosis(b, fisher=False)])
put("sem", stats.sem(b))
put("covariance", np.cov(b.T))
put("spearman matrix", stats.spearmanr(np.round(b[:, :5])).statistic)
x, y = sample[2000:2030], sample[2000:2030] + 2 * sample[2100:2130]
for side in ("two-sided", "less", "greater"):
    result = stats.pearsonr(x, y, alternative=side)
    put(f"pearson {side}", [result.statistic, result.pvalue, *result.confidence_interval(0.9)])
    result = stats.spearmanr(np.round(x, 1), np.round(y, 1), alternative=side)
    put(f"spearman {side}", [result.statistic, result.pvalue])
put("ranks", stats.rankdata(np.round(x * 2)))

pooled = np.sqrt((39 * a.var(0, ddof=1) + 59 * b.var(0, ddof=1)) / 98)
factor = mpmath.gamma(49) / (mpmath.sqrt(49) * mpmath.gamma(48.5))
put("hedges", (a.mean(0) - b.mean(0)) / pooled * float(factor))

p = stats.norm.sf(np.abs(sample[:50] * 2)) * 2
p[7] = p[3]  # a tie
put("p", p)
for name, method in {"bonferroni": "bonferroni", "holm": "holm", "bh": "fdr_bh", "by": "fdr_by"}.items():
    rejected, adjusted, _, _ = multipletests(p, 0.1, method)
    put(f"{name} rejected", rejected)
    put(f"{name} adjusted", adjusted)

SIDES = ("two-sided", "less", "greater")
# Columns without ties, with ties, and with zeros.
few, many = sample[3000:3021].reshape(7, 3).copy(), sample[3030:3150].reshape(40, 3) + 0.5
few[:, 1:], many[:, 1:] = np.round(few[:, 1:] * 2), np.round(many[:, 1:] * 2)
for side in SIDES:
    for name, method in {"auto": "auto", "asymptotic": "asymptotic"}.items():
        # Column by column: SciPy chooses one method for all that it is given.
        results = [stats.mannwhitneyu(few[:, k], many[:, k], alternative=side, method=method) for k in range(3)]
        put(f"mannwhitney {name} {side}", [[r.statistic for r in results], [r.pvalue for r in results]])
    for length in (9, 20, 40):
        for column in range(3):
            values = many[:length, column] - 0.7 * (column == 0)
            method = "auto"
            result = stats.wilcoxon(values, alternative=side, method=method)
            put(f"wilcoxon {length} {column} {side}", [result.statistic, result.pvalue])
result = stats.wilcoxon(sample[:200] + 0.3)
put("wilcoxon long", [result.statistic, result.pvalue])

table = np.array([[12, 5, 9], [3, 14, 8]])
for name, counts in {"wide": table, "square": table[:, :2]}.items():
    result = stats.chi2_contingency(counts)
    put(f"contingency {name}", [result.statistic, result.dof, result.pvalue])
result = stats.chisquare([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8])
put("chi square", [result.statistic, result.pvalue])

x, y = sample[:30], sample[50:70] + 0.8
for method in ("percentile", "basic", "BCa"):
    for name, data, statistic in [
        ("mean", (np.exp(x),), np.mean),
        ("difference", (x, y), lambda a, b, axis: np.mean(a, axis) - np.mean(b, axis)),
    ]:
        result = stats.bootstrap(data, statistic, n_resamples=500, method=method, random_state=np.random.RandomState(5))
        interval = result.confidence_interval
        put(f"bootstrap {method} {name}", [interval.low, interval.high, result.standard_error])


def difference(a, b, axis):
    return np.mean(a, axis) - np.mean(b, axis)


for side in SIDES:
    for name, data, kind in [
        ("groups", (x, y), "independent"),
        ("few", (x[:5], y[:4]), "independent"),
        ("pairs", (x[:20], y), "samples"),
        ("few pairs", (x[:8], y[:8]), "samples"),
    ]:
        result = stats.permutation_test(
            data, difference, permutation_type=kind, n_resamples=400, alternative=side,
            random_state=np.random.RandomState(6),
        )
        put(f"permutation {name} {side}", [result.statistic, result.pvalue])

labels, scores = np.arange(60) % 2, np.round(sample[:60] + np.arange(60) % 2, 1)
false, true, thresholds = metrics.roc_curve(labels, scores)
put("roc false", false)
put("roc true", true)
put("roc thresholds", thresholds)
put("roc auc", metrics.roc_auc_score(labels, scores))

Path(__file__).with_name("tests.json").write_text(json.dumps(out))
