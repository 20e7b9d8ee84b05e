// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// What the compiler refuses for a reason that can be told more plainly. What concerns tensors is tried end to end.
@Suite struct CompilerHabitTests {
  typealias Case = SyntaxHabitTests.Case

  /// What the cells of the cases may use.
  private static let earlier = """
    let v = [1.0, 2, 3]; let n = 3; let name = "Ann"; let maybe: Int? = 3; let f: Float = 2; let counts = ["a": 1]
    let total = 5
    func risky() throws -> Int { 1 }
    func slow() async -> Int { 1 }
    func both() async throws -> Int { 1 }
    func scaled(_ x: Double, by factor: Double) -> Double { x * factor }
    """

  static let cases: [Case] = [
    // Names
    Case("len(v)", "write 'v.count'"), Case("range(10)", "write '0..<10'"), Case("let t = True", "write 'true'"),
    Case("None", "write 'nil'"), Case("str(n)", "write 'String(n)'"), Case("float(n)", "write 'Double(n)'"),
    Case("sorted(v)", "write 'v.sorted()'"), Case("isinstance(n, int)", "write 'n is Int'"),
    Case("input(\"name?\")", "write 'readLine(prompt: \"name?\")'"), Case("np.zeros(3)", "write 'zeros(3)'"),
    Case("np.zeros((2, 3))", "write 'zeros(2, 3)'"), Case("np.mean(v, axis=0)", "write 'v.mean(axis: 0)'"),
    Case("np.random.randn(3)", "write 'RandomState.session.randn(3)'"), Case("np.pi", "write 'Double.pi'"),
    Case("plt.plot(v)", "write 'Figure { Plot { Line(v) } }'"), Case("torch.tensor([1.0])", "write 'Tensor([1.0])'"),
    Case("x = 5", "write 'let x = 5'"), Case("x = 0; x += 1", "write 'var x = 0'"),
    Case("xs += [1]", "declare it before: 'var xs = [1]'"),
    Case("x = np.array([1, 2])", "write 'let x = Tensor([1, 2])'"),
    Case("print(v, sep=\"\")", "write 'print(v, separator: \"\")'"),
    Case("scaled(1, by=2)", "write 'scaled(1, by: 2)'"),
    Case("if not (n == 3) { }", "write '!(n == 3)'"), Case("pass", "write '{ }'"),
    Case("self.x = 3", "leave 'self.' out"),
    Case("!ls", "run it in a terminal, or start it with Foundation's 'Process'"),
    // Operators
    Case("n ** 2", "write 'n * n'"), Case("2.0 ** 3", "write 'pow(2.0, 3)'"), Case("var c = 1; c++", "write 'c += 1'"),
    Case("1 < n < 5", "write '1 < n && n < 5'"), Case("\"a\" * 3", "write 'String(repeating: \"a\", count: 3)'"),
    Case("\"n = \" + n", "write '\"n = \" + String(n)'"), Case("\"%d items\" % n", "write '\"\\(n) items\"'"),
    Case("if n = 3 { }", "write 'n == 3'"),
    // Numbers
    Case("n * 0.5", "write 'Double(n) * 0.5'"), Case("v[0] * n", "write 'v[0] * Double(n)'"),
    Case("let w = n / 2.0 + 1", "write 'Double(n) / 2.0'"), Case("f * v[0]", "write 'Double(f) * v[0]'"),
    Case("let d: Double = n", "write 'Double(n)'"), Case("let i: Int = v[0]", "write 'Int(v[0])'"),
    Case("scaled(n, by: 2)", "write 'Double(n)'"),
    Case("let s = v.reduce(0, +) / v.count", "write 'v.reduce(0, +) / Double(v.count)'"),
    Case("let h: [Int] = v", "write 'v.map { Int($0) }'"),
    Case("for i in 0..<n { print(v[i] * i) }", "write 'v[i] * Double(i)'"),
    Case("v * 2", "write 'Tensor(v) * 2'"), Case("v - v", "write 'Tensor(v) - Tensor(v)'"),
    Case("v > 1", "write 'Tensor(v) .> 1'"),
    // Members and arguments
    Case("v.len()", "write 'v.count'"), Case("v.mean()", "write 'Tensor(v).mean()'"),
    Case("name.upper()", "write 'name.uppercased()'"),
    Case("name.replace(\"A\", \"B\")", "write 'name.replacing(\"A\", with: \"B\")'"),
    Case("\", \".join([name])", "write '[name].joined(separator: \", \")'"),
    Case("counts.get(\"a\", 0)", "write 'counts[\"a\", default: 0]'"),
    Case("counts.items()", "write 'for (key, value) in counts { … }'"), Case("name[0]", "write 'Array(name)[0]'"),
    Case("max(v)", "write 'v.max()'"), Case("v.sorted(reverse: true)", "write 'v.sorted(by: >)'"),
    Case("scaled(1, 2)", "write 'scaled(1, by: 2)'"), Case("let a, b = (1, 2)", "write 'let (a, b) = (1, 2)'"),
    Case("maybe + 1", "write '(maybe ?? 0)'"), Case("counts[\"a\"] + 1", "write '(counts[\"a\"] ?? 0)'"),
    Case("total = 6", "or declare it again: 'let total = 6'"),
    // Effects
    Case("risky()", "write 'try risky()'"), Case("slow()", "write 'await slow()'"),
    Case("both()", "write 'try await both()'"),
    Case("try both()", "write 'try await both()'"), Case("await both()", "write 'try await both()'"),
    Case("func load() -> Int { try await both() }", "write 'func load() async throws -> Int'"),
    Case("func load<T>(_ x: T) -> Int { slow() }", "write 'func load<T>(_ x: T) async -> Int'"),
    Case("func load() -> Int { try risky() }", "write 'func load() throws -> Int'"),
    Case("let r = v.map { _ in risky() }", "write 'try risky()'"),
    Case("return 5", "leave 'return' out: a cell shows the value of its last expression"),
    // Imports
    Case("let m = Mutex(1)", "write 'import Synchronization' at the top of the cell"),
    Case("URLSession.shared", "write 'import FoundationNetworking' at the top of the cell"),
    Case("import UIKit", "values are shown with 'display(value)', pages with 'HTML(\"…\")'"),
    Case("import Charts", "plots are Martlet's figures: 'Figure { Plot { Line(x, y) } }'"),
    Case("import numpy", "leave the import out: Martlet's modules and Foundation are imported by default"),
    Case("import Nowhere", "packages cannot be added to a session; its code can be pasted into a cell"),
  ]

