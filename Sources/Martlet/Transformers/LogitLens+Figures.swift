// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Transformers

extension LogitLens {
  /// The probability of some tokens after each layer, at one of the rows that the lens looks at.
  /// - Parameter row: from 0, or from the end where negative; the last unless told otherwise. Where there are several, the
  ///   title names it.
  public func figure(of tokens: [Int], tokenizer: Tokenizer? = nil, row: Int = -1) -> Figure {
    let place = row < 0 ? rows.count + row : row
    guard rows.indices.contains(place) else {
      trap("LogitLens.figure: there is no row \(row); the lens looks at \(rows.count) rows")
    }
    return Figure(7, 4) {
      Plot(rows.count == 1 ? "Logit lens" : "Logit lens, row \(place) of \(rows.count)") {
        for token in tokens {
          let values = probabilities(of: token).reshaped([count, rows.count])[0..., place]
          Line(0..<count, values, "o-").label(tokenizer.map { $0.decode(token) } ?? "\(token)")
        }
      }.labels(x: "Blocks passed", y: "Probability").limits(y: 0...1)
    }
  }
}
