# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Interrupts: whatever a cell does, it stops, and the session goes on."""

import pytest
from harness import PATIENCE

# The kernel promises two seconds; a loaded machine may take longer to let it keep its promise.
BOUND = 5

READY = 'import Foundation\nkept.append(kept.count)\nprint("ready")\n'

LOOPS = {
    "an empty loop": "while true {}",
    "a loop in a function": "func spin() -> Never { while true {} }\nspin()",
    "arithmetic": "var x = 1.0\nwhile x > 0 { x = x * 1.0000001 + 1 }",
    "sleep": "sleep(1000)",
    "Thread.sleep": "Thread.sleep(forTimeInterval: 1000)",
    "nanosleep in a loop": "while true { usleep(1000) }",
    "printing": 'while true { print("again") }',
    "printing to stderr": 'while true { fputs("again\\n", stderr) }',
    "displaying": "while true { display(1) }",
    "clearing output": "while true { clearOutput() }",
    "allocating": "var chunks: [[Int]] = []\nwhile true { chunks = [Array(repeating: 1, count: 1000)] }",
    "objects": "final class Node { var next: Node?; init(_ n: Node?) { next = n } }\nwhile true { _ = Node(Node(nil)) }",
    "strings": 'var s = ""\nwhile true { s += "a"; if s.count > 100 { s = "" } }',
    "filling a dictionary": "var d: [Int: String] = [:]\nvar i = 0\nwhile true { d[i % 100_000] = \"v\\(i)\"; i += 1 }",
    "sorting": "while true { _ = (0..<100_000).map { _ in Int.random(in: 0..<1000) }.sorted() }",
    "one long sort": "var calls = 0\nvar long = Array(0..<10_000_000)\nlong.sort { a, b in calls &+= 1; return (a &* 7919) % 10007 < (b &* 7919) % 10007 }",
    "a set operation": "while true { _ = Set(0..<100_000).union(Set(50_000..<200_000)) }",
    "regular expressions": 'let text = String(repeating: "ab", count: 50)\nwhile true { _ = text.matches(of: /(a|b)+c/).count }',
    "Foundation formatting": "while true { _ = String(format: \"%.3f\", 2.5); _ = Date().description }",
    "JSON": "while true { _ = try JSONEncoder().encode(Array(0..<1000)) }",
    "awaiting a task that never ends": "await Task { while !Task.isCancelled { await Task.yield() } }.value",
    "awaiting sleep": "try await Task.sleep(for: .seconds(1000))",
    "awaiting a continuation that nobody resumes": "await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }",
    "an endless for await": "for await _ in AsyncStream<Int>(unfolding: { 1 }) {}",
    "a silent stream": "let silent = AsyncStream<Int> { _ in }\nfor await _ in silent {}",
    "a task group": "await withTaskGroup(of: Void.self) { g in for _ in 0..<4 { g.addTask { try? await Task.sleep(for: .seconds(1000)) } } }",
    "spinning inside await": "func forever() async { while true {} }\nawait forever()",
    "a semaphore": "DispatchSemaphore(value: 0).wait()",
    "a condition": "let condition = NSCondition(); condition.lock(); while true { condition.wait() }",
    "a lock": "let lock = NSLock(); lock.lock(); lock.lock()",
    "a dispatch group": "let group = DispatchGroup(); group.enter(); group.wait()",
    "a thread join": "let box = DispatchSemaphore(value: 0); DispatchQueue.global().sync { box.wait() }",
    "concurrentPerform": "DispatchQueue.concurrentPerform(iterations: 2) { _ in Thread.sleep(forTimeInterval: 1000) }",
    "a subprocess": "let p = Process(); p.executableURL = URL(fileURLWithPath: \"/bin/sleep\"); p.arguments = [\"30\"]\ntry p.run(); p.waitUntilExit()",
    "a pipe": "let pipe = Pipe(); _ = pipe.fileHandleForReading.readDataToEndOfFile()",
    "recursion without depth": "func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }\nfib(90)",
    "swallowing errors": "while true { try? await Task.sleep(for: .seconds(1000)) }",
    "a main actor loop": "@MainActor func spinOnMain() { while true {} }\nawait spinOnMain()",
}


