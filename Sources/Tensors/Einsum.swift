// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Products of tensors summed over the axes that share a letter and are not in the result. NumPy's `einsum`.
///
/// ```swift
/// einsum("ij,jk->ik", a, b)            // a matrix product
/// einsum("bhqd,bhkd->bhqk", q, k)      // attention scores of each batch and head
/// einsum("ii", a)                      // a trace
/// einsum("...ij->...ji", a)            // the last two axes exchanged
/// ```
/// `...` stands for the axes that have no letter; they are broadcast. Without `->` the result has the letters that occur
/// once, in alphabetical order, after the axes of `...`. Operands are contracted from left to right, as matrix products
/// of OpenBLAS where letters are summed over.
///
/// Traps where the letters do not fit the axes, or lengths of one letter differ.
public func einsum<Scalar: RealScalar>(_ subscripts: String, _ operands: Tensor<Scalar>...) -> Tensor<Scalar> {
  let equation = EinsumEquation(subscripts, shapes: operands.map(\.shape))
  var terms = zip(operands, equation.inputs).map { EinsumTerm(tensor: $0, labels: $1).withoutRepeats() }
  var result = terms.removeFirst()
  while !terms.isEmpty {
    let next = terms.removeFirst()
    let later = Set(equation.output + terms.flatMap(\.labels))
    result = result.summed(keeping: later.union(next.labels))
      .contracted(with: next.summed(keeping: later.union(result.labels)), keeping: later)
  }
  result = result.summed(keeping: Set(equation.output))
  return result.tensor.permuted(equation.output.map { result.labels.firstIndex(of: $0)! }).contiguous()
}

/// The letters of each operand and of the result; axes of `...` have negative labels, counted from the last.
struct EinsumEquation {
  var inputs: [[Int]]
  var output: [Int]

  init(_ text: String, shapes: [[Int]]) {
    func refuse(_ reason: String) -> Never {
      trap("einsum \"\(text)\": \(reason) (shapes \(shapes.map(describe(shape:)).joined(separator: " and ")))")
    }
    let sides = text.filter { $0 != " " }.split(separator: "->", omittingEmptySubsequences: false)
    guard let left = sides.first, sides.count <= 2 else { refuse("there may be only one ->") }
    let parts = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == shapes.count else {
      refuse("it names \(parts.count) operands, but \(shapes.count) were given")
    }

    func labels(_ part: String, _ hidden: Int) -> [Int] {
      let pieces = part.split(separator: "...", omittingEmptySubsequences: false)
      guard pieces.count <= 2 else { refuse("'...' may appear only once in an operand") }
      for letter in part where letter != "." && !(letter.isASCII && letter.isLetter) {
        refuse("'\(letter)' is not a letter")
      }
      if pieces.contains(where: { $0.contains(".") }) { refuse("an ellipsis has three dots") }
      let letters = pieces.map { $0.map { Int($0.asciiValue!) } }
      guard letters.count == 2 else { return letters[0] }
      return letters[0] + (0..<hidden).map { $0 - hidden } + letters[1]
    }
    inputs = zip(parts, shapes).map { part, shape in
      let letters = part.count { $0 != "." }
      let hidden = part.contains(".") ? shape.count - letters : 0
      guard hidden >= 0, hidden + letters == shape.count else {
        refuse("'\(part)' names \(letters) axes, but its operand has \(shape.count)")
      }
      return labels(part, hidden)
    }
    var lengths: [Int: Int] = [:]
    for (input, shape) in zip(inputs, shapes) {
      for (label, length) in zip(input, shape) {
        let known = lengths[label] ?? length
        guard known == length || (label < 0 && (known == 1 || length == 1)) else {
          refuse("'\(label < 0 ? "..." : String(UnicodeScalar(UInt8(label))))' has length \(known) and \(length)")
        }
        lengths[label] = max(known, length)
      }
    }
    let hidden = lengths.keys.filter { $0 < 0 }.sorted()
    if sides.count == 2 {
      output = labels(String(sides[1]), hidden.count)
    } else {
      let all = inputs.joined().filter { $0 >= 0 }
      output = hidden + Set(all).sorted().filter { letter in all.count { $0 == letter } == 1 }
    }
    if let unknown = output.first(where: { lengths[$0] == nil }) {
      refuse("'\(String(UnicodeScalar(UInt8(max(unknown, 0)))))' of the result is in no operand")
    }
    if Set(output).count != output.count { refuse("a letter appears twice in the result") }
  }
}
