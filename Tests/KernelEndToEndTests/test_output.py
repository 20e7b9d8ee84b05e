# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""What cells put out: streams, displays, results, and questions to the user."""

import base64

import pytest

# Streams


@pytest.mark.parametrize(
    "code",
    [
        'print("written")',
        'import Glibc\nputs("written")',
        'import Glibc\nfputs("written\\n", stdout)',
        'import Glibc\n_ = withVaList([]) { vprintf("written\\n", $0) }',
        'import Glibc\n_ = write(1, "written\\n", 8)',
        'import Foundation\nFileHandle.standardOutput.write(Data("written\\n".utf8))',
        'var target = ""; print("written", to: &target); print(target, terminator: "")',
        "import Foundation\nlet echo = Process()\n"
        'echo.executableURL = URL(fileURLWithPath: "/bin/echo"); echo.arguments = ["written"]\n'
        "try echo.run(); echo.waitUntilExit()",
    ],
    ids=["print", "puts", "fputs", "vprintf", "write", "FileHandle", "to", "subprocess"],
)
def test_all_ways_of_writing_reach_stdout(kernel, code):
    execution = kernel.ok(code)
    assert (execution.stdout, execution.stderr) == ("written\n", "")


@pytest.mark.parametrize(
    "code",
    [
        'import Glibc\nfputs("oops\\n", stderr)',
        'import Glibc\nperror("oops")',
        'import Foundation\nFileHandle.standardError.write(Data("oops\\n".utf8))',
        'import Foundation\nNSLog("oops")',
    ],
    ids=["fputs", "perror", "FileHandle", "NSLog"],
)
def test_all_ways_of_complaining_reach_stderr(kernel, code):
    execution = kernel.ok(code)
    assert "oops" in execution.stderr and execution.stdout == ""


def test_output_arrives_while_the_cell_runs(kernel):
    running = kernel.submit('print("before"); _ = readLine(); print("after")', allow_stdin=True)
    running.wait_for("before\n")
    assert running.is_running
    running.answer("")
    assert running.finish().stdout == "before\nafter\n"


def test_a_progress_bar_without_newline_moves(kernel):
    code = 'for step in 1...3 { print("\\r\\(step) of 3", terminator: ""); _ = readLine() }'
    running = kernel.submit(code, allow_stdin=True)
    for step in range(1, 4):
        running.wait_for(f"\r{step} of 3")
        assert running.is_running
        running.answer("")
    assert running.finish().stdout == "\r1 of 3\r2 of 3\r3 of 3"


def test_background_threads_are_heard_live(kernel):
    code = """
    import Foundation
    Thread.detachNewThread { print("from a thread") }
    DispatchQueue.global().async { print("from a queue") }
    Task.detached { print("from a task") }
    _ = readLine()
    """
    running = kernel.submit(code, allow_stdin=True)
    for place in ("thread", "queue", "task"):
        running.wait_for(f"from a {place}\n")
    assert running.is_running
    running.answer("")
    running.finish()


def test_a_late_task_writes_under_its_cell(kernel):
    kernel.ok("import Foundation\nlet lateGate = DispatchSemaphore(value: 0)")
    late = kernel.ok('Thread.detachNewThread { lateGate.wait(); print("late") }; print("early")')
    assert late.stdout == "early\n"
    kernel.ok("lateGate.signal()")
    kernel.wait(
        lambda: any(
            message["msg_type"] == "stream" and "late\n" in message["content"]["text"]
            for messages in kernel.published.values()
            for message in messages
        ),
        "the late line",
    )


def test_a_late_task_is_heard_while_no_cell_runs(kernel):
    late = kernel.submit('Task.detached { try await Task.sleep(for: .milliseconds(300)); print("much later") }; 0')
    late.finish()
    late.wait_for("much later\n")


