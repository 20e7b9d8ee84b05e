// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Testing

private struct Point {
  var x = 1
  var label = "a"
}

private struct Empty {}

private struct Temperature: CustomStringConvertible {
  var degrees = 20.5
  var description: String { "\(degrees) °C" }
}

private struct Nested {
  var points = [Point(), Point(x: 2, label: "b\n")]
  var at: Point? = nil
  var temperature = Temperature()
}

private enum Shape {
  case empty
  case circle(radius: Double)
  case pair(Point, Int)
}

private class Animal {
  var legs = 4
}

private final class Bird: Animal {
  var name = "martlet"
  override init() {
    super.init()
    legs = 0
  }
}

private final class Node {
  var value: Int
  var next: Node?
  init(_ value: Int) { self.value = value }
}

@Suite struct PlainTextTests {
  private func text(_ value: some Any) -> String { PlainText.describe(value) }

  @Test func scalarsAreWrittenAsSwiftWritesThem() {
    #expect(text(42) == "42")
    #expect(text(-1.5) == "-1.5")
    #expect(text(1e300) == "1e+300")
    #expect(text(true) == "true")
    #expect(text(Float.nan) == "nan")
  }

  @Test func stringsAreQuoted() {
    #expect(text("a\"b\n") == #""a\"b\n""#)
    #expect(text(Character("é")) == "\"é\"")
    #expect(text(["a", "b"]) == #"["a", "b"]"#)
    #expect(text("abc".dropFirst()) == #""bc""#)
  }

  @Test func structuresHaveTheirFieldsAndNoModule() {
    #expect(text(Point()) == #"Point(x: 1, label: "a")"#)
    #expect(text(Empty()) == "Empty()")
    #expect(
      text(Nested())
        == #"Nested(points: [Point(x: 1, label: "a"), Point(x: 2, label: "b\n")], at: nil, temperature: 20.5 °C)"#)
  }

  @Test func optionalsAreTheirValue() {
    #expect(text(Optional(3)) == "3")
    #expect(text(Int?.none) == "nil")
    #expect(text(Int??.some(nil)) == "nil")
    #expect(text([1, nil, 3]) == "[1, nil, 3]")
  }

  @Test func tuplesKeepTheirLabels() {
    #expect(text((1, "two")) == #"(1, "two")"#)
    #expect(text((x: 1, y: 2.0)) == "(x: 1, y: 2.0)")
  }

  @Test func enumerationsAreTheirCase() {
    #expect(text(Shape.empty) == "empty")
    #expect(text(Shape.circle(radius: 2)) == "circle(radius: 2.0)")
    let pair = text(Shape.pair(Point(), 3))
    #expect(pair.hasPrefix("pair("))
    #expect(!pair.contains("JupyterDisplayTests"), "no module name: \(pair)")
  }

  @Test func classesShowInheritedFieldsFirst() {
    #expect(text(Bird()) == #"Bird(legs: 0, name: "martlet")"#)
  }

  @Test func cyclesEnd() {
    let node = Node(1)
    node.next = Node(2)
    node.next?.next = node
    #expect(text(node) == "Node(value: 1, next: Node(value: 2, next: Node(…)))")
    let shared = Node(7)
    #expect(text([shared, shared]) == "[Node(value: 7, next: nil), Node(value: 7, next: nil)]")
    node.next = nil
  }

  @Test func deepNestingEnds() {
    var first: Node? = nil
    for value in 0..<1000 {
      let node = Node(value)
      node.next = first
      first = node
    }
    let written = text(first!)
    #expect(written.contains("…"))
    #expect(written.utf8.count < 2000)
    while let node = first {
      first = node.next
      node.next = nil
    }
  }

  @Test func longArraysSayWhatWasLeftOut() {
    let written = text(Array(0..<1000))
    #expect(written.hasSuffix("… 900 more]"))
    #expect(written.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(text(Array(0..<100)).hasSuffix("99]"))
    #expect(!text(Array(0..<100)).contains("…"))
  }

  @Test func dictionariesAreSorted() {
    let dictionary = Dictionary(uniqueKeysWithValues: (0..<9).map { ("k\($0)", $0) })
    let expected = "[" + (0..<9).map { "\"k\($0)\": \($0)" }.joined(separator: ", ") + "]"
    #expect(text(dictionary) == expected)
    #expect(text([String: Int]()) == "[:]")
    #expect(text([10: "b", 9: "a"]) == #"[9: "a", 10: "b"]"#)
  }

  @Test func setsAreSorted() {
    #expect(text(Set(0..<9)) == "[0, 1, 2, 3, 4, 5, 6, 7, 8]")
    #expect(text(Set(["b", "a"])) == #"["a", "b"]"#)
  }

  @Test func wideValuesTakeALineAPart() {
    let points = (0..<4).map { Point(x: $0, label: String(repeating: "w", count: 30)) }
    let lines = text(points).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.first == "[" && lines.last == "]")
    #expect(lines[1].hasPrefix("  Point(x: 0") && lines[1].hasSuffix(","))
  }

  @Test func emptyCollectionsAreEmptyBrackets() {
    #expect(text([Int]()) == "[]")
    #expect(text(Set<Int>()) == "[]")
  }

  @Test func typesAndFunctionsHaveNoAddresses() {
    #expect(text(Int.self) == "Int")
    #expect(text({ (x: Int) in x + 1 }) == "(Int) -> Int")
  }

  @Test func foundationsValuesAreReadable() {
    #expect(text(URL(string: "https://swift.org")!) == "https://swift.org")
    #expect(text(Decimal(string: "1.25")!) == "1.25")
    #expect(text(1..<4) == "1..<4")
  }
}
