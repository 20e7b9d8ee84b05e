# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Requests, replies and what stands around them, message by message."""

import os
import signal

import processes
import pytest
import zmq
from harness import PATIENCE

CURSOR = {"code": "pri", "cursor_pos": 3}

REQUESTS = [
    ("kernel_info_request", {}),
    ("connect_request", {}),
    ("comm_info_request", {}),
    ("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True}),
    ("is_complete_request", {"code": "let a = 1"}),
    ("complete_request", CURSOR),
    ("inspect_request", {"code": "print", "cursor_pos": 5, "detail_level": 0}),
    (
        "execute_request",
        {
            "code": "1",
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        },
    ),
]


def on_both_channels():
    for message_type, content in REQUESTS:
        yield message_type, content, "shell"
        if message_type != "execute_request":
            yield message_type, content, "control"


@pytest.mark.parametrize("message_type, content, channel", list(on_both_channels()))
def test_every_request_is_framed_and_answered(kernel, message_type, content, channel):
    reply, published = kernel.request(message_type, content, channel)
    assert reply["msg_type"] == message_type.replace("_request", "_reply")
    assert reply["content"]["status"] == ("complete" if message_type == "is_complete_request" else "ok")
    states = [m["content"]["execution_state"] for m in published if m["msg_type"] == "status"]
    assert states == ["busy", "idle"]
    assert published[0]["content"] == {"execution_state": "busy"}
    assert published[-1]["content"] == {"execution_state": "idle"}
    for message in [reply, *published]:
        parent = message["parent_header"]
        assert parent["msg_type"] == message_type
        assert set(parent) >= {"msg_id", "session", "username", "date", "msg_type", "version"}
        assert parent["session"] == kernel.client.session.session


def test_message_identifiers_are_unique_and_the_session_is_the_kernels_own(kernel):
    execution = kernel.ok('print("a"); 1')
    messages = [execution.reply, *execution.messages]
    identifiers = [message["header"]["msg_id"] for message in messages]
    assert len(set(identifiers)) == len(identifiers)
    sessions = {message["header"]["session"] for message in messages}
    assert len(sessions) == 1 and kernel.client.session.session not in sessions


def test_kernel_info_says_what_the_kernel_is(kernel):
    content = kernel.request("kernel_info_request")[0]["content"]
    major, minor = map(int, content["protocol_version"].split(".")[:2])
    assert (major, minor) >= (5, 4)
    assert content["implementation"] == "martlet"
    assert content["implementation_version"] and content["banner"] and content["help_links"]
    language = content["language_info"]
    assert language["name"] == "swift"
    assert language["file_extension"] == ".swift"
    assert language["mimetype"] == "text/x-swift"
    assert language["version"].startswith("6.")


def test_output_lies_between_busy_and_idle_in_order(kernel):
    execution = kernel.ok('print("a"); display("b"); 3')
    types = [message["msg_type"] for message in execution.messages]
    assert types == ["status", "execute_input", "stream", "display_data", "execute_result", "status"]
    assert execution.of_type("execute_input")[0] == {
        "code": 'print("a"); display("b"); 3',
        "execution_count": execution.count,
    }
    assert execution.of_type("execute_result")[0]["execution_count"] == execution.count


# Options of execute_request


def test_the_counter_counts_stored_cells(kernel):
    first = kernel.ok("1").count
    assert kernel.ok("2").count == first + 1
    assert kernel.fails("nowhere").count == first + 2
    assert kernel.ok("3").count == first + 3


def test_a_silent_cell_runs_without_a_trace(kernel):
    before = kernel.ok("var silently = 1").count
    execution = kernel.run('silently += 1; print("unheard"); display(1); silently', silent=True)
    assert execution.status == "ok"
    assert [message["msg_type"] for message in execution.messages] == ["status", "status"]
    assert execution.count == before
    after = kernel.ok("silently")
    assert after.result == "2"
    assert after.count == before + 1
    history = kernel.request("history_request", {"hist_access_type": "tail", "n": 2, "output": False, "raw": True})
    assert [entry[2] for entry in history[0]["content"]["history"]] == ["var silently = 1", "silently"]


def test_a_silent_cell_that_fails_says_so_in_its_reply_only(kernel):
    execution = kernel.run("nowhere", silent=True)
    assert execution.status == "error" and "nowhere" in execution.evalue
    assert [message["msg_type"] for message in execution.messages] == ["status", "status"]


def test_an_empty_silent_cell_tells_the_counter(kernel):
    before = kernel.ok("1").count
    assert kernel.run("", silent=True).count == before


@pytest.mark.parametrize("code", ["", "  \n\t", "// only a comment"])
def test_a_cell_without_code_succeeds(kernel, code):
    assert kernel.ok(code).output_types == []


def test_a_cell_that_is_not_stored_leaves_the_counter_and_the_history(kernel):
    before = kernel.ok("1").count
    execution = kernel.ok("41 + 1", store_history=False)
    assert execution.result == "42"
    assert execution.count == before
    history = kernel.request("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True})
    assert history[0]["content"]["history"][0][2] == "1"


def test_an_error_drops_what_is_queued(kernel):
    gate = kernel.submit('_ = readLine(); fatalError("stop here")', allow_stdin=True)
    dropped = [kernel.submit(f'print("must not run {number}")') for number in range(3)]
    gate.answer("")
    assert gate.finish().status == "error"
    for execution in dropped:
        assert execution.finish().status == "error"
        assert execution.ename and execution.output_types == []
    assert kernel.ok('print("runs")').stdout == "runs\n"


def test_an_error_keeps_what_is_queued_where_asked(kernel):
    gate = kernel.submit('_ = readLine(); fatalError("go on")', allow_stdin=True, stop_on_error=False)
    kept = kernel.submit('print("runs")')
    gate.answer("")
    assert gate.finish().status == "error"
    assert kept.finish().stdout == "runs\n"


def test_questions_to_the_kernel_survive_an_error(kernel):
    gate = kernel.submit('_ = readLine(); fatalError()', allow_stdin=True)
    gate.answer("")
    message = kernel.client.session.msg("complete_request", CURSOR)
    kernel.client.shell_channel.send(message)
    gate.finish()
    assert kernel.reply(message["header"]["msg_id"])["content"]["status"] == "ok"


def test_user_expressions_are_evaluated_one_by_one(kernel):
    expressions = {"good": "answering + 1", "bad": "nowhere", "trapping": "[Int]()[answering]"}
    execution = kernel.ok("let answering = 41", user_expressions=expressions)
    values = execution.reply["content"]["user_expressions"]
    assert values["good"]["status"] == "ok"
    assert values["good"]["data"]["text/plain"] == "42"
    assert values["good"]["metadata"] == {}
    for name in ("bad", "trapping"):
        assert values[name]["status"] == "error"
        assert set(values[name]) >= {"ename", "evalue", "traceback"}
    assert "nowhere" in values["bad"]["evalue"]
    assert execution.output_types == []
    assert kernel.value("answering") == "41"


def test_user_expressions_of_a_failed_cell_are_left_out(kernel):
    execution = kernel.fails("nowhere", user_expressions={"x": "1"})
    assert not execution.reply["content"].get("user_expressions")


# While a cell runs


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("message_type, content", [r for r in REQUESTS if r[0] != "execute_request"])
def test_a_running_cell_holds_nothing_up(kernel, message_type, content, channel):
    running = kernel.submit('let line = readLine()!; print("got", line)', allow_stdin=True)
    running.input_request()
    reply, published = kernel.request(message_type, content, channel)
    assert reply["content"]["status"] in ("ok", "complete")
    assert running.is_running
    kernel.client.input("it")
    assert running.finish().stdout == "got it\n"


# Messages that must not count


class RawClient:
    """Sends frames as they are, on a connection of its own."""

    def __init__(self, kernel, channel):
        self.session = kernel.client.session
        self.socket = getattr(kernel.client, f"connect_{channel}")()
        self.socket.linger = 0

    def frames(self, message_type="kernel_info_request", content=None):
        return self.session.serialize(self.session.msg(message_type, content or {}))

    def send(self, frames):
        self.socket.send_multipart(frames)

    def next_parent(self):
        """The identifier of the request that the next reply belongs to."""
        assert self.socket.poll(PATIENCE * 1000), "no reply"
        _, frames = self.session.feed_identities(self.socket.recv_multipart())
        return self.session.deserialize(frames)["parent_header"]["msg_id"]

    def ask(self):
        """Sends a good request; its identifier."""
        message = self.session.msg("kernel_info_request", {})
        self.send(self.session.serialize(message))
        return message["header"]["msg_id"]


@pytest.fixture(params=["shell", "control"])
def raw(kernel, request):
    client = RawClient(kernel, request.param)
    yield client
    client.socket.close()


def unsigned(frames):
    return [frames[0], b"", *frames[2:]]


def wrongly_signed(frames):
    signature = frames[1]
    return [frames[0], (b"0" if signature[:1] != b"0" else b"1") + signature[1:], *frames[2:]]


def truncated_signature(frames):
    return [frames[0], frames[1][:32], *frames[2:]]


def changed(frames):
    return [*frames[:5], frames[5][:-1] + b', "more": 1}']


BAD_FRAMES = {
    "unsigned": unsigned,
    "wrongly signed": wrongly_signed,
    "with half a signature": truncated_signature,
    "changed after signing": changed,
    "without delimiter": lambda frames: frames[1:],
    "nothing but a delimiter": lambda frames: frames[:1],
    "without content": lambda frames: frames[:5],
    "of one empty frame": lambda frames: [b""],
    "of bytes that are no text": lambda frames: [frames[0], b"\xff\xfe", b"\xff", b"\xfe", b"\x80", b"\xc3"],
    "with many identities and no delimiter": lambda frames: [b"identity"] * 300,
}


@pytest.mark.parametrize("kind", BAD_FRAMES)
def test_a_bad_message_is_refused_and_the_kernel_lives(raw, kind):
    raw.send(BAD_FRAMES[kind](raw.frames()))
    good = raw.ask()
    assert raw.next_parent() == good


def signed(session, parts):
    return [b"<IDS|MSG>", session.sign(parts), *parts]


@pytest.mark.parametrize(
    "parts",
    [
        [b"{", b"{}", b"{}", b"{}"],
        [b"[]", b"[]", b"[]", b"[]"],
        [b"{}", b"{}", b"{}", b"{}"],
        [b"null", b"null", b"null", b"null"],
        [b"\xff\xff", b"{}", b"{}", b"{}"],
        [b'{"msg_id": 7, "msg_type": 8}', b"{}", b"{}", b"{}"],
        [b'{"msg_id":"' + b"[" * 100000 + b'"}', b"[" * 100000, b"{}", b"{}"],
    ],
)
def test_signed_nonsense_is_refused_and_the_kernel_lives(raw, parts):
    raw.send(signed(raw.session, parts))
    good = raw.ask()
    assert raw.next_parent() == good


def test_a_replayed_message_is_refused(raw):
    frames = raw.frames()
    raw.send(frames)
    raw.next_parent()
    raw.send(frames)
    good = raw.ask()
    assert raw.next_parent() == good


def test_a_replayed_cell_runs_once(kernel):
    kernel.ok("var replays = 0")
    client = RawClient(kernel, "shell")
    content = {**REQUESTS[-1][1], "code": "replays += 1"}
    frames = client.frames("execute_request", content)
    client.send(frames)
    client.next_parent()
    client.send(frames)
    client.ask()
    client.next_parent()
    client.socket.close()
    assert kernel.value("replays") == "1"


def test_identities_and_buffers_are_no_part_of_the_signature(raw):
    frames = raw.frames()
    raw.send([b"routed", b"twice", *frames, b"buffer one", b"\xff\x00"])
    assert raw.socket.poll(PATIENCE * 1000)
    received = raw.socket.recv_multipart()
    assert received[:2] == [b"routed", b"twice"]


def test_an_unknown_message_type_is_framed_and_not_answered(kernel):
    message = kernel.client.session.msg("bake_request", {})
    kernel.client.shell_channel.send(message)
    published = kernel.until_idle(message["header"]["msg_id"])
    assert [m["msg_type"] for m in published] == ["status", "status"]
    assert kernel.value("1 + 1") == "2"


@pytest.mark.parametrize("message_type", ["execute_request", "complete_request", "inspect_request", "history_request"])
def test_a_request_with_the_wrong_content_gets_an_error(kernel, message_type):
    reply, published = kernel.request(message_type, {"code": 5, "hist_access_type": []})
    content = reply["content"]
    assert content["status"] == "error"
    assert content["ename"] and content["evalue"] and isinstance(content["traceback"], list)
    assert [m["content"]["execution_state"] for m in published] == ["busy", "idle"]


# The other channels


def test_the_heartbeat_echoes_bytes(kernel):
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    socket.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.hb_port}")
    for beat in (b"ping", b"", bytes(range(256)), b"x" * 100_000):
        socket.send(beat)
        assert socket.poll(PATIENCE * 1000)
        assert socket.recv() == beat
    socket.close()


def test_a_subscriber_is_welcomed_first(kernel):
    socket = kernel.client.connect_iopub()
    assert socket.poll(PATIENCE * 1000)
    # The front end's own session refuses what it has seen: the kernel welcomes all subscribers.
    session = kernel.client.session.clone()
    _, frames = session.feed_identities(socket.recv_multipart())
    message = session.deserialize(frames)
    socket.close()
    assert message["msg_type"] == "iopub_welcome"
    assert message["content"] == {"subscription": ""}
    assert message["parent_header"] == {}


# Comms, history, questions about code


def test_a_comm_without_target_is_closed_at_once(kernel):
    content = {"comm_id": "c-1", "target_name": "nobody", "data": {"a": 1}}
    message = kernel.client.session.msg("comm_open", content)
    kernel.client.shell_channel.send(message)
    published = kernel.until_idle(message["header"]["msg_id"])
    assert [m["msg_type"] for m in published] == ["status", "comm_close", "status"]
    assert published[1]["content"]["comm_id"] == "c-1"
    assert kernel.request("comm_info_request")[0]["content"]["comms"] == {}


def test_messages_for_unknown_comms_change_nothing(kernel):
    for message_type in ("comm_msg", "comm_close"):
        message = kernel.client.session.msg(message_type, {"comm_id": "never opened", "data": {}})
        kernel.client.shell_channel.send(message)
        assert [m["msg_type"] for m in kernel.until_idle(message["header"]["msg_id"])] == ["status", "status"]


def history(kernel, **content):
    content = {"output": False, "raw": True, **content}
    return kernel.request("history_request", content)[0]["content"]["history"]


def test_the_history_knows_tail_range_and_search(kernel):
    codes = ["let historic = 5", "historic + 1", "let prehistoric = 7"]
    counts = [kernel.ok(code).count for code in codes]
    tail = history(kernel, hist_access_type="tail", n=3)
    assert [entry[1:] for entry in tail] == [list(pair) for pair in zip(counts, codes)]
    ranged = history(kernel, hist_access_type="range", session=0, start=counts[1], stop=counts[1] + 1, output=True)
    assert [entry[1:] for entry in ranged] == [[counts[1], ["historic + 1", "6"]]]
    found = history(kernel, hist_access_type="search", pattern="*prehist*", n=10)
    assert [entry[2] for entry in found] == [codes[2]]
    kernel.ok("historic + 1")
    twice = history(kernel, hist_access_type="search", pattern="historic + ?", n=10)
    assert len(twice) == 2
    assert len(history(kernel, hist_access_type="search", pattern="historic + ?", n=10, unique=True)) == 1


@pytest.mark.parametrize(
    "code, status",
    [
        ("let a = 1", "complete"),
        ("%who", "complete"),
        ("func f() {", "incomplete"),
        ("let a = [1,", "incomplete"),
        ('let t = """\nline', "incomplete"),
        ("struct S { let }", "invalid"),
        ("}", "invalid"),
    ],
)
def test_is_complete(kernel, code, status):
    content = kernel.request("is_complete_request", {"code": code})[0]["content"]
    assert content["status"] == status
    assert ("indent" in content) == (status == "incomplete")


def complete(kernel, code, cursor=None):
    cursor = len(code) if cursor is None else cursor
    content = kernel.request("complete_request", {"code": code, "cursor_pos": cursor})[0]["content"]
    assert content["status"] == "ok"
    return content


def test_completion_knows_the_session(kernel):
    kernel.ok("let completable = [3, 1, 2]; func completeWith(_ number: Int) -> Int { number }")
    content = complete(kernel, "let x = complet")
    assert any(match.startswith("completable") for match in content["matches"])
    assert any(match.startswith("completeWith") for match in content["matches"])
    assert (content["cursor_start"], content["cursor_end"]) == (8, 15)
    assert any(match.startswith("sorted") for match in complete(kernel, "completable.sor")["matches"])


def test_the_cursor_counts_code_points(kernel):
    kernel.ok("let pinnacle = 1")
    code = 'let s = "🐦👩‍👩‍👧é"; pinn'
    content = complete(kernel, code)
    assert any(match.startswith("pinnacle") for match in content["matches"])
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 4, len(code))


