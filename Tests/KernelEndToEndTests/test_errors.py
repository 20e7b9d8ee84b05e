# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Cells that fail: what they say, and what they leave."""

import pytest


def only_error(execution):
    """A failed cell shows one error message and nothing beside it but what the compiler warned of."""
    warned = execution.stderr.startswith("Warning (line ")
    assert execution.output_types == ["stream"] * warned + ["error"], execution.report()
    assert execution.stdout == "", execution.report()
    return execution.error


# The compiler


def test_a_compile_error_names_the_line_and_underlines_the_place(kernel):
    error = only_error(kernel.fails('let one = 1\nlet two: Int = "zwei"\n'))
    assert "line 2" in error
    row, marks = error.splitlines()[[i for i, line in enumerate(error.splitlines()) if "zwei" in line][0]:][:2]
    assert marks.index("^") == row.index('"zwei"')
    assert "cannot convert value of type 'String' to specified type 'Int'" in error


def test_the_underline_counts_characters(kernel):
    error = only_error(kernel.fails('let 🐦é = "👩‍👩‍👧"; let n: Int = "x"'))
    lines = error.splitlines()
    index = next(i for i, line in enumerate(lines) if "│" in line and "let n" in line)
    assert "^" in lines[index + 1]


def test_nothing_of_a_cell_with_a_compile_error_ran(kernel):
    kernel.ok("var untouched = 1")
    execution = kernel.fails('untouched = 2\nprint("ran")\nlet bad: Int = "x"')
    only_error(execution)
    assert kernel.value("untouched") == "1"
    assert "bad" in kernel.fails("bad").evalue


def test_notes_and_fix_its_are_shown(kernel):
    error = only_error(kernel.fails("let fixed = 1\nfixed = 2"))
    assert "constant" in error and "'let'" in error
    assert "fix: write 'var fixed'" in error
    missing = only_error(kernel.fails("func one(a: Int) {}\none(1)"))
    assert "fix" in missing and "a: " in missing
    noted = only_error(kernel.fails("func same(_ a: Int) {}\nfunc same(_ b: Int) {}\n"))
    assert "note" in noted and "line 1" in noted


def test_all_errors_of_a_cell_come_in_one_message(kernel):
    error = only_error(kernel.fails('let e1: Int = "a"\nlet e2: Int = "b"\nlet e3: Int = "c"'))
    for number in (1, 2, 3):
        assert f"line {number}" in error


@pytest.mark.parametrize(
    "code, part",
    [
        ("func f( {", "expected"),
        ("let = 3", "expected"),
        ("[1, 2", "expected"),
        ('"open', "string literal"),
        ("}", "unexpected"),
        ("1 +", "expected"),
        ("let x: Nonexistent = 1", "Nonexistent"),
        ("import Nonexistent", "Nonexistent"),
        ("struct S: Nonexistent {}", "Nonexistent"),
        ("nowhere()", "nowhere"),
        ("[1].nowhere", "nowhere"),
        ("throw 5", "Error"),
        ("return 5", "return"),
        ("break", "break"),
        ("let unused: () = await nowhere()", "nowhere"),
        ("try await undefinedCall()", "undefinedCall"),
        ("for await i in 3 { print(i) }", "AsyncSequence"),
        ("async let q: Int = \"x\"\nprint(await q)", "String"),
        ("guard let g = 5 else { fatalError() }", "Optional"),
        ("guard let g = Optional(5) else { }\nprint(g)", "guard"),
        ("let r: Int = { \"x\" }()", "String"),
        ("1 as String", "String"),
        ("struct A { var b: Int }\nA()", "b"),
        ("protocol P { func f() }\nstruct A: P {}", "protocol"),
        ("@Nonexistent struct A {}", "Nonexistent"),
        ("#error(\"by intent\")", "by intent"),
        ("let a = b0\nlet b0 = 1", "b0"),
        ("switch 3 { case 1: break }", "exhaustive"),
        ("func async() async {}\nlet f: () -> Void = { async() }", "async"),
        ("%nonsense", "nonsense"),
        ("let \u0000 = 1", ""),
        ("let 1a = 2", ""),
        ("@MainActor func m() {}\nfunc n() { m() }", "main actor"),
    ],
)
def test_compile_errors_in_the_users_words(kernel, code, part):
    assert part in only_error(kernel.fails(code))


def test_an_async_call_without_await_is_explained(kernel):
    kernel.ok("func later() async -> Int { 1 }")
    assert "await" in only_error(kernel.fails("let l = later()"))


def test_the_error_names_the_cell_by_its_number(kernel):
    execution = kernel.fails("\n\nnowhere")
    assert f"Cell {execution.count}, line 3" in execution.error


