# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Members, operators and conformances that later cells declare anew: the same takes the place of the same, and nothing
else goes."""

import pytest

# Cells, the last of which has a value, and the value.
CASES = {
    "extensions that differ in their where clause": (
        ["extension Array where Element == Int { func wTotal() -> Int { 100 } }",
         "extension Array where Element == Double { func wTotal() -> Double { 3 } }", "([1, 2].wTotal(), [1.5].wTotal())"],
        "(100, 3.0)"),
    "the same extension in other words": (
        ["extension Array where Element == Int { func wWord() -> Int { 1 }; func wKept() -> Int { 5 } }",
         "extension [Int] { func wWord() -> Int { 2 } }", "extension Array<Int> { func wWord() -> Int { 3 } }",
         "[[1].wWord(), [1].wKept()]"], "[3, 5]"),
    "extensions of protocols": (
        ["protocol Eats {}\nprotocol Sleeps {}\nstruct Cat: Eats, Sleeps {}\nstruct Dog: Eats {}\n"
         "extension Eats { func does() -> Int { 1 } }", "extension Eats where Self: Sleeps { func does() -> Int { 2 } }",
         "extension Eats { func does() -> Int { 10 } }", "[Cat().does(), Dog().does()]"], "[2, 10]"),
    "methods that differ in labels, types, or in being static": (
        ["extension Int { func m(_ x: Int) -> Int { 1 }; func m(by x: Int) -> Int { 2 }; static func m(_ x: Int) -> Int { 3 }\n"
         "  func m(_ x: String) -> Int { 4 }; func m<T: Collection>(_ x: T) -> Int { 5 } }",
         "extension Int { func m(_ renamed: Int) -> Int { 10 } }", "extension Int { static func m(_ x: Int) -> Int { 30 } }",
         "extension Int { func m<S>(_ x: S) -> Int where S: Collection { 50 } }",
         '[1.m(1), 1.m(by: 1), Int.m(1), 1.m("x"), 1.m([1])]'], "[10, 2, 30, 4, 50]"),
    "functions that differ in what they ask of a type": (
        ["func asks<T: Equatable>(_ x: T) -> Int { 1 }", "func asks<T>(_ x: T) -> Int where T: Collection { 2 }",
         "struct NotEqual {}\nfunc asks<T>(_ x: T) -> Int { 3 }", "func asks<Other>(_ y: Other) -> Int where Other: Equatable { 4 }",
         "[asks(1), asks([NotEqual()]), asks(NotEqual())]"], "[4, 2, 3]"),
    "initialisers and subscripts": (
        ["struct Indexed { var x = 1 }",
         "extension Indexed { subscript(i: Int) -> Int { i }; subscript(i: String) -> Int { 5 }; init(of s: String) { self.init(x: 9) } }",
         "extension Indexed { subscript(at: Int) -> Int { at * 100 } }", "extension Indexed { init(of other: Int) { self.init(x: 8) } }",
         '[Indexed()[1], Indexed()["a"], Indexed(of: "").x, Indexed(of: 1).x]'], "[100, 5, 9, 8]"),
    "a computed property with another type": (
        ["extension Int { var half: Int { self / 2 }; var third: Int { self / 3 } }",
         "extension Int { var half: Double { Double(self) / 2 } }", "(3.half, 9.third)"], "(1.5, 3)"),
    "a method of a type's own body": (
        ["struct Robot { func hi() -> Int { 1 }; func both() -> Int { hi() + 1 } }\nlet robot = Robot()",
         "extension Robot { func hi() -> Int { 2 } }", "robot.hi()"], "2"),
    "a conformance": (
        ["struct Coin { var n = 1 }\nlet coin: Any = Coin()", 'extension Coin: CustomStringConvertible { var description: String { "one" }; func aside() -> Int { 7 } }',
         'print(coin)', 'extension Coin: CustomStringConvertible { var description: String { "two" } }',
         '"\\(coin) \\(Coin()) \\(Coin().description) \\((coin as! any CustomStringConvertible).description) \\(Coin().aside())"'],
        '"two two two two 7"'),
    "a conditional conformance": (
        ["struct Crate<T> { var v: T }", 'extension Crate: CustomStringConvertible where T == Int { var description: String { "int" } }',
         "Crate(v: 1)", 'extension Crate: CustomStringConvertible where T: Equatable { var description: String { "eq" } }',
         '"\\(Crate(v: 1)) \\(Crate(v: "s"))"'], '"eq eq"'),
    "one of two conformances": (
        ["struct Pair { var n = 3 }",
         'extension Pair: CustomStringConvertible, CustomDebugStringConvertible { var description: String { "d" }; var debugDescription: String { "dd" } }',
         'extension Pair: CustomStringConvertible { var description: String { "D" } }', '"\\(Pair()) \\([Pair()])"'], '"D [dd]"'),
    "a conformance of a library's type": (
        ["protocol Named { var name: String { get } }", 'extension Int: Named { var name: String { "a" } }',
         'extension Int: Named { var name: String { "b" } }', "[1.name, (1 as Any as! any Named).name]"], '["b", "b"]'),
    "a type declared anew keeps nothing of the old one's members": (
        ["struct Plan { var x = 1 }\nextension Plan { func tell() -> Int { x } }", "let plan = Plan()",
         "struct Plan { var y = 2 }\nextension Plan { func tell() -> Int { y * 10 } }", "[plan.tell(), Plan().tell()]"], "[1, 20]"),
    "an operator's precedence": (
        ["infix operator <+>: AdditionPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a + b }", "1 <+> 2 * 3",
         "infix operator <+>: MultiplicationPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a + b * 10 }",
         "[1 <+> 2 * 3, 1 <+> 2 + 3]"], "[63, 24]"),
    "only an operator's function": (
        ["infix operator <->\nfunc <-> (a: Int, b: Int) -> Int { 1 }\ninfix operator <*>\nfunc <*> (a: Int, b: Int) -> Int { 6 }",
         "func <-> (a: Int, b: Int) -> Double { 7.5 }", 'func <-> (a: String, b: Int) -> Int { 70 }', '(0 <-> 0, "" <-> 0, 0 <*> 0)'],
        "(7.5, 70, 6)"),
    "a precedence group": (
        ["precedencegroup Power { higherThan: MultiplicationPrecedence associativity: right }\ninfix operator **: Power\n"
         "func ** (a: Int, b: Int) -> Int { (0..<b).reduce(1) { x, _ in x * a } }", "2 ** 3 ** 2",
         "precedencegroup Power {\n  // now the other way round\n  higherThan: MultiplicationPrecedence\n  associativity: left\n}",
         "2 ** 3 ** 2"], "64"),
    "an operator that is declared again with its group": (
        ["precedencegroup Weak { lowerThan: AdditionPrecedence }\ninfix operator ~~: Weak\nfunc ~~ (a: Int, b: Int) -> Int { a - b }",
         "9 ~~ 1 + 1", "infix operator ~~: Weak", "9 ~~ 1 + 1"], "7"),
    "prefix and postfix operators": (
        ["prefix operator √\nprefix func √ (x: Double) -> Double { x.squareRoot() }\npostfix operator √\npostfix func √ (x: Double) -> Double { 5 }",
         "prefix func √ (x: Double) -> Double { -1 }", "(√4.0, 4.0√)"], "(-1.0, 5.0)"),
    "an operator of a type": (
        ["struct Money { var n = 1; static func + (a: Money, b: Money) -> Money { Money(n: a.n + b.n) } }",
         "extension Money { static func + (a: Money, b: Money) -> Money { Money(n: 50) }; static func - (a: Money, b: Money) -> Money { a } }",
         "extension Money { static func + (a: Money, b: Money) -> Money { Money(n: 60) } }",
         "(Money() + Money()).n + (Money() - Money()).n + 1"], "62"),
    "a literal's initialiser": (
        ["struct Size { var n: Int }", "extension Size: ExpressibleByIntegerLiteral { init(integerLiteral n: Int) { self.init(n: n) } }",
         "let s1: Size = 4", "extension Size: ExpressibleByIntegerLiteral { init(integerLiteral n: Int) { self.init(n: n * 2) } }",
         "let s2: Size = 4\n[s1.n, s2.n]"], "[4, 8]"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_same_takes_the_place_of_the_same(kernel, name):
    (*cells, last), expected = CASES[name]
    for cell in cells:
        kernel.ok(cell)
    assert kernel.value(last) == expected
    # Whatever was declared, the session goes on, and the answer stays.
    assert kernel.value(last) == expected


def test_going_back_to_an_earlier_text_brings_its_members_back(kernel):
    kernel.ok("struct Coin2 {}")
    one = 'extension Coin2: CustomStringConvertible { var description: String { "one" } }\nextension Int { var flipped: Int { 1 } }\ninfix operator <~>: AdditionPrecedence\nfunc <~> (a: Int, b: Int) -> Int { 1 }'
    two = one.replace("one", "two").replace("1", "2").replace("Addition", "Multiplication")
    for cell, expected in ((one, '["one", "1", "1"]'), (two, '["two", "2", "2"]')) * 2:
        kernel.ok(cell)
        assert kernel.value('["\\(Coin2() as Any)", "\\(0.flipped)", "\\(0 <~> 0)"]') == expected
