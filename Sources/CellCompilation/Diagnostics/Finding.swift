// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftOperators
import SwiftSyntax

/// An error of the compiler with the syntax it points at: what habits look at.
struct Finding {
  let diagnostic: CellDiagnostic
  let cell: ParsedCell
  let session: SessionState
  let token: TokenSyntax
  /// The compiler's names for the kinds of all errors that it has in the same line.
  let kindsInLine: Set<String>

  /// Nil for an error that has no place in the cell.
  init?(_ diagnostic: CellDiagnostic, among errors: [CellDiagnostic], cell: ParsedCell, session: SessionState) {
    guard let line = diagnostic.line, let column = diagnostic.column,
      let token = cell.token(line: line, column: column)
    else { return nil }
    self.diagnostic = diagnostic
    self.cell = cell
    self.session = session
    self.token = token
    kindsInLine = Set(errors.filter { $0.line == line }.compactMap(\.kind))
  }

  var message: String { diagnostic.message }

  /// The compiler's name for the kind of error, for example `cannot_find_in_scope`.
  func isKind(_ kinds: String...) -> Bool { kinds.contains { $0 == diagnostic.kind } }

  /// What the message quotes, in order: types, as a rule.
  var quoted: [String] { message.matches(of: /'([^']+)'/).map { String($0.1) } }

  /// The name that the compiler does not know.
  var missingName: String? {
    guard diagnostic.kind?.hasPrefix("cannot_find_") == true, let name = quoted.first else { return nil }
    return name
  }

  /// The use of a name that the error points at.
  var reference: DeclReferenceExprSyntax? { token.parent?.as(DeclReferenceExprSyntax.self) }

  /// The call whose callee the error points at.
  var call: FunctionCallExprSyntax? {
    guard let reference else { return nil }
    if let call = reference.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == reference.id {
      return call
    }
    guard let member = reference.parent?.as(MemberAccessExprSyntax.self), member.declName.id == reference.id,
      let call = member.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == member.id
    else { return nil }
    return call
  }

  /// The access of a member that the error points at.
  var member: MemberAccessExprSyntax? { reference?.parent?.as(MemberAccessExprSyntax.self) }

  /// The operand that the error points at, with its members, calls and subscripts: all of `d.mean()`, whichever of its
  /// names or brackets is pointed at.
  var operand: ExprSyntax? {
    var found: ExprSyntax?
    var node = token.parent
    while let current = node, !current.is(SequenceExprSyntax.self) {
      if let expression = current.as(ExprSyntax.self) { found = expression }
      guard let parent = current.parent else { break }
      let begins = parent.positionAfterSkippingLeadingTrivia == current.positionAfterSkippingLeadingTrivia
      let isName = parent.as(MemberAccessExprSyntax.self)?.declName.id == current.id
      guard (begins || isName) && parent.is(ExprSyntax.self) else { break }
      node = parent
    }
    return found
  }

  func enclosing<Node: SyntaxProtocol>(_ type: Node.Type) -> Node? {
    var node = token.parent
    while let current = node {
      if let found = current.as(type) { return found }
      node = current.parent
    }
    return nil
  }

  /// The operator that the error points at, or, where it points at an operand, the operator over it.
  var operation: Operation? {
    guard let sequence = enclosing(SequenceExprSyntax.self) else { return nil }
    return Operation(in: sequence, at: token.positionAfterSkippingLeadingTrivia.utf8Offset)
  }
}

/// An infix operator with its operands, as precedence binds them.
struct Operation {
  var left: String
  var symbol: String
  var right: String
  /// Bytes of the whole, in the cell.
  var range: Range<Int>
  var isOperatorPointedAt: Bool

  init?(in sequence: SequenceExprSyntax, at offset: Int) {
    // Folding gives a tree of its own, whose positions begin at 0.
    let start = sequence.position.utf8Offset
    guard let folded = try? OperatorTable.standardOperators.foldSingle(sequence),
      let token = Syntax(folded).token(
        at: AbsolutePosition(utf8Offset: offset - start + Syntax(folded).position.utf8Offset))
    else { return nil }
    var node = token.parent
    while let current = node {
      if let infix = current.as(InfixOperatorExprSyntax.self) {
        left = infix.leftOperand.trimmedDescription
        symbol = infix.operator.trimmedDescription
        right = infix.rightOperand.trimmedDescription
        let whole = infix.byteRange
        range = whole.lowerBound + start..<whole.upperBound + start
        isOperatorPointedAt = token.parent?.id == infix.operator.id
        return
      }
      node = current.parent
    }
    return nil
  }
}

extension ParsedCell {
  func token(line: Int, column: Int) -> TokenSyntax? {
    let position = converter.position(ofLine: line, column: column)
    guard position.utf8Offset < file.endPosition.utf8Offset else { return nil }
    return file.token(at: position)
  }

  func place(of offset: Int) -> (line: Int, column: Int) {
    let place = converter.location(for: AbsolutePosition(utf8Offset: offset))
    return (place.line, place.column)
  }

  func offset(of diagnostic: CellDiagnostic) -> Int? {
    guard let line = diagnostic.line, let column = diagnostic.column else { return nil }
    return converter.position(ofLine: line, column: column).utf8Offset
  }
}
