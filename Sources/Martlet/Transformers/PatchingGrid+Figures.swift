// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Transformers

extension PatchingGrid {
  /// How much each patch restores of the clean answer: layers upwards, positions or heads to the right.
  public var figure: Figure { figure(labels: tokens.map { "\($0)" }) }

  /// The same with the tokens as text.
  public func figure(_ tokenizer: Tokenizer) -> Figure { figure(labels: tokens.map { tokenizer.decode($0) }) }

  private func figure(labels: [String]) -> Figure {
    let finite = restored.filter(\.isFinite).map(abs)
    let limit = max(1, finite.max() ?? 1)
    return Figure(max(5, 2 + 0.35 * Double(restored.shape[1])), max(3.5, 1.5 + 0.2 * Double(layers.count))) {
      Plot("Patching \(site.name)") {
        Heatmap(restored, .RdBu_r, range: -limit...limit, origin: .lower)
      }
      .labels(x: columns == .positions ? "Token" : "Head", y: "Layer")
      .ticks(
        x: Array(0..<restored.shape[1]).map(Double.init),
        labels: columns == .positions ? labels : (0..<restored.shape[1]).map(String.init)
      )
      .ticks(y: Array(0..<layers.count).map(Double.init), labels: layers.map(String.init))
      .colorbar(label: "Share of the difference restored")
    }
  }
}