def test_an_ambiguity_with_earlier_cells_is_told_without_modules(kernel):
    kernel.ok("func twoWays(_ x: Int8) -> Int { 1 }")
    kernel.ok("func twoWays(_ x: Int16) -> Int { 2 }")
    assert "twoWays" in only_error(kernel.fails("twoWays(3)"))


def test_an_error_in_an_earlier_cells_type_is_told_without_modules(kernel):
    kernel.ok("struct Module1 { var a = 1 }")
    assert "Module1" in only_error(kernel.fails("let m: Int = Module1()"))


# Thrown errors


def test_a_thrown_error_ends_the_cell(kernel):
    kernel.ok("struct Trouble: Error { var code = 7 }\nfunc trouble() throws { throw Trouble() }\nvar reached = 0")
    execution = kernel.fails("reached = 1\ntry trouble()\nreached = 2")
    error = only_error(execution)
    assert "Trouble" in execution.ename + execution.evalue and "7" in execution.evalue
    assert "line 2" in error
    assert kernel.value("reached") == "1"


@pytest.mark.parametrize(
    "code, parts",
    [
        ("enum Fault: Error { case burnt(Int) }\nthrow Fault.burnt(3)", ["burnt(3)"]),
        ('import Foundation\n_ = try String(contentsOfFile: "/nonexistent", encoding: .utf8)', ["nonexistent"]),
        ("import Foundation\n_ = try JSONDecoder().decode(Int.self, from: Data([0x7b]))", []),
        ('struct Told: Error, CustomStringConvertible { var description: String { "told so" } }\nthrow Told()', ["told so"]),
        (
            'import Foundation\nstruct L: LocalizedError { var errorDescription: String? { "in words" } }\nthrow L()',
            ["in words"],
        ),
        ("throw CancellationError()", ["CancellationError"]),
        ("func a() async throws { throw CancellationError() }\ntry await a()", ["CancellationError"]),
        ("struct G: Error {}\ntry await withThrowingTaskGroup(of: Int.self) { g in g.addTask { throw G() }; try await g.waitForAll() }",
         ["G"]),
    ],
)
def test_thrown_errors_tell_their_description(kernel, code, parts):
    error = only_error(kernel.fails(code))
    for part in parts:
        assert part in error


# Traps