def test_prints_and_displays_keep_their_order(kernel):
    code = 'for i in 0..<20 { print("p\\(i)"); display("d\\(i)") }; clearOutput(wait: true); print("end"); "result"'
    execution = kernel.ok(code)
    seen = []
    for message in execution.messages:
        content = message["content"]
        if message["msg_type"] == "stream":
            seen += content["text"].split()
        elif message["msg_type"] == "display_data":
            seen.append(content["data"]["text/plain"].strip('"'))
        elif message["msg_type"] in ("clear_output", "execute_result"):
            seen.append(message["msg_type"])
    expected = [f"{kind}{i}" for i in range(20) for kind in "pd"]
    assert seen == [*expected, "clear_output", "end", "execute_result"]


def test_c_and_swift_output_keep_their_order(kernel):
    code = 'import Glibc\nfor i in 0..<50 { print("s\\(i)"); puts("c\\(i)"); fputs("f\\(i)\\n", stdout) }'
    expected = "".join(f"{kind}{i}\n" for i in range(50) for kind in "scf")
    assert kernel.ok(code).stdout == expected


def test_three_hundred_thousand_lines_come_whole_in_few_messages(kernel):
    execution = kernel.ok('for i in 0..<300_000 { print("line \\(i)") }')
    assert execution.stdout == "".join(f"line {i}\n" for i in range(300_000))
    assert len(execution.of_type("stream")) < 1000


def test_a_flood_from_several_threads_loses_nothing(kernel):
    code = """
    import Foundation
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for i in 0..<2000 { print("\\(worker):\\(i)") }
    }
    """
    lines = kernel.ok(code).stdout.split()
    assert sorted(lines) == sorted(f"{worker}:{i}" for worker in range(8) for i in range(2000))


def test_bytes_that_are_not_utf8_are_replaced(kernel):
    execution = kernel.ok(
        "import Foundation\nFileHandle.standardOutput.write(Data([0x61, 0xff, 0xfe, 0x62, 0xc3, 0x0a]))"
    )
    assert execution.stdout.startswith("a") and "b" in execution.stdout and "\ufffd" in execution.stdout
    assert kernel.ok('print("sound")').stdout == "sound\n"


def test_a_character_split_between_two_writes_is_one_character(kernel):
    code = """
    import Foundation
    for byte: UInt8 in [0xf0, 0x9f, 0x90, 0xa6, 0x0a] {
      FileHandle.standardOutput.write(Data([byte]))
      usleep(30_000)
    }
    """
    assert kernel.ok(code).stdout == "🐦\n"


def test_null_and_control_characters_pass(kernel):
    assert kernel.ok('print("a\\0b\\u{1b}[1mc\\u{7}\\t🐦\\u{2028}")').stdout == "a\0b\x1b[1mc\x07\t🐦\u2028\n"


def test_a_long_line_comes_whole(kernel):
    assert kernel.ok('print(String(repeating: "é", count: 3_000_000))').stdout == "é" * 3_000_000 + "\n"


# Displays

BUNDLE = """
struct Rich: Displayable {
  var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: "plain")
      .adding(.html, "<b>bold</b>").adding(.markdown, "**bold**").adding(.latex, "$x^2$")
      .adding(.svg, "<svg xmlns='http://www.w3.org/2000/svg'/>")
      .adding(.png, .binary([0x89, 0x50, 0xff])).adding(.json, .json(#"{"a": [1, null]}"#))
      .addingMetadata(.png, json: #"{"width": 7}"#)
  }
}
"""


def test_a_displayable_shows_all_its_forms(kernel):
    kernel.ok(BUNDLE)
    content = kernel.ok("display(Rich())").of_type("display_data")[0]
    assert content["data"] == {
        "text/plain": "plain",
        "text/html": "<b>bold</b>",
        "text/markdown": "**bold**",
        "text/latex": "$x^2$",
        "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "image/png": base64.b64encode(b"\x89\x50\xff").decode(),
        "application/json": {"a": [1, None]},
    }
    assert content["metadata"] == {"image/png": {"width": 7}}
    assert set(kernel.ok("Rich()").of_type("execute_result")[0]["data"]) == set(content["data"])


