// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Are circuits clustered in few dimensions?
package struct Lecture004: Sendable {
  /// Sentences x neurons; the first half of the sentences are about him, the rest about her.
  let activations: Tensor<Double>
  let t: Tensor<Double>
  let isSignificant: Tensor<Bool>
  /// The significant neurons in two dimensions, and their groups by DBSCAN (-1 is noise) and k-means.
  let tsne: Tensor<Double>
  let dbscan: Tensor<Int>
  let kmeans: Tensor<Int>
  let centers: Tensor<Double>

  let gram: Tensor<Double>
  let sortedGram: Tensor<Double>
  let dbscanCosines: Tensor<Double>
  let kmeansCosines: Tensor<Double>

  init(
    activations: Tensor<Double>, t: Tensor<Double>, isSignificant: Tensor<Bool>, tsne: Tensor<Double>,
    dbscan: Tensor<Int>, kmeans: Tensor<Int>, centers: Tensor<Double>
  ) {
    (self.activations, self.t, self.isSignificant) = (activations, t, isSignificant)
    (self.tsne, self.dbscan, self.kmeans, self.centers) = (tsne, dbscan, kmeans, centers)
    let significant = activations[..., isSignificant]
    func products(_ order: Tensor<Int>) -> Tensor<Double> {
      let sorted = significant[..., order]
      return sorted.transposed.matmul(sorted)
    }
    func cosines(_ gram: Tensor<Double>) -> Tensor<Double> {
      let lengths = sqrt(gram.diagonal())
      return gram / lengths.outer(lengths)
    }
    gram = significant.transposed.matmul(significant)
    sortedGram = products(dbscan.argsort())
    dbscanCosines = cosines(sortedGram)
    kmeansCosines = cosines(products(kmeans.argsort()))
  }

  init(reference folder: String) throws {
    let folder = "\(folder)/seed4_clusters/"
    let p = try Tensor<Double>(npy: folder + "t_pvalue.npy")
    try self.init(
      activations: Tensor(npy: folder + "acts.npy"), t: Tensor(npy: folder + "t_statistic.npy"),
      isSignificant: p .< 0.05 / Double(p.count), tsne: Tensor(npy: folder + "tsne_result.npy"),
      dbscan: Tensor(npy: folder + "dbscan_labels.npy"), kmeans: Tensor(npy: folder + "kmeans_labels.npy"),
      centers: Tensor(npy: folder + "kmeans_centers.npy"))
  }

  /// Of the same kind, from a fixed seed: 289 neurons differ between the halves, in four groups with a signal each.
  init() {
    let random = RandomState(seed: 5)
    var data = random.randn(108, 4096)
    data[54..., ..<289] += 1.5
    let signals = random.randn(108, 4)
    for neuron in 0..<289 { data[..., neuron] += signals[..., neuron % 4] }
    let t = (data[54..., ...].mean(axis: 0) - data[..<54, ...].mean(axis: 0)) / (data.std(axis: 0) / sqrt(27))
    let isSignificant = arange(4096) .< 289
    let group = Tensor((0..<289).map { $0 % 20 == 7 ? -1 : $0 % 4 })
    let x = random.randn(289) * 3 + group.mapElements { Double($0) * 14 - 21 }
    let y = random.randn(289) * 3 + group.mapElements { $0 == 1 ? 12.0 : -4 }
    let tsne = stack(x, y).transposed
    let kmeans = group.mapElements { max($0, 0) % 3 }
    let centers = stack((0..<3).map { k in tsne[kmeans .== k, ...].mean(axis: 0) })
    self.init(
      activations: data, t: t, isSignificant: isSignificant, tsne: tsne, dbscan: group, kmeans: kmeans, centers: centers
    )
  }
}

extension Lecture004 {
  var figures: [LectureFigure] {
    [
      LectureFigure("004-1", "activations, and their means over sentences and over neurons") { overview },
      LectureFigure("004-2", "one neuron in all sentences") { neuron },
      LectureFigure("004-3", "t values of all neurons") { tValues },
      LectureFigure("004-4", "Gram matrix and t-SNE") { embedding },
      LectureFigure("004-5", "clusters by DBSCAN") { clusters },
      LectureFigure("004-6", "similarities sorted by cluster") { similarities },
      LectureFigure("004-7", "clusters by k-means") { means },
    ]
  }

