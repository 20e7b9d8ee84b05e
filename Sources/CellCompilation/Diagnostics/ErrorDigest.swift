// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The compiler's errors in plain words, one for each cause.
struct ErrorDigest {
  let cell: ParsedCell
  let session: SessionState
  /// The names that libraries declare at their top level.
  let libraryNames: () -> Set<String>

  /// - Parameter errors: the compiler's, in its order, worded for the notebook.
  /// - Parameter isExplained: tells which have their cause in another cell, and say so already.
  func digest(_ errors: [CellDiagnostic], isExplained: (CellDiagnostic) -> Bool) -> [CellDiagnostic] {
    var entries = errors.map { Entry($0, cell: cell, isRoot: isExplained($0)) }
    for index in entries.indices where !entries[index].isRoot && entries[index].diagnostic.severity == .error {
      guard let finding = Finding(entries[index].diagnostic, among: errors, cell: cell, session: session),
        let advice = CompilerHabits.advice(on: finding) ?? nameAdvice(finding)
      else { continue }
      entries[index].diagnostic = advice.diagnostic(replacing: entries[index].diagnostic, in: cell)
      entries[index].advised = advice.scope
      entries[index].isRoot = true
    }
    return withoutFollowUps(entries).map { withoutHarm($0) }
  }

  private struct Entry {
    var diagnostic: CellDiagnostic
    var offset: Int?
    /// Bytes of the statement it is in.
    var statement: Range<Int>?
    var missingName: String?
    var advised: Range<Int>?
    /// Something else does not cause it.
    var isRoot: Bool

    init(_ diagnostic: CellDiagnostic, cell: ParsedCell, isRoot: Bool) {
      self.diagnostic = diagnostic
      self.isRoot = isRoot
      offset = cell.offset(of: diagnostic)
      if let line = diagnostic.line, let column = diagnostic.column, let token = cell.token(line: line, column: column)
      {
        statement = Self.statement(around: token)
      }
      if diagnostic.kind?.hasPrefix("cannot_find_") == true,
        let match = diagnostic.message.firstMatch(of: /'([^']+)'/)
      {
        missingName = String(match.1)
      }
    }

    private static func statement(around token: TokenSyntax) -> Range<Int>? {
      var node = token.parent
      while let current = node {
        if current.is(CodeBlockItemSyntax.self) || current.is(MemberBlockItemSyntax.self) { return current.byteRange }
        node = current.parent
      }
      return nil
    }
  }

  /// An error within what advice explains, or in a statement with an unknown name, follows from that; a name that is
  /// not known is told once.
  private func withoutFollowUps(_ entries: [Entry]) -> [CellDiagnostic] {
    var told: Set<String> = []
    var kept: [CellDiagnostic] = []
    for (index, entry) in entries.enumerated() {
      if let offset = entry.offset {
        let isWithin = entries.enumerated().contains { other, root in
          guard other != index, let scope = root.advised else { return false }
          // Of two that explain each other the first stays.
          return (scope.contains(offset) || scope.upperBound == offset)
            && !(entry.advised != nil && (other > index && entry.advised!.contains(root.offset ?? -1)))
            && !(entry.advised.map { $0.lowerBound <= scope.lowerBound && $0.upperBound > scope.upperBound } ?? false)
        }
        if isWithin { continue }
        if !entry.isRoot, entry.missingName == nil, let statement = entry.statement,
          entries.contains(where: { other in
            (other.isRoot || other.missingName != nil) && other.offset.map { statement.contains($0) } ?? false
          })
        {
          continue
        }
      }
      if let name = entry.missingName, !told.insert(name).inserted { continue }
      kept.append(entry.diagnostic)
    }
    return kept
  }

  // Names

  /// "Did you mean": the session's names, then the compiler's own guesses, then those of libraries.
  private func nameAdvice(_ finding: Finding) -> Advice? {
    let kind = finding.diagnostic.kind ?? ""
    let isMember = kind.hasPrefix("could_not_find_") && kind.contains("member")
    guard isMember || finding.missingName != nil,
      let name = isMember ? finding.quoted.dropFirst().first : finding.quoted.first
    else { return nil }
    let plain = finding.message.split(separator: "; did you mean").first.map(String.init) ?? finding.message
    var suggestions = guesses(finding, name: name)
    if !isMember {
      let isType = kind.contains("type")
      let known = session.liveNames.filter { !isType || $0.declaration.kind.isType }.map(\.declaration.name)
      let own = cell.declarations.map(\.name) + cell.localNames
      suggestions = SimilarNames.nearest(to: name, among: known + suggestions + (isType ? [] : own))
      if suggestions.isEmpty {
        let names = libraryNames()
        suggestions = SimilarNames.nearest(
          to: name, among: isType ? names.filter { $0.first?.isUppercase == true } : names)
      }
    }
    guard !suggestions.isEmpty else { return nil }
    let list = suggestions.map { "'\($0)'" }.joined(separator: " or ")
    return Advice("\(plain); did you mean \(list)?", scope: finding.token.byteRange)
  }

  /// The compiler's guesses, of which it has many for a short name.
  private func guesses(_ finding: Finding, name: String) -> [String] {
    let texts = [finding.message] + finding.diagnostic.notes.map(\.message)
    let names = texts.compactMap { $0.firstMatch(of: /did you mean '([^']+)'/).map { String($0.1) } }
    return SimilarNames.nearest(to: name, among: names)
  }

  /// Notes that point into libraries say nothing to the user, and some suggestions would only hide a mistake.
  private func withoutHarm(_ diagnostic: CellDiagnostic) -> CellDiagnostic {
    var result = diagnostic
    result.fixIts.removeAll { Self.isHarmful($0.text) }
    result.notes = result.notes.compactMap { note in
      let kind = note.kind ?? ""
      if kind.hasPrefix("decl_declared_here") && note.module == nil { return nil }
      if ["note_typo_candidate", "where_requirement_failure_one_subst", "suggest_partial_overloads"].contains(kind) {
        return nil
      }
      var note = note
      note.fixIts.removeAll { Self.isHarmful($0.text) }
      return note
    }
    return result
  }

  /// Forced casts stop the program instead of converting; what has gaps belongs at several places at once.
  private static func isHarmful(_ text: String) -> Bool {
    text.contains("as!") || text.contains("<") && text.contains("default value")
      || text.contains(/\S\s{2,}\S|\(\s|\(\)/)
      || text.trimmingCharacters { $0 == " " } == "try!"
  }
}
