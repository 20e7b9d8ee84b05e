# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Cells that are changed, run again, or run out of order."""

import processes


def test_everything_can_be_redefined(kernel):
    kernel.ok("var r = 1; func f() -> Int { 1 }; struct S { var a = 1 }; enum E { case one }; protocol P {}")
    kernel.ok("var r = \"two\"; func f() -> Int { 2 }; struct S { var b = 2 }; enum E { case two }; protocol P { var p: Int { get } }")
    assert kernel.value("r + String(f() + S().b) + \"\\(E.two)\"") == '"two4two"'
    kernel.ok("let r = { 3 }; struct f { var v = 30 }; class S { let c = 3 }; actor E {}")
    assert kernel.value("r() + f().v + S().c") == "36"


def test_a_function_keeps_calling_what_it_was_compiled_with_until_run_again(kernel):
    kernel.ok("func base() -> Int { 1 }")
    user = "func user() -> Int { base() * 10 }"
    kernel.ok(user)
    kernel.ok("func base() -> Int { 2 }")
    kernel.ok(user)
    assert kernel.value("user()") == "20"


def test_an_old_value_of_a_redefined_type_lives_on(kernel):
    kernel.ok("struct Shape { var sides = 3; func tell() -> String { \"old \\(sides)\" } }")
    kernel.ok("var triangle = Shape()")
    kernel.ok("struct Shape { var sides = 4; var name = \"new\"; func tell() -> String { \"new \\(sides)\" } }")
    assert kernel.value("triangle.tell()") == '"old 3"'
    assert kernel.value("Shape().tell()") == '"new 4"'


def test_using_an_old_value_as_the_new_type_names_the_cell_to_run_again(kernel):
    kernel.ok("struct Animal { var legs = 4 }\nfunc walk(_ a: Animal) -> Int { a.legs }")
    holder = kernel.ok("let pet = Animal()")
    kernel.ok("struct Animal { var legs = 4; var tail = true }\nfunc run(_ a: Animal) -> Int { a.legs }")
    execution = kernel.fails("run(pet)")
    assert f"{holder.count}" in execution.error and "pet" in execution.error, execution.error
    assert "again" in execution.error or "re-run" in execution.error, execution.error
    kernel.ok("let pet = Animal()")
    assert kernel.value("run(pet)") == "4"


def test_an_old_value_lacks_the_new_member_and_the_error_says_why(kernel):
    kernel.ok("struct Car { var wheels = 4 }")
    holder = kernel.ok("let car = Car()")
    kernel.ok("struct Car { var wheels = 4; var doors = 5 }")
    error = kernel.fails("car.doors").error
    assert "doors" in error and str(holder.count) in error, error


def test_casting_between_old_and_new_types_fails_with_a_reason(kernel):
    kernel.ok("final class Box { var v = 1 }")
    kernel.ok("let box: Any = Box()")
    kernel.ok("final class Box { var v = 2 }")
    assert kernel.value("box is Box") == "false"


# Running again


def test_running_an_unchanged_cell_again_renews_its_variables_for_everyone(kernel):
    cell = "var shared = [1, 2, 3]"
    kernel.ok(cell)
    kernel.ok("func total() -> Int { shared.reduce(0, +) }; let closure = { shared.count }")
    kernel.ok("shared.append(100)")
    assert kernel.value("total()") == "106"
    kernel.ok(cell)
    assert kernel.value("total() + closure()") == "9"


def test_running_a_changed_cell_again_renews_what_later_cells_see(kernel):
    kernel.ok("let setting = 1")
    kernel.ok("let setting = 2")
    assert kernel.value("setting") == "2"


def test_running_a_cell_again_evaluates_it_again(kernel):
    kernel.ok("var evaluated = 0")
    for _ in range(3):
        kernel.ok("evaluated += 1")
    assert kernel.value("evaluated") == "3"
    assert kernel.value("evaluated") == "3"


