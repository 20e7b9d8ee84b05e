// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// The classes of rows, checked, and the cross-entropy over them.
final class ClassTargets {
  private let targets: [Int64]
  private let classes: Int
  /// How many rows count.
  private let counted: Int
  var count: Int { targets.count }

  init(_ targets: Tensor<Int>, classes: Int, operation: String) {
    for (row, target) in targets.enumerated() where target >= classes {
      trap("\(operation): target \(target) (row \(row)) is outside the \(classes) classes")
    }
    self.targets = targets.map { Int64($0) }
    self.classes = classes
    counted = self.targets.count { $0 >= 0 }
    guard counted > 0 else {
      trap("\(operation): no row has a target that counts (all are negative, or there are none)")
    }
  }

  func meanLoss(_ logits: Tensor<Float>) -> Float {
    let losses = logits.withUnsafeBufferPointer { x in
      eachRow(0..<count) { row, targets, losses, count in
        martlet_cross_entropy_f32(x.baseAddress! + row * classes, targets, losses, count, classes)
      }
    }
    return total(losses)
  }

  /// The part that some rows have in the mean loss; its gradient at their logits goes to `slope`, which may be the same
  /// memory.
  func meanLossAndSlope(
    _ logits: UnsafePointer<Float>?, _ slope: UnsafeMutablePointer<Float>?, _ rows: Range<Int>
  ) -> Float {
    guard let logits, let slope else { return 0 }
    let losses = eachRow(rows) { row, targets, losses, count in
      martlet_cross_entropy_gradient_f32(
        logits + row * classes, targets, losses, slope + row * classes, count, classes, 1 / Float(counted))
    }
    return total(losses)
  }

  /// Fills the losses of some rows, in parts on several threads; `body` counts rows from the first of them.
  private func eachRow(
    _ rows: Range<Int>, _ body: (Int, UnsafePointer<Int64>, UnsafeMutablePointer<Float>, Int) -> Void
  ) -> [Float] {
    var losses = [Float](repeating: 0, count: rows.count)
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        parallel(rows.count, grain: max(1, (1 << 14) / max(classes, 1))) {
          body($0.lowerBound, targets + rows.lowerBound + $0.lowerBound, losses + $0.lowerBound, $0.count)
        }
      }
    }
    return losses
  }

  private func total(_ losses: [Float]) -> Float { Float(losses.reduce(0.0) { $0 + Double($1) } / Double(counted)) }
}
