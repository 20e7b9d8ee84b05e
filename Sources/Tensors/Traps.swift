// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Whoever imports tensors may trap as they do.
@_exported import func JupyterDisplay.trap

/// A shape as a reader expects it: `200 × 3000`, or `scalar` for no axes.
package func describe(shape: [Int]) -> String {
  shape.isEmpty ? "scalar" : shape.map(String.init).joined(separator: " × ")
}

/// The axis counted from the front; negative ones count from the end, as in NumPy.
package func resolve(axis: Int, rank: Int, operation: String) -> Int {
  let resolved = axis < 0 ? axis + rank : axis
  guard (0..<rank).contains(resolved) else {
    trap("\(operation): axis \(axis) does not exist; the tensor has \(rank) axes, so use \(-rank) to \(rank - 1)")
  }
  return resolved
}
