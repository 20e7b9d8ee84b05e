// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, with `…` for the middle of long axes, and a line with type and shape.
  public var description: String {
    let body = excerpt(limit: count > 1000 ? 3 : .max)
    return rank == 0 ? body : "\(body)\n\(summary)"
  }

  /// Type and shape: `Tensor<Double> 200 × 3000`.
  public var summary: String { "Tensor<\(Scalar.self)> \(describe(shape: shape))" }

  /// The positions to show of an axis; nil stands for those left out.
  func shownPositions(axis: Int, limit: Int) -> [Int?] {
    let length = shape[axis]
    guard limit < .max / 2, length > 2 * limit else { return Array(0..<length) }
    return Array(0..<limit) + [nil] + Array(length - limit..<length)
  }

  private func excerpt(limit: Int) -> String {
    var shown: [Scalar] = []
    visit(limit: limit, axis: 0, at: offset) { shown.append($0) }
    let format = ElementFormat(for: shown)
    let width = shown.map { format($0).count }.max() ?? 0
    return bracketed(limit: limit, axis: 0, at: offset) { element in
      let text = format(element)
      return String(repeating: " ", count: width - text.count) + text
    }
  }

  private func visit(limit: Int, axis: Int, at offset: Int, _ body: (Scalar) -> Void) {
    if axis == rank {
      withExtendedLifetime(storage) { body(storage.base[offset]) }
      return
    }
    for case let position? in shownPositions(axis: axis, limit: limit) {
      visit(limit: limit, axis: axis + 1, at: offset + position * strides[axis], body)
    }
  }

  private func bracketed(limit: Int, axis: Int, at offset: Int, _ text: (Scalar) -> String) -> String {
    if axis == rank { return withExtendedLifetime(storage) { text(storage.base[offset]) } }
    let parts = shownPositions(axis: axis, limit: limit).map { position in
      position.map { bracketed(limit: limit, axis: axis + 1, at: offset + $0 * strides[axis], text) } ?? "…"
    }
    let indent = String(repeating: " ", count: axis + 1)
    guard axis == rank - 1 else {
      let gap = String(repeating: "\n", count: rank - axis - 1)
      return "[" + parts.joined(separator: ",\(gap)\(indent)") + "]"
    }
    var (lines, line) = ([String](), "")
    for (index, part) in parts.enumerated() {
      let item = index == parts.count - 1 ? part : part + ","
      if !line.isEmpty && axis + line.count + item.count > 98 {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? item : " " + item
    }
    return "[" + (lines + [line]).joined(separator: "\n\(indent)") + "]"
  }
}
