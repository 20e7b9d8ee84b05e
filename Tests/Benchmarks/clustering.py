# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures Martlet's clusterings and scikit-learn's on the same data in one run, and prints a table.

    python Tests/Benchmarks/clustering.py PROGRAM [--repeats N]

PROGRAM is `bench-clustering` as built. A time is that of the fastest of N runs, with every processor for both; t-SNE of
4096 samples runs once. The ratio is scikit-learn's time over Martlet's. The last columns show that both found the same:
the divergence of t-SNE, the inertia, the number of clusters, the variance, the sum of heights, the silhouette.

The first data set is the clustering lecture's, from `reference` in the folder that MARTLET_SHARED names or in `shared`
beside the package, or drawn if it is not there.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_score

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = pathlib.Path(os.environ.get("MARTLET_SHARED") or ROOT.parent / "shared") / "reference/seed4_clusters"
TARGETS = {"t-SNE, 289": 10, "t-SNE, 4096": 8, "k-means": 3, "DBSCAN": 3}


def blobs(random, count, width, groups, spread):
    """Groups of normal samples around normal centres."""
    return (random.randn(groups, width) * 3)[np.arange(count) % groups] + random.randn(count, width) * spread


def data():
    random = np.random.RandomState(0)
    sets = {
        "neurons": blobs(random, 289, 108, 6, 2),
        "large": blobs(random, 4096, 50, 20, 2),
        "embedding": blobs(random, 1000, 2, 12, 0.7) * 3,
        "many": blobs(random, 20000, 64, 20, 3),
        "wide": blobs(random, 2000, 50, 20, 2),
    }
    if (REFERENCE / "acts.npy").exists():
        columns = np.load(REFERENCE / "acts.npy")[:, np.load(REFERENCE / "sig_neurons.npy")]
        sets["neurons"] = np.ascontiguousarray(columns.T)
    return sets


def tasks(sets):
    neurons, large, embedding, many, wide = (sets[name] for name in ["neurons", "large", "embedding", "many", "wide"])
    return {
        "t-SNE, 289 x 108": lambda: TSNE(random_state=0).fit(neurons).kl_divergence_,
        "t-SNE, 4096 x 50": lambda: TSNE(random_state=0).fit(large).kl_divergence_,
        "k-means, 1000 x 2, k = 3": lambda: KMeans(3, random_state=0).fit(embedding).inertia_,
        "k-means, 20000 x 64, k = 20": lambda: KMeans(20, random_state=0).fit(many).inertia_,
        "DBSCAN, 1000 x 2": lambda: DBSCAN(eps=1, min_samples=3).fit(embedding).labels_.max() + 1,
        "DBSCAN, 4096 x 50": lambda: DBSCAN(eps=14, min_samples=5).fit(large).labels_.max() + 1,
        "PCA, 20000 x 64": lambda: PCA(10).fit(many).explained_variance_.sum(),
        "Ward's tree, 2000 x 50": lambda: AgglomerativeClustering(20, compute_distances=True).fit(wide).distances_.sum(),
        "silhouette, 2000 x 50": lambda: silhouette_score(wide, np.arange(2000) % 20),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()

    sets = data()
    with tempfile.TemporaryDirectory() as folder:
        for name, values in sets.items():
            np.save(f"{folder}/{name}.npy", values)
        output = subprocess.run([options.program, folder, str(options.repeats)], check=True, capture_output=True).stdout
    ours = {row["name"]: row for row in map(json.loads, output.splitlines())}

    print(f"{'':32}{'Martlet':>12}{'scikit-learn':>14}{'ratio':>8}{'target':>8}   found")
    for name, fit in tasks(sets).items():
        best = float("inf")
        for _ in range(1 if "4096 x 50" in name and "t-SNE" in name else options.repeats):
            began = time.perf_counter()
            value = fit()
            best = min(best, time.perf_counter() - began)
        mine = ours[name]
        target = next((target for start, target in TARGETS.items() if name.startswith(start)), "")
        print(
            f"{name:32}{1000 * mine['seconds']:>9.2f} ms{1000 * best:>11.2f} ms{best / mine['seconds']:>7.1f}x"
            f"{target!s:>8}   {mine['value']:.6g} {value:.6g}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
