# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Cells that take their process along: the kernel stays and says what was lost."""

import os
import signal

import pytest

SETTING = "var precious = [1, 2, 3]; let settled = \"yes\"; func double(_ x: Int) -> Int { x * 2 }"


def told_and_alive(kernel, execution, *parts):
    """The failed cell told what happened, and the next one works."""
    assert execution.status == "error"
    assert execution.output_types.count("error") == 1
    for part in parts:
        assert part in execution.error, execution.error
    assert kernel.value("6 * 7") == "42"


@pytest.mark.parametrize("code", [0, 3])
def test_exit_ends_the_cell_and_loses_nothing(kernel, code):
    kernel.ok(SETTING)
    execution = kernel.fails(f"import Glibc\nprecious.append(4)\nprint(\"bye\")\nexit({code})")
    told_and_alive(kernel, execution, f"exit({code})", "line 4")
    assert execution.stdout == "bye\n"
    assert kernel.value("precious") == "[1, 2, 3, 4]"


DEATHS = {
    "_exit": ("import Glibc\n_exit(5)", "5"),
    "quick_exit": ("import Glibc\n_Exit(6)", "6"),
    "SIGKILL": ("import Glibc\nkill(getpid(), SIGKILL)\nsleep(100)", "SIGKILL"),
    "SIGTERM": ("import Glibc\nkill(getpid(), SIGTERM)\nsleep(100)", "Terminated"),
    "exit on a thread": (
        "import Foundation\nThread.detachNewThread { exit(7) }\nsleep(100)", "7"),
}


@pytest.mark.parametrize("name", DEATHS)
def test_hard_death(kernel, name):
    kernel.ok(SETTING)
    code, part = DEATHS[name]
    execution = kernel.fails(code)
    told_and_alive(kernel, execution, part, "precious", "settled", "%restore")
    lost = kernel.fails("precious")
    assert "precious" in lost.evalue and "lost" in lost.error
    restored = kernel.ok("%restore")
    assert "estored" in restored.stdout
    assert kernel.value("precious.map(double) + [settled.count]") == "[2, 4, 6, 3]"


def test_a_worker_killed_from_outside_while_a_cell_runs(kernel):
    kernel.ok(SETTING)
    worker = int(kernel.value("import Glibc\ngetpid()"))
    running = kernel.submit('print("in")\nwhile true {}')
    running.wait_for("in\n")
    os.kill(worker, signal.SIGKILL)
    told_and_alive(kernel, running.finish(), "SIGKILL", "precious")
    assert int(kernel.value("import Glibc\ngetpid()")) != worker


def test_a_worker_killed_between_cells(kernel):
    kernel.ok(SETTING)
    worker = int(kernel.value("import Glibc\ngetpid()"))
    os.kill(worker, signal.SIGKILL)
    # The system kills and tells in its own time: the first or the second of these cells hears of it.
    outcomes = [kernel.run("precious.count") for _ in range(2)]
    failed = [execution for execution in outcomes if execution.status == "error"]
    assert failed and "precious" in failed[0].error
    assert kernel.value("1 + 1") == "2"


def test_restore_brings_back_everything_in_order(fresh_kernel):
    k = fresh_kernel
    k.ok("var trail: [String] = []\nstruct Thing { var n = 1 }\nvar runs = 0")
    k.ok("func note(_ s: String) { trail.append(s) }")
    k.ok('note("a"); runs += 1')
    k.ok("extension Thing { var doubled: Int { n * 2 } }\nvar thing = Thing()")
    k.ok("thing.n = 20")
    k.ok('note("a"); runs += 1')
    k.fails('note("never"); fatalError()')
    k.fails("import Glibc\n_exit(1)")
    restored = k.ok("%restore")
    assert "estored" in restored.stdout
    assert k.value("trail") == '["a", "a"]'
    assert k.value("runs + thing.doubled") == "42"
    k.ok("runs = 7")
    k.fails("import Glibc\n_exit(1)")
    k.ok("%restore")
    assert k.value("runs") == "7"


def test_restore_without_a_loss_says_so(fresh_kernel):
    assert "nothing" in fresh_kernel.ok("%restore").stdout


def test_dying_again_and_again(kernel):
    for attempt in range(3):
        kernel.ok(f"let life = {attempt}")
        assert "life" in kernel.fails("import Glibc\n_exit(9)").error
    assert kernel.value("1 + 1") == "2"


# Memory


