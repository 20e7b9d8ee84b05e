// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Transformers

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
