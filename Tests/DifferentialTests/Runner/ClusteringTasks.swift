// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors

extension Problem {
  fileprivate var metric: DistanceMetric {
    get throws {
      guard has("metric") else { return .euclidean }
      guard let metric = DistanceMetric(rawValue: try text("metric")) else {
        throw ProblemError("there is no metric \(try text("metric"))")
      }
      return metric
    }
  }
}

let clusteringTasks: [String: Task] = [
  "kMeans": { problem in
    let fit = KMeans(
      clusters: try problem.integer("clusters"), seed: try problem.integer("seed"),
      initialization: problem.has("random") ? .random : .kMeansPlusPlus,
      algorithm: problem.has("elkan") ? .elkan : .lloyd
    ).fit(try problem.tensor("data"), weights: problem.has("weights") ? try problem.tensor("weights") : nil)
    var answer = Answer()
    answer.add("labels", fit.labels)
    answer["centers"] = fit.centers
    answer.add("inertia", fit.inertia)
    answer.add("iterations", Double(fit.iterations))
    return answer
  },
  "dbscan": { problem in
    let fit = DBSCAN(
      eps: try problem.number("eps"), minSamples: try problem.integer("minSamples"), metric: try problem.metric
    ).fit(try problem.tensor("data"), weights: problem.has("weights") ? try problem.tensor("weights") : nil)
    var answer = Answer()
    answer.add("labels", fit.labels)
    answer.add("core", fit.coreSamples)
    return answer
  },
  "pca": { problem in
    let components: PCA.Components =
      problem.has("components") ? .count(try problem.integer("components")) : .all
    let solver: PCA.Solver = problem.has("covariance") ? .covariance : .full
    let data = try problem.tensor("data")
    let fit = PCA(components: components, whiten: problem.has("whiten"), solver: solver).fit(data)
    var answer = Answer()
    answer["components"] = fit.components
    answer["variance"] = fit.explainedVariance
    answer["ratio"] = fit.explainedVarianceRatio
    answer["scores"] = fit.transform(data)
    answer.add("noise", fit.noiseVariance)
    return answer
  },
  "agglomerative": { problem in
    guard let linkage = AgglomerativeClustering.Linkage(rawValue: try problem.text("linkage")) else {
      throw ProblemError("there is no linkage \(try problem.text("linkage"))")
    }
    let fit = AgglomerativeClustering(
      clusters: try problem.integer("clusters"), linkage: linkage, metric: try problem.metric
    ).fit(try problem.tensor("data"))
    var answer = Answer()
    answer.add("children", fit.children)
    answer["heights"] = fit.heights
    answer.add("labels", fit.labels)
    return answer
  },
  "silhouette": { problem in
    var answer = Answer()
    answer["values"] = silhouetteSamples(
      try problem.tensor("data"), try problem.integers("labels"), metric: try problem.metric)
    return answer
  },
  "agreement": { problem in
    let (a, b) = (try problem.integers("a"), try problem.integers("b"))
    var answer = Answer()
    answer.add("rand", adjustedRandIndex(a, b))
    answer.add("mutual", mutualInformation(a, b))
    answer.add("normalized", normalizedMutualInformation(a, b))
    answer.add("adjusted", adjustedMutualInformation(a, b))
    return answer
  },
  "distances": { problem in
    var answer = Answer()
    answer["values"] = pairwiseDistances(
      try problem.tensor("data"), try problem.tensor("others"), metric: try problem.metric)
    answer["cosines"] = cosineSimilarity(try problem.tensor("data"), try problem.tensor("others"))
    return answer
  },
]
