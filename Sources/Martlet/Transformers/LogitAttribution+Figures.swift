// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Transformers

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
