// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cells at the edges of the language, as a notebook would have them.
enum TrickyCells {
  static let good = [
    "1 // a comment at the end",
    "let a = 1\na /* block */\n// last line",
    "let s = \"\"\"\n  first\n    second \\(1 + 1)\n  \"\"\"\ns",
    "let raw = #\"a \"quoted\" \\n \\#(1)\"#\nraw",
    "let s = \"a \\(\"b \\(\"c\")\") d\"\ns",
    "#if os(Linux)\nlet system = \"Linux\"\n#else\nlet system = \"other\"\n#endif",
    "outer: for i in 0..<3 {\n  for j in 0..<3 where j > i { if j == 2 { continue outer } }\n}",
    "[1, 2, 3]\n  .map { $0 + 1 }\n  .filter {\n    $0 > 2\n  }\n  .reduce(0) {\n    $0 + $1\n  }",
    "let n = 3\nlet kind = if n > 2 { \"big\" } else { \"small\" }\nkind",
    "let n = 3\nlet kind =\n  switch n {\n  case 0: \"none\"\n  case 1...: \"some\"\n  default: \"negative\"\n  }",
    "let n = 1\nif n > 0 { \"positive\" } else { \"negative\" }",
    "let n = 1\nswitch n { case 1: \"one\" default: \"other\" }",
    "let a = 1; let b = 2; print(a + b); a + b",
    "let a = 1, b = 2\nlet (c, d) = (a, b)\nvar e = 1, f: Double = 2\nc + d",
    "let (_, b) = (1, 2)\nb", "let _ = 1", "_ = 2", "let ((a, b), c) = ((1, \"2\"), [3])\nc",
    "@inline(never) func f() -> Int { 1 }\n@discardableResult func g() -> Int { f() }\ng()",
    "var total = 0\nfunc add(_ x: Int) {\n  func inner() { total += x }\n  inner()\n}\nadd(3)\ntotal",
    "let name = \"x\"\nprint(\"a \\\"\\(name)\\\" b\", name, separator: \", \", terminator: \"\")",
    "let match = \"12 apples\".firstMatch(of: /(\\d+) (\\w+)/)\nmatch?.1",
    "import Foundation\nlet regex = #/a/b/#\n\"a/b\".contains(regex)",
    "let work = { () async throws -> Int in try await Task.sleep(nanoseconds: 1); return 1 }\ntry await work()",
    "func f() async -> Int { 1 }\nasync let a: Double = Double(await f()), b = f()\nlet sum = await a + Double(b)\nsum",
    "func f() async throws -> Int { 1 }\nasync let a = f()\nasync let b = f()\nlet r = try await [a, b]",
    "enum E { case a(Int), b }\nlet e = E.a(1)\nguard case .a(let x) = e else { fatalError() }\nx",
    "let o: Int? = 1\nguard let o, o > 0 else { fatalError() }\no + 1",
    "guard let a = Int(\"1\"), let b = Int(\"\\(a)\"), b == a else { fatalError(\"no\") }\na + b",
    "defer { print(\"end\") }\nprint(\"body\")",
    "do {\n  defer { print(1) }\n  print(2)\n}",
    """
    struct Oops: Error {}
    func f() async throws { throw Oops() }
    do {
      try await f()
    } catch is Oops {
      print("oops")
    } catch {
      print(error)
    }
    """,
    "let s = AsyncStream<Int> { c in c.yield(1); c.finish() }\nfor await i in s where i > 0 { print(i) }",
    """
    var seen: [Int] = []
    for try await i in AsyncThrowingStream<Int, any Error> { $0.finish() } { seen.append(i) }
    seen
    """,
    "struct P { var x = 1 }\nlet k = \\P.x\n[P()].map(\\.x)\nP()[keyPath: k]",
    """
    infix operator <+>: AdditionPrecedence
    func <+> (a: Int, b: Int) -> Int { a + b }
    prefix operator √
    prefix func √ (x: Double) -> Double { x.squareRoot() }
    √2 + Double(1 <+> 2)
    """,
    """
    precedencegroup Pipe { associativity: left }
    infix operator |> : Pipe
    func |> <A, B>(a: A, f: (A) -> B) -> B { f(a) }
    1 |> { $0 + 1 } |> String.init
    """,
    "func largest<C: Collection>(_ c: C) -> C.Element? where C.Element: Comparable { c.max() }\nlargest([1, 2])",
    """
    struct Stack<Element: Equatable> {
      private var items: [Element] = []
      mutating func push(_ e: Element) { items.append(e) }
    }
    var s = Stack<Int>()
    s.push(1)
    """,
    """
    protocol Shape { associatedtype Unit; var area: Double { get } }
    extension Shape { var twice: Double { area * 2 } }
    struct Q: Shape { typealias Unit = Int; var area = 1.0 }
    let shapes: [any Shape] = [Q()]
    shapes[0].twice
    """,
    "import Observation\n@Observable class Model { var n = 1 }\nlet model = Model()\nmodel.n += 1",
    """
    @propertyWrapper struct Clamped { var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 9) } }
      init(wrappedValue: Int) { self.wrappedValue = min(wrappedValue, 9) } }
    struct T { @Clamped var x = 12 }
    T().x
    """,
    """
    @resultBuilder enum B { static func buildBlock(_ p: Int...) -> [Int] { p } }
    func make(@B _ f: () -> [Int]) -> [Int] { f() }
    make {
      1
      2
    }
    """,
    "actor Counter { var n = 0; func up() -> Int { n += 1; return n } }\nlet c = Counter()\nlet r = await c.up()\nr",
    "@MainActor func onMain() -> Int { 1 }\nlet v = await onMain()\nv",
    "@MainActor var title = \"t\"\nawait MainActor.run { title += \"!\" }",
    """
    let r = await withTaskGroup(of: Int.self) { group in
      for i in 0..<3 { group.addTask { i } }
      return await group.reduce(0, +)
    }
    r
    """,
    "var observed = 1 {\n  willSet { print(newValue) }\n  didSet { print(oldValue) }\n}\nobserved = 2",
    "var doubled: Int {\n  get { 2 }\n  set { print(newValue) }\n}\ndoubled = 3\ndoubled",
    "let größe = 1\nlet 🐦 = \"martlet\"\nlet 日本 = größe\n🐦", "let `class` = 1\n`class`",
    "while true { break }\nrepeat { } while false", "var i = 0\nwhile i < 3 { i += 1 }\ni",
    "if case .some(let x) = Optional(1) { print(x) }",
    "let f = { (x: Int) -> Int in\n  // inside\n  return x\n}\nf(1)", "let t: (a: Int, b: String) = (1, \"2\")\nt.b",
    "weak var w: AnyObject? = nil\nw", "unowned let u = NSObject()", "let x: some Equatable = 1\nx == x",
    "var a = [1]\na[0] = 2\na[0] += 1",
    "typealias Pair<T> = (T, T)\nlet p: Pair<Int> = (1, 2)\np",
    "func f(_ x: inout Int) { x += 1 }\nvar v = 1\nf(&v)\nv", "throw NSError(domain: \"d\", code: 1)",
    "try? Data(contentsOf: URL(fileURLWithPath: \"/nowhere\"))",
    "try JSONDecoder().decode([Int].self, from: Data(\"[1]\".utf8))",
    "#warning(\"careful\")\n1", "@available(*, deprecated) func old() {}\nold()",
    "let c = 1\n@Sendable func s() {}\ns()", "1;", "()",
    "fileprivate let secret = 1\nprivate func peek() -> Int { secret }\npeek()",
    "extension Array where Element == Double { var mean: Double { reduce(0, +) / Double(count) } }\n[1.0, 2].mean",
    "indirect enum Tree { case leaf, node(Tree, Tree) }\nlet tree = Tree.node(.leaf, .leaf)",
    "let x = 1\nlet y = x as Any\ny as? Int",
    "var dict: [String: [Int]] = [:]\ndict[\"a\", default: []].append(1)\ndict",
    "let u: URL = \"a\" == \"b\" ? URL(fileURLWithPath: \"a\") : URL(fileURLWithPath: \"b\")",
    "nonisolated(unsafe) var shared = 1\nshared += 1", "func r() -> Never { fatalError() }",
    "let \u{65}\u{301} = 1\n\u{65}\u{301}",
    "let crlf = 1\r\nlet s = \"\"\"\r\n  a\r\n  \"\"\"\r\ns\r\n",
    "func f() async {}\nif true { await f() }\nfor _ in 0..<2 { await f() }",
    """
    func f() async -> Bool { true }
    if await f() { print(1) }
    while await f() { break }
    switch await f() { case true: 1 case false: 2 }
    """,
    """
    func f() async -> Int { 1 }
    let a = [await f(), 2].map { $0 + 1 }
    let b = await f(), c = 2
    var d = 0
    d += await f()
    d
    """,
    "func f() async throws -> Int { 1 }\nlet r = try? await f()\nlet s = (try? await f()) ?? 0\ntry! await f()",
    "struct S: ~Copyable { var x = 1 }",
  ]

