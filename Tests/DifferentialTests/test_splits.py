# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Splits are scikit-learn's, row by row."""

import numpy as np
import pytest
from runner import Trapped
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split


def random_labels(rng):
    classes = rng.integers(2, 7)
    counts = rng.integers(4, 40, classes)
    labels = np.repeat(rng.permutation(50)[:classes] - 25, counts)
    return rng.permutation(labels)


@pytest.mark.parametrize("turn", range(20))
def test_train_and_test_rows(ask, rng, turn):
    rows, seed, share = int(rng.integers(5, 300)), int(rng.integers(2**32)), float(rng.uniform(0.1, 0.6))
    train, test = train_test_split(np.arange(rows), test_size=share, random_state=seed)
    answer = ask("trainTestSplit", rows=rows, testShare=share, seed=seed)
    assert answer["train"].tolist() == train.tolist() and answer["test"].tolist() == test.tolist()
    train, test = train_test_split(np.arange(rows), test_size=2, train_size=0.3, random_state=seed)
    answer = ask("trainTestSplit", rows=rows, testRows=2, trainShare=0.3, seed=seed)
    assert answer["train"].tolist() == train.tolist() and answer["test"].tolist() == test.tolist()


@pytest.mark.parametrize("turn", range(40))
def test_stratified_rows(ask, rng, turn):
    labels, seed, share = random_labels(rng), int(rng.integers(2**32)), float(rng.choice([0.2, 0.25, 0.3, 0.5]))
    rows = np.arange(len(labels))
    arguments = dict(stratify=labels, random_state=seed)
    try:
        train, test = train_test_split(rows, test_size=share, **arguments)
    except ValueError:
        with pytest.raises(Trapped, match="cannot hold all"):
            ask("trainTestSplit", rows=len(rows), testShare=share, labels=labels, seed=seed)
        return
    answer = ask("trainTestSplit", rows=len(rows), testShare=share, labels=labels, seed=seed)
    assert answer["train"].tolist() == train.tolist() and answer["test"].tolist() == test.tolist()


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("turn", range(10))
@pytest.mark.filterwarnings("ignore:The least populated class")
def test_folds(ask, rng, turn, shuffled):
    labels, folds = random_labels(rng), int(rng.integers(2, 7))
    seed = int(rng.integers(2**32)) if shuffled else None
    for splitter, given in [(KFold, dict(rows=len(labels))), (StratifiedKFold, dict(labels=labels))]:
        try:
            expected = list(splitter(folds, shuffle=shuffled, random_state=seed).split(labels, labels))
        except ValueError:
            with pytest.raises(Trapped, match="folds"):
                ask("folds", folds=folds, seed=seed, **given)
            continue
        answer = ask("folds", folds=folds, seed=seed, **given)
        for index, (train, test) in enumerate(expected):
            assert answer[f"train{index}"].tolist() == train.tolist()
            assert answer[f"test{index}"].tolist() == test.tolist()
