# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Metrics are scikit-learn's: sums of the same terms, so to 1e-12; texts to the character."""

import numpy as np
import pytest
from sklearn import metrics

TIGHT = dict(rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("turn", range(20))
@pytest.mark.filterwarnings("ignore")
def test_scores_and_report(ask, rng, turn):
    classes = rng.permutation(60)[: rng.integers(2, 8)] - 20
    labels = rng.choice(classes, rng.integers(8, 200))
    labels[:2] = classes[:2]
    # Some classes are never predicted, and some predicted that never occur.
    predicted = np.where(rng.random(len(labels)) < 0.6, labels, rng.choice(classes[rng.integers(0, 2) :], len(labels)))
    weights = rng.random(len(labels)) if turn % 2 else None
    answer = ask("metrics", labels=labels, predicted=predicted, weights=weights)
    given = dict(sample_weight=weights)
    assert answer["accuracy"] == pytest.approx(metrics.accuracy_score(labels, predicted, **given), **TIGHT)
    assert answer["balanced"] == pytest.approx(metrics.balanced_accuracy_score(labels, predicted, **given), **TIGHT)
    for average in ("macro", "weighted"):
        for name, score in [
            ("precision", metrics.precision_score),
            ("recall", metrics.recall_score),
            ("f1", metrics.f1_score),
        ]:
            expected = score(labels, predicted, average=average, **given)
            assert answer[f"{name} {average}"] == pytest.approx(expected, **TIGHT)
    assert answer["confusion"].tolist() == metrics.confusion_matrix(labels, predicted).tolist()
    assert answer["report4"] == metrics.classification_report(labels, predicted, digits=4)
    if weights is None:
        assert answer["report"] == metrics.classification_report(labels, predicted)


@pytest.mark.parametrize("turn", range(20))
def test_rankings(ask, rng, turn):
    labels = rng.permutation(np.arange(rng.integers(2, 200)) % 2)
    # Rounded scores have ties.
    scores = np.round(rng.normal(size=len(labels)) + labels, turn % 3)
    weights = rng.random(len(labels)) + 0.1 if turn % 2 else None
    answer = ask("rankings", labels=labels, scores=scores, weights=weights)
    assert answer["auc"] == pytest.approx(metrics.roc_auc_score(labels, scores, sample_weight=weights), **TIGHT)
    expected = metrics.log_loss(labels, 1 / (1 + np.exp(-scores)), sample_weight=weights)
    assert answer["loss"] == pytest.approx(expected, rel=1e-12)


def test_log_loss_of_many_classes(ask, rng):
    labels = rng.permutation(np.arange(60) % 4)
    probabilities = rng.dirichlet(np.ones(4) / 20, 60)
    answer = ask("logLoss", labels=labels, probabilities=probabilities)
    assert answer["loss"] == pytest.approx(metrics.log_loss(labels, probabilities), rel=1e-12)