  /// The cell, the line of the error, and a part of its message.
  static let bad: [(String, Int, String)] = [
    ("let a: Int = \"text\"", 1, "cannot convert value of type 'String'"),
    ("let a = 1\n\nlet b = missing + a", 3, "cannot find 'missing' in scope"),
    ("func f() async {}\nf()", 2, "the call is asynchronous"),
    ("let a = 1\na = 2", 2, "'a' is a constant, declared with 'let'"),
    ("func f(_ x: Int) {}\nf(\"s\")", 2, "cannot convert value of type 'String'"),
    ("struct S: Hashable { var f: () -> Void }", 1, "does not conform to protocol"),
    ("let a = [1, 2\nlet b = 1", 1, "expected"), ("for i in { }", 1, "expected"),
    ("switch 1 { }", 1, "'switch' statement body must"),
    ("let a = nil", 1, "'nil' requires a contextual type"), ("return 1", 1, "'return' ends a function"),
    ("enum E { case a, b }\nswitch E.a {\ncase .a: 1\n}", 2, "switch must be exhaustive"),
    ("let é = \"日本\"; let b: Int = é", 1, "cannot convert value of type 'String'"),
    ("import NoSuchModule\n1", 1, "there is no module 'NoSuchModule' here"),
    ("break", 1, "'break' is only allowed inside a loop"),
    ("func f() throws {}\nlet g: () -> Void = { try f() }", 2, "invalid conversion"),
    ("let x: Int\nx + 1", 2, "before being initialized"),
    ("guard let a = Int(\"1\") else { }", 1, "'guard' body must not fall through"),
    ("lazy var slow = 1", 1, "already-lazy global"), (";1;", 1, "standalone ';'"),
    ("let a = 1\nlet a = 2", 2, "redeclaration of 'a'"),
  ]

