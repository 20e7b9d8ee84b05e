// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Plotting
import Tensors

extension FittedTSNE {
  /// The points, in the colours of clusters.
  public func plot(_ labels: Tensor<Int>, title: String = "") -> Plot {
    Plot(title.isEmpty ? "t-SNE, KL divergence \(rounded)" : title) { clusterMarks(points, labels) }
      .labels(x: "t-SNE dimension 1", y: "t-SNE dimension 2")
  }

  /// The points, coloured by a number of each sample.
  /// - Parameter values: one a sample; all alike where nil.
  public func plot(
    by values: Tensor<some NumberScalar>? = Tensor<Double>?.none, _ colormap: Colormap = .viridis, title: String = ""
  ) -> Plot {
    let dots = Points(points[..., 0], points[..., 1], "o")
    let plot = Plot(title.isEmpty ? "t-SNE, KL divergence \(rounded)" : title) {
      if let values { dots.color(by: values.doubles, colormap).edge(.black) } else { dots.edge(.black) }
    }.labels(x: "t-SNE dimension 1", y: "t-SNE dimension 2")
    return values == nil ? plot : plot.colorbar()
  }

  /// How the divergence came down. The step is where exaggeration ends.
  public var convergencePlot: Plot {
    Plot("Convergence of t-SNE") {
      Line(historyIterations, divergenceHistory, "ko-")
      Rule(x: 250).dash(.dashed).color(.gray)
    }.labels(x: "Iteration", y: "KL divergence")
  }

  private var rounded: String { "\((klDivergence * 1000).rounded() / 1000)" }
}

extension TSNE {
  /// The same samples embedded from several random starts (rows) and with several perplexities (columns), side by side:
  /// what all pictures share is in the data, what they do not is chance.
  ///
  /// Each is one fit, with its progress.
  /// - Parameter labels: colours the points; noise is negative.
  public func stability(
    _ data: Tensor<some NumberScalar>, _ labels: Tensor<Int>? = nil, perplexities: [Double], seeds: [Int] = [0, 1]
  ) -> Figure {
    let data = data.doubles
    let colors = labels ?? Tensor(repeating: 0, shape: [data.shape.first ?? 0])
    var plots: [Plot] = []
    for seed in seeds {
      for perplexity in perplexities {
        var parameters = self
        parameters.perplexity = perplexity
        parameters.initialization = .random(seed: seed)
        let fit = parameters.fit(data)
        let divergence = (fit.klDivergence * 100).rounded() / 100
        let title = "perplexity \(Int(perplexity)), seed \(seed)\nKL \(divergence)"
        plots.append(Plot(title) { clusterMarks(fit.points, colors) }.legend(nil).ticks(x: []).ticks(y: []))
      }
    }
    let columns = max(perplexities.count, 1)
    return Figure(3 * Double(columns), 3.2 * Double(max(seeds.count, 1))) {
      Grid(columns: columns) { plots.map { $0 as any Panel } }
    }
  }
}
