# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Callers follow an edited declaration, over any number of cells, as in Python; what cannot be compiled any more says so."""

import pytest

# Cells, the last of which has a value, and the value.
CASES = {
    "a caller in another cell": (
        ["func lb1() -> Int { 1 }", "func lb1Report() -> Int { lb1() * 10 }", "lb1Report()", "func lb1() -> Int { 2 }",
         "lb1Report()"], "20"),
    "a chain of five": (
        ["func lb2a() -> Int { 1 }", "func lb2b() -> Int { lb2a() + 10 }", "func lb2c() -> Int { lb2b() + 100 }",
         "func lb2d() -> Int { lb2c() + 1000 }", "func lb2e() -> Int { lb2d() + 10000 }", "lb2e()",
         "func lb2a() -> Int { 5 }", "lb2e()"], "11115"),
    "the middle of a chain, and then its beginning": (
        ["func lb3a() -> Int { 1 }", "func lb3b() -> Int { lb3a() + 10 }", "func lb3c() -> Int { lb3b() + 100 }", "lb3c()",
         "func lb3b() -> Int { lb3a() + 20 }", "lb3c()", "func lb3a() -> Int { 2 }", "lb3c()"], "122"),
    "a value of another type": (
        ["func lb4() -> Int { 1 }", 'func lb4Text() -> String { "\\(lb4())" }', "lb4Text()", "func lb4() -> Double { 2.5 }",
         "lb4Text()"], '"2.5"'),
    "another default argument": (
        ["func lb5(_ x: Int = 1) -> Int { x }", "func lb5Report() -> Int { lb5() }", "lb5Report()",
         "func lb5(_ x: Int = 7) -> Int { x }", "lb5Report()"], "7"),
    "a generic helper": (
        ["func lb6<T: Numeric>(_ x: T) -> T { x + x }", "func lb6Report() -> Int { lb6(3) }", "lb6Report()",
         "func lb6<T: Numeric>(_ x: T) -> T { x * x }", "lb6Report()"], "9"),
    "a method in an extension": (
        ["extension Int { func lb7() -> Int { self + 1 } }", "func lb7Report() -> Int { 1.lb7() }", "lb7Report()",
         "extension Int { func lb7() -> Int { self + 5 } }", "lb7Report()"], "6"),
    "an edited type": (
        ["struct LB8 { func area() -> Int { 1 } }", "func lb8Report() -> Int { LB8().area() }", "lb8Report()",
         "struct LB8 { func area() -> Int { 8 } }", "lb8Report()"], "8"),
    "functions that call each other": (
        ["func lb9Even(_ n: Int) -> Bool { n == 0 ? true : lb9Odd(n - 1) }\nfunc lb9Odd(_ n: Int) -> Bool { n == 0 ? false : lb9Even(n - 1) }",
         "func lb9Report() -> Bool { lb9Even(4) }", "lb9Report()",
         "func lb9Even(_ n: Int) -> Bool { false }\nfunc lb9Odd(_ n: Int) -> Bool { false }", "lb9Report()"], "false"),
    "a variable beside the function keeps its value": (
        ["func lb10() -> Int { 1 }", "var lb10Count = 0\nfunc lb10Report() -> Int { lb10Count += 1; return lb10() * 100 + lb10Count }",
         "lb10Report()", "func lb10() -> Int { 2 }", "lb10Report()"], "202"),
    "a closure in a variable calls what is there now": (
        ["func lb11() -> Int { 1 }", "let lb11Closure = { lb11() }", "lb11Closure()", "func lb11() -> Int { 2 }", "lb11Closure()"],
        "2"),
}


@pytest.mark.parametrize("name", CASES)
def test_callers_follow(kernel, name):
    cells, value = CASES[name]
    for cell in cells[:-1]:
        kernel.ok(cell)
    assert kernel.value(cells[-1]) == value


def test_what_no_longer_compiles_names_the_cell_and_the_edit(kernel):
    kernel.ok("func lbBroken(_ x: Int) -> Int { x }")
    kernel.ok("func lbBrokenReport() -> Int { lbBroken(3) }")
    assert kernel.value("lbBrokenReport()") == "3"
    kernel.ok("func lbBroken(_ x: Int) -> String { \"\\(x)\" }")
    error = kernel.fails("lbBrokenReport()").report()
    assert "func lbBrokenReport() -> Int { lbBroken(3) }" in error
    assert "since 'lbBroken'" in error
    kernel.ok("func lbBroken(_ x: Int) -> Int { x * 2 }")
    assert kernel.value("lbBrokenReport()") == "6"
