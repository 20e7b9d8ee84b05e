# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""What Swift has, across cells: each case is a list of cells, the last of which has a value."""

import pytest

CASES = {
    # Variables
    "a variable is read and changed": ["var count = 1", "count += 4", "count"],
    "a constant of any type": ["let table: [String: [(Int, Double?)]] = [\"a\": [(1, nil)]]", "table[\"a\"]![0].0"],
    "an array is changed in place": ["var list = [3, 1]", "list.append(2); list.sort()", "list"],
    "a variable is captured by reference": [
        "var captured = 1", "let readIt = { captured }", "captured = 7", "readIt()"],
    "a closure changes a variable of an earlier cell": [
        "var ticks = 0", "func tick() { ticks += 1 }", "(0..<5).forEach { _ in tick() }", "ticks"],
    "a variable passed inout": ["var swapA = 1, swapB = 2", "swap(&swapA, &swapB)", "[swapA, swapB]"],
    "several bindings in one line": ["let p1 = 1, p2 = p1 + 1, p3: Double = 3", "Double(p1 + p2) + p3"],
    "a weak and an unowned variable": [
        "final class Target { let v = 5 }\nlet target = Target()", "weak var weakly = target\nunowned let owner = target",
        "weakly!.v + owner.v"],
    "an implicitly unwrapped optional": ["var later: Int!", "later = 3", "later + 1"],
    "a declaration without value is initialised later": ["let choice: Int\nif 1 < 2 { choice = 1 } else { choice = 2 }",
                                                        "choice"],
    "an existential": ["let anything: any Equatable & CustomStringConvertible = 5", "anything.description"],
    "an opaque type": ["func opaque() -> some Collection<Int> { [1, 2, 3] }\nlet opaqueValue = opaque()",
                       "opaqueValue.count"],
    "a copy of itself": ["let again = 20", "let again = again + 1", "again * 2"],
    "a new type for the same name": ["let changing = 1", 'let changing = "text"', "changing.count"],
    # Functions
    "functions call functions of other cells": [
        "func inner(_ x: Int) -> Int { x + 1 }", "func outer(_ x: Int) -> Int { inner(x) * 2 }", "outer(4)"],
    "overloads by type live together": [
        "func kind(_ x: Int) -> String { \"int\" }", "func kind(_ x: String) -> String { \"string\" }",
        "kind(1) + kind(\"\")"],
    "overloads by label live together": [
        "func area(side: Int) -> Int { side * side }", "func area(width: Int, height: Int) -> Int { width * height }",
        "area(side: 2) + area(width: 3, height: 4)"],
    "overloads by result live together": [
        "func made() -> Int { 1 }\nfunc made() -> String { \"one\" }", "made() as String + String(made() as Int)"],
    "recursion": ["func factorial(_ n: Int) -> Int { n < 2 ? 1 : n * factorial(n - 1) }", "factorial(10)"],
    "mutual recursion in one cell": [
        "func even(_ n: Int) -> Bool { n == 0 || odd(n - 1) }\nfunc odd(_ n: Int) -> Bool { n != 0 && even(n - 1) }",
        "even(10)"],
    "default, variadic and inout parameters": [
        "func mix(_ xs: Int..., by f: Int = 2, into sum: inout Int) { sum = xs.reduce(0, +) * f }",
        "var mixed = 0; mix(1, 2, 3, into: &mixed); mixed"],
    "default arguments see variables": ["var standard = 5", "func useDefault(_ x: Int = standard) -> Int { x }",
                                        "standard = 6", "useDefault()"],
    "throwing functions": [
        "struct Oops: Error {}", "func risky(_ bad: Bool) throws -> Int { if bad { throw Oops() }; return 1 }",
        "let safe = try risky(false)\n(try? risky(true)) == nil && safe == 1"],
    "functions as values": ["let transform: ([Int]) -> Int = { $0.max()! }", "transform([4, 9, 2])"],
    "a redefined function is used from then on": ["func version() -> Int { 1 }", "func version() -> Int { 2 }",
                                                  "version()"],
    "key paths": ["struct KP { var a = 1; var b = \"x\" }", "let path = \\KP.b", "KP()[keyPath: path]"],
    # Types
    "a struct": ["struct Point { var x = 0.0; var y = 0.0\n  func norm() -> Double { (x * x + y * y).squareRoot() } }",
                 "var point = Point(x: 3, y: 4)", "point.x = 0", "point.norm()"],
    "a class with inheritance across cells": [
        "class Animal { func sound() -> String { \"...\" } }", "class Dog: Animal { override func sound() -> String { \"wow\" } }",
        "let animals: [Animal] = [Animal(), Dog()]", "animals.map { $0.sound() }.joined()"],
    "an enum with payloads": [
        "indirect enum Tree { case leaf(Int); case node(Tree, Tree) }",
        "func total(_ t: Tree) -> Int { switch t { case .leaf(let n): n; case .node(let a, let b): total(a) + total(b) } }",
        "total(.node(.leaf(1), .node(.leaf(2), .leaf(3))))"],
    "a raw enum": ["enum Suit: String, CaseIterable { case clubs, hearts }", "Suit.allCases.map(\\.rawValue).joined(separator: \"+\")"],
    "a protocol with conformances in other cells": [
        "protocol Shape { var area: Double { get }; static var sides: Int { get } }",
        "struct Square: Shape { var side = 2.0; var area: Double { side * side }; static let sides = 4 }",
        "extension Int: Shape { var area: Double { Double(self) }; static var sides: Int { 0 } }",
        "let shapes: [any Shape] = [Square(), 5]", "shapes.map(\\.area).reduce(0, +)"],
    "a protocol extension in another cell": [
        "protocol Greeter { var name: String { get } }", "extension Greeter { func greet() -> String { \"hi \" + name } }",
        "struct P1: Greeter { let name = \"p\" }", "P1().greet()"],
    "a retroactive conformance": [
        "struct Celsius { var degrees: Double }", "extension Celsius: Comparable { static func == (a: Celsius, b: Celsius) -> Bool { a.degrees == b.degrees }; static func < (a: Celsius, b: Celsius) -> Bool { a.degrees < b.degrees } }",
        "[Celsius(degrees: 3), Celsius(degrees: 1)].min()!.degrees"],
    "synthesised conformances": [
        "struct Pair: Hashable, Codable { var a = 1; var b = \"z\" }",
        "import Foundation\nlet encoded = try JSONEncoder().encode(Pair())",
        "try JSONDecoder().decode(Pair.self, from: encoded) == Pair()"],
    "a synthesised conformance in another cell": [
        "enum Small { case one, two }", "extension Small: CaseIterable {\n  static var allCases: [Small] { [.one, .two] }\n}", "Small.allCases.count"],
    "extensions of foreign types": ["extension Int { var squared: Int { self * self } }", "7.squared"],
    "an extension of an earlier cell's type": [
        "struct Extendable { var v = 3 }", "extension Extendable { var twice: Int { v * 2 }\n  static func make() -> Self { Self(v: 9) } }",
        "Extendable.make().twice"],
    "a replaced extension": ["extension Int { var ext: Int { 1 } }", "extension Int { var ext: Int { 2 } }", "0.ext"],
    "generics with constraints": [
        "struct Stack<Element> { var items: [Element] = []; mutating func push(_ e: Element) { items.append(e) } }",
        "extension Stack where Element: Numeric { var sum: Element { items.reduce(0, +) } }",
        "func largest<T: Comparable>(_ xs: some Sequence<T>) -> T? { xs.max() }",
        "var stack = Stack<Int>(); stack.push(3); stack.push(4)", "stack.sum + largest(stack.items)!"],
    "parameter packs": ["func countAll<each T>(_ x: repeat each T) -> Int { var n = 0; repeat (_ = (each x, n += 1)); return n }",
                        "countAll(1, \"a\", 2.0)"],
    "nested types": ["enum Space { struct Inner { static let value = 6 } }", "Space.Inner.value"],
    "a typealias": ["typealias Vector = [Double]", "let vector: Vector = [1, 2]", "vector.count"],
    "a subscript, a failable init and deinit": [
        "var gone = 0\nfinal class Res { init?(_ ok: Bool) { if !ok { return nil } }; deinit { gone += 1 }\n subscript(i: Int) -> Int { i * 2 } }",
        "do { let r = Res(true)!; precondition(r[4] == 8) }", "gone"],
    "a noncopyable type": ["struct Once: ~Copyable { let id = 4; consuming func take() -> Int { id } }", "Once().take()"],
    # Operators, wrappers, builders, macros
    "an own operator": ["infix operator **: MultiplicationPrecedence\nfunc ** (a: Int, b: Int) -> Int { (0..<b).reduce(1) { r, _ in r * a } }",
                        "2 ** 10"],
    "an operator on an own type": [
        "struct V2 { var x: Int; static func + (a: V2, b: V2) -> V2 { V2(x: a.x + b.x) } }", "(V2(x: 1) + V2(x: 2)).x"],
    "an own precedence group": [
        "precedencegroup Tight { higherThan: MultiplicationPrecedence }\ninfix operator ⊕: Tight\nfunc ⊕ (a: Int, b: Int) -> Int { a * 10 + b }",
        "1 + 2 ⊕ 3"],
    "a prefix operator": ["prefix operator √\nprefix func √ (x: Double) -> Double { x.squareRoot() }", "√16.0"],
    "a property wrapper": [
        "@propertyWrapper struct Clamped { private var v = 0\n  var wrappedValue: Int { get { v } set { v = min(10, max(0, newValue)) } }\n  var projectedValue: String { \"<\\(v)>\" } }",
        "struct Level { @Clamped var now: Int }", "var level = Level(); level.now = 99", "level.$now + String(level.now)"],
    "a wrapped variable": [
        "@propertyWrapper struct Capped { private var v = 0\n  init(wrappedValue: Int) { v = min(10, wrappedValue) }\n  var wrappedValue: Int { get { v } set { v = min(10, newValue) } }\n  var projectedValue: String { \"<\\(v)>\" } }",
        "@Capped var speed = 3\nspeed += 20", "speed -= 1", "$speed + String(speed)"],
    "a result builder": [
        "@resultBuilder enum Lines { static func buildBlock(_ parts: String...) -> String { parts.joined(separator: \",\") }\n static func buildOptional(_ p: String?) -> String { p ?? \"-\" } }",
        "func lines(@Lines _ body: () -> String) -> String { body() }",
        "lines { \"a\"; if false { \"b\" }; \"c\" }"],
    "Observable": [
        "import Observation\n@Observable final class Model { var count = 0 }",
        "let model = Model()\nvar changes = 0\nwithObservationTracking { _ = model.count } onChange: { changes += 1 }",
        "model.count = 5", "changes + model.count"],
    "dynamic member lookup and callAsFunction": [
        "@dynamicMemberLookup struct Dyn { subscript(dynamicMember n: String) -> String { n }; func callAsFunction(_ x: Int) -> Int { x } }",
        "Dyn().anything + String(Dyn()(3))"],
    "string interpolation of an own type": [
        "struct Money { var cents = 250 }\nextension String.StringInterpolation { mutating func appendInterpolation(_ m: Money) { appendLiteral(\"$2.50\") } }",
        "\"\\(Money())\""],
    "a literal type": [
        "struct Name: ExpressibleByStringLiteral { var s: String; init(stringLiteral v: String) { s = v } }",
        "let literalName: Name = \"n\"", "literalName.s"],
    "regular expressions": ["let pattern = /(\\w+)@(\\w+)/", "\"me@home\".firstMatch(of: pattern)!.2.description"],
    # Visibility, accessors, patterns, statements
    "private declarations": ["private let secret = 1\nfileprivate func reveal() -> Int { secret }\nprivate struct Hidden { var v = 2 }",
                             "reveal() + secret + Hidden().v"],
    "observers": ["var log: [String] = []", "var watched = 1 { willSet { log.append(\"w\\(newValue)\") } didSet { log.append(\"d\\(oldValue)\") } }",
                  "watched = 5", "log.joined() + String(watched)"],
    "a computed global": ["var base = 3", "var tripled: Int { get { base * 3 } set { base = newValue / 3 } }", "tripled = 30", "base"],
    "tuples are destructured": ["let (quotient, remainder) = 17.quotientAndRemainder(dividingBy: 5)", "quotient * 10 + remainder"],
    "nested tuples are destructured": ["var ((d1, d2), _, d3) = ((1, 2), 9, 3)", "d1 += 10", "[d1, d2, d3]"],
    "guard binds": ["let maybe: Int? = 5", "guard let sure = maybe, sure > 2 else { fatalError() }", "sure"],
    "guard binds by its own name": ["let selfNamed: Int? = 8", "guard let selfNamed else { fatalError() }", "selfNamed + 1"],
    "defer runs at the end of its cell": ["var order: [Int] = []", "defer { order.append(2) }\norder.append(1)", "order"],
    "do and catch": ["var caught = \"\"\nstruct E1: Error {}\ndo { throw E1() } catch let e as E1 { caught = \"\\(e)\" } catch {}", "caught"],
    "labelled loops and switches": [
        "var found = 0\nouter: for i in 1... { for j in 1..<i where i * j == 42 { found = i; break outer } }",
        "switch found { case 1...10: \"small\"; case let n where n > 40: \"big\"; default: \"middle\" }\nfound"],
    "if and switch expressions": ["let sw = switch 3 { case 1: \"a\"; default: \"z\" }\nlet iff = if sw == \"z\" { 1 } else { 2 }", "iff"],
    "imports persist": ["import Foundation", "Calendar(identifier: .gregorian).identifier == .gregorian && sqrt(4.0) == 2"],
    "a submodule import persists": ["import struct Foundation.UUID", "UUID().uuidString.count"],
    "unicode names": ["let größe = 3\nlet 🐦 = \"swift\"\nfunc 加(_ a: Int, _ b: Int) -> Int { a + b }\nstruct Näme { var π = 3.0 }",
                      "加(größe, 🐦.count) + Int(Näme().π)"],
    "keywords as names": ["let `class` = 4\nfunc `repeat`() -> Int { 2 }", "`class` * `repeat`()"],
    "names like the compiler's": ["let main = 1\nlet swift = 2\nstruct Martletish {}\nlet value = 3\nlet result = 4", "main + swift + value + result"],
    "compiler conditions": ["#if os(Linux)\nlet platform = \"linux\"\n#else\nlet platform = \"other\"\n#endif", "platform"],
    "availability and attributes": ["@inline(never) @discardableResult func attributed() -> Int { 3 }\nattributed()", "if #available(macOS 13, *) { attributed() }\nattributed()"],
    "tabs, carriage returns and a byte order mark": ["\tlet tabbed = 1\r\n\tlet cr = 2\r\n", "tabbed + cr"],
    "multiline strings": ["let poem = \"\"\"\n  one\n    two \\(1 + 1)\n  \"\"\"", "poem"],
    # Concurrency
    "await": ["func slow() async -> Int { await Task.yield(); return 3 }", "let awaited = await slow()", "awaited"],
    "try await": ["func risk(_ n: Int) async throws -> Int { if n < 0 { throw CancellationError() }; return n }",
                  "let risked = try await risk(4)\nlet failed = (try? await risk(-1)) == nil", "failed ? risked : 0"],
    "await inside expressions": ["func num(_ n: Int) async -> Int { n }", "let ds = [await num(1), await num(2)] + (await num(3) > 2 ? [4] : [])", "ds"],
    "await as the last expression": ["func lastly() async -> String { \"done\" }", "await lastly()"],
    "async let": ["func sq(_ n: Int) async -> Int { n * n }", "async let q1 = sq(3)\nasync let q2 = sq(4)\nlet qs = await q1 + q2", "qs"],
    "async let with try": ["func tsq(_ n: Int) async throws -> Int { n * n }", "async let t1 = tsq(2)\nlet ts = try await t1", "ts"],
    "for await": ["let stream = AsyncStream { c in for i in 1...4 { c.yield(i) }; c.finish() }\nvar streamed = 0\nfor await i in stream { streamed += i }", "streamed"],
    "for try await": ["let feed = AsyncThrowingStream<Int, any Error> { c in c.yield(1); c.yield(2); c.finish() }", "var drained: [Int] = []\nfor try await i in feed { drained.append(i) }", "drained"],
    "a task group": [
        "let grouped = await withTaskGroup(of: Int.self) { g in\n  for i in 1...10 { g.addTask { i * i } }\n  return await g.reduce(0, +)\n}", "grouped"],
    "a throwing task group": [
        "let tg = try await withThrowingTaskGroup(of: Int.self) { g in g.addTask { 5 }; return try await g.next()! }", "tg"],
    "an actor": ["actor Counter { var n = 0; func up() -> Int { n += 1; return n } }", "let counter = Counter()\nawait counter.up()",
                 "_ = await counter.up()\nlet n = await counter.n", "n"],
    "MainActor": ["@MainActor final class UI { var clicks = 0; func click() { clicks += 1 } }", "let ui = await UI()", "await ui.click()\nlet clicks = await ui.clicks", "clicks"],
    "MainActor.run": ["let onMain = await MainActor.run { 6 }", "onMain"],
    "a MainActor variable": ["@MainActor var mainState = 1", "await MainActor.run { mainState += 4 }\nlet seen = await MainActor.run { mainState }", "seen"],
    "a task's value": ["let task = Task { 40 + 2 }", "await task.value"],
    "await in do, if, while and switch": [
        "func yes() async -> Bool { true }",
        "var steps = 0\nif await yes() { steps += 1 }\nwhile await yes(), steps < 5 { steps += 1 }\ndo { if await yes() { steps += 10 } }\nswitch await yes() { case true: steps += 100; case false: break }",
        "steps"],
    "await in guard": ["func opt() async -> Int? { 12 }", "guard let awaitedGuard = await opt() else { fatalError() }", "awaitedGuard"],
    "a continuation": ["import Dispatch\nlet resumed = await withCheckedContinuation { c in DispatchQueue.global().async { c.resume(returning: 9) } }", "resumed"],
    "Task.sleep": ["try await Task.sleep(for: .milliseconds(5))", "await Task.yield()\n\"awake\""],
}

