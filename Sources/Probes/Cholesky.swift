// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Solves small symmetric positive definite systems.
enum Cholesky {
  /// The solution, or nil where the matrix is not positive definite within rounding.
  static func solve(count: Int, matrix: (Int, Int) -> Double, right: [Double]) -> [Double]? {
    var factor = [Double](repeating: 0, count: count * count)
    var solution = right
    let succeeded = factor.withUnsafeMutableBufferPointer { factor -> Bool in
      guard let base = factor.baseAddress else { return true }
      for i in 0..<count {
        let row = base + i &* count
        for j in 0...i {
          let value = matrix(i, j) - dot(row, base + j &* count, j)
          if i == j {
            guard value > 1e-13 * matrix(i, i) else { return false }
            row[i] = value.squareRoot()
          } else {
            row[j] = value / base[j &* count &+ j]
          }
        }
        solution[i] = (solution[i] - (0..<i).reduce(0) { $0 + row[$1] * solution[$1] }) / row[i]
      }
      for i in stride(from: count - 1, through: 0, by: -1) {
        solution[i] /= base[i &* count &+ i]
        for j in 0..<i { solution[j] -= base[i &* count &+ j] * solution[i] }
      }
      return true
    }
    return succeeded ? solution : nil
  }
}
