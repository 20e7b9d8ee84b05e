// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// What the parser cannot read, because it is another language's.
@Suite struct SyntaxHabitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var cell: String
    /// What the user is told to write.
    var remedy: String
    var testDescription: String { cell }
    init(_ cell: String, _ remedy: String) {
      self.cell = cell
      self.remedy = remedy
    }
  }

  static let cases: [Case] = [
    // Blocks and definitions
    Case("for i in range(10):\n    print(i)", "write 'for i in 0..<10 { … }'"),
    Case("for i in range(2, n):\n    pass", "write 'for i in 2..<n { … }'"),
    Case("for i in range(0, 10, 2): print(i)", "write 'for i in stride(from: 0, to: 10, by: 2) { print(i) }'"),
    Case("for i, x in enumerate(xs):\n    print(i)", "write 'for (i, x) in xs.enumerated() { … }'"),
    Case("for i, x in xs.enumerated() { print(x) }", "write 'for (i, x) in xs.enumerated() { … }'"),
    Case("while True:\n    break", "write 'while true { … }'"),
    Case("while not done and n < 3:\n    n += 1", "write 'while !done && n < 3 { … }'"),
    Case("if n == 3:\n    print(n)\nelse:\n    print(0)", "write 'if n == 3 { … }'"),
    Case("if n == 3 { print(1) } elif n == 4 { print(2) }", "write '} else if n == 4 { … }'"),
    Case("try:\n    f()\nexcept ValueError as e:\n    print(e)", "write 'do { try … } catch { print(error) }'"),
    Case(
      "with open(\"a.txt\") as f:\n    t = f.read()",
      "write 'let text = try String(contentsOfFile: \"a.txt\", encoding: .utf8)'"),
    Case("match n:\n    case 1: pass", "write 'switch n { case …: … default: … }'"),
    Case("def f(x):\n    return x + 1", "write 'func f(_ x: Double) -> Double { … }'"),
    Case(
      "def greet(name: str, times=2):\n    print(name)", "write 'func greet(_ name: String, _ times: Int = 2) { … }'"),
    Case("def mean(xs: list[float]) -> float: return 0", "write 'func mean(_ xs: [Double]) -> Double { … }'"),
    Case("async def get(url):\n    return 1", "write 'func get(_ url: String) async -> Double { … }'"),
    Case("class Model:\n    def run(self):\n        pass", "write 'struct Model { … }'"),
    Case("class Probe(Model):\n    pass", "write 'class Probe: Model { … }'"),
    // Statements
    Case("print \"x\"", "write 'print(\"x\")'"), Case("print total, 3", "write 'print(total, 3)'"),
    Case("assert n == 3, \"three\"", "write 'assert(n == 3, \"three\")'"),
    Case("raise ValueError(\"bad\")", "write 'throw ValueError(\"bad\")'"),
    Case("import numpy as np", "leave the import out: Martlet's modules and Foundation are imported by default"),
    Case("from math import sqrt", "leave the import out: Martlet's modules and Foundation are imported by default"),
    Case("import nowhere as n", "write 'import nowhere'"), Case("a, b = 1, 2", "write 'let (a, b) = (1, 2)'"),
    Case("a, b = f()", "write 'let (a, b) = f()'"), Case("# a comment, isn't it", "write '// a comment, isn't it'"),
    Case("let z = 1 # one", "write '// one'"),
    // Words for operators
    Case("n > 1 and n < 5", "write 'n > 1 && n < 5'"), Case("if a or not b { print(1) }", "write 'a || !b'"),
    Case("let f = not done", "write 'let f = !done'"), Case("x is not None", "write 'x != nil'"),
    Case("3 in xs", "write 'xs.contains(3)'"), Case("if n not in [1, 2] { }", "write '![1, 2].contains(n)'"),
    Case("let s = 1 if n > 2 else 0", "write 'n > 2 ? 1 : 0'"), Case("d @ e", "write 'd.matmul(e)'"),
    Case("let y = a @ b.T @ c", "write 'a.matmul(b.transposed).matmul(c)'"),
    // Literals
    Case("'single'", "write '\"single\"'"), Case("let q = 'say \"hi\"'", "write '\"say \\\"hi\\\"\"'"),
    Case("f\"n = {n:.2f}, {{x}}\"", "write '\"n = \\(n, 2), {x}\"'"),
    Case("print(f'{xs[0]}')", "write '\"\\(xs[0])\"'"),
    Case("r\"\\d+\"", "write '#\"\\d+\"#'"), Case("{\"a\": 1, \"b\": 2}", "write '[\"a\": 1, \"b\": 2]'"),
    Case("let d = {'a': 1}", "write '[\"a\": 1]'"), Case("let s = {1, 2}", "write 'Set([1, 2])'"),
    // Functions without names, comprehensions
    Case("let g = lambda x: x + 1", "write '{ x in x + 1 }'"),
    Case("xs.map(lambda x, y: x * y)", "write '{ x, y in x * y }'"),
    Case("[x * 2 for x in xs]", "write 'xs.map { x in x * 2 }'"),
    Case("let e = [x for x in xs if x > 1]", "write 'xs.filter { x in x > 1 }'"),
    Case("[\n  i * i\n  for i in range(3)\n]", "write '(0..<3).map { i in i * i }'"),
    Case("{k: 1 for k in ks}", "write 'Dictionary(uniqueKeysWithValues: ks.map { k in (k, 1) })'"),
    // Slices
    Case("d[:, 0]", "write 'd[0..., 0]'"), Case("d[1:3, :2]", "write 'd[1..<3, ..<2]'"),
    Case("v[1:]", "write 'v[1...]'"),
    Case("v[:-1]", "write 'v.dropLast(1)' for an array, 'v[..<(-1)]' for a tensor"),
    Case("v[-3:]", "write 'v.suffix(3)' for an array, 'v[(-3)...]' for a tensor"),
    Case("v[::-1]", "write 'Array(v.reversed())' for an array, 'v[every(-1)]' for a tensor"),
    Case("run.values[::2, 0]", "write 'run.values[every(2), 0]'"),
    // IPython
    Case(
      "!pip install numpy",
      "leave the line out: Martlet's modules can be used in every cell, and nothing needs to be installed"),
    Case("!nvidia-smi -L", "run it in a terminal, or start it with Foundation's 'Process'"),
    Case(
      "%matplotlib inline\nlet a = 1", "leave the line out: a cell shows the value of its last expression, figures too"),
    Case("?d", "put the cursor on the name and press Shift-Tab"),
  ]

  @Test(arguments: cases) func aHabitIsToldInSwiftsWords(_ habit: Case) throws {
    let first = try #require(SyntaxDiagnostics.find(in: ParsedCell(habit.cell)).first { $0.severity == .error })
    #expect(first.notes.map(\.message).contains(habit.remedy), "\(first.message): \(first.notes.map(\.message))")
  }

  @Test func oneCauseIsOneMessage() {
    for cell in [
      "for i in range(3):\n    print(i)\n    print(i)", "if a:\n    b\nelif c:\n    d\nelse:\n    e", "[x for x in xs]",
    ] {
      let errors = SyntaxDiagnostics.find(in: ParsedCell(cell)).filter { $0.severity == .error }
      #expect(Set(errors.map(\.message)).count == errors.count)
      #expect(errors.count <= 2, "\(cell): \(errors.map(\.message))")
    }
  }

  @Test func errorsBeforeAHabitAreKept() {
    let errors = SyntaxDiagnostics.find(in: ParsedCell("let = 3\nfor i in range(3):\n    print(i)"))
    #expect(errors.first?.line == 1)
    #expect(errors.contains { $0.notes.contains { $0.message == "write 'for i in 0..<3 { … }'" } })
  }

  @Test func theHabitIsUnderlined() throws {
    let error = try #require(SyntaxDiagnostics.find(in: ParsedCell("let q = 'one'")).first)
    #expect(error.line == 1 && error.column == 9 && error.ranges == [9..<14])
  }

  /// Mistakes of Swift that only look like another language's.
  @Test(arguments: [
    "let x = [1, 2", "func f( {", "}", "let x: = 3", "switch x { case 1: }}", "[1, 2].map { x in x + }", "if x { ",
    "\"open",
  ])
  func mistakesInSwiftStayTheParsers(_ cell: String) throws {
    let error = try #require(SyntaxDiagnostics.find(in: ParsedCell(cell)).first)
    #expect(!error.notes.contains { $0.isFix && $0.message.hasPrefix("write '") }, "\(error)")
  }

  @Test(arguments: [
    "outer: for x in [1] { continue outer }", "let f = { (x: Int) in x }", "switch 1 { case 1: break\ndefault: break }",
    "let d = [\"for\": 1,\n  \"if\": 2]", "@MainActor func f() {}", "for x in [1] where x > 0 { print(x) }",
    "#if os(Linux)\nlet a = 1\n#endif",
  ])
  func soundSwiftIsLeftAlone(_ cell: String) {
    #expect(SyntaxDiagnostics.find(in: ParsedCell(cell)).isEmpty)
  }
}
