# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""What the compiler warns of: on standard error, over the user's lines, and the cell runs all the same."""


def test_a_warning_is_shown_and_the_cell_runs(kernel):
    execution = kernel.ok("func warned() -> Int {\n  var unused = 1\n  return 2\n}\nwarned()")
    assert execution.result == "2"
    assert execution.stderr.startswith("Warning (line 2): ") and "'unused' was never used" in execution.stderr
    assert "var unused = 1" in execution.stderr and "[#" not in execution.stderr
    assert execution.output_types[0] == "stream"


def test_a_cell_run_again_warns_again(kernel):
    cell = "print(1)\n#warning(\"look here\")"
    for _ in range(2):
        execution = kernel.ok(cell)
        assert execution.stdout == "1\n"
        assert execution.stderr.startswith("Warning (line 2): look here\n")


def test_a_cell_of_only_a_warning(kernel):
    assert "alone" in kernel.ok("#warning(\"alone\")").stderr


def test_an_error_directive_is_the_error(kernel):
    execution = kernel.fails("print(1)\n#error(\"not like this\")")
    assert execution.evalue == "not like this (line 2)" and execution.stdout == ""


def test_earlier_cells_are_named_without_modules(kernel):
    kernel.ok("@available(*, deprecated, message: \"use the new one\") func aged() {}\nstruct Plain { var a = 1 }")
    execution = kernel.ok("aged()\nlet plain: Plain? = Plain()\nif plain is Plain? { print(1) }")
    assert "use the new one" in execution.stderr and "Cell_" not in execution.stderr


def test_an_async_let_of_one_cell_is_awaited_in_another(kernel):
    kernel.ok("struct Failed: Error {}\nfunc fails() async throws -> Int { throw Failed() }")
    kernel.ok("async let later = Task { 5 }.value\nasync let (left, right) = (1, [2, 3]), failing = fails()")
    assert kernel.value("await later") == "5"
    assert kernel.value("await left + right.count + later") == "8"
    assert kernel.fails("try await failing").ename == "Failed"
    assert "Failed" in kernel.fails("await failing").evalue
    assert kernel.value("func doubled() async -> Int { await later * 2 }\nawait doubled()") == "10"


def test_a_task_local_value_at_the_top_level(kernel):
    kernel.ok("@TaskLocal var depth = 0\nfunc deep() -> Int { depth }")
    assert kernel.value("depth") == "0"
    assert kernel.value("$depth.withValue(3) { deep() + depth }") == "6"
    assert kernel.value("await $depth.withValue(4) { await Task { deep() }.value }") == "4"
    assert kernel.value("deep()") == "0"
