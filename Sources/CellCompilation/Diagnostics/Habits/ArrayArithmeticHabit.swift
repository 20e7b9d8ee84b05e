// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `v * 2`, `v > 1` for an array v: arithmetic element by element is that of tensors.
struct ArrayArithmeticHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard
      finding.isKind("cannot_apply_binop_to_args", "cannot_apply_binop_to_same_args", "cannot_convert_argument_value"),
      let operation = finding.operation
    else { return nil }
    let isBinary = finding.isKind("cannot_apply_binop_to_args", "cannot_apply_binop_to_same_args")
    let types = isBinary ? Array(finding.quoted.dropFirst()) : Array(finding.quoted.prefix(1))
    guard types.contains(where: Self.isNumbers) else { return nil }
    let symbol = ElementwiseHabit.comparisons.contains(operation.symbol) ? "." + operation.symbol : operation.symbol
    guard ["+", "-", "*", "/", ".==", ".!=", ".<", ".<=", ".>", ".>="].contains(symbol) else { return nil }
    let isLeft =
      types.count == 1 && !isBinary ? operation.left == finding.operand?.trimmedDescription : Self.isNumbers(types[0])
    let isRight = isBinary ? Self.isNumbers(types.last!) : !isLeft
    guard isLeft || isRight else { return nil }
    let left = isLeft ? "Tensor(\(operation.left))" : operation.left
    // One tensor is enough: it takes an array or a number for the other side.
    let right = isRight ? "Tensor(\(operation.right))" : operation.right
    return Advice(
      "arrays have no arithmetic; tensors compute element by element", write: "\(left) \(symbol) \(right)",
      remedies: ["or make a tensor of the numbers from the start"], scope: operation.range)
  }

  private static func isNumbers(_ type: String) -> Bool { ["[Double]", "[Float]", "[Int]"].contains(type) }
}
