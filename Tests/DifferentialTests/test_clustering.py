# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Clusterings are scikit-learn's, label by label for the same seed; numbers to 1e-9 of the largest."""

import numpy as np
import pytest
from sklearn import cluster, metrics
from sklearn.decomposition import PCA

METRICS = ["euclidean", "manhattan", "chebyshev", "cosine"]


def close(value, expected, tolerance=1e-9):
    value, expected = np.asarray(value), np.asarray(expected)
    assert value.shape == expected.shape
    assert np.abs(value - expected).max(initial=0) <= tolerance * max(np.abs(expected).max(initial=0), 1e-300)


def groups(rng, rows=None, width=None):
    """Groups of normal samples, of any size and shape, now and then far from the origin or with samples twice."""
    rows = rows or int(rng.integers(8, 400))
    width = width or int(rng.choice([1, 2, 3, 4, 7, 20, 60]))
    count = int(rng.integers(1, 9))
    centers = rng.normal(size=(count, width)) * rng.choice([0.5, 3, 10])
    data = centers[rng.integers(0, count, rows)] + rng.normal(size=(rows, width)) * rng.choice([0.1, 1.0])
    if rng.random() < 0.2:
        data += 1000
    return data


@pytest.mark.parametrize("turn", range(40))
@pytest.mark.filterwarnings("ignore")
def test_k_means(ask, rng, turn):
    data = groups(rng)
    clusters, seed = int(rng.integers(1, min(len(data), 12))), int(rng.integers(2**32))
    weights = rng.integers(1, 5, len(data)).astype(float) if turn % 3 == 0 else None
    algorithm = "elkan" if turn % 2 else "lloyd"
    init = "random" if turn % 5 == 4 else "k-means++"
    expected = cluster.KMeans(clusters, init=init, random_state=seed, algorithm=algorithm).fit(data, sample_weight=weights)
    answer = ask(
        "kMeans", data=data, clusters=clusters, seed=seed, weights=weights,
        elkan=1 if algorithm == "elkan" else None, random=1 if init == "random" else None)
    # Of ten random starts two may end in the same inertia but for rounding, under other names.
    if init == "random":
        assert answer["inertia"] == pytest.approx(expected.inertia_, rel=1e-9)
        return
    assert answer["labels"].tolist() == expected.labels_.tolist()
    close(answer["centers"], expected.cluster_centers_)
    assert answer["inertia"] == pytest.approx(expected.inertia_, rel=1e-9, abs=1e-9)
    assert answer["iterations"] == expected.n_iter_


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("turn", range(20))
def test_dbscan(ask, rng, turn, metric):
    data = groups(rng)
    distances = metrics.pairwise_distances(data, metric=metric)
    # Between two distances that occur, so that rounding decides nothing.
    ranked = np.unique(distances[distances > 1e-9])
    if len(ranked) < 2:
        pytest.skip("all samples are alike")
    place = int(rng.integers(0, max(1, len(ranked) // 3)))
    eps = float(ranked[place] + ranked[place + 1]) / 2
    if ranked[place + 1] - ranked[place] < 1e-9 * ranked[place]:
        pytest.skip("no room between two distances")
    least = int(rng.integers(1, 12))
    weights = rng.integers(1, 4, len(data)).astype(float) if turn % 3 == 0 else None
    expected = cluster.DBSCAN(eps=eps, min_samples=least, metric=metric).fit(data, sample_weight=weights)
    answer = ask("dbscan", data=data, eps=eps, minSamples=least, metric=metric, weights=weights)
    assert answer["labels"].tolist() == expected.labels_.tolist()
    assert answer["core"].tolist() == expected.core_sample_indices_.tolist()


@pytest.mark.parametrize("turn", range(30))
def test_pca(ask, rng, turn):
    rows, width = int(rng.integers(3, 200)), int(rng.integers(2, 60))
    data = rng.normal(size=(rows, width)) * rng.uniform(0.5, 5, width) + rng.normal(size=width)
    count = int(rng.integers(1, min(rows - 1, width) + 1))
    covariance = turn % 3 == 0 and rows > width
    expected = PCA(count, whiten=turn % 2 == 0, svd_solver="covariance_eigh" if covariance else "full").fit(data)
    answer = ask(
        "pca", data=data, components=count, whiten=1 if turn % 2 == 0 else None, covariance=1 if covariance else None)
    close(answer["variance"], expected.explained_variance_)
    close(answer["ratio"], expected.explained_variance_ratio_)
    assert answer["noise"] == pytest.approx(expected.noise_variance_, rel=1e-8, abs=1e-10)
    # Directions are as well determined as their variances are apart.
    gaps = np.diff(np.append(expected.explained_variance_, expected.noise_variance_))
    if np.abs(gaps).min() > 1e-3 * expected.explained_variance_[0] and count < min(rows - 1, width):
        close(answer["components"], expected.components_, 1e-7)
        close(answer["scores"], expected.transform(data), 1e-7)


@pytest.mark.parametrize("linkage", ["ward", "complete", "average", "single"])
@pytest.mark.parametrize("turn", range(15))
def test_agglomerative(ask, rng, turn, linkage):
    data = groups(rng, rows=int(rng.integers(2, 150)))
    metric = "euclidean" if linkage == "ward" else str(rng.choice(METRICS[:3]))
    clusters = int(rng.integers(1, len(data) + 1))
    expected = cluster.AgglomerativeClustering(
        clusters, linkage=linkage, metric=metric, compute_full_tree=True, compute_distances=True).fit(data)
    answer = ask("agglomerative", data=data, clusters=clusters, linkage=linkage, metric=metric)
    close(answer["heights"], expected.distances_)
    if np.diff(expected.distances_).min(initial=1) > 1e-9 * expected.distances_[-1]:
        assert answer["children"].tolist() == expected.children_.tolist()
        assert answer["labels"].tolist() == expected.labels_.tolist()


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("turn", range(8))
def test_silhouette(ask, rng, turn, metric):
    data = groups(rng)
    labels = rng.integers(-1, 5, len(data))
    labels[:2] = [0, 1]
    answer = ask("silhouette", data=data, labels=labels, metric=metric)
    # scikit-learn subtracts squares, which costs it digits where samples are near each other.
    np.testing.assert_allclose(answer["values"], metrics.silhouette_samples(data, labels, metric=metric), atol=1e-6)


@pytest.mark.parametrize("turn", range(30))
def test_agreement(ask, rng, turn):
    rows = int(rng.integers(2, 300))
    a, b = rng.integers(-3, rng.integers(-2, 10), rows), rng.integers(0, rng.integers(1, 10), rows)
    if turn % 3 == 0:
        b = np.where(rng.random(rows) < 0.8, a, b)
    answer = ask("agreement", a=a, b=b)
    tight = dict(rel=1e-9, abs=1e-10)
    assert answer["rand"] == pytest.approx(metrics.adjusted_rand_score(a, b), **tight)
    assert answer["mutual"] == pytest.approx(metrics.mutual_info_score(a, b), **tight)
    assert answer["normalized"] == pytest.approx(metrics.normalized_mutual_info_score(a, b), **tight)
    assert answer["adjusted"] == pytest.approx(metrics.adjusted_mutual_info_score(a, b), **tight)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("turn", range(8))
def test_distances(ask, rng, turn, metric):
    data = groups(rng)
    others = groups(rng, width=data.shape[1])
    answer = ask("distances", data=data, others=others, metric=metric)
    # Where samples are near each other and far from the origin, scikit-learn's squares cancel.
    np.testing.assert_allclose(answer["values"], metrics.pairwise_distances(data, others, metric=metric), atol=1e-4)
    close(answer["cosines"], metrics.pairwise.cosine_similarity(data, others))