EXPECTED = {
    "a variable is read and changed": "5",
    "a constant of any type": "1",
    "an array is changed in place": "[1, 2, 3]",
    "a variable is captured by reference": "7",
    "a closure changes a variable of an earlier cell": "5",
    "a variable passed inout": "[2, 1]",
    "several bindings in one line": "6.0",
    "a weak and an unowned variable": "10",
    "an implicitly unwrapped optional": "4",
    "a declaration without value is initialised later": "1",
    "an existential": '"5"',
    "an opaque type": "3",
    "a copy of itself": "42",
    "a new type for the same name": "4",
    "functions call functions of other cells": "10",
    "overloads by type live together": '"intstring"',
    "overloads by label live together": "16",
    "overloads by result live together": '"one1"',
    "recursion": "3628800",
    "mutual recursion in one cell": "true",
    "default, variadic and inout parameters": "12",
    "default arguments see variables": "6",
    "throwing functions": "true",
    "functions as values": "9",
    "a redefined function is used from then on": "2",
    "key paths": '"x"',
    "a struct": "4.0",
    "a class with inheritance across cells": '"...wow"',
    "an enum with payloads": "6",
    "a raw enum": '"clubs+hearts"',
    "a protocol with conformances in other cells": "9.0",
    "a protocol extension in another cell": '"hi p"',
    "a retroactive conformance": "1.0",
    "synthesised conformances": "true",
    "a synthesised conformance in another cell": "2",
    "extensions of foreign types": "49",
    "an extension of an earlier cell's type": "18",
    "a replaced extension": "2",
    "generics with constraints": "11",
    "parameter packs": "3",
    "nested types": "6",
    "a typealias": "2",
    "a subscript, a failable init and deinit": "1",
    "a noncopyable type": "4",
    "an own operator": "1024",
    "an operator on an own type": "3",
    "an own precedence group": "24",
    "a prefix operator": "4.0",
    "a property wrapper": '"<10>10"',
    "a wrapped variable": '"<9>9"',
    "a result builder": '"a,-,c"',
    "Observable": "6",
    "dynamic member lookup and callAsFunction": '"anything3"',
    "string interpolation of an own type": '"$2.50"',
    "a literal type": '"n"',
    "regular expressions": '"home"',
    "private declarations": "4",
    "observers": '"w5d15"',
    "a computed global": "10",
    "tuples are destructured": "32",
    "nested tuples are destructured": "[11, 2, 3]",
    "guard binds": "5",
    "guard binds by its own name": "9",
    "defer runs at the end of its cell": "[1, 2]",
    "do and catch": '"E1()"',
    "labelled loops and switches": "7",
    "if and switch expressions": "1",
    "imports persist": "true",
    "a submodule import persists": "36",
    "unicode names": "11",
    "keywords as names": "8",
    "names like the compiler's": "10",
    "compiler conditions": '"linux"',
    "availability and attributes": "3",
    "tabs, carriage returns and a byte order mark": "3",
    "multiline strings": '"one\\n  two 2"',
    "await": "3",
    "try await": "4",
    "await inside expressions": "[1, 2, 4]",
    "await as the last expression": '"done"',
    "async let": "25",
    "async let with try": "4",
    "for await": "10",
    "for try await": "[1, 2]",
    "a task group": "385",
    "a throwing task group": "5",
    "an actor": "2",
    "MainActor": "1",
    "MainActor.run": "6",
    "a MainActor variable": "5",
    "a task's value": "42",
    "await in do, if, while and switch": "115",
    "await in guard": "12",
    "a continuation": "9",
    "Task.sleep": '"awake"',
}


@pytest.mark.parametrize("name", CASES)
def test_language(kernel, name):
    *cells, last = CASES[name]
    for cell in cells:
        kernel.ok(cell)
    assert kernel.value(last) == EXPECTED[name]


# One file declares a name once.
REDEFINING = {
    "a copy of itself", "a new type for the same name", "a redefined function is used from then on",
    "guard binds by its own name", "a replaced extension", "defer runs at the end of its cell",
}


@pytest.mark.parametrize("name", [name for name in CASES if name not in REDEFINING])
def test_language_in_one_cell(one_cell_kernel, name):
    # What works across cells works within one, the way a reader joins cells; but what depends on where a cell ends.
    joined = "\n".join(CASES[name])
    assert one_cell_kernel.value(joined) == EXPECTED[name]


@pytest.fixture(scope="module")
def one_cell_kernel(start_kernel):
    return start_kernel()
