// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftParser
import SwiftSyntax

/// A cell's syntax, and what a session must know of it.
package struct ParsedCell {
  /// One element of the top level that runs: a statement, an expression, a variable's initialisation.
  struct Step {
    var syntax: CodeBlockItemSyntax
    /// Lines of the step in the cell, from 1.
    var lines: ClosedRange<Int>
  }

  package let text: String
  let file: SourceFileSyntax
  let converter: SourceLocationConverter
  private(set) var steps: [Step] = []
  package private(set) var imports: [String] = []
  package private(set) var declarations: [Declaration] = []
  /// Members of the cell's types and extensions, and its operator functions.
  package private(set) var members: Set<Member> = []
  /// Conformances that the cell's extensions add, which no name in later cells tells of.
  package private(set) var conformances: Set<Conformance> = []
  /// Operators that the cell has functions for.
  package private(set) var operators: Set<String> = []
  package private(set) var operatorDeclarations: [OperatorDeclaration] = []
  /// Every identifier and operator that occurs in the cell.
  package private(set) var references: Set<String> = []
  /// Identifiers and operators that may mean a declaration of an earlier cell.
  package private(set) var freeReferences: Set<String> = []
  /// Names of the members that the cell's types and extensions declare.
  package private(set) var memberNames: Set<String> = []
  /// Names bound somewhere inside the cell.
  package private(set) var localNames: Set<String> = []
  /// The last expression, whose value the cell shows.
  package private(set) var resultStep: Int?

  package init(_ source: String) {
    text = source.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    file = Parser.parse(source: text)
    converter = SourceLocationConverter(fileName: "", tree: file)
    for item in file.statements { add(item) }
    for token in file.tokens(viewMode: .sourceAccurate) {
      if let name = token.referencedName { references.insert(name) }
    }
    let free = FreeReferences(file)
    freeReferences = free.names
    localNames = free.localNames
    memberNames = MemberNames.collect(in: file)
    let index = MemberIndex(file)
    members = Set(index.entries.map(\.member))
    conformances = Set(index.sites.map(\.conformance))
    findResult()
  }

  private mutating func add(_ item: CodeBlockItemSyntax) {
    if item.isDirective { return }
    if case .decl(let declaration) = item.item {
      if let line = declaration.as(ImportDeclSyntax.self) {
        imports.append(line.trimmed.description.replacing("\n", with: " "))
        return
      }
      if let config = declaration.as(IfConfigDeclSyntax.self) {
        addDeclarations(of: config)
        appendStep(item)
        return
      }
      guard let variable = declaration.as(VariableDeclSyntax.self) else {
        addDeclaration(declaration)
        return
      }
      if variable.isComputed {
        addVariables(variable, step: nil)
        return
      }
      addVariables(variable, step: steps.count)
    } else if case .stmt(let statement) = item.item, let condition = statement.as(GuardStmtSyntax.self) {
      for name in NameCollector.names(bound: condition.conditions) where guardDeclares(name, in: condition) {
        declarations.append(Declaration(name: name, kind: .variable, step: steps.count))
      }
    }
    appendStep(item)
  }

  private mutating func appendStep(_ item: CodeBlockItemSyntax) {
    let start = converter.location(for: item.positionAfterSkippingLeadingTrivia).line
    let end = converter.location(for: item.endPositionBeforeTrailingTrivia).line
    steps.append(Step(syntax: item, lines: start...max(start, end)))
  }

  /// What the compiled clause of an `#if` declares; all of it is one step.
  private mutating func addDeclarations(of config: IfConfigDeclSyntax) {
    guard case .statements(let items)? = CompilerCondition.activeClause(of: config)?.elements else { return }
    for item in items {
      guard case .decl(let declaration) = item.item else { continue }
      if let line = declaration.as(ImportDeclSyntax.self) {
        imports.append(line.trimmed.description)
      } else if let variable = declaration.as(VariableDeclSyntax.self) {
        addVariables(variable, step: variable.isComputed ? nil : steps.count)
      } else {
        addDeclaration(declaration)
      }
    }
  }

  private mutating func addVariables(_ variable: VariableDeclSyntax, step: Int?) {
    for binding in variable.bindings {
      let tasks = variable.isAsync ? AsyncLetPass.storage(of: binding.pattern) : [:]
      let uses = LaterUses.collect(in: Syntax(binding))
      for name in NameCollector.names(in: binding.pattern) {
        var declaration = Declaration(name: name, kind: .variable, step: step, uses: uses)
        declaration.storage = variable.isWrapped ? WrapperPass.storage(of: name) : tasks[name]
        declarations.append(declaration)
      }
    }
  }

  private mutating func addDeclaration(_ declaration: DeclSyntax) {
    let uses = Set(declaration.tokens(viewMode: .sourceAccurate).compactMap(\.referencedName))
    if let function = declaration.as(FunctionDeclSyntax.self) {
      if function.isOperator {
        operators.insert(function.name.text)
      } else {
        declarations.append(
          Declaration(
            name: function.name.identifierText, kind: .function, signature: function.callSignature, uses: uses))
      }
    } else if let group = declaration.asProtocol((any DeclGroupSyntax).self) {
      addMemberOperators(group)
      if let named = declaration.asProtocol((any NamedDeclSyntax).self), let kind = group.declarationKind {
        declarations.append(Declaration(name: named.name.identifierText, kind: kind, uses: uses))
      }
    } else if let alias = declaration.as(TypeAliasDeclSyntax.self) {
      declarations.append(Declaration(name: alias.name.identifierText, kind: .typealias))
    } else if let custom = OperatorDeclaration(declaration) {
      operatorDeclarations.append(custom)
    }
  }

  private mutating func addMemberOperators(_ group: some DeclGroupSyntax) {
    for member in group.memberBlock.members {
      if let function = member.decl.as(FunctionDeclSyntax.self), function.isOperator {
        operators.insert(function.name.text)
      } else if let inner = member.decl.asProtocol((any DeclGroupSyntax).self) {
        addMemberOperators(inner)
      }
    }
  }

  /// A semicolon at the end of a cell hides its value, as in IPython.
  private mutating func findResult() {
    guard let last = file.statements.last, case .expr(let expression) = last.item, last.semicolon == nil,
      !last.isDirective, !expression.isAssignment, !steps.isEmpty
    else { return }
    resultStep = steps.count - 1
  }

  /// The lines of a step, for messages.
  package func lines(ofStep step: Int) -> ClosedRange<Int>? {
    steps.indices.contains(step) ? steps[step].lines : nil
  }

  package var stepCount: Int { steps.count }
  package var isEmpty: Bool { file.statements.isEmpty }
}
