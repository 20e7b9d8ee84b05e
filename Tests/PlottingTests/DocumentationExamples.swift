// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Plotting
import Tensors

// The examples of docs/plotting.md, word for word: `DocumentationTests` compares them.

private let epochs = linspace(0, 600, 31)
private let loss = exp(-epochs / 90) + 0.1
private let accuracy = 100 - 50 * exp(-epochs / 150)
private let random = RandomState(seed: 0)
private let (before, after) = (random.randn(500), random.randn(500) + 1.5)
private let weights = random.randn(20, 30)

enum DocumentationExamples {
  static let figures: [Figure] = [Figure { oneLine }, marks, histograms, images, axes, panels, themes]

  static var oneLine: Plot {
    plot(epochs, loss, "ks-").labels(x: "Epoch", y: "Loss")
  }

  static var marks: Figure {
    Figure(8, 4) {
      Plot("Training") {
        Line(epochs, loss, "ks-").fill([0.9, 0.7, 0.7]).size(8).label("MSE")
        Rule(y: 0.1).dash(.dashed).color(.blue).label("Noise floor")
      }.labels(x: "Epoch", y: "Loss").limits(y: 0...)
    }
  }

  static var histograms: Figure {
    Figure(10, 3) {
      Plot("Bars") {
        Histogram(before, bins: 30).fill([0.9, 0.7, 0.7]).edge(.black, width: 0.5).label("before")
        Histogram(after, bins: 30).fill([0.7, 0.9, 0.7]).edge(.black, width: 0.5).opacity(0.7).label("after")
      }.labels(x: "Activation", y: "Count")
      Plot("A line, as a density") {
        Histogram(before, bins: .fd, statistic: .density, as: .line).lineWidth(3).label("before")
        Histogram(after, bins: [-2, -1, 0, 1, 2, 4], statistic: .density, as: .line).label("after, by edges")
      }.labels(x: "Activation", y: "Density")
    }
  }

  static var images: Figure {
    Figure(11, 4) {
      Plot("Weights") { Heatmap(weights, .RdBu_r, range: -3...3) }
        .labels(x: "Input", y: "Neuron").colorbar(label: "Weight")
      Plot("Embedding") {
        Points(before, after).color(by: before * after, .coolwarm, range: -4...4).edge(.black).tooltip {
          "neuron \($0)"
        }
      }.colorbar(pad: 0.02)
    }
  }

  static var axes: Figure {
    Figure(11, 3) {
      Plot("Two y axes") {
        Line(epochs, loss, "ko-").fill([0.7, 0.7, 0.9]).label("Loss")
        Line(epochs, accuracy, "ks-").fill([0.9, 0.7, 0.7]).label("Accuracy").axis(.right)
      }.labels(x: "Epoch", y: "Loss", right: "Accuracy (%)").limits(right: 0...100)
      Plot("$-\\log_{10}(p)$ by $\\beta$") { Points(before, after * after + 0.01) }
        .scale(y: .log).limits(x: -3...3).grid(.dashed, width: 0.4)
      Plot("Names") { Bars(["the", "an", "him", "her"], [3, 5, 2, 4]) }.ticks(
        y: [0, 2, 4], labels: ["none", "some", "many"])
    }
  }

  static var panels: Figure {
    Figure(10, 6, theme: .lecture) {
      Grid(columns: 3) {
        Plot("A) All of it") { Line(epochs, loss) }.span(columns: 3)
        Plot("B) Distribution") { Histogram(before) }
        Plot("C) Before and after") { Points(before, after) }.span(columns: 2)
      }
    }.title("Training").caption("Loss over 600 epochs, and what became of the activations.").alt("Loss falls tenfold.")
  }

  static var themes: Figure {
    Figure(theme: .automatic) { Plot("Light and dark") { Line(epochs, loss, "ko-") } }
  }

  static func files() throws {
    try Figure { Plot { Line(epochs, loss) } }.save("/tmp/loss.png", dpi: 300)
  }
}
