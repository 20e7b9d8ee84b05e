// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// How many samples have each label, for labels 0 ..< `clusters`.
func clusterSizes(_ labels: Tensor<Int>, _ clusters: Int) -> Tensor<Int> {
  var sizes = [Int](repeating: 0, count: clusters)
  for label in labels where label >= 0 { sizes[label] += 1 }
  return Tensor(sizes)
}
