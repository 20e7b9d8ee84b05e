# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Tests and their p-values are SciPy's and statsmodels', to 1e-11 where rounding of the data allows it.

The scan of single neurons is compared with the optimum itself: its certificate is computed anew here, and statsmodels'
solution must not lie below it.
"""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests

SIDES = {"twoSided": "two-sided", "less": "less", "greater": "greater"}


def close(actual, expected, tolerance=1e-11, smallest=1e-300):
    """Within the tolerance of the expected value; numbers below the smallest have fewer digits."""
    np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=smallest)


@pytest.mark.parametrize("turn", range(12))
@pytest.mark.filterwarnings("ignore")
def test_t_tests(ask, rng, turn):
    columns = rng.integers(1, 80)
    n, m = rng.integers(2, 70, 2)
    # From no effect at all to p near 1e-300.
    effect = 10 ** rng.uniform(-3, 3, columns) * (rng.random(columns) < 0.7)
    scale = 10 ** rng.uniform(-3, 3, columns)
    a = rng.normal(size=(n, columns)) * scale + effect * scale
    b = rng.normal(size=(m, columns)) * scale * 10 ** rng.uniform(-1, 1, columns)
    side = list(SIDES)[turn % 3]
    for kind in ("student", "welch", "paired"):
        if kind == "paired":
            k = min(n, m)
            expected = stats.ttest_rel(a[:k], b[:k], alternative=SIDES[side])
            answer = ask("tTest", a=a[:k], b=b[:k], kind=kind, alternative=side)
        else:
            expected = stats.ttest_ind(a, b, equal_var=kind == "student", alternative=SIDES[side])
            answer = ask("tTest", a=a, b=b, kind=kind, alternative=side)
        # A difference of means near 0 has lost digits in both.
        np.testing.assert_allclose(answer["statistic"], expected.statistic, rtol=1e-11, atol=1e-12)
        sure = np.abs(expected.statistic) > 0.01
        close(answer["pValue"][sure], expected.pvalue[sure], 1e-10)
        close(answer["degreesOfFreedom"], np.broadcast_to(expected.df, columns))
        whole = sure & (expected.pvalue > 1e-290)
        np.testing.assert_allclose(answer["logPValue"][whole], np.log(expected.pvalue[whole]), rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("turn", range(12))
def test_rank_tests(ask, rng, turn):
    n, m = rng.integers(3, 60), rng.integers(3, 60)
    digits = turn % 3  # with many ties, some, none
    a, b = rng.normal(size=n) + rng.normal(), rng.normal(size=m)
    if digits < 2:
        a, b = np.round(a, digits), np.round(b, digits)
    side = list(SIDES)[turn % 3]
    answer = ask("rankTests", a=a, b=b, alternative=side)
    u = stats.mannwhitneyu(a, b, alternative=SIDES[side])
    assert answer["u"] == u.statistic
    close(answer["uP"], u.pvalue)
    w = stats.wilcoxon(a, alternative=SIDES[side])
    assert answer["w"] == w.statistic
    close(answer["wP"], w.pvalue)


@pytest.mark.parametrize("method", ["bonferroni", "holm", "fdr_bh", "fdr_by"])
def test_multiple_comparisons(ask, rng, method):
    for _ in range(5):
        p = rng.random(rng.integers(1, 300)) ** rng.uniform(1, 8)
        p[rng.integers(len(p))] = p[0]
        rejected, adjusted, _, _ = multipletests(p, 0.05, method)
        answer = ask("multipleTests", p=p, level=0.05, method=method)
        assert answer["rejected"].astype(bool).tolist() == rejected.tolist()
        close(answer["adjusted"], adjusted, 1e-13)


@pytest.mark.parametrize("turn", range(8))
def test_correlations(ask, rng, turn):
    n = rng.integers(4, 300)
    x = rng.normal(size=n)
    y = x * rng.normal() + rng.normal(size=n) * 10 ** rng.uniform(-2, 1)
    if turn % 2:
        x, y = np.round(x), np.round(y)
    answer = ask("correlations", x=x, y=y)
    for name, peer in {"pearson": stats.pearsonr, "spearman": stats.spearmanr}.items():
        expected = peer(x, y)
        assert answer[name] == pytest.approx(expected.statistic, rel=1e-11, abs=1e-13, nan_ok=True)
        # Near 1 and -1 a last digit of the coefficient is many of p.
        if abs(expected.statistic) < 0.999 and abs(expected.statistic) > 1e-3:
            close(answer[f"{name} p"], expected.pvalue, 1e-9)


def violation(x, y, b, l1):
    """How far a point is from the optimality conditions."""
    design = np.column_stack([np.ones_like(x), x])
    gradient = design.T @ (1 / (1 + np.exp(-(design @ b))) - y)
    return np.where(b != 0, np.abs(gradient + l1 * np.sign(b)), np.maximum(np.abs(gradient) - l1, 0))


def objective(x, y, b, l1):
    z = b[0] + b[1] * x
    return np.sum(np.logaddexp(0, z) - y * z) + l1 * np.abs(b).sum()


@pytest.mark.parametrize("turn", range(10))
@pytest.mark.filterwarnings("ignore")
def test_logit_scan(ask, rng, turn):
    rows, neurons = int(rng.integers(20, 300)), 12
    y = rng.permutation(np.arange(rows) % rng.integers(2, 5) == 0).astype(int)
    scale = 10 ** rng.uniform(-2, 2, neurons)
    x = (rng.normal(size=(rows, neurons)) + rng.normal(size=neurons) * y[:, None] + rng.normal(size=neurons)) * scale
    x[:, 0] = y * 5 + rng.random(rows)  # separates the classes
    x[:, 1] = np.round(x[:, 1] / scale[1]) * scale[1]
    order = rng.permutation(rows)
    test = order[: rows // 5]
    train = order[rows // 5 :]
    if len(set(y[train])) < 2 or np.ptp(x[train, 1]) == 0:
        pytest.skip("the training rows hold one class, or a neuron does not vary")
    l1 = float(10 ** rng.uniform(-2, 1))
    answer = ask("logitScan", x=x, y=y, train=train, test=test, l1=l1)
    assert np.nanmax(answer["kkt"]) <= 1e-9
    for neuron in range(neurons):
        xt, yt = x[train, neuron], y[train]
        b = np.array([answer["intercept"][neuron], answer["slope"][neuron]])
        unit = np.array([1, max(1, np.sqrt(np.mean(xt * xt)))]) * max(1, l1)
        assert np.all(violation(xt, yt, b, l1) / unit < 2e-9)
        model = sm.Logit(yt, sm.add_constant(xt))
        theirs = model.fit_regularized(method="l1", alpha=l1, disp=0)
        ours, least = objective(xt, yt, b, l1), objective(xt, yt, theirs.params, l1)
        assert ours <= least + 1e-9 * max(1, abs(least))
        free = b != 0
        if free[1]:
            design = np.column_stack([np.ones_like(xt), xt])[:, free]
            p = 1 / (1 + np.exp(-(b[0] + b[1] * xt)))
            hessian = design.T @ (design * (p * (1 - p))[:, None])
            error = np.sqrt(np.linalg.inv(hessian)[-1, -1])
            assert answer["standardError"][neuron] == pytest.approx(error, rel=1e-6)
            close(answer["p"][neuron], 2 * stats.norm.sf(abs(b[1]) / answer["standardError"][neuron]), 1e-11)
        else:
            assert np.isnan(answer["standardError"][neuron]) and np.isnan(answer["p"][neuron])
        hits = np.mean((b[0] + b[1] * x[test, neuron] > 0) == y[test])
        assert answer["test"][neuron] == pytest.approx(hits)
