// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Synchronization

/// The cells of this session, in memory: a kernel's history ends with the kernel.
package final class HistoryStore: Sendable {
  package struct Entry: Sendable, Equatable {
    package var line: Int
    package var code: String
    /// The plain text of the cell's result.
    package var output: String?
  }

  /// The number by which replies name this session, the only one there is.
  package static let session = 1

  private let stored = Mutex<[Entry]>([])

  package init() {}

  package func append(line: Int, code: String) {
    stored.withLock { $0.append(Entry(line: line, code: code)) }
  }

  /// Notes the result of a cell that was appended before.
  package func setOutput(_ output: String, line: Int) {
    stored.withLock { entries in
      if let index = entries.lastIndex(where: { $0.line == line }) { entries[index].output = output }
    }
  }

  /// What a request asks for, oldest first.
  package func entries(_ access: HistoryRequest.Access) -> [Entry] {
    let all = stored.withLock { $0 }
    switch access {
    case .tail(let count): return Self.last(count, of: all)
    case .range(let session, let start, let stop):
      guard session == 0 || session == Self.session else { return [] }
      return all.filter { $0.line >= start ?? 1 && $0.line < stop ?? Int.max }
    case .search(let pattern, let count, let unique):
      let glob = Glob(pattern)
      let matching = all.filter { glob.matches($0.code) }
      return Self.last(count, of: unique ? Self.withoutRepetitions(matching) : matching)
    }
  }

  /// - Parameter count: nil for all.
  private static func last(_ count: Int?, of entries: [Entry]) -> [Entry] {
    Array(entries.suffix(max(0, count ?? entries.count)))
  }

  /// Keeps the newest of entries with the same code.
  private static func withoutRepetitions(_ entries: [Entry]) -> [Entry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.code).inserted }.reversed()
  }
}
