# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""The twenty-five figures of the five lectures in matplotlib, from the same data as Tests/LectureFigures draws.

    python Tests/Benchmarks/lecture_figures.py FOLDER [DPI]     draw them as PNG files

The data lie in `reference` in the folder that MARTLET_SHARED names, or in `shared` beside the package. Each figure is a function from prepared data to a matplotlib figure: what a cell does each time it runs. Histograms are
counted in it, as in the cells of the lectures; correlations and matrix products are ready, as on Martlet's side.
"""

import json
import os
import pathlib
import sys
import warnings

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.gridspec import GridSpec

PACKAGE = pathlib.Path(__file__).resolve().parent.parent.parent
REFERENCE = pathlib.Path(os.environ.get("MARTLET_SHARED") or PACKAGE.parent / "shared") / "reference"

LECTURE_STYLE = {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titleweight": "bold",
    "axes.labelweight": "bold",
}


class Lecture000:
    """Sparse logistic regression in large data sets."""

    def __init__(self, reference):
        load = lambda name: np.load(reference / "seed0_sparse_logreg" / f"{name}.npy")
        self.data, self.labels = load("data"), load("labels")
        self.c, self.sparsity, self.beta, self.effect = (
            load(name) for name in ["Cvals", "sparsityByC", "final_coef", "cohens_d"])
        self.correlations = []
        for mask in [self.beta == 0, self.beta != 0]:
            r = np.corrcoef(self.data[self.labels == 1][:, mask].T)
            self.correlations.append(r[np.triu_indices_from(r, 1)])

    def figure_1(self):
        counts0, edges0 = np.histogram(self.data[self.labels == 0], 100)
        counts1, edges1 = np.histogram(self.data[self.labels == 1], 100)
        figure, axes = plt.subplots(1, 2, figsize=(12, 3.5))
        image = axes[0].imshow(self.data, aspect="auto", vmin=-3, vmax=6)
        figure.colorbar(image, ax=axes[0], pad=0.01)
        axes[0].set(xlabel="Neuron index", ylabel="Token index", title="Image of activations")
        axes[1].plot(edges0[:-1], counts0, linewidth=3, label="Category 0")
        axes[1].plot(edges1[:-1], counts1, linewidth=3, label="Category 1")
        axes[1].set(xlabel="Activation value", ylabel="Count", ylim=[-100, None])
        axes[1].set_title("Distributions of category-specific activations")
        axes[1].legend()
        plt.tight_layout()
        return figure

    def figure_2(self):
        figure = plt.figure(figsize=(8, 5))
        plt.plot(self.c, self.sparsity, "ks-", markerfacecolor=[0.9, 0.7, 0.7], markersize=10)
        plt.gca().set(xlabel="C parameter", ylabel="Sparsity (% total params)")
        plt.title("Sparsity (proportion of zero-valued coefficients) as a function of C")
        return figure

    def figure_3(self):
        figure = plt.figure(figsize=(8, 6))
        used, zero = self.beta != 0, self.beta == 0
        green, red = [0.7, 0.9, 0.7], [0.9, 0.7, 0.7]
        plt.plot(self.beta[used], self.effect[used], "ko", markersize=8, alpha=0.6, markerfacecolor=green)
        plt.plot(self.beta[zero], self.effect[zero], "ko", markersize=8, alpha=0.8, markerfacecolor=red)
        plt.gca().set(xlabel=r"$\beta$ coefficient", ylabel="Effect size (Cohen's d)")
        plt.title("Large effect sizes in zeroed coefficients")
        plt.grid(linestyle="--", linewidth=0.4)
        return figure

    def figure_4(self):
        figure, axes = plt.subplots(1, 2, figsize=(12, 4))
        for ax, neuron in zip(axes, [self.beta.argmin(), self.beta.argmax()]):
            for label, color in enumerate([[0.9, 0.7, 0.7], [0.7, 0.9, 0.7]]):
                values = self.data[self.labels == label, neuron]
                ax.hist(values, bins=20, color=color, edgecolor="k", linewidth=0.1, label=f"Label {label}")
            ax.set_title(f"Neuron {neuron} with $\\beta$={self.beta[neuron]:.2f}")
            ax.set(xlabel="Data value", ylabel="Count")
            ax.legend()
        return figure

    def figure_5(self):
        figure = plt.figure()
        pair = self.data[:, [self.beta.argmin(), self.beta.argmax()]]
        for label, color in enumerate([[0.7, 0.9, 0.9], [0.9, 0.7, 0.9]]):
            x, y = pair[self.labels == label].T
            plt.plot(x, y, "ko", alpha=0.5, markerfacecolor=color, label=f"Category {label}")
        plt.legend()
        plt.gca().set(xlabel="Min-beta neuron", ylabel="Max-beta neuron")
        plt.title(f"r = {np.corrcoef(pair.T)[0, 1]:.2f}")
        return figure

    def figure_6(self):
        figure = plt.figure(figsize=(8, 5))
        variance = self.data.var(axis=0)
        used, zero = self.beta != 0, self.beta == 0
        for mask, color, label in [(used, [0.7, 0.9, 0.9], "Non-zero"), (zero, [0.9, 0.7, 0.7], "Zero")]:
            plt.plot(self.beta[mask], variance[mask], "ko", markersize=8, alpha=0.6, markerfacecolor=color,
                     label=f"{label} coefs")
        plt.legend()
        plt.gca().set(xlabel=r"$\beta$ coefficient", ylabel="Data variance")
        plt.title("Variance in zeroed coefficients")
        return figure

    def figure_7(self):
        figure = plt.figure(figsize=(10, 3))
        for r, label in zip(self.correlations, [r"$\beta = 0$", r"$\beta \neq 0$"]):
            density, edges = np.histogram(r, 80, density=True)
            plt.plot(edges[:-1], density, label=label)
        plt.legend()
        return figure


class Lecture001:
    """Sparse probes for the word before a noun."""

    def __init__(self, reference):
        load = lambda name: np.load(reference / "seed1_sparse_probe" / f"{name}.npy")
        self.all, self.labels, self.beta = load("alldata"), load("labels"), load("coef_C10")
        self.c, self.density = load("seas"), load("densities")
        self.jitter = np.random.RandomState(7).randn(2, (self.beta != 0).sum(), 100) / 50

    def figure_1(self):
        figure = plt.figure(figsize=(10, 4))
        for label, name in enumerate(["The", "An"]):
            counts, edges = np.histogram(self.all[self.labels == label], 100)
            plt.plot(edges[:-1], counts, linewidth=2, label=name)
        plt.legend()
        plt.gca().set(xlabel="Activation", ylabel="Count", yscale="log")
        return figure

    def figure_2(self):
        used, zero, count = np.where(self.beta != 0)[0], np.where(self.beta == 0)[0], len(self.beta)
        figure = plt.figure(figsize=(12, 4))
        grid = GridSpec(1, 3, figure=figure)
        left, right = figure.add_subplot(grid[:2]), figure.add_subplot(grid[2])
        left.plot(used, self.beta[used], "ko", markerfacecolor=[0.7, 0.9, 0.7, 0.7], label="Non-zero")
        left.plot(zero, self.beta[zero], "rx", zorder=-3, label="Exact zero")
        left.legend()
        left.set(xlabel="MLP neuron", ylabel="Coefficient", xlim=[-5, count + 4])
        share = 100 * len(used) / count
        left.set_title(f"L1 probe selected {len(used)}/{count} coefficients ({share:.2f}% dense)")
        right.hist(self.beta[used], bins=30, color=[0.7, 0.7, 0.9], edgecolor="k")
        right.set(xlabel="Coefficient value", ylabel="Count", title="Distribution of non-zero coefficients")
        plt.tight_layout()
        return figure

    def figure_3(self):
        figure = plt.figure(figsize=(12, 4))
        used = np.where(self.beta != 0)[0]
        for i, neuron in enumerate(used):
            the, an = self.all[self.labels == 0, neuron], self.all[self.labels == 1, neuron]
            plt.plot(self.jitter[0, i] + i - 0.15, the, "ko", markerfacecolor=[0.9, 0.7, 0.7, 0.4])
            plt.plot(self.jitter[1, i] + i + 0.15, an, "ks", markerfacecolor=[0.7, 0.9, 0.7, 0.4])
        plt.plot(3 * i, 1, "ko", markerfacecolor=[0.9, 0.7, 0.7], label='"The"')
        plt.plot(3 * i, 1, "ks", markerfacecolor=[0.7, 0.9, 0.7], label='"An"')
        plt.legend()
        plt.gca().set(xlabel="Neurons with non-zero coefficients (index)", ylabel="Activations")
        plt.gca().set(xticks=range(len(used)), xlim=[-1, len(used)])
        return figure

    def figure_4(self):
        figure, axes = plt.subplots(1, 2, figsize=(12, 3))
        axes[0].plot(1 / self.c, self.density, "ko-", markerfacecolor=[0.7, 0.7, 0.9], markersize=10)
        axes[0].set(xscale="log", xlabel=r"$\lambda = 1/C$", ylabel="Density (% non-zero neurons)")
        axes[0].set_title(r"Thinking about $\lambda$")
        axes[1].plot(self.c, self.density, "ko-", markerfacecolor=[0.7, 0.7, 0.9], markersize=10)
        axes[1].set(xlabel=r"$C = 1/\lambda$", ylabel="Density (% non-zero neurons)", title="Thinking about $C$")
        return figure


class Lecture002:
    """Sparse autoencoders on mixed sources."""

    def __init__(self, reference):
        load = lambda name: np.load(reference / "seed2_autoencoder" / f"{name}.npy")
        self.latents, self.mixed = [load("latent1"), load("latent2")], load("data")
        self.losses, self.units = load("losses"), load("estLatent")
        best = json.loads((reference / "seed2_autoencoder" / "best.json").read_text())
        self.best = [unit for unit, _ in best]

    def figure_1(self):
        figure, axes = plt.subplots(2, 2, figsize=(10, 6))
        style = {"alpha": 0.5, "markersize": 3}
        axes[0, 0].plot(self.latents[0], "bo", markerfacecolor=[0.7, 0.7, 0.9], **style)
        axes[0, 0].plot(self.latents[1], "gs", markerfacecolor=[0.7, 0.9, 0.7], **style)
        axes[0, 0].set(xlabel="Data index", ylabel="Data value", xlim=[-5, 3004])
        axes[0, 0].set_title(f"Latent sources (r = {np.corrcoef(self.latents)[0, 1]:.2f})")
        axes[0, 1].plot(self.mixed[:, 0], "mo", markerfacecolor=[0.9, 0.7, 0.9], **style)
        axes[0, 1].plot(self.mixed[:, 1], "ks", markerfacecolor=[0.9, 0.9, 0.7], **style)
        axes[0, 1].set(xlabel="Data index", ylabel="Data value", xlim=[-5, 3004])
        axes[0, 1].set_title(f"Mixed signals (r = {np.corrcoef(self.mixed.T)[0, 1]:.2f})")
        for ax, variables, name in [(axes[1, 0], self.latents, "Latent"), (axes[1, 1], self.mixed.T, "Variable")]:
            found = [np.histogram(values, bins=40, density=True) for values in variables]
            for k, (density, edges) in enumerate(found):
                ax.plot(edges[:-1], density, linewidth=3, label=f"{name} {k + 1}")
            ax.set(xlim=[min(edges[0] for _, edges in found), max(edges[-1] for _, edges in found)])
            kind = "latent" if name == "Latent" else "mixed"
            ax.set(xlabel="Data value", ylabel="Density", title=f"Histograms of {kind} variables")
            ax.legend()
        plt.tight_layout()
        return figure

    def figure_2(self):
        figure, axes = plt.subplots(1, 2, figsize=(12, 3.5))
        epochs, losses = range(0, len(self.losses), 20), self.losses[::20]
        axes[0].plot(epochs, losses[:, 0], "ko-", markerfacecolor=[0.7, 0.7, 0.9], markersize=8, label="L1 loss")
        axes[0].set(xlabel="Epoch", ylabel="L1 Loss", title="Training loss components")
        axes[0].legend(bbox_to_anchor=[0.5, 0.5, 0.48, 0], frameon=False)
        right = axes[0].twinx()
        right.plot(epochs, losses[:, 1], "ks-", markerfacecolor=[0.9, 0.7, 0.7], markersize=8, label="MSE loss")
        right.set(ylabel="MSE Loss")
        right.legend(bbox_to_anchor=[0.5, 0.4, 0.5, 0], frameon=False)
        axes[1].plot(epochs, losses.sum(axis=1), "k^-", markerfacecolor=[0.7, 0.7, 0.7], markersize=8)
        axes[1].set(xlabel="Epoch", ylabel="Training loss", title="Total losses")
        plt.tight_layout()
        return figure

    def figure_3(self):
        figure = plt.figure()
        plt.imshow(np.corrcoef(self.units.T), cmap="RdBu_r", vmin=-1, vmax=1)
        plt.colorbar()
        plt.gca().set(xlabel="Latent variable", ylabel="Latent variable", title="Correlation matrix")
        plt.gca().set(xticks=range(0, 20, 2), yticks=range(1, 20, 2))
        return figure

    def figure_4(self):
        figure, axes = plt.subplots(1, 2, figsize=(12, 3))
        a, b = self.units[:, self.best].T
        axes[0].plot(a, "bo", markerfacecolor=[0.7, 0.7, 0.9, 0.5], markersize=3)
        axes[0].plot(b, "gs", markerfacecolor=[0.7, 0.9, 0.7, 0.5], markersize=3)
        axes[0].set(xlabel="Data index", ylabel="Data value", xlim=[-5, 3004])
        axes[0].set_title(f"Latent components (r = {np.corrcoef(a, b)[0, 1]:.2f})")
        for values, color, name in [(a, "b", "Est. latent 1"), (b, "g", "Est. latent 2")]:
            counts, edges = np.histogram(values, bins=40)
            axes[1].plot(edges[:-1], counts, color, linewidth=3, label=name)
        axes[1].set(xlabel="Data value", ylabel="Count", xlim=[min(a.min(), b.min()), max(a.max(), b.max())])
        axes[1].set_title("Histograms of latent variables")
        axes[1].legend()
        plt.tight_layout()
        return figure


class Lecture003:
    """"Can" and "can't" by a logistic regression for each neuron."""

    def __init__(self, reference):
        load = lambda name: np.load(reference / "seed3_can_cant" / f"{name}.npy")
        self.p, self.beta, self.train, self.test = load("layer3_results").T
        self.layers = load("laminar_results").transpose(2, 0, 1)
        self.threshold = 0.05 / len(self.p)
        self.log_p = -np.log10(self.p)

    def figure_1(self):
        with plt.rc_context(LECTURE_STYLE):
            figure = plt.figure(figsize=(11, 7))
            grid = GridSpec(2, 3, figure=figure)
            top = figure.add_subplot(grid[0, :])
            below = [figure.add_subplot(grid[1, column]) for column in range(3)]
            values = [self.beta, self.train, self.test]
            for color, sign, mask in [("r", "Positive", self.beta > 0), ("g", "Negative", self.beta < 0)]:
                yes, no = mask & (self.p < self.threshold), mask & ~(self.p < self.threshold)
                index = np.where(yes)[0]
                label = f"{sign} and sig."
                top.plot(index, self.beta[yes], color + "o", markerfacecolor=[0.7, 0.7, 0.7], label=label)
                index = np.where(no)[0]
                top.plot(index, self.beta[no], color + "x", markersize=3, label=f"{sign} and non-sig.")
                for ax, x in zip(below, values):
                    ax.plot(x[yes], self.log_p[yes], color + "o", markerfacecolor=[0.7, 0.7, 0.7, 0.5])
                    ax.plot(x[no], self.log_p[no], color + "x", markersize=3)
            top.set(xlabel="Neuron index", ylabel="Beta coefficient", xlim=[-10, len(self.p) + 9])
            top.set_title('A) Statistical parameters of "can" classification')
            top.legend(fontsize=8)
            titles = ["B) Betas by p-values", "C) TRAIN accuracy by p-values", "D) TEST accuracy by p-values"]
            labels = ["Beta coeff", "Prediction accuracy (%)", "Prediction accuracy (%)"]
            for ax, title, label in zip(below, titles, labels):
                ax.axhline(-np.log10(self.threshold), linestyle="--", color="b", label="Significance threshold")
                ax.set(xlabel=label, ylabel="$-log_{10}(p)$", title=title)
            for ax in below[1:]:
                ax.axvline(50, linestyle="--", color="k", linewidth=0.5, label="Chance")
            below[0].legend(fontsize=8)
            below[1].legend(fontsize=8)
            plt.tight_layout()
            return figure

    def figure_2(self):
        with plt.rc_context(LECTURE_STYLE):
            figure = plt.figure(figsize=(8, 3))
            for values, label in [(self.train, "TRAIN"), (self.test, "TEST")]:
                density, edges = np.histogram(values, bins="fd", density=True)
                plt.plot(edges[:-1], density, linewidth=2, label=label)
            plt.axvline(50, linestyle="--", color="k", linewidth=0.5, label="Chance")
            plt.gca().set(xlabel="Prediction accuracy (%)", ylabel="Density")
            plt.title("Distribution of prediction accuracies")
            plt.legend()
            plt.tight_layout()
            return figure

    def figure_3(self):
        p, beta, train, test = self.layers
        significant = p < self.threshold
        with plt.rc_context(LECTURE_STYLE):
            figure, axes = plt.subplots(1, 2, figsize=(12, 3.5))
            share = 100 * significant.sum(axis=1) / len(self.p)
            axes[0].plot(share, "kH", markerfacecolor=[0.9, 0.7, 0.9], markersize=12)
            axes[0].set(xlabel="Layer", ylabel="Percent significant neurons (%)")
            axes[0].set_title("A) Laminar profile of significance")
            for mask, sign, style, face in [(beta > 0, ">", "gs", [0.7, 0.9, 0.7]), (beta < 0, "<", "b^", [0.7, 0.7, 0.9])]:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # layers without a significant neuron have no mean
                    means = [np.nanmean(np.where(mask & significant, x, np.nan), axis=1) for x in (train, test)]
                label = f"TRAIN $\\beta$s{sign}0"
                axes[1].plot(means[0], style, markerfacecolor=face, markersize=10, label=label)
                label = f"TEST $\\beta$s{sign}0"
                axes[1].plot(means[1], style + "-", markerfacecolor=face, markersize=5, zorder=-10, label=label)
            axes[1].legend()
            axes[1].set(xlabel="Layer", ylabel="Prediction accuracy (%)")
            axes[1].set_title("B) Average prediction accuracies in significant neurons")
            plt.tight_layout()
            return figure


class Lecture004:
    """Are circuits clustered in few dimensions?"""

    def __init__(self, reference):
        load = lambda name: np.load(reference / "seed4_clusters" / f"{name}.npy")
        self.activations, self.t = load("acts"), load("t_statistic")
        self.significant = load("t_pvalue") < 0.05 / len(self.t)
        self.tsne, self.dbscan = load("tsne_result"), load("dbscan_labels")
        self.kmeans, self.centers = load("kmeans_labels"), load("kmeans_centers")
        chosen = self.activations[:, self.significant]
        products = lambda order: chosen[:, order].T @ chosen[:, order]
        cosines = lambda gram: gram / np.sqrt(np.outer(gram.diagonal(), gram.diagonal()))
        self.gram = chosen.T @ chosen
        self.sorted_gram = products(self.dbscan.argsort(kind="stable"))
        self.dbscan_cosines = cosines(self.sorted_gram)
        self.kmeans_cosines = cosines(products(self.kmeans.argsort(kind="stable")))

    def figure_1(self):
        figure, axes = plt.subplots(1, 3, figsize=(13, 4))
        image = axes[0].imshow(self.activations, aspect="auto", vmin=-2, vmax=2)
        axes[0].set(xlabel="MLP neuron index", ylabel="Sentence", title="All activations")
        figure.colorbar(image, ax=axes[0], pad=0.01)
        axes[1].hist(self.activations.mean(axis=0), 60, edgecolor="k", linewidth=0.5, facecolor="gray")
        axes[1].set(xlabel="Activation value", ylabel="Count")
        axes[1].set_title("Histogram of activations\naveraged over sentences")
        axes[2].plot(self.activations.mean(axis=1), "ko", markerfacecolor=[0.7, 0.9, 0.7, 0.5])
        axes[2].axvline(len(self.activations) / 2 - 0.5, color="k", linestyle="--", zorder=-3)
        axes[2].set(xlabel="Sentence index", ylabel="Activation", title="Activations averaged over neurons")
        plt.tight_layout()
        return figure

    def figure_2(self):
        figure = plt.figure(figsize=(10, 4))
        plt.plot(self.activations[:, 453], "ko", markerfacecolor=[0.7, 0.7, 0.7], markersize=10)
        middle = len(self.activations) / 2 - 0.5
        plt.axvline(middle, label='"him" left\n"her" right', color="k", linestyle="--", zorder=-3)
        plt.gca().set(xlabel="Sentence index", ylabel="Activation", title="Activation of neuron 453")
        plt.legend()
        return figure

    def figure_3(self):
        figure = plt.figure(figsize=(10, 4))
        yes, no = self.significant, ~self.significant
        plt.plot(np.where(yes)[0], self.t[yes], "ko", markerfacecolor=[0.9, 0.7, 0.9, 0.4], markersize=6)
        plt.plot(np.where(no)[0], self.t[no], "rx", markersize=2, alpha=0.6)
        plt.gca().set(xlabel="Dimension index", ylabel="T-value", xlim=[-10, len(self.t) + 10])
        plt.title('Statistical tests for "him" vs. "her" from all neurons')
        return figure

    def figure_4(self):
        figure, axes = plt.subplots(1, 2, figsize=(13, 5))
        image = axes[0].imshow(self.gram, origin="lower", vmin=-80, vmax=80)
        axes[0].set(xlabel="Neurons", ylabel="Neurons", title="Gram matrix")
        plt.colorbar(image, ax=axes[0], fraction=0.046, pad=0.01)
        t = self.t[self.significant]
        colors = matplotlib.colormaps["RdBu"]((t - t.min()) / (t.max() - t.min()))
        axes[1].scatter(self.tsne[:, 0], self.tsne[:, 1], c=colors, edgecolor="k")
        axes[1].set(xlabel="T-SNE dim 1", ylabel="T-SNE dim 2", title="T-SNE visualization of embeddings")
        plt.tight_layout()
        return figure

    def figure_5(self):
        figure = plt.figure(figsize=(8, 6))
        count = self.dbscan.max() + 1
        x, y = self.tsne[self.dbscan == -1].T
        plt.plot(x, y, "k+")
        for k in range(count):
            x, y = self.tsne[self.dbscan == k].T
            plt.plot(x, y, "o", markerfacecolor=matplotlib.colormaps["tab20b"](k / count))
        plt.gca().set(xlabel="tSNE axis 1", ylabel="tSNE axis 2", title=f"Result of dbscan clustering (k={count})")
        return figure

    def figure_6(self):
        figure, axes = plt.subplots(1, 3, figsize=(12, 4))
        image = axes[0].imshow(self.sorted_gram, origin="lower", vmin=-80, vmax=80)
        axes[0].set(xlabel="Neuron index", ylabel="Neuron index", title="Gram matrix of sorted neurons")
        plt.colorbar(image, ax=axes[0], fraction=0.046, pad=0.04)
        image = axes[1].imshow(self.dbscan_cosines, origin="lower", vmin=-1, vmax=1)
        axes[1].set(xlabel="Neuron index", yticks=[], title="Cosine similarities, sorted")
        plt.colorbar(image, ax=axes[1], fraction=0.046, pad=0.04)
        axes[2].hist(self.dbscan_cosines.flatten(), 80, color="gray", edgecolor="k")
        axes[2].set(xlabel="Cosine similarity value", yticks=[], title="Histogram of cosine similarities")
        plt.tight_layout()
        return figure

    def figure_7(self):
        figure, axes = plt.subplots(1, 2, figsize=(12, 4))
        colors = "rkbgm"
        for (x, y), k in zip(self.tsne, self.kmeans):
            axes[0].plot([x, self.centers[k, 0]], [y, self.centers[k, 1]], colors[k])
        for k in range(len(self.centers)):
            x, y = self.tsne[self.kmeans == k].T
            axes[0].plot(x, y, "o", markerfacecolor=colors[k])
        axes[0].plot(self.centers[:, 0], self.centers[:, 1], "ko", markerfacecolor="y", markersize=10)
        axes[0].set(xlabel="tSNE axis 1", ylabel="tSNE axis 2")
        axes[0].set_title(f"Result of k-means clustering (k={len(self.centers)})")
        image = axes[1].imshow(self.kmeans_cosines, origin="lower", vmin=-1, vmax=1)
        axes[1].set(xlabel="Neuron index", yticks=[], title="Cosine similarities, sorted")
        plt.colorbar(image, ax=axes[1], fraction=0.046, pad=0.02)
        plt.tight_layout()
        return figure


LECTURES = [Lecture000, Lecture001, Lecture002, Lecture003, Lecture004]


def figures():
    """Names and functions of all figures."""
    if not REFERENCE.is_dir():
        sys.exit(f"There is no reference data: {REFERENCE} is no folder. MARTLET_SHARED names the one that holds it.")
    found = []
    for number, lecture in enumerate(LECTURES):
        prepared = lecture(REFERENCE)
        names = sorted(name for name in dir(lecture) if name.startswith("figure_"))
        found += [(f"{number:03}-{name[7:]}", getattr(prepared, name)) for name in names]
    return found


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    dpi = float(sys.argv[2]) if len(sys.argv) > 2 else 72
    for name, draw in figures():
        figure = draw()
        figure.savefig(folder / f"{name}.png", dpi=dpi, bbox_inches="tight")
        plt.close(figure)


if __name__ == "__main__":
    main()
