# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes probes.json beside this script: scikit-learn's splits, reports and fits of small problems.

The data are not stored; the tests draw the same ones with the same seed. Needs numpy and scikit-learn; made with
2.4 and 1.9. Run: python generate_probes.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
numbers, texts = {}, {}


def problem(seed, rows, columns, classes):
    """Labels in turn; feature k is shifted for class k."""
    labels = np.arange(rows) % classes
    data = np.random.RandomState(seed).randn(rows, columns)
    for k in range(classes):
        data[labels == k, k] += 1.5
    return data, labels


def note(name, model):
    numbers[name + " coefficients"] = model.coef_.ravel().tolist()
    numbers[name + " intercepts"] = np.ravel(model.intercept_).tolist()


labels = np.array([0] * 50 + [1] * 31 + [7] * 20)
train, test = train_test_split(np.arange(101), test_size=0.3, stratify=labels, random_state=5)
numbers["stratified train"], numbers["stratified test"] = train.tolist(), test.tolist()
train, test = train_test_split(np.arange(23), test_size=0.3, random_state=5)
numbers["plain train"], numbers["plain test"] = train.tolist(), test.tolist()
for fold, (_, test) in enumerate(StratifiedKFold(4, shuffle=True, random_state=2).split(labels, labels)):
    numbers[f"fold {fold}"] = test.tolist()

data, labels = problem(31, 90, 6, 3)
exact = dict(tol=1e-12, max_iter=10000)
note("softmax", LogisticRegression(C=0.5, solver="newton-cg", **exact).fit(data, labels))
weights = np.arange(90) % 5 + 0.5
note(
    "weighted softmax",
    LogisticRegression(C=0.5, solver="newton-cg", class_weight="balanced", **exact).fit(data, labels, weights),
)
# Elastic net by SAGA until nothing moves.
net = LogisticRegression(C=0.5, l1_ratio=0.5, solver="saga", tol=1e-13, max_iter=1_000_000, random_state=0)
note("softmax net", net.fit(data, labels))
binary, two = problem(32, 60, 8, 2)
note("net", net.fit(binary, two))
note("lda", LinearDiscriminantAnalysis().fit(data, labels))
note("lda two", LinearDiscriminantAnalysis().fit(binary, two))
note("ridge", RidgeClassifier(alpha=2.0, solver="svd").fit(data, labels))
note("svm", LinearSVC(C=0.5, tol=1e-12, max_iter=1_000_000).fit(binary, two))
note("hinge", LinearSVC(C=0.5, loss="hinge", tol=1e-10, max_iter=5_000_000).fit(binary, two))

predicted = np.where(np.arange(90) % 7 == 0, 0, labels)
texts["report"] = classification_report(labels, predicted)
texts["named report"] = classification_report(
    labels, predicted, target_names=["the", "an", "a very long name"], digits=3
)
texts["never predicted"] = classification_report(labels, np.zeros(90, int))

Path(__file__).with_name("probes.json").write_text(json.dumps({"numbers": numbers, "texts": texts}))
