# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Logistic regression beside scikit-learn's and statsmodels'.

Where the optimum is unique the coefficients are compared. In any case our objective, recomputed here, is no higher than
theirs, and no other fit's is lower than ours by more than the gap that we claim.
"""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm
from problems import KINDS, classification, objective
from sklearn.linear_model import LogisticRegression

PENALTIES = {"l2": (0, 1), "l1": (1, 0), "elasticnet": (0.4, 0.6)}


def check(answer, data, labels, C, penalty, theirs, weights=None, **options):
    l1, l2 = PENALTIES[penalty]
    ours = objective(data, labels, answer["coefficients"], answer["intercepts"], C, l1, l2, weights, **options)
    other = objective(data, labels, *theirs, C, l1, l2, weights, **options)
    scale = C * len(labels) * np.log(labels.max() + 2)
    assert answer["converged"] == 1, answer["warning"]
    assert ours == pytest.approx(answer["objective"], rel=1e-9)
    # Lower than theirs, or above by rounding.
    assert ours <= other + 1e-10 * scale
    # No fit is better than the gap allows, and the gap is small: the residual of 1e-8, times the size of the solution.
    assert answer["objective"] - answer["gap"] <= other + 1e-9 * scale
    assert -1e-11 * scale <= answer["gap"] <= 1e-5 * scale
    return ours, other


@pytest.mark.parametrize("classes", [2, 3, 5])
@pytest.mark.parametrize("kind", KINDS)
def test_ridge(ask, rng, kind, classes):
    data, labels = classification(rng, kind, classes)
    C = float(10 ** rng.uniform(-2, 1.5))
    answer = ask("logistic", data=data, labels=labels, C=C)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LogisticRegression(C=C, tol=1e-10, max_iter=1000).fit(data, labels)
    coefficients, intercepts = theirs.coef_, theirs.intercept_
    ours, other = check(answer, data, labels, C, "l2", (coefficients, intercepts))
    if ours > other - 1e-9 * ours:
        # They converged as well: a strongly convex objective allows no other coefficients.
        assert np.atleast_2d(answer["coefficients"]) == pytest.approx(coefficients, abs=1e-3)


@pytest.mark.parametrize("classes, rows, columns", [(2, 1220, 1210), (4, 60, 400), (3, 500, 450)])
def test_ridge_on_many_features(ask, rng, classes, rows, columns):
    """More coefficients than are solved for directly: conjugate gradients."""
    labels = rng.permutation(np.arange(rows) % classes)
    data = rng.normal(size=(rows, columns)) * rng.uniform(0.2, 3, columns)
    data[:, :classes] += np.eye(classes)[labels] * 2
    answer = ask("logistic", data=data, labels=labels, C=0.1)
    theirs = LogisticRegression(C=0.1, tol=1e-8, max_iter=2000).fit(data, labels)
    check(answer, data, labels, 0.1, "l2", (theirs.coef_, theirs.intercept_))
    assert np.atleast_2d(answer["coefficients"]) == pytest.approx(theirs.coef_, abs=1e-4)


@pytest.mark.parametrize("penalty", ["l1", "elasticnet"])
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("ill-conditioned", "far from zero")])
def test_sparse(ask, rng, kind, classes, penalty):
    data, labels = classification(rng, kind, classes)
    C = float(10 ** rng.uniform(-1.5, 0.5))
    l1 = PENALTIES[penalty][0]
    answer = ask("logistic", data=data, labels=labels, C=C, penalty=penalty, l1Ratio=l1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LogisticRegression(C=C, l1_ratio=l1, solver="saga", tol=1e-6, max_iter=200, random_state=0)
        theirs.fit(data, labels)
    check(answer, data, labels, C, penalty, (theirs.coef_, theirs.intercept_))


@pytest.mark.parametrize("penalty", ["l1", "elasticnet", "l2"])
@pytest.mark.parametrize("kind", ["ill-conditioned", "far from zero", "separable"])
@pytest.mark.parametrize("classes", [2, 3])
def test_hard_problems_reach_their_optimum(ask, rng, kind, penalty, classes):
    data, labels = classification(rng, kind, classes)
    C = float(10 ** rng.uniform(-1, 2))
    l1 = PENALTIES[penalty][0]
    answer = ask("logistic", data=data, labels=labels, C=C, penalty=penalty, l1Ratio=l1)
    check(answer, data, labels, C, penalty, (answer["coefficients"], answer["intercepts"]))


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("balanced", [False, True])
def test_weights(ask, rng, classes, balanced):
    data, labels = classification(rng, "unbalanced", classes)
    weights = rng.random(len(labels)) * 3 + 0.01
    given = np.arange(classes) + 0.5
    how = dict(balanced=1) if balanced else dict(classWeights=given)
    answer = ask("logistic", data=data, labels=labels, C=0.7, weights=weights, **how)
    theirs = LogisticRegression(
        C=0.7, tol=1e-10, max_iter=3000, class_weight="balanced" if balanced else dict(enumerate(given))
    ).fit(data, labels, sample_weight=weights)
    assert np.atleast_2d(answer["coefficients"]) == pytest.approx(theirs.coef_, abs=1e-5)
    assert np.atleast_1d(answer["intercepts"]) == pytest.approx(theirs.intercept_, abs=1e-5)
    assert answer["probabilities"] == pytest.approx(theirs.predict_proba(data), abs=1e-6)


def test_a_row_of_weight_three_is_three_rows(ask, rng):
    data, labels = classification(rng, "tall")
    weights = rng.integers(0, 4, len(labels))
    weights[:2] = 1
    repeated = np.repeat(np.arange(len(labels)), weights)
    for penalty in ("l1", "l2"):
        a = ask("logistic", data=data, labels=labels, weights=weights, penalty=penalty)
        b = ask("logistic", data=data[repeated], labels=labels[repeated], penalty=penalty)
        assert a["coefficients"] == pytest.approx(b["coefficients"], abs=1e-7)


@pytest.mark.parametrize("classes", [2, 3])
def test_no_penalty(ask, rng, classes):
    data = rng.normal(size=(300, 4))
    labels = (data[:, 0] + rng.normal(size=300) * 2 > 0).astype(int) + (rng.random(300) < 0.3) * (classes - 2)
    answer = ask("logistic", data=data, labels=labels, penalty="none")
    theirs = sm.MNLogit(labels, sm.add_constant(data)).fit(disp=0, tol=1e-12, maxiter=100)
    # statsmodels measures each class against the first.
    ours = np.column_stack([np.atleast_1d(answer["intercepts"]), np.atleast_2d(answer["coefficients"])])
    ours = ours if classes == 2 else ours[1:] - ours[0]
    assert ours.T == pytest.approx(np.asarray(theirs.params), abs=1e-7)


def test_no_penalty_and_separable(ask, rng):
    data, labels = classification(rng, "separable")
    answer = ask("logistic", data=data, labels=labels, penalty="none")
    assert answer["converged"] == 0 and "can be separated" in answer["warning"]
    # Classes that only touch: one value that both have.
    touching = np.array([[-2.0], [-1], [0], [0], [1], [2]])
    answer = ask("logistic", data=touching, labels=np.array([0, 0, 0, 1, 1, 1]), penalty="none")
    assert answer["converged"] == 0 and "can be separated" in answer["warning"]


@pytest.mark.parametrize("turn", range(5))
def test_statsmodels_penalised_intercept(ask, rng, turn):
    data, labels = classification(rng, "tall")
    alpha = float(10 ** rng.uniform(-1, 1))
    answer = ask("logistic", data=data, labels=labels, C=1 / alpha, penalty="l1", penalizesIntercept=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = sm.Logit(labels, sm.add_constant(data)).fit_regularized(
            method="l1", alpha=alpha, acc=1e-13, maxiter=2000, disp=0, trim_mode="off"
        )
    ours, other = check(
        answer, data, labels, 1 / alpha, "l1", (theirs.params[1:], theirs.params[0]), penalized_intercept=True
    )
    assert answer["coefficients"] == pytest.approx(theirs.params[1:], abs=2e-4)


@pytest.mark.parametrize("penalty", ["l1", "l2", "elasticnet"])
@pytest.mark.parametrize("turn", range(4))
def test_saga_step_for_step(ask, rng, penalty, turn):
    data, labels = classification(rng, KINDS[turn])
    data = data[:, : rng.integers(1, data.shape[1] + 1)]
    C, seed, epochs = float(10 ** rng.uniform(-1, 1)), int(rng.integers(2**32)), int(rng.integers(2, 60))
    weights = rng.random(len(labels)) + 0.5 if turn % 2 else None
    l1, l2 = PENALTIES[penalty]
    arguments = dict(labels=labels, C=C, penalty=penalty, l1Ratio=l1, seed=seed, epochs=epochs, weights=weights)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=C, l1_ratio=l1, solver="saga", max_iter=epochs, random_state=seed)
        theirs = model.fit(data, labels, sample_weight=weights)
        answer = ask("logistic", data=data, **arguments)
        assert answer["iterations"] == theirs.n_iter_[0]
        assert ((answer["coefficients"] == 0) == (theirs.coef_[0] == 0)).all()
        # The same steps; only the predictions' sums are in another order.
        scale = 1 + np.abs(theirs.coef_).max()
        assert np.abs(answer["coefficients"] - theirs.coef_[0]).max() < 1e-11 * scale
        if penalty == "l1":
            # Single precision, operation by operation: the same bits.
            single = np.float32(data)
            theirs = model.fit(single, labels, sample_weight=weights)
            answer = ask("logistic", data=single, single=1, **arguments)
            assert answer["iterations"] == theirs.n_iter_[0]
            assert (answer["coefficients"] == theirs.coef_[0]).all()
            assert answer["intercepts"][0] == theirs.intercept_[0]


def test_what_saga_returns_by_default_is_not_the_optimum(ask, rng):
    """Their default settings on wide, shifted data, as in the first lecture: both numbers, and our proof of the gap."""
    labels = np.repeat([0, 1], 40)
    data = rng.normal(size=(80, 800)) + 5 * labels[:, None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LogisticRegression(l1_ratio=1, solver="saga", C=3, random_state=0).fit(data, labels)
    exact = ask("logistic", data=data, labels=labels, penalty="l1", C=3)
    saga = ask("logistic", data=data, labels=labels, penalty="l1", C=3, seed=0, epochs=100)
    other = objective(data, labels, theirs.coef_, theirs.intercept_, 3, l1=1)
    print(f"scikit-learn {other:.4f} with {(theirs.coef_ != 0).sum()} weights, ", end="")
    print(f"optimum {exact['objective']:.4f} with {(exact['coefficients'] != 0).sum()}")
    assert other > 2 * exact["objective"] and exact["gap"] < 1e-6
    assert (theirs.coef_ != 0).sum() > 2 * (exact["coefficients"] != 0).sum()
    # The same state, with a warning and a bound that holds.
    assert saga["objective"] == pytest.approx(other, rel=1e-9)
    assert saga["objective"] - saga["gap"] <= exact["objective"] and "not the optimum" in saga["warning"]