  private var middle: Rule { Rule(x: Double(activations.shape[0]) / 2 - 0.5).color(.black).dash(.dashed).zIndex(-3) }

  var overview: Figure {
    Figure(13, 4) {
      Plot("All activations") { Heatmap(activations, range: -2...2) }
        .labels(x: "MLP neuron index", y: "Sentence").colorbar(pad: 0.01)
      Plot("Histogram of activations\naveraged over sentences") {
        Histogram(activations.mean(axis: 0), bins: 60).fill(.gray).edge(.black, width: 0.5)
      }.labels(x: "Activation value", y: "Count")
      Plot("Activations averaged over neurons") {
        Points(activations.mean(axis: 1), "ko").fill([0.7, 0.9, 0.7, 0.5])
        middle
      }.labels(x: "Sentence index", y: "Activation")
    }
  }

  var neuron: Figure {
    Figure(10, 4) {
      Plot("Activation of neuron 453") {
        Points(activations[..., 453], "ko").fill([0.7, 0.7, 0.7]).size(10)
        middle.label("\"him\" left\n\"her\" right")
      }.labels(x: "Sentence index", y: "Activation")
    }
  }

  var tValues: Figure {
    Figure(10, 4) {
      Plot("Statistical tests for \"him\" vs. \"her\" from all neurons") {
        Points(isSignificant.positions(), t[isSignificant], "ko").fill([0.9, 0.7, 0.9, 0.4]).size(6)
        Points((.!isSignificant).positions(), t[.!isSignificant], "rx").size(2).opacity(0.6)
      }.labels(x: "Dimension index", y: "T-value").limits(x: -10...(t.count + 10))
    }
  }

  var embedding: Figure {
    Figure(13, 5) {
      Plot("Gram matrix") { Heatmap(gram, range: -80...80, origin: .lower) }
        .labels(x: "Neurons", y: "Neurons").aspect(.equal).colorbar(pad: 0.01)
      Plot("T-SNE visualization of embeddings") {
        Points(tsne[..., 0], tsne[..., 1]).color(by: t[isSignificant], .RdBu).edge(.black)
      }.labels(x: "T-SNE dim 1", y: "T-SNE dim 2")
    }
  }

  var clusters: Figure {
    let count = dbscan.max() + 1
    return Figure(8, 6) {
      Plot("Result of dbscan clustering (k=\(count))") {
        Points(tsne[dbscan .== -1, 0], tsne[dbscan .== -1, 1], "k+")
        for k in 0..<count {
          Points(tsne[dbscan .== k, 0], tsne[dbscan .== k, 1], "o").fill(Colormap.tab20b(Double(k) / Double(count)))
        }
      }.labels(x: "tSNE axis 1", y: "tSNE axis 2")
    }
  }

  var similarities: Figure {
    Figure(12, 4) {
      Plot("Gram matrix of sorted neurons") { Heatmap(sortedGram, range: -80...80, origin: .lower) }
        .labels(x: "Neuron index", y: "Neuron index").aspect(.equal).colorbar(pad: 0.04)
      Plot("Cosine similarities, sorted") { Heatmap(dbscanCosines, range: -1...1, origin: .lower) }
        .labels(x: "Neuron index").ticks(y: []).aspect(.equal).colorbar(pad: 0.04)
      Plot("Histogram of cosine similarities") { Histogram(dbscanCosines, bins: 80).fill(.gray).edge(.black) }
        .labels(x: "Cosine similarity value").ticks(y: [])
    }
  }

  var means: Figure {
    let colors: [Color] = [.red, .black, .blue, .green, .magenta]
    return Figure(12, 4) {
      Plot("Result of k-means clustering (k=\(centers.shape[0]))") {
        for (i, k) in kmeans.enumerated() {
          Line([tsne[i, 0], centers[k, 0]], [tsne[i, 1], centers[k, 1]]).color(colors[k])
        }
        for k in 0..<centers.shape[0] { Points(tsne[kmeans .== k, 0], tsne[kmeans .== k, 1], "o").fill(colors[k]) }
        Points(centers[..., 0], centers[..., 1], "ko").fill(.yellow).size(10)
      }.labels(x: "tSNE axis 1", y: "tSNE axis 2")
      Plot("Cosine similarities, sorted") { Heatmap(kmeansCosines, range: -1...1, origin: .lower) }
        .labels(x: "Neuron index").ticks(y: []).aspect(.equal).colorbar(pad: 0.02)
    }
  }
}