def interrupt_and_check(kernel, running):
    asked = kernel.interrupt()
    running.finish(timeout=PATIENCE)
    took = running.ended - asked
    assert running.status == "error", running.report()[:3000]
    assert took < BOUND, f"stopped after {took:.1f} s"
    return running


@pytest.mark.parametrize("name", LOOPS)
def test_interrupt(kernel, name):
    kernel.ok("var kept: [Int] = []; let constant = [\"of\", \"before\"]")
    running = kernel.submit(READY + LOOPS[name])
    running.wait_for("ready\n")
    interrupt_and_check(kernel, running)
    assert running.ename == "Interrupted", running.error[:2000]
    after = kernel.run("kept.append(9); kept")
    assert after.status == "ok" and after.result == "[0, 9]", f"{running.error}\n{after.report()}"
    assert kernel.value("constant") == '["of", "before"]'
    assert kernel.ok('print("sound"); display(1)').output_types == ["stream", "display_data"]


def test_interrupt_of_read_line(kernel):
    kernel.ok("var asked = 0")
    running = kernel.submit("asked += 1\nlet line = readLine()\nasked = 100", allow_stdin=True)
    running.input_request()
    interrupt_and_check(kernel, running)
    assert running.ename == "Interrupted"
    assert kernel.value("asked") == "1"
    again = kernel.submit("readLine()!", allow_stdin=True)
    again.answer("fresh")
    assert again.finish().result == '"fresh"'


def test_the_error_of_an_interrupt_names_the_line(kernel):
    running = kernel.submit('print("ready")\nvar lap = 0\nwhile true {\n  lap &+= 1\n}')
    running.wait_for("ready\n")
    interrupt_and_check(kernel, running)
    assert any(f"line {line}" in running.error for line in (3, 4, 5))
    assert int(kernel.value("lap")) != 0


def test_changes_before_an_interrupt_are_kept(kernel):
    kernel.ok("var filled: [Int: Int] = [:]; var rounds = 0")
    running = kernel.submit('print("ready")\nwhile true { filled[rounds % 1000] = rounds; rounds += 1 }')
    running.wait_for("ready\n")
    interrupt_and_check(kernel, running)
    assert kernel.value("filled.values.allSatisfy { $0 <= rounds } && rounds > 0") == "true"


def test_interrupting_an_idle_kernel_changes_nothing(kernel):
    for _ in range(3):
        kernel.interrupt()
    assert kernel.value("20 + 1") == "21"


def test_an_interrupt_drops_what_is_queued(kernel):
    running = kernel.submit('print("ready")\nwhile true {}')
    running.wait_for("ready\n")
    queued = kernel.submit('print("must not run")')
    interrupt_and_check(kernel, running)
    assert queued.finish().status == "error"
    assert queued.output_types == []


def test_two_interrupts_are_as_good_as_one(kernel):
    running = kernel.submit('print("ready")\nwhile true {}')
    running.wait_for("ready\n")
    kernel.interrupt()
    interrupt_and_check(kernel, running)
    assert kernel.value("1 + 1") == "2"


def test_many_interrupts_in_one_session(kernel):
    kernel.ok("var interrupted = 0")
    for _ in range(10):
        running = kernel.submit('interrupted += 1\nprint("ready")\nwhile true {}')
        running.wait_for("ready\n")
        interrupt_and_check(kernel, running)
    assert kernel.value("interrupted") == "10"


def test_a_cell_may_clean_up_when_its_await_is_cancelled(kernel):
    kernel.ok("var cleaned = false")
    running = kernel.submit(
        'print("ready")\ndo { try await Task.sleep(for: .seconds(1000)) } catch { cleaned = true; throw error }'
    )
    running.wait_for("ready\n")
    interrupt_and_check(kernel, running)
    assert kernel.value("cleaned") == "true"


def test_interrupt_while_compiling(fresh_kernel):
    # The type checker gives up on this only after a long time.
    slow = " + ".join(f'String({i}) + [{i}].map {{ "\\($0)" }}.joined()' for i in range(60))
    running = fresh_kernel.submit(f"let slow = {slow}")
    running.wait_for_message("execute_input")
    asked = fresh_kernel.interrupt()
    running.finish()
    assert running.status == "error"
    assert running.ended - asked < 30
    assert fresh_kernel.value("1 + 1") == "2"