  /// One notebook: every cell uses what came before.
  static let lecture = [
    "import Foundation\nlet words = [\"an\", \"the\", \"him\"]",
    """
    protocol Scored { var score: Double { get } }
    struct Token: Scored, Hashable { var text: String; var score: Double { Double(text.count) } }
    """,
    "let tokens = words.map { Token(text: $0) }\ntokens",
    "extension Token: CustomStringConvertible { var description: String { \"<\\(text)>\" } }",
    "extension Token: Comparable { static func < (a: Token, b: Token) -> Bool { a.score < b.score } }",
    "let best = tokens.max()!\nprint(best, tokens.sorted())",
    "struct Sentence: Scored { var tokens: [Token]; var score: Double { tokens.map(\\.score).reduce(0, +) } }",
    "extension Sentence: Sequence { func makeIterator() -> some IteratorProtocol<Token> { tokens.makeIterator() } }",
    "for token in Sentence(tokens: tokens) { print(token) }",
    """
    func total(_ all: [any Scored]) -> Double { all.reduce(0) { $0 + $1.score } }
    total(tokens + [Sentence(tokens: tokens)])
    """,
    "class Model { var layers = 2; func run(_ x: Double) -> Double { x * Double(layers) } }\nlet model = Model()",
    """
    class Deep: Model { override func run(_ x: Double) -> Double { super.run(x) + 1 } }
    let deep: Model = Deep()
    deep.run(1)
    """,
    "private var hidden = 5\nfileprivate func readHidden() -> Int { hidden }",
    "hidden += 1\nreadHidden()",
    "infix operator ⊗: MultiplicationPrecedence\nfunc ⊗ (a: Token, b: Token) -> Double { a.score * b.score }",
    "tokens[0] ⊗ tokens[1]",
    """
    @propertyWrapper struct Upper { var wrappedValue: String { didSet { wrappedValue = wrappedValue.uppercased() } }
      init(wrappedValue: String) { self.wrappedValue = wrappedValue.uppercased() } }
    """,
    "struct Named { @Upper var name = \"n\" }\nvar named = Named()\nnamed.name = \"m\"",
    "@resultBuilder enum Build { static func buildBlock(_ parts: Token...) -> [Token] { parts } }",
    "func sentence(@Build _ make: () -> [Token]) -> Sentence { Sentence(tokens: make()) }",
    "sentence {\n  tokens[0]\n  tokens[1]\n}.score",
    """
    actor Store { private var seen: Set<Token> = []; func add(_ t: Token) -> Int { seen.insert(t); return seen.count } }
    let store = Store()
    """,
    "for token in tokens { _ = await store.add(token) }\nawait store.add(tokens[0])",
    "let (low, high) = (tokens.min()!, tokens.max()!)",
    "var words2 = words\nwords2.append(contentsOf: [low.text, high.text])\nlet words = words2.sorted()\nwords",
    """
    typealias Score = Double
    let scores: [Token: Score] = Dictionary(uniqueKeysWithValues: tokens.map { ($0, $0.score) })
    """,
    "struct Box<Wrapped> { var value: Wrapped }\nextension Box: Equatable where Wrapped: Equatable {}",
    "Box(value: tokens) == Box(value: tokens)",
    "enum Kind: String, CaseIterable, Codable { case noun, verb }\nextension Kind { static let common = Kind.noun }",
    "Kind.allCases.map(\\.rawValue) + [Kind.common.rawValue]\ntry JSONEncoder().encode(Kind.verb)",
    "extension Array where Element: Scored { var score: Double { map(\\.score).reduce(0, +) } }",
    "tokens.score == Sentence(tokens: tokens).score",
    "@MainActor var progress = 0.0\n@MainActor func advance() { progress += 0.5 }",
    "await advance()\nawait progress",
    """
    var threshold = 1.0 { didSet { print("now", threshold) } }
    var above: [Token] { tokens.filter { $0.score > threshold } }
    """,
    "threshold = 2\nabove.count",
  ]
}
