# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Drives a kernel as a front end does, and holds every message it sends to the protocol."""

import os
import re
import time
from collections import defaultdict
from queue import Empty

# How long to wait for a message that has to come. It bounds only failures: no test passes by waiting.
PATIENCE = float(os.environ.get("MARTLET_PATIENCE", "60"))

# What the compiler sees and the user must not: names of generated modules, functions and variables, mangled symbols.
GENERATED = re.compile(r"Cell_?\d+\b|_martlet|__martlet|__guard_|__await\b|\$s\d|<unknown>|\.swiftmodule")

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")



def plain(text):
    """The text without colours."""
    return ESCAPES.sub("", text)


def check_error(content):
    """Every error, whatever its cause, speaks only of what the user wrote."""
    assert content["ename"], content
    assert isinstance(content["traceback"], list), content
    text = "\n".join([content["ename"], content["evalue"], *content["traceback"]])
    found = GENERATED.search(plain(text))
    assert not found, f"the error mentions the generated name {found.group()!r}:\n{text}"


class Session:
    """A front end with one kernel."""

    def __init__(self, manager, timeout=PATIENCE):
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()
        self.published = defaultdict(list)
        self.replies = {}
        try:
            self.client.wait_for_ready(timeout=timeout)
        except BaseException:
            self.client.stop_channels()
            raise

    def submit(self, code, **options):
        """Sends a cell and does not wait for it."""
        options.setdefault("allow_stdin", False)
        return Execution(self, self.client.execute(code, **options), options.get("silent", False))

    def run(self, code, timeout=PATIENCE, **options):
        """Runs a cell to its end, good or bad."""
        return self.submit(code, **options).finish(timeout)

    def ok(self, code, **options):
        """Runs a cell that has to succeed."""
        execution = self.run(code, **options)
        assert execution.status == "ok", execution.report()
        return execution

    def fails(self, code, **options):
        """Runs a cell that has to fail."""
        execution = self.run(code, **options)
        assert execution.status == "error", execution.report()
        return execution

    def value(self, code, **options):
        """The plain text of a cell's last expression."""
        execution = self.ok(code, **options)
        assert execution.result is not None, f"no result\n{execution.report()}"
        return execution.result

    def request(self, message_type, content=None, channel="shell", timeout=PATIENCE):
        """Sends any request and returns its reply with the IOPub messages of its own, which end with idle."""
        message = self.client.session.msg(message_type, content or {})
        getattr(self.client, f"{channel}_channel").send(message)
        identifier = message["header"]["msg_id"]
        return self.reply(identifier, channel, timeout), self.until_idle(identifier, timeout)

    def interrupt(self):
        """Asks the kernel to stop the running cell; the time of the request."""
        message = self.client.session.msg("interrupt_request", {})
        asked = time.monotonic()
        self.client.control_channel.send(message)
        reply = self.reply(message["header"]["msg_id"], "control")
        assert reply["content"]["status"] == "ok"
        return asked

    def reply(self, identifier, channel="shell", timeout=PATIENCE):
        deadline = time.monotonic() + timeout
        while identifier not in self.replies:
            left = deadline - time.monotonic()
            assert left > 0, f"no reply on {channel} within {timeout} s"
            try:
                message = getattr(self.client, f"get_{channel}_msg")(timeout=left)
            except Empty:
                continue
            self.replies[message["parent_header"].get("msg_id")] = message
        return self.replies[identifier]

    def until_idle(self, identifier, timeout=PATIENCE):
        """The IOPub messages of a request, once it is idle."""
        self.wait(lambda: any(is_idle(message) for message in self.published[identifier]), "idle", timeout)
        return self.published[identifier]

    def wait(self, condition, what, timeout=PATIENCE):
        """Takes IOPub messages until the condition holds."""
        deadline = time.monotonic() + timeout
        while not condition():
            left = deadline - time.monotonic()
            assert left > 0, f"did not see {what} within {timeout} s"
            try:
                message = self.client.get_iopub_msg(timeout=left)
            except Empty:
                continue
            self.published[message["parent_header"].get("msg_id")].append(message)

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


