// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `labels == 0`, `d > 0`, `m & n`, `~m` of tensors: operators element by element begin with a dot.
struct ElementwiseHabit: CompilerHabit {
  static let comparisons: Set<String> = ["==", "!=", "<", "<=", ">", ">="]
  static let logic = ["&": ".&", "|": ".|", "^": ".^", "&&": ".&", "||": ".|"]

  func advice(on finding: Finding) -> Advice? {
    guard mentionsTensor(finding) else { return nil }
    if let negation = finding.enclosing(PrefixOperatorExprSyntax.self), ["!", "~"].contains(negation.operator.text),
      finding.operation.map({ !$0.isOperatorPointedAt }) ?? true
    {
      let operand = KeywordArgumentHabit.phrase(negation.expression)
      return Advice(
        "a mask is negated element by element with '.!'", write: ".!\(operand)", scope: negation.byteRange)
    }
    guard let sequence = sequence(around: finding),
      let operation = Operation(in: sequence, at: finding.token.positionAfterSkippingLeadingTrivia.utf8Offset)
    else { return nil }
    let symbols = sequence.elements.compactMap { $0.as(BinaryOperatorExprSyntax.self)?.operator.text }
    let comparing = symbols.filter(Self.comparisons.contains)
    let joining = symbols.filter { Self.logic[$0] != nil }
    guard !comparing.isEmpty || !joining.isEmpty else { return nil }
    // One operator alone, or comparisons of tensors joined by logic: the whole is a mask.
    if joining.isEmpty || !operation.isOperatorPointedAt && comparing.isEmpty {
      guard Self.comparisons.contains(operation.symbol) || Self.logic[operation.symbol] != nil else { return nil }
      let dotted = Self.logic[operation.symbol] ?? "." + operation.symbol
      return Advice(
        Self.logic[operation.symbol] == nil
          ? "tensors are compared element by element with '\(dotted)'"
          : "masks are joined element by element with '\(dotted)'",
        write: "\(operation.left) \(dotted) \(operation.right)", remedies: branchRemedy(finding),
        scope: sequence.byteRange)
    }
    return Advice(
      comparing.isEmpty
        ? "masks are joined element by element with '.&' and '.|'"
        : "tensors are compared element by element with '.>' and its like, and masks joined with '.&' and '.|'",
      write: dotted(sequence), remedies: branchRemedy(finding), scope: sequence.byteRange)
  }

  /// The nearest operators around the error that compare or join; they may stand outside its parentheses.
  private func sequence(around finding: Finding) -> SequenceExprSyntax? {
    var node = finding.token.parent
    while let current = node, !current.is(CodeBlockItemSyntax.self) {
      if let sequence = current.as(SequenceExprSyntax.self),
        sequence.elements.contains(where: { element in
          guard let symbol = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
          return Self.comparisons.contains(symbol) || Self.logic[symbol] != nil
        })
      {
        return sequence
      }
      node = current.parent
    }
    return nil
  }

  private func mentionsTensor(_ finding: Finding) -> Bool {
    finding.message.contains("'Tensor<")
      && !finding.isKind("cannot_convert_initializer_value", "could_not_find_value_member")
  }

  /// The whole with dots, each comparison in parentheses.
  private func dotted(_ sequence: SequenceExprSyntax) -> String {
    var parts: [[String]] = [[]]
    var joints: [String] = []
    for element in sequence.elements {
      if let symbol = element.as(BinaryOperatorExprSyntax.self)?.operator.text {
        if let joint = Self.logic[symbol] {
          joints.append(joint)
          parts.append([])
          continue
        }
        parts[parts.count - 1].append(Self.comparisons.contains(symbol) ? "." + symbol : symbol)
      } else if let tuple = element.as(TupleExprSyntax.self), tuple.elements.count == 1,
        let inner = tuple.elements.first?.expression.as(SequenceExprSyntax.self)
      {
        parts[parts.count - 1].append("(\(dotted(inner)))")
      } else {
        parts[parts.count - 1].append(KeywordArgumentHabit.phrase(element))
      }
    }
    let texts = parts.map {
      $0.count > 1 && !joints.isEmpty ? "(\($0.joined(separator: " ")))" : $0.joined(separator: " ")
    }
    return zip(joints, texts.dropFirst()).reduce(texts[0]) { "\($0) \($1.0) \($1.1)" }
  }

  /// A condition is one truth value.
  private func branchRemedy(_ finding: Finding) -> [String] {
    guard finding.enclosing(ConditionElementSyntax.self) != nil else { return [] }
    return ["a condition is one value: add '.any()' or '.all()' to the mask in parentheses"]
  }
}