def test_a_later_cell_makes_a_type_displayable(kernel):
    kernel.ok("struct Swatch { var color = \"red\" }\nlet swatch = Swatch()")
    kernel.ok(
        "extension Swatch: Displayable {\n"
        '  var mimeBundle: MIMEBundle { MIMEBundle(plainText: color).adding(.html, "<i>\\(color)</i>") }\n'
        "}"
    )
    assert kernel.ok("swatch").of_type("execute_result")[0]["data"]["text/html"] == "<i>red</i>"


def test_a_display_is_updated_by_later_cells(kernel):
    shown = kernel.ok('let shown = display("first")').of_type("display_data")[0]
    identifier = shown["transient"]["display_id"]
    execution = kernel.ok('shown.update("second")')
    assert execution.output_types == ["update_display_data"]
    update = execution.of_type("update_display_data")[0]
    assert update["transient"]["display_id"] == identifier
    assert "second" in update["data"]["text/plain"]


def test_displays_have_identifiers_of_their_own(kernel):
    execution = kernel.ok("for i in 0..<5 { display(i) }")
    identifiers = {content["transient"]["display_id"] for content in execution.of_type("display_data")}
    assert len(identifiers) == 5


@pytest.mark.parametrize("wait", [True, False])
def test_clear_output_says_whether_to_wait(kernel, wait):
    execution = kernel.ok(f"clearOutput(wait: {str(wait).lower()})")
    assert execution.of_type("clear_output") == [{"wait": wait}]


def test_displays_from_threads_arrive(kernel):
    code = "import Foundation\nDispatchQueue.concurrentPerform(iterations: 16) { display($0) }"
    shown = kernel.ok(code).of_type("display_data")
    assert sorted(int(content["data"]["text/plain"]) for content in shown) == list(range(16))


# Values

VALUES = [
    ("1 + 1", "2"),
    ("2.5", "2.5"),
    ("Float(0.1)", "0.1"),
    ("true", "true"),
    ("UInt8.max", "255"),
    ('"text"', '"text"'),
    ('Character("é")', '"é"'),
    ("[1, 2, 3]", "[1, 2, 3]"),
    ("[Int]()", "[]"),
    ('["a", "b"]', '["a", "b"]'),
    ('["a": 1]', '["a": 1]'),
    ("Set([7])", "[7]"),
    ("(1, 2)", "(1, 2)"),
    ("1...3", "1...3"),
    ("Int.self", "Int"),
    ("Int?.none", "nil"),
    ("Optional(3)", "3"),
    ("[1, nil, 3] as [Int?]", "[1, nil, 3]"),
]


@pytest.mark.parametrize("code, text", VALUES, ids=[code for code, _ in VALUES])
def test_plain_text_of_simple_values(kernel, code, text):
    assert kernel.value(code) == text


@pytest.mark.parametrize(
    "code, parts",
    [
        ('struct Bird { var name = "swift"; var wings = 2 }\nBird()', ["Bird", "name", "swift", "wings", "2"]),
        ("class Nest { var eggs = 3 }\nNest()", ["Nest", "eggs", "3"]),
        ("enum Flight { case high(metres: Int), low }\nFlight.high(metres: 900)", ["high", "metres", "900"]),
        ("enum Mood { case calm }\nMood.calm", ["calm"]),
        ('(name: "a", size: 2)', ["name", '"a"', "size", "2"]),
        ('struct Named: CustomStringConvertible { var description: String { "by its own words" } }\nNamed()',
         ["by its own words"]),
        ("Array(0..<100_000)", ["0", "1", "2"]),
        ("[[1, 2], [3, 4]]", ["[1, 2]", "[3, 4]"]),
        ("import Foundation\nDate(timeIntervalSince1970: 0)", ["1970-01-01"]),
        ('import Foundation\nURL(string: "https://swift.org")!', ["https://swift.org"]),
        ("import Foundation\nData([1, 2])", ["2 bytes"]),
        ("UnsafeRawPointer(bitPattern: 4096)!", ["0x", "1000"]),
        ("{ (x: Int) in x + 1 }", ["Int"]),
    ],
)
def test_plain_text_of_composed_values(kernel, code, parts):
    text = kernel.value(code)
    for part in parts:
        assert part in text, text
    assert len(text) < 20_000, "a long value is cut"
    assert "Cell_" not in text and "__" not in text, text