  @Test func habitsAreToldInSwiftsWordsAndOnce() throws {
    let session = try CompilingSession()
    session.run(Self.earlier)
    for habit in Self.cases {
      let errors = session.errors(habit.cell)
      expectNoGeneratedNames(errors)
      let remedies = errors.flatMap(\.notes).map(\.message)
      #expect(remedies.contains(habit.remedy), "\(habit.cell): \(errors.map(\.message)) \(remedies)")
      #expect(errors.count == 1, "\(habit.cell): \(errors.map(\.message))")
    }
  }

  @Test func forcedCastsAreNotSuggested() throws {
    let session = try CompilingSession()
    session.run("class A {}; class B: A {}\nlet a = A(); let any: Any = 1; let xs = [1.0]")
    for cell in ["let b: B = a", "let i: Int = any", "let ys: [Int] = xs", "any + 1", "let s: [String: Int] = any"] {
      let errors = session.errors(cell)
      let fixes = errors.flatMap { $0.fixIts + $0.notes.flatMap(\.fixIts) }.map(\.text)
      #expect(!fixes.contains { $0.contains("as!") }, "\(cell): \(fixes)")
    }
  }

  @Test func aMisspeltNameIsAskedBack() throws {
    let session = try CompilingSession()
    session.run(Self.earlier + "\nstruct Point { var width = 1.0 }\nlet point = Point()")
    for (cell, name) in [
      ("totl + 1", "total"), ("Total + 1", "total"), ("riksy()", "risky"), ("let p: Piont = point", "Point"),
      ("point.widht", "width"), ("v.cuont", "count"), ("let local = 1; print(locla)", "local"),
      ("name.uppercase()", "uppercased"),
    ] {
      let errors = session.errors(cell)
      #expect(errors.first?.message.hasSuffix("did you mean '\(name)'?") == true, "\(cell): \(errors.map(\.message))")
      #expect(errors.count == 1, "\(cell)")
    }
    for cell in ["zzzzzz + 1", "zq()", "point.zzzzzz"] {
      #expect(session.errors(cell).first?.message.contains("did you mean") == false)
    }
  }

  @Test func anUnknownNameIsToldOnceAndNothingElseOfItsStatement() throws {
    let session = try CompilingSession()
    #expect(session.errors("unknown1 + unknown1 * unknown1").count == 1)
    #expect(
      session.errors("let r = unknown1.foo(unknown2) + \"x\" - 1").map(\.message) == [
        "cannot find 'unknown1' in scope", "cannot find 'unknown2' in scope",
      ])
    #expect(session.errors("let a = unknown3\nlet b: Int = \"x\"").count == 2)
  }

  @Test func aNameOfACellThatDidNotCompileSaysSo() throws {
    let session = try CompilingSession()
    session.fail("let fitted: Int = \"x\"")
    session.fail("limit = 5")
    session.fail("def helper(x):\n    return x")
    for (name, cell) in [("fitted", 1), ("limit", 2), ("helper", 3)] {
      let error = try #require(session.errors("print(\(name))").first)
      #expect(error.message == "'\(name)' does not exist: cell \(cell) declares it, but did not compile")
      #expect(error.fixIts.isEmpty)
    }
    session.run("let fitted = 3")
    session.run("fitted + 1")
  }

  @Test func anExpressionThatTakesTooLongNamesTheLikelyRemedy() throws {
    let session = try CompilingSession()
    session.run("let v = [1.0, 2]; let n = 3")
    let error = try #require(
      session.errors("let z = v.map { $0 * 2 + n * 0.5 / Float(n) - 0.15 * v[0] + Double(n) * 3 - n / 2.0 }").first)
    if error.message == "the types in this expression could not be found in time" {
      #expect(error.notes.contains { $0.message.contains("Double") })
    } else {
      // A compiler that is quick enough says which types do not fit.
      #expect(error.message.contains("'"))
    }
  }
}
