// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting

/// Figures that between them use every part of the layout.
enum SampleFigures {
  static let wave = (0..<200).map { sin(Double($0) / 9) }

  static var all: [(name: String, figure: Figure)] {
    [
      ("lecture 000-1", activations), ("lecture 000-2", sparsity), ("nested", nested), ("bad data", badData),
      ("crowded", crowded), ("small", small), ("logarithmic", logarithmic), ("dark", dark),
      ("long legend", longLegend),
    ]
  }

  static var activations: Figure {
    let rows = (0..<40).map { r in (0..<300).map { c in sin(Double(r * c)) + (r < 20 ? 0 : 5) } }
    return Figure(12, 3.5) {
      Plot("Image of activations") { Heatmap(rows, range: -3...6) }
        .labels(x: "Neuron index", y: "Token index").colorbar(pad: 0.01)
      Plot("Distributions of category-specific activations") {
        Histogram(wave, bins: 30, as: .line).lineWidth(3).label("Category 0")
        Histogram(wave.map { $0 + 5 }, bins: 30, as: .line).lineWidth(3).label("Category 1")
      }.labels(x: "Activation value", y: "Count").limits(y: (-1)...)
    }
  }

  static var sparsity: Figure {
    let c = Array(stride(from: 1.0, through: 5, by: 0.25))
    return Figure(8, 5) {
      Plot("Sparsity (proportion of zero-valued coefficients) as a function of C") {
        Points(c, c.map { 25 / $0 }, "ks-").fill([0.9, 0.7, 0.7]).size(10)
      }.labels(x: "C parameter", y: "Sparsity (% total params)")
    }
  }

  static var nested: Figure {
    Figure(11, 7, theme: .lecture) {
      Column {
        Plot("A) A title\nof two lines, with $\\frac{a}{b^2}$") {
          Points(wave, "ro").size(3).label("Positive")
          Rule(y: 0.4).color(.blue).dash(.dashed).label("Threshold $\\lambda = 1/C$")
        }.labels(x: "Neuron index", y: "$\\beta$ coefficient").legend(.best, size: 8)
        Row {
          Plot("B") { Bars([3, 1, 2]).edge(.black) }.grid(.dashed, width: 0.4).labels(y: "$-log_{10}(p)$")
          Plot("C") { Histogram(wave, bins: 12).label("bars") }.weight(2)
          Plot("D") { Heatmap([[1.0, -1], [.nan, 0.5]], .RdBu_r, range: -1...1) }.aspect(.equal).colorbar(label: "r")
        }
      }
    }
  }

  static var badData: Figure {
    Figure(10, 6) {
      Grid(columns: 3) {
        Plot("Empty") { Line([Double]()).label("nothing") }
        Plot("Constant") { Line([3, 3, 3]) }
        Plot("One point") { Points([1e9 + 1]) }
        Plot("Infinite") { Line([1, Double.infinity, 2, .nan, 3, -.infinity]) }
        Plot("Huge") { Line([-1e308, 1e308, 1e299]) }
        Plot("No cells") { Heatmap([[Double]]()) }.colorbar()
      }
    }
  }

  static var crowded: Figure {
    Figure(5, 3) {
      Plot("A title that is far too long for the width of its axes and must therefore be broken into lines") {
        Line((0..<61).map { Double($0) })
      }.ticks(x: 0..<61).labels(x: "An axis label that is also much longer than the axis it stands under, so it breaks")
    }
  }

  static var small: Figure {
    Figure(2.2, 1.8) { Plot("Small") { Line([1, 2, 3]).label("a legend wider than these axes are") }.labels(y: "y") }
  }

  static var logarithmic: Figure {
    Figure(9, 3) {
      Plot("Zeros") { Line([10, 0, 5, 2]) }.scale(y: .log)
      Plot("Wide") { Line([1e-15, 1, 10]) }.scale(y: .log)
      Plot("Narrow") { Line([4, 30, 60]) }.scale(y: .log)
    }
  }

  static var longLegend: Figure {
    Figure(5, 2.5) {
      Plot { for i in 0..<14 { Line([0, Double(i)]).label("Layer \(i)") } }.labels(x: "x")
    }
  }

  static var dark: Figure {
    Figure(6, 4, theme: .dark) {
      Plot("Large numbers") { Line([1e8, 2e8, 3e8], "ko-").label("black is ink") }.labels(y: "Count")
    }
  }
}