@pytest.fixture(scope="module")
def small_kernel(start_kernel):
    return start_kernel(env={"MARTLET_MEMORY_LIMIT": "1G"})


@pytest.mark.parametrize(
    "code",
    [
        "var hoard: [[Int]] = []\nwhile true { hoard.append(Array(repeating: 7, count: 1_000_000)) }",
        "import Glibc\nvar blocks: [UnsafeMutableRawPointer] = []\n"
        "while true { blocks.append(malloc(10_000_000)!); memset(blocks.last!, 1, 10_000_000) }",
        'var endless = "x"\nwhile true { endless += endless }',
        "final class Link { let next: Link?; init(_ n: Link?) { next = n } }\nvar head: Link? = nil\nwhile true { head = Link(head) }",
        "let huge = [Int](repeating: 1, count: 1_000_000_000)\nhuge[5]",
        "let impossible = [Int](repeating: 1, count: 1 << 50)\nimpossible[5]",
    ],
    ids=["arrays", "malloc", "string", "list", "one array", "impossible"],
)
def test_exhausted_memory_ends_the_cell(small_kernel, code):
    small_kernel.ok("var before = [1]")
    execution = small_kernel.fails("before.append(2)\n" + code)
    assert "emory" in execution.ename + execution.error, execution.error
    assert execution.output_types.count("error") == 1
    after = small_kernel.run("before")
    if after.status == "error":
        # Where the machine's answer was death, the cell said what was lost.
        assert "before" in execution.error, execution.error
    else:
        assert after.result == "[1, 2]"
    assert small_kernel.value("6 * 7") == "42"


# Other threads

THREADS = {
    "a detached thread": 'Thread.detachNewThread { fatalError("over there") }',
    "a queue": 'DispatchQueue.global().async { fatalError("over there") }',
    "concurrentPerform": 'DispatchQueue.concurrentPerform(iterations: 4) { if $0 == 3 { fatalError("over there") } }',
    "a task": 'Task.detached { fatalError("over there") }',
    "a task group": 'await withTaskGroup(of: Void.self) { g in g.addTask { fatalError("over there") } }',
    "the main actor": '@MainActor func onMain() { fatalError("over there") }\nawait onMain()',
    "the main queue": 'DispatchQueue.main.async { fatalError("over there") }',
    "an actor": 'actor Odd { func f() { fatalError("over there") } }\nawait Odd().f()',
}


@pytest.mark.parametrize("name", THREADS)
def test_a_trap_on_another_thread(kernel, name):
    kernel.ok("import Foundation\nvar witness = [1]")
    execution = kernel.fails(f"witness.append(2)\n{THREADS[name]}\nThread.sleep(forTimeInterval: 60)")
    told_and_alive(kernel, execution, "over there")
    after = kernel.run("witness")
    if after.status == "error":
        assert "witness" in execution.error, execution.error
    else:
        assert after.result == "[1, 2]"


def test_an_index_trap_on_a_thread_names_the_line(kernel):
    kernel.ok("import Foundation\nlet short = [1]")
    execution = kernel.fails("Thread.detachNewThread {\n  print(short[4])\n}\nsleep(60)")
    assert "line 2" in execution.error


def test_a_trap_on_a_thread_between_cells_is_told(kernel):
    kernel.ok("import Foundation\nlet starter = DispatchSemaphore(value: 0); let over = DispatchSemaphore(value: 0)")
    late = kernel.submit('Thread.detachNewThread { starter.wait(); fatalError("late trap") }; 0')
    late.finish()
    # The trap may still come while this cell runs, and then ends it.
    kernel.run("starter.signal()")
    told = lambda: any(
        "late trap" in str(message["content"])
        for messages in kernel.published.values()
        for message in messages
        if message["msg_type"] in ("stream", "error")
    )
    kernel.wait(told, "what happened on the thread")
    assert kernel.value("6 * 7") == "42"


def test_main_actor_code_works_after_a_trap_on_it(kernel):
    kernel.run('@MainActor func trapOnMain() { fatalError("main") }\nawait trapOnMain()')
    assert kernel.value("@MainActor func calm() -> Int { 5 }\nawait calm()") == "5"


def test_reset_empties_the_session(kernel):
    kernel.ok("let doomed = 1")
    kernel.ok("%reset")
    assert "doomed" in kernel.fails("doomed").evalue
    assert kernel.value("let doomed = 2\ndoomed") == "2"