TRAPS = {
    "index": ("let list = [1, 2, 3]\nlet i = list.count\nlist[i]", "Index out of range", 3),
    "negative index": ("let some = [1]\nsome[-1 + some.count - 1]", "ndex", 2),
    "nil": ("let nothing: Int? = Int(\"x\")\nnothing!", "nil", 2),
    "implicit nil": ("var gone: String!\ngone.count", "nil", 2),
    "overflow": ("var big = Int.max\nbig += big", "overflow", 2),
    "multiplication": ("let m1 = Int(\"4611686018427387903\")!\nlet m2 = m1 * m1", "overflow", 2),
    "conversion": ("let wide = Double(\"300\")!\nlet narrow = UInt8(wide)", "UInt8", 2),
    "narrowing": ("let wide2 = Int(\"300\")!\nlet narrow2 = UInt8(wide2)", "bits", 2),
    "division": ("let zero = Int(\"0\")!\nlet d = 1 / zero", "ivision by zero", 2),
    "remainder": ("let zero2 = Int(\"0\")!\nlet r = 1 % zero2", "ivision by zero", 2),
    "cast": ("let any: Any = 1\nlet text = any as! String", "cast", 2),
    "fatalError": ('print("", terminator: "")\nfatalError("by intent")', "by intent", 2),
    "precondition": ('let ok = false\nprecondition(ok, "must be ok")', "must be ok", 2),
    "assert": ('let fine = Int("1")! > 1\nassert(fine, "asserted")', "asserted", 2),
    "unreachable": ("\npreconditionFailure(\"never here\")", "never here", 2),
    "try!": ("struct Bad: Error {}\nfunc bad() throws { throw Bad() }\ntry! bad()", "Bad", 3),
    "duplicate keys": ('let pairs = [("a", 1), ("a", 2)]\nlet dict = Dictionary(uniqueKeysWithValues: pairs)', "uplicate", 2),
    "range": ("let upper = Int(\"-1\")!\nlet range = 0..<upper", "ange", 2),
    "null pointer": ("let p = UnsafeMutablePointer<Int>(bitPattern: 8)!\np.pointee = 1", "", 2),
    "unowned": ("final class Un {}\nunowned var un = Un()\nun = Un()\n_ = un", "unowned", 4),
    "recursion": ("func down(_ n: Int) -> Int { down(n + 1) + 1 }\ndown(0)", "ecursion", None),
    "abort": ("import Glibc\nabort()", "abort", 2),
    "raise": ("import Glibc\nraise(SIGFPE)", "", 2),
    "string index": ('let s = "abc"\ns[s.endIndex]', "ndex", 2),
    "array remove": ("var empty: [Int] = []\nempty.removeLast()", "empty", 2),
    "in a closure": ("let inner = [0].map { x in\n  10 / x\n}", "ivision by zero", 2),
    "in a called function": ("func low(_ a: [Int]) -> Int {\n  a[5]\n}\nlet deep = low([1])", "ndex", 2),
    "in a task": ("let t = 1\nawait Task.yield(); let q = [t][9]", "ndex", 2),
    "in an async function": ("func af(_ a: [Int]) async -> Int {\n  a[3]\n}\nlet av = await af([])", "ndex", 2),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_ends_the_cell_and_nothing_else(kernel, name):
    code, message, line = TRAPS[name]
    kernel.ok("var survivors = [1]; let constant = \"kept\"")
    execution = kernel.fails("survivors.append(2)\n" + code)
    error = only_error(execution)
    assert message in execution.evalue
    if line is not None:
        assert f"line {line + 1}" in error, error
    assert kernel.value("survivors") == "[1, 2]"
    assert kernel.value("constant") == '"kept"'


def test_a_trap_in_an_earlier_cells_function_names_both_places(kernel):
    earlier = kernel.ok("func pick(_ a: [Int]) -> Int {\n  a[7]\n}")
    execution = kernel.fails("let start = 1\nlet picked = pick([start])")
    error = only_error(execution)
    assert f"Cell {earlier.count}, line 2" in error
    assert f"Cell {execution.count}, line 2" in error


def test_output_before_a_trap_is_shown_and_comes_before_the_error(kernel):
    execution = kernel.fails('print("first"); print("half", terminator: ""); display(1); fatalError("x")')
    assert execution.output_types == ["stream", "display_data", "error"]
    assert execution.stdout == "first\nhalf"


def test_variables_set_before_a_trap_exist_and_later_ones_do_not(kernel):
    failed = kernel.fails("let early = 5\nvar grown = [early]\ngrown.append(6)\nlet never = [1][early]\nlet neither = 2")
    assert "never" in failed.error and "neither" in failed.error
    assert kernel.value("grown + [early]") == "[5, 6, 5]"
    for name in ("never", "neither"):
        execution = kernel.fails(f"print({name})")
        error = only_error(execution)
        assert name in execution.evalue and str(failed.count) in error and "value" in error, error


def test_functions_over_uninitialised_variables_are_refused_too(kernel):
    failed = kernel.fails("func useIt() -> Int { unset.count }\nfatalError()\nlet unset = [1, 2]")
    execution = kernel.fails("useIt()")
    assert "unset" in only_error(execution) and str(failed.count) in execution.error


def test_a_failed_redefinition_leaves_the_old_value(kernel):
    kernel.ok("var sturdy = 1")
    kernel.fails("fatalError()\nvar sturdy = 2")
    assert kernel.value("sturdy") == "1"


def test_a_failed_cell_can_be_run_again(kernel):
    kernel.ok("var divisor = 0")
    code = "let share = 10 / divisor"
    kernel.fails(code)
    kernel.fails(code)
    kernel.ok("divisor = 5")
    kernel.ok(code)
    assert kernel.value("share") == "2"


def test_types_and_functions_of_a_failed_cell_exist(kernel):
    kernel.fails("struct Before { var v = 3 }\nfunc make() -> Before { Before() }\nfatalError()")
    assert kernel.value("make().v") == "3"


def test_many_traps_in_one_session(kernel):
    kernel.ok("var tally = 0")
    for _ in range(30):
        kernel.fails("tally += 1; fatalError()")
    assert kernel.value("tally") == "30"


def test_a_trap_while_a_lock_of_the_runtime_is_held_costs_nothing(kernel):
    # The sort, the dictionary and stdio are all in the middle of something when the cell's code traps.
    kernel.fails("_ = [3, 1, 2].sorted { _, _ in fatalError(\"in a comparison\") }")
    kernel.fails("_ = Dictionary(grouping: [1, 2]) { _ in fatalError(\"in a key\") as Int }")
    kernel.fails("struct Loud: CustomStringConvertible { var description: String { fatalError(\"in a print\") } }\nprint(Loud())")
    assert kernel.ok('print("sound")').stdout == "sound\n"



def test_deep_recursion_that_ends_is_no_trap(kernel):
    kernel.ok("func depth(_ n: Int) -> Int { n == 0 ? 0 : 1 + depth(n - 1) }")
    assert kernel.value("depth(200_000)") == "200000"
