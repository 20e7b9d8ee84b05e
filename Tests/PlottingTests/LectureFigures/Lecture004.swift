// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Are circuits clustered in few dimensions?
enum Lecture004 {
  static let figures: [(name: String, figure: Figure)] = [
    ("004-1", activations), ("004-2", effects), ("004-3", tvalues), ("004-4", embedding), ("004-5", clusters),
    ("004-6", similarities), ("004-7", kmeans),
  ]

  private static let random = RandomState(seed: 5)
  /// The first 289 neurons differ between the words, in four groups that each follow a signal of their own.
  private static let sentences: Tensor<Double> = {
    var data = random.randn(108, 4096)
    data[54..., ..<289] += 1.5
    let signals = random.randn(108, 4)
    for neuron in 0..<289 { data[..., neuron] += signals[..., neuron % 4] }
    return data
  }()
  private static let (him, her) = (sentences[..<54, ...], sentences[54..., ...])
  private static let t = (her.mean(axis: 0) - him.mean(axis: 0)) / (sentences.std(axis: 0) / sqrt(27))
  private static let isSignificant = abs(t) .> 4.3
  private static let group = Tensor((0..<289).map { $0 % 4 })
  private static let x = random.randn(289) * 3 + group.mapElements { Double($0) * 14 - 21 }
  private static let y = random.randn(289) * 3 + group.mapElements { $0 == 1 ? 12.0 : -4 }
  /// The neurons, one group after the other.
  private static let order = group.argsort()
  private static let significant = sentences[..., ..<289][..., order]
  private static let gram = significant.transposed.matmul(significant)
  private static let cosines: Tensor<Double> = {
    let lengths = gram.diagonal().mapElements { $0.squareRoot() }
    return gram / lengths.outer(lengths)
  }()

  static let activations = Figure(13, 4) {
    Plot("Activations of\nall neurons") { Heatmap(sentences, range: -2...2) }
      .labels(x: "Neuron", y: "Sentence").colorbar(pad: 0.01)
    Plot("Means over sentences") { Histogram(sentences.mean(axis: 0), bins: 60).fill(.gray).edge(.black, width: 0.5) }
      .labels(x: "Mean activation", y: "Neurons")
    Plot("Means over\nall neurons") {
      Points(sentences.mean(axis: 1), "ko").fill([0.7, 0.9, 0.7, 0.4])
      Rule(x: 53.5).color(.black).dash(.dashed).zIndex(-3)
    }.labels(x: "Sentence", y: "Mean activation")
  }

  static let effects = Figure(10, 4) {
    let neuron = t.argmax()
    Plot("Neuron \(neuron) in all sentences") {
      Points(sentences[..., neuron], "ko").fill([0.7, 0.7, 0.9]).size(10)
      Rule(x: 53.5).color(.black).dash(.dashed).zIndex(-3).label("Left: \"him\"\nright: \"her\"")
    }.labels(x: "Sentence", y: "Activation")
  }

  static let tvalues = Figure(10, 4) {
    Plot("\"him\" against \"her\": \(isSignificant.sum()) of 4096 neurons differ") {
      Points(isSignificant.positions(), t[isSignificant], "ko").size(6).fill([0.7, 0.9, 0.7, 0.4])
      Points((.!isSignificant).positions(), t[.!isSignificant], "rx").size(2).opacity(0.6)
    }.labels(x: "Neuron index", y: "t value").limits(x: -20...4115)
  }

  static let embedding = Figure(13, 5) {
    Plot("Gram matrix of the neurons, sorted") { Heatmap(gram, range: -80...80, origin: .lower) }
      .labels(x: "Neuron", y: "Neuron").aspect(.equal).colorbar(pad: 0.01)
    Plot("t-SNE") { Points(x, y).color(by: x, .RdBu).edge(.black) }.labels(x: "tSNE axis 1", y: "tSNE axis 2")
  }

  static let clusters = Figure(8, 6) {
    Plot("Four clusters and the noise") {
      Points([0.0, 5, -12], [24.0, -18, 3], "k+")
      for i in 0..<4 { Points(x[group .== i], y[group .== i], "o").fill(Colormap.tab20b(Double(i) / 4)) }
    }.labels(x: "tSNE axis 1", y: "tSNE axis 2")
  }

  static let similarities = Figure(12, 4) {
    Plot("Gram matrix, sorted") { Heatmap(gram, range: -80...80, origin: .lower) }.aspect(.equal).colorbar(pad: 0.04)
    Plot("Cosines, sorted") { Heatmap(cosines, range: -1...1, origin: .lower) }
      .ticks(y: 0..<0).aspect(.equal).colorbar(pad: 0.04)
    Plot("Distribution") { Histogram(cosines, bins: 80).color(.gray).edge(.black) }.labels(x: "Cosine similarity")
  }

  static let kmeans = Figure(12, 4) {
    let colors: [Color] = [.red, .black, .blue, .green, .magenta]
    let centers = (0..<4).map { k -> (x: Double, y: Double) in
      let members = group .== k
      return (x[members].mean(), y[members].mean())
    }
    Plot("Result of k-means clustering (k=4)") {
      for i in 0..<289 {
        let center = centers[group[i]]
        Line([x[i], center.x], [y[i], center.y]).color(colors[group[i]])
      }
      for k in 0..<4 { Points(x[group .== k], y[group .== k], "o").fill(colors[k]) }
      Points(centers.map(\.x), centers.map(\.y), "ko").fill(.yellow).size(10)
    }.labels(x: "tSNE axis 1", y: "tSNE axis 2")
    Plot("Cosine similarities, sorted") { Heatmap(cosines, range: -1...1, origin: .lower) }
      .labels(x: "Neuron index").ticks(y: 0..<0).aspect(.equal).colorbar(pad: 0.02)
  }
}
