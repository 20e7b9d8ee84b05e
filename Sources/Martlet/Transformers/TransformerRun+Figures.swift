// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Transformers

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