def is_idle(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"


class Execution:
    """A cell on its way, and what came of it."""

    def __init__(self, session, identifier, silent):
        self.session = session
        self.identifier = identifier
        self.silent = silent
        self.reply = None
        self.ended = None

    # On its way

    def wait_for(self, text, stream="stdout", timeout=PATIENCE):
        """Waits until the cell has written the text."""
        # A late task may write after the end; a cell that failed will not.
        seen = lambda: text in self.stream(stream) or self.of_type("error")
        self.session.wait(seen, f"{text!r} on {stream}", timeout)
        assert text in self.stream(stream), self.of_type("error")

    def wait_for_message(self, message_type, timeout=PATIENCE):
        self.session.wait(lambda: self.of_type(message_type), message_type, timeout)
        return self.of_type(message_type)[0]

    def input_request(self, timeout=PATIENCE):
        """The question that the cell asks the user."""
        message = self.session.client.get_stdin_msg(timeout=timeout)
        assert message["msg_type"] == "input_request"
        assert message["parent_header"]["msg_id"] == self.identifier
        return message["content"]

    def answer(self, text):
        self.input_request()
        self.session.client.input(text)

    def finish(self, timeout=PATIENCE):
        """Waits for the end, and checks what holds for every cell."""
        self.session.until_idle(self.identifier, timeout)
        self.ended = time.monotonic()
        self.reply = self.session.reply(self.identifier, timeout=timeout)
        self.check()
        return self

    @property
    def is_running(self):
        return not any(is_idle(message) for message in self.messages)

    # What came of it

    @property
    def messages(self):
        return self.session.published[self.identifier]

    def of_type(self, message_type):
        return [message["content"] for message in self.messages if message["msg_type"] == message_type]

    @property
    def status(self):
        return self.reply["content"]["status"]

    @property
    def count(self):
        return self.reply["content"]["execution_count"]

    def stream(self, name):
        return "".join(content["text"] for content in self.of_type("stream") if content["name"] == name)

    @property
    def stdout(self):
        return self.stream("stdout")

    @property
    def stderr(self):
        return self.stream("stderr")

    @property
    def result(self):
        results = self.of_type("execute_result")
        assert len(results) <= 1, "a cell has one result"
        return results[0]["data"]["text/plain"] if results else None

    @property
    def error(self):
        """The error with its traceback as plain text."""
        (content,) = self.of_type("error")
        return "\n".join([content["ename"] + ": " + content["evalue"], plain("\n".join(content["traceback"]))])

    @property
    def ename(self):
        return self.reply["content"]["ename"]

    @property
    def evalue(self):
        return self.reply["content"]["evalue"]

    @property
    def output_types(self):
        """The types of what the cell put out, in order."""
        framing = ("status", "execute_input")
        return [message["msg_type"] for message in self.messages if message["msg_type"] not in framing]

    def report(self):
        lines = [f"status {self.reply['content']['status']}"]
        for message in self.messages:
            lines.append(f"{message['msg_type']}: {str(message['content'])[:2000]}")
        return "\n".join(lines)

    def check(self):
        # A kernel that answered a question meanwhile says again that it is busy with this cell.
        states = [content["execution_state"] for content in self.of_type("status")]
        assert states[0] == "busy" and states.count("idle") == 1 and states[-1] == "idle", self.report()
        assert self.messages[0]["msg_type"] == "status", self.report()
        content = self.reply["content"]
        assert content["status"] in ("ok", "error"), content
        assert isinstance(content["execution_count"], int)
        assert self.reply["parent_header"]["msg_id"] == self.identifier
        errors = self.of_type("error")
        if content["status"] == "ok":
            assert not errors, self.report()
            return
        check_error(content)
        if content["ename"] == "ExecutionAborted":
            return
        assert content["traceback"], content
        if not self.silent:
            assert len(errors) == 1, f"a failed cell has exactly one error message\n{self.report()}"
            assert {key: errors[0][key] for key in ("ename", "evalue", "traceback")} == {
                key: content[key] for key in ("ename", "evalue", "traceback")
            }
