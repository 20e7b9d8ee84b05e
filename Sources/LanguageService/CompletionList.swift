// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Makes the list a front end shows out of sourcekitd's results.
struct CompletionList {
  /// More than this nobody reads; typing another letter narrows it better.
  static let limit = 250

  var order: CompletionOrder
  /// The code before the prefix that some results replace as well (the dot of `optional.x`); empty where none does.
  var erased: String

  /// Filters, sorts, joins overloads and caps.
  func items(_ candidates: [CompletionCandidate]) -> [CellCompletion] {
    let ranked = candidates.enumerated()
      .filter { isOffered($0.element) }
      .map { (rank: order.rank($0.element), index: $0.offset, candidate: $0.element) }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
    var items: [CellCompletion] = []
    var places: [String: Int] = [:]
    for (_, _, candidate) in ranked {
      guard let insertion = candidate.insertion else { continue }
      let text = candidate.bytesToErase > 0 ? insertion : erased + insertion
      if let place = places[text] {
        addOverload(candidate, to: &items[place])
      } else if items.count < Self.limit {
        places[text] = items.count
        items.append(
          CellCompletion(
            text: text, kind: candidate.kind, signatures: candidate.signature.map { [$0] } ?? [],
            summary: candidate.summary))
      }
    }
    return items
  }

  /// Names that begin with an underscore are their owner's business unless the user began so too; cells' modules are
  /// the kernel's.
  private func isOffered(_ candidate: CompletionCandidate) -> Bool {
    let name = candidate.name
    if candidate.kind == .module, order.isCell(name) { return false }
    if name.hasPrefix("__") { return order.prefix.hasPrefix("__") }
    return !name.hasPrefix("_") || order.prefix.hasPrefix("_")
  }

  /// Functions of one name live together; of two variables or types the nearer one hides the other.
  private func addOverload(_ candidate: CompletionCandidate, to item: inout CellCompletion) {
    guard item.kind == .function, candidate.kind == .function, let signature = candidate.signature,
      !item.signatures.contains(signature)
    else { return }
    item.signatures.append(signature)
    item.summary = item.summary ?? candidate.summary
  }
}

/// Lexicographic order of equally long ranks, then the compiler's own order.
private func < (left: ([Int], Int), right: ([Int], Int)) -> Bool {
  if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
  return left.1 < right.1
}
