# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Linear probes and cross-validation beside scikit-learn's."""

import warnings

import numpy as np
import pytest
from problems import KINDS, classification
from scipy import stats
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV, RidgeClassifier
from sklearn.neighbors import NearestCentroid
from sklearn.svm import LinearSVC


def close(ours, theirs, tolerance):
    """Within a share of the largest element."""
    ours, theirs = np.atleast_2d(ours), np.atleast_2d(theirs)
    assert np.abs(ours - theirs).max() <= tolerance * (1 + np.abs(theirs).max())


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_difference_of_means(ask, rng, kind, classes):
    data, labels = classification(rng, kind, classes)
    answer = ask("probe", method="means", data=data, labels=labels)
    means = np.array([data[labels == k].mean(axis=0) for k in range(classes)])
    distances = ((data[:, None] - means) ** 2).sum(axis=2)
    nearest = np.sort(distances, axis=1)
    # Where the nearest two are as near as rounding tells, either will do.
    clear = nearest[:, 1] - nearest[:, 0] > 1e-9 * nearest[:, 1]
    assert (answer["predicted"] == distances.argmin(axis=1))[clear].all()
    if classes == 2:
        close(answer["coefficients"], means[1] - means[0], 1e-12)
    if kind == "tall":
        assert (answer["predicted"] == NearestCentroid().fit(data, labels).predict(data)).all()


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_linear_discriminant(ask, rng, kind, classes):
    data, labels = classification(rng, kind, classes)
    answer = ask("probe", method="lda", data=data, labels=labels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LinearDiscriminantAnalysis().fit(data, labels)
    # Both decide by singular values above 1e-4, down to which errors are magnified.
    close(answer["decision"], theirs.decision_function(data), 1e-6)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_ridge(ask, rng, kind, classes):
    data, labels = classification(rng, kind, classes)
    alpha = float(10 ** rng.uniform(-2, 2))
    answer = ask("probe", method="ridge", number=alpha, data=data, labels=labels)
    theirs = RidgeClassifier(alpha=alpha, solver="svd").fit(data, labels)
    assert answer["warning"] == ""
    close(answer["coefficients"], theirs.coef_, 1e-7)
    close(answer["intercepts"], theirs.intercept_, 1e-6)


def svm_objective(data, signs, coefficients, intercept, C, squared):
    shortfall = np.maximum(0, 1 - signs * (data @ coefficients + intercept))
    return (coefficients @ coefficients + intercept**2) / 2 + C * (shortfall**2 if squared else shortfall).sum()


@pytest.mark.parametrize("squared", [True, False])
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("ill-conditioned", "far from zero")])
def test_linear_svm(ask, rng, kind, classes, squared):
    data, labels = classification(rng, kind, classes)
    C = float(10 ** rng.uniform(-2, 1))
    answer = ask(
        "probe", method="squared hinge" if squared else "hinge", number=C, data=data, labels=labels
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LinearSVC(C=C, loss="squared_hinge" if squared else "hinge", tol=1e-8, max_iter=20000)
        theirs.fit(data, labels)
    outputs = [1] if classes == 2 else range(classes)
    for output, coefficients, intercept, other, other_intercept in zip(
        outputs,
        np.atleast_2d(answer["coefficients"]),
        answer["intercepts"],
        theirs.coef_,
        theirs.intercept_,
    ):
        signs = np.where(labels == output, 1, -1)
        ours = svm_objective(data, signs, coefficients, intercept, C, squared)
        best = svm_objective(data, signs, other, other_intercept, C, squared)
        assert ours <= best * (1 + 2e-6) + 1e-12
        assert ours - answer["gap"] <= best * (1 + 1e-9) + 1e-12
    assert -1e-9 * ours <= answer["gap"] <= 1e-5 * max(ours, 1)
    assert answer["warning"] == ""


def test_hard_squared_hinges_reach_their_optimum(ask, rng):
    for kind in ("ill-conditioned", "far from zero"):
        data, labels = classification(rng, kind)
        answer = ask("probe", method="squared hinge", number=1.0, data=data, labels=labels)
        signs = np.where(labels == 1, 1, -1)
        ours = svm_objective(data, signs, answer["coefficients"], answer["intercepts"][0], 1, True)
        assert answer["warning"] == "" and answer["gap"] <= 1e-6 * ours


@pytest.mark.parametrize("scoring", ["accuracy", "neg_log_loss", "roc_auc"])
@pytest.mark.parametrize("classes", [2, 3])
def test_cross_validation(ask, rng, classes, scoring):
    if scoring == "roc_auc" and classes > 2:
        pytest.skip("two classes only")
    data, labels = classification(rng, "tall", classes)
    values = np.logspace(-2, 2, 6)
    answer = ask("crossValidation", data=data, labels=labels, values=values, scoring=scoring, folds=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = LogisticRegressionCV(
            Cs=values, cv=4, scoring=scoring, tol=1e-8, max_iter=2000, use_legacy_attributes=False, l1_ratios=(0,)
        ).fit(data, labels)
    scores = np.asarray(theirs.scores_).reshape(4, -1)
    # A sample on the border may fall to either side.
    assert np.abs(answer["scores"] - scores).max() <= (1e-6 if scoring != "accuracy" else 1.01 / (len(labels) // 4))
    means = answer["scores"].mean(axis=0)
    assert answer["C"] == values[means.argmax()]
    direct = LogisticRegression(C=answer["C"], tol=1e-10, max_iter=2000).fit(data, labels)
    close(answer["coefficients"], direct.coef_, 1e-4)


def test_rankings(ask, rng):
    data, labels = classification(rng, "wide")
    means = np.abs(data[labels == 1].mean(axis=0) - data[labels == 0].mean(axis=0))
    answer = ask("ranking", data=data, labels=labels, by="mean difference")
    assert answer["order"].tolist() == np.argsort(-means, kind="stable").tolist()
    t = np.abs(stats.ttest_ind(data[labels == 1], data[labels == 0]).statistic)
    answer = ask("ranking", data=data, labels=labels, by="t")
    assert answer["order"].tolist() == np.argsort(-t, kind="stable").tolist()
    answer = ask("ranking", data=data, labels=labels, by="L1 path")
    order = answer["order"].astype(int)
    assert len(set(order)) == len(order)
    # The first to enter is the one that correlates most with the labels.
    assert order[0] == np.abs(data.T @ (labels - labels.mean())).argmax()
