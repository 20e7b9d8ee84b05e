# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Asks the Swift program `differential-runner` and reads its answers."""

import json
import subprocess
import tempfile

import numpy as np

# Stands for NaN in both directions, as JSON has none.
MISSING = -8.98846567431158e307


class Trapped(Exception):
    """The program refused the problem and ended; its last words."""


class Runner:
    """The program as a process that is started again after each trap."""

    def __init__(self, program):
        self.program = program
        self.process = None

    def _start(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True
        )

    def __call__(self, task, **inputs):
        """The answer to a task: arrays as numpy arrays, numbers as floats, texts as strings.

        Inputs are arrays, numbers or texts; None is left out.
        """
        if self.process is None:
            self._start()
        problem = {"task": task, "arrays": {}, "numbers": {}, "texts": {}}
        for name, value in inputs.items():
            if isinstance(value, str):
                problem["texts"][name] = value
            elif isinstance(value, (np.ndarray, list, tuple)):
                array = np.asarray(value, dtype=float)
                values = np.where(np.isnan(array), MISSING, array)
                problem["arrays"][name] = {"shape": list(array.shape), "values": values.ravel().tolist()}
            elif value is not None:
                problem["numbers"][name] = float(value)
        try:
            self.process.stdin.write(json.dumps(problem) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.errors.seek(0)
            said = self.errors.read().decode(errors="replace")
            self.process = None
            raise Trapped(said)
        answer = json.loads(line)
        if "error" in answer:
            raise AssertionError(answer["error"]["text"])
        return {name: _value(entry) for name, entry in answer.items()}

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


def _value(entry):
    if "text" in entry:
        return entry["text"]
    array = np.array(entry["values"], dtype=float).reshape(entry["shape"])
    array = np.where(array == MISSING, np.nan, array)
    return array.item() if array.ndim == 0 else array
