// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Probes
import Statistics
import Tensors

/// Every estimator, a line each; what the suite asks of them is in `EstimatorContractTests`.
let estimatorCases: [EstimatorCase] = [
  .classifier("logistic regression, L2", LogisticRegression()),
  .classifier("logistic regression, L1", LogisticRegression(penalty: .l1)),
  .classifier("logistic regression, elastic net", LogisticRegression(penalty: .elasticNet(l1Ratio: 0.5))),
  .classifier("logistic regression, no penalty", LogisticRegression(penalty: .none)),
  // SAGA stops short of the optimum, and of floats computes in single precision.
  .classifier("logistic regression, SAGA", LogisticRegression(penalty: .l1, solver: .saga(seed: 0)), precision: 1e-2),
  .classifier("logistic regression, C by cross-validation", LogisticRegressionCV(C: [0.1, 1, 10])),
  .classifier("difference of means", DifferenceOfMeans(), isIterative: false),
  .classifier("linear discriminant", LinearDiscriminant(), isIterative: false),
  .classifier("ridge", RidgeClassifier(), isIterative: false),
  .classifier("linear SVM, squared hinge", LinearSVM()),
  .classifier("linear SVM, hinge", LinearSVM(loss: .hinge), precision: 1e-3),
  .unsupervised("PCA", PCA(components: 3), isIterative: false) {
    concatenate($0.components.flattened(), $0.explainedVariance, $0.mean)
  },
  .unsupervised("k-means", KMeans(clusters: 4, seed: 1)) {
    concatenate(Tensor<Double>($0.labels), $0.centers.flattened(), Tensor([$0.inertia]))
  },
  .unsupervised("k-means, Elkan", KMeans(clusters: 4, seed: 1, algorithm: .elkan)) {
    concatenate(Tensor<Double>($0.labels), $0.centers.flattened(), Tensor([$0.inertia]))
  },
  .unsupervised("DBSCAN", DBSCAN(eps: 4, minSamples: 4), isIterative: false) {
    concatenate(Tensor<Double>($0.labels), Tensor<Double>($0.coreSamples))
  },
  .unsupervised("agglomerative clustering", AgglomerativeClustering(clusters: 4)) {
    concatenate(Tensor<Double>($0.labels), $0.heights)
  },
  .unsupervised("t-SNE, exact", TSNE(perplexity: 20, method: .exact)) { $0.points.flattened() },
  .unsupervised("t-SNE, Barnes-Hut", TSNE(perplexity: 20, method: .barnesHut())) { $0.points.flattened() },
]