@pytest.mark.parametrize("cursor", [-5, 10_000])
def test_a_cursor_outside_the_code_is_harmless(kernel, cursor):
    complete(kernel, "pri", cursor)
    reply, _ = kernel.request("inspect_request", {"code": "pri", "cursor_pos": cursor, "detail_level": 0})
    assert reply["content"]["status"] == "ok"


def test_inspection_knows_the_session(kernel):
    kernel.ok("/// Doubles a number.\nfunc doubled(_ number: Int) -> Int { 2 * number }")
    content = kernel.request("inspect_request", {"code": "doubled(4)", "cursor_pos": 3, "detail_level": 0})[0]["content"]
    assert content["found"] is True
    assert "doubled" in content["data"]["text/plain"] and "Int" in content["data"]["text/plain"]
    nothing = kernel.request("inspect_request", {"code": "   ", "cursor_pos": 1, "detail_level": 0})[0]["content"]
    assert nothing["found"] is False and nothing["data"] == {}


# Transports and the life of the kernel


def test_a_kernel_over_ipc_does_all_of_it(start_kernel):
    session = start_kernel(transport="ipc")
    assert session.value("6 * 7") == "42"
    assert session.request("kernel_info_request", channel="control")[0]["content"]["status"] == "ok"
    running = session.submit("print(readLine()!)", allow_stdin=True)
    running.answer("over ipc")
    assert running.finish().stdout == "over ipc\n"
    endless = session.submit('print("in"); while true {}')
    endless.wait_for("in\n")
    session.interrupt()
    assert endless.finish().status == "error"