def test_a_cell_run_again_gives_back_what_it_held(kernel):
    kernel.ok("var releases = 0")
    kernel.ok("final class Held { deinit { releases += 1 } }")
    cell = "let held = Held()\nvar (heldA, heldB) = (Held(), [Held(), Held()])"
    kernel.ok(cell)
    for count in (1, 2, 3):
        kernel.ok(cell)
        assert kernel.value("releases") == str(4 * count)


def test_a_failed_run_again_gives_back_what_it_held(kernel):
    kernel.ok("var freed = 0; var mayFail = false\nfinal class Kept { deinit { freed += 1 } }")
    cell = "let kept1 = Kept()\nif mayFail { fatalError() }\nlet kept2 = Kept()"
    kernel.ok(cell)
    kernel.ok("mayFail = true")
    kernel.fails(cell)
    assert int(kernel.value("freed")) >= 1
    # The run did not get there: the variable keeps the value of the run before.
    assert kernel.value("kept2") == "Kept()"
    kernel.ok("mayFail = false")
    kernel.ok(cell)
    kernel.ok("_ = kept2")


def test_memory_does_not_grow_when_a_cell_runs_again(kernel):
    worker = int(kernel.value("import Glibc\ngetpid()"))
    megabytes = 100
    cell = f"let heavy = [UInt8](repeating: 1, count: {megabytes} << 20)"
    kernel.ok(cell)
    kernel.ok(cell)
    settled = processes.resident_bytes(worker)
    for _ in range(20):
        kernel.ok(cell)
    # A single leak would show as a hundred megabytes.
    assert processes.resident_bytes(worker) < settled + (megabytes << 20) // 2


def test_memory_does_not_grow_when_a_result_is_shown_again(kernel):
    worker = int(kernel.value("import Glibc\ngetpid()"))
    cell = "[UInt8](repeating: 1, count: 50 << 20).count"
    kernel.ok(cell)
    settled = processes.resident_bytes(worker)
    for _ in range(10):
        kernel.ok(cell)
    assert processes.resident_bytes(worker) < settled + (25 << 20)


def test_an_unchanged_cell_is_not_compiled_again(kernel):
    # A type that is compiled again is another type: a value made before would not be one of it any more.
    cell = "struct Stable { var v = 1 }\nlet stable = Stable()"
    kernel.ok(cell)
    kernel.ok("let keptStable: Any = stable")
    kernel.ok(cell)
    assert kernel.value("keptStable is Stable") == "true"


def test_cells_out_of_order(kernel):
    assert "ahead" in kernel.fails("func useAhead() -> Int { ahead }").evalue
    kernel.ok("let ahead = 5")
    kernel.ok("func useAhead() -> Int { ahead }")
    assert kernel.value("useAhead()") == "5"
    kernel.ok("let ahead = 6")
    kernel.ok("func useAhead() -> Int { ahead }")
    assert kernel.value("useAhead()") == "6"
    kernel.ok("let ahead = 5")
    kernel.ok("func useAhead() -> Int { ahead }")
    assert kernel.value("useAhead()") == "5"


def test_a_notebook_run_twice_from_the_top(kernel):
    cells = [
        "var ledger: [Int] = []",
        "struct Entry { var amount: Int }\nextension Entry: CustomStringConvertible { var description: String { \"€\\(amount)\" } }",
        "func book(_ entry: Entry) { ledger.append(entry.amount) }",
        "for amount in [1, 2, 3] { book(Entry(amount: amount)) }",
        "let (low, high) = (ledger.min()!, ledger.max()!)",
        "@MainActor func report() -> String { \"\\(Entry(amount: high)) \\(ledger.count)\" }",
    ]
    for _ in range(3):
        for cell in cells:
            kernel.ok(cell)
        assert kernel.value("await report()") == '"€3 3"'


def test_who_lists_the_session(fresh_kernel):
    fresh_kernel.ok("let listed = 1; func shown() {}; struct Visible {}")
    listing = fresh_kernel.ok("%who").stdout
    for name in ("listed", "shown", "Visible"):
        assert name in listing
