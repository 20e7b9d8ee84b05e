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
      Plot("Patching \(site)") {
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

extension TransformerRun {
  /// The attention patterns of one layer's heads in one sequence: queries downwards, keys to the right.
  ///
  /// Traps where the pattern was not captured.
  /// - Parameter tokenizer: writes tokens as text at the axes.
  public func attentionFigure(
    layer: Int, sequence: Int = 0, heads: [Int]? = nil, tokenizer: Tokenizer? = nil
  ) -> Figure {
    let pattern = self[.blocks[layer].attn.pattern, sequence: sequence]
    let shown = heads ?? Array(0..<pattern.shape[0])
    let ids = tokens.sequences[sequence]
    let labels = ids.map { token in tokenizer.map { $0.decode(token) } ?? "\(token)" }
    let columns = min(4, max(shown.count, 1))
    let places = Array(0..<ids.count).map(Double.init)
    return Figure(3.2 * Double(columns), 3.2 * Double((shown.count + columns - 1) / columns)) {
      Grid(columns: columns) {
        for head in shown {
          Plot("Layer \(layer), head \(head)") {
            Heatmap(pattern[head, 0..., 0...], .viridis, range: 0...1)
          }.ticks(x: ids.count <= 12 ? places : [], labels: ids.count <= 12 ? labels : [])
            .ticks(y: ids.count <= 40 ? places : [], labels: ids.count <= 40 ? labels : [])
        }
      }
    }
  }
}

extension LogitLens {
  /// The probability of some tokens after each layer, at the first row.
  public func figure(of tokens: [Int], tokenizer: Tokenizer? = nil) -> Figure {
    Figure(7, 4) {
      Plot("Logit lens") {
        for token in tokens {
          let values = probabilities(of: token).reshaped([count, rows.count])[0..., 0]
          Line(0..<count, values, "o-").label(tokenizer.map { $0.decode(token) } ?? "\(token)")
        }
      }.labels(x: "Blocks passed", y: "Probability").limits(y: 0...1)
    }
  }
}

extension LogitAttribution {
  /// What each part adds, averaged over sequences, in the order of the model.
  public var figure: Figure {
    let means = values.mean(axis: 1)
    return Figure(max(6, 1 + 0.25 * Double(labels.count)), 4) {
      Plot("Direct logit attribution") {
        Bars(labels, means)
        Rule(y: 0).color(.black).lineWidth(0.8)
      }.labels(x: "Part", y: "Logit")
    }
  }
}
