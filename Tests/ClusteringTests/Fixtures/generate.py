# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes sklearn.json: what scikit-learn 1.9.1 and SciPy 1.17 answer on small problems.

    python Tests/ClusteringTests/Fixtures/generate.py

Data are drawn from numpy.random.RandomState, which the tests draw from again, so that only answers are stored.
"""

import json
import pathlib
import warnings

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    mutual_info_score,
    normalized_mutual_info_score,
    pairwise_distances,
    silhouette_samples,
)
from sklearn.metrics.pairwise import cosine_similarity

warnings.simplefilter("ignore")


def blobs(seed, count, width, groups, spread):
    """Groups of normal samples around normal centres, three units apart on average."""
    random = np.random.RandomState(seed)
    centers = random.randn(groups, width) * 3
    noise = random.randn(count, width) * spread
    return centers[np.arange(count) % groups] + noise


def pca(data, **parameters):
    fit = PCA(**parameters).fit(data)
    scores = fit.transform(data)
    return {
        "components": fit.components_.tolist(),
        "variance": fit.explained_variance_.tolist(),
        "ratio": fit.explained_variance_ratio_.tolist(),
        "singular": fit.singular_values_.tolist(),
        "noise": float(fit.noise_variance_),
        "scores": scores[:5].tolist(),
        "restored": fit.inverse_transform(scores)[:5].tolist(),
    }


def kmeans(data, **parameters):
    weights = parameters.pop("weights", None)
    fit = KMeans(**parameters).fit(data, sample_weight=weights)
    return {
        "centers": fit.cluster_centers_.tolist(),
        "labels": fit.labels_.tolist(),
        "inertia": float(fit.inertia_),
        "iterations": int(fit.n_iter_),
    }


def dbscan(data, **parameters):
    fit = DBSCAN(**parameters).fit(data)
    return {"labels": fit.labels_.tolist(), "core": fit.core_sample_indices_.tolist()}


def tree(data, **parameters):
    fit = AgglomerativeClustering(compute_distances=True, **parameters).fit(data)
    return {
        "children": fit.children_.tolist(),
        "distances": fit.distances_.tolist(),
        "labels": fit.labels_.tolist(),
    }


def main():
    plane, space, wide = blobs(1, 150, 2, 5, 0.6), blobs(2, 120, 3, 4, 0.8), blobs(3, 90, 12, 3, 1.0)
    low = blobs(4, 40, 60, 3, 1.0)
    truth = np.arange(150) % 5
    answers = {
        "pca": {
            "full": pca(wide, n_components=3, svd_solver="full"),
            "covariance": pca(plane, svd_solver="covariance_eigh"),
            "wide": pca(low, n_components=5, svd_solver="full"),
            "whiten": pca(wide, n_components=4, whiten=True, svd_solver="full"),
            "share": pca(wide, n_components=0.9, svd_solver="full"),
            "randomized": pca(low, n_components=3, svd_solver="randomized", random_state=7),
        },
        "kmeans": {
            **{f"plane {seed}": kmeans(plane, n_clusters=5, random_state=seed) for seed in range(4)},
            "wide": kmeans(wide, n_clusters=8, random_state=3),
            "elkan": kmeans(wide, n_clusters=8, random_state=3, algorithm="elkan"),
            "random": kmeans(plane, n_clusters=6, random_state=2, init="random"),
            "several": kmeans(space, n_clusters=7, random_state=5, n_init=4),
            "weighted": kmeans(space, n_clusters=4, random_state=6, weights=1.0 + np.arange(120) % 3),
            "given": kmeans(plane, n_clusters=3, init=plane[:3], n_init=1),
            "far": kmeans(plane, n_clusters=3, init=np.array([[0.0, 0], [1, 1], [1000, 1000]]), n_init=1),
        },
        "dbscan": {
            "plane": dbscan(plane, eps=0.5, min_samples=4),
            "space": dbscan(space, eps=1.0, min_samples=5),
            "line": dbscan(plane[:, :1], eps=0.05, min_samples=3),
            "wide": dbscan(wide, eps=3.8, min_samples=4),
            "manhattan": dbscan(plane, eps=0.6, min_samples=4, metric="manhattan"),
            "chebyshev": dbscan(wide, eps=2.0, min_samples=4, metric="chebyshev"),
            "cosine": dbscan(wide, eps=0.04, min_samples=4, metric="cosine"),
        },
        "tree": {
            linkage: tree(space, n_clusters=5, linkage=linkage) for linkage in ["ward", "complete", "average", "single"]
        },
        "threshold": tree(space, n_clusters=None, distance_threshold=4.0, linkage="ward"),
        "manhattan tree": tree(space, n_clusters=4, linkage="average", metric="manhattan"),
        "silhouette": silhouette_samples(plane, truth).tolist(),
        "silhouette cosine": silhouette_samples(wide, np.arange(90) % 3, metric="cosine").tolist(),
        "agreement": [
            [
                adjusted_rand_score(a, b),
                mutual_info_score(a, b),
                normalized_mutual_info_score(a, b),
                adjusted_mutual_info_score(a, b),
            ]
            for a, b in [
                (truth, dbscan(plane, eps=0.5, min_samples=4)["labels"]),
                (truth, np.arange(150) // 30),
                (truth, np.zeros(150, int)),
                (truth, (truth + 2) % 5),
            ]
        ],
        "distances": {
            metric: pairwise_distances(wide[:6], wide[6:10], metric=metric).tolist()
            for metric in ["euclidean", "manhattan", "chebyshev", "cosine"]
        },
        "cosine": cosine_similarity(wide[:6]).tolist(),
        "tsne": {},
    }
    for name, data, perplexity in [("wide", wide, 15.0), ("plane", plane, 30.0)]:
        fits = [TSNE(perplexity=perplexity, method="exact", init="random", random_state=seed) for seed in range(8)]
        fit = TSNE(perplexity=perplexity, method="exact").fit(data)
        answers["tsne"][name] = {
            "perplexity": perplexity,
            "divergence": float(np.median([fit.fit(data).kl_divergence_ for fit in fits])),
            "iterations": int(fit.n_iter_),
            "learningRate": float(fit.learning_rate_),
        }
    folder = pathlib.Path(__file__).parent
    text = json.dumps(answers, separators=(",", ":"))
    # Twelve digits; the tests ask for no more than ten.
    text = json.dumps(json.loads(text, parse_float=lambda digits: float(f"{float(digits):.12g}")), separators=(",", ":"))
    (folder / "sklearn.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