def test_a_value_that_refers_to_itself_has_a_text(kernel):
    kernel.ok("final class Ring { var next: Ring?; let id = 1 }")
    assert "Ring" in kernel.value("let ring = Ring(); ring.next = ring\nring")


@pytest.mark.parametrize(
    "code",
    ["()", "let quiet = 1", "var loud = 2; loud = 3", "func nothing() {}\nnothing()", "if true { _ = 1 }", "for _ in 0..<1 {}",
     "struct Unit {}", "1 + 1; let last = 2", "5;", "let unusedTask = Task {}"],
)
def test_what_is_no_value_shows_nothing(kernel, code):
    execution = kernel.ok(code)
    # The compiler may warn that a value is unused.
    assert [kind for kind in execution.output_types if kind != "stream"] == [] and execution.stdout == ""


@pytest.mark.parametrize(
    "code, text",
    [
        ("let a1 = 20\na1 + 1 // a comment", "21"),
        ("[3, 1, 2]\n  .sorted()\n  .map { $0 * 10 }", "[10, 20, 30]"),
        ("if 1 < 2 { 1 } else { 2 }\n7", "7"),
        ("let f1: (Int) -> Int = { $0 + 1 }; f1(1)", "2"),
        ("try Int(\"5\") ?? { throw CancellationError() }()", "5"),
        ("-1", "-1"),
        ("1 < 2 ? \"yes\" : \"no\"", '"yes"'),
    ],
)
def test_the_last_expression_is_the_result(kernel, code, text):
    assert kernel.value(code) == text


# Questions


def test_read_line_asks_the_front_end(kernel):
    running = kernel.submit("let answer = readLine()!\nanswer.uppercased()", allow_stdin=True)
    assert running.input_request() == {"prompt": "", "password": False}
    kernel.client.input("grüße")
    assert running.finish().result == '"GRÜSSE"'
    assert kernel.value("answer.count") == "5"


def test_read_line_asks_with_a_prompt_and_for_passwords(kernel):
    running = kernel.submit('readLine(prompt: "secret? ", password: true)!.count', allow_stdin=True)
    assert running.input_request() == {"prompt": "secret? ", "password": True}
    kernel.client.input("abcd")
    assert running.finish().result == "4"


def test_read_line_asks_again_and_again(kernel):
    running = kernel.submit("var sum = 0; while let line = readLine(), let n = Int(line) { sum += n }; sum",
                            allow_stdin=True)
    for number in ("1", "2", "39", "stop"):
        running.answer(number)
    assert running.finish().result == "42"


def test_output_before_a_question_is_seen_first(kernel):
    running = kernel.submit('print("name?"); print("hello", readLine()!)', allow_stdin=True)
    running.input_request()
    running.wait_for("name?\n")
    kernel.client.input("you")
    assert running.finish().stdout == "name?\nhello you\n"


def test_an_empty_answer_is_an_empty_line(kernel):
    running = kernel.submit("readLine()!.isEmpty", allow_stdin=True)
    running.answer("")
    assert running.finish().result == "true"


def test_without_stdin_read_line_returns_nil_and_says_why(kernel):
    execution = kernel.ok("readLine() == nil")
    assert execution.result == "true"
    assert "readLine()" in execution.stderr and "nil" in execution.stderr


def test_swift_read_line_does_not_hang(kernel):
    assert kernel.value("Swift.readLine() == nil") == "true"