def worker_of(session):
    return int(session.value("import Glibc\ngetpid()"))


@pytest.mark.parametrize("channel", ["control", "shell"])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_shutdown_answers_and_ends_the_kernel_and_its_worker(fresh_kernel, channel, busy):
    worker = worker_of(fresh_kernel)
    if busy:
        running = fresh_kernel.submit('print("in"); while true {}')
        running.wait_for("in\n")
    reply, published = fresh_kernel.request("shutdown_request", {"restart": False}, channel)
    assert reply["content"] == {"status": "ok", "restart": False}
    assert "shutdown_reply" in [message["msg_type"] for message in published]
    process = fresh_kernel.manager.provisioner.process
    assert process.wait(PATIENCE) == 0
    processes.wait_for_end(worker)


def test_a_restart_gives_a_new_session(fresh_kernel):
    before = fresh_kernel.ok("let beforeRestart = 1")
    fresh_kernel.manager.restart_kernel()
    fresh_kernel.client.wait_for_ready(timeout=PATIENCE)
    after = fresh_kernel.fails("beforeRestart")
    assert "beforeRestart" in after.evalue
    assert after.count == 1
    assert after.reply["header"]["session"] != before.reply["header"]["session"]


def test_a_terminated_kernel_takes_its_worker_along(fresh_kernel):
    worker = worker_of(fresh_kernel)
    process = fresh_kernel.manager.provisioner.process
    os.kill(process.pid, signal.SIGTERM)
    process.wait(PATIENCE)
    processes.wait_for_end(worker)


def test_a_killed_kernel_takes_its_worker_along(fresh_kernel):
    worker = worker_of(fresh_kernel)
    process = fresh_kernel.manager.provisioner.process
    process.kill()
    process.wait(PATIENCE)
    processes.wait_for_end(worker)


def test_a_stray_ctrl_c_changes_nothing(fresh_kernel):
    fresh_kernel.ok("let kept = 11")
    os.killpg(os.getpgid(fresh_kernel.manager.provisioner.process.pid), signal.SIGINT)
    assert fresh_kernel.value("kept") == "11"
