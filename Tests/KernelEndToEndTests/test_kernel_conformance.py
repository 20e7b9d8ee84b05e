# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Jupyter's own conformance suite."""

import jupyter_kernel_test
from conftest import KERNEL_NAME

DISPLAYABLE = """
struct Sample: Displayable {
  var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: "sample").adding(.%s, %s)
  }
}
display(Sample())
"""


class MartletTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL_NAME
    language_name = "swift"
    file_extension = ".swift"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'import Foundation\nFileHandle.standardError.write(Data("oops\\n".utf8))'
    completion_samples = [
        {"text": "Array<Int>.rep"},
        {"text": "precond", "matches": {"precondition", "preconditionFailure"}},
    ]
    complete_code_samples = ["1", "let a = 1", 'print("hello, world")', "func f(x: Int) -> Int {\n  x\n}\n", "%help"]
    incomplete_code_samples = ['print("""', "func f(", "struct S {\n  var a = 1", "let a = [1, 2,", "/* open"]
    invalid_code_samples = ["import = 7", "let 1 = x)", "}"]
    code_generate_error = "[1, 2][2]"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "let text = \"abc\"\ntext.count", "result": "3"},
        {"code": "[1, 2].map { $0 * 2 }", "result": "[2, 4]"},
    ]
    code_display_data = [
        {"code": DISPLAYABLE % ("html", '"<b>sample</b>"'), "mime": "text/html"},
        {"code": DISPLAYABLE % ("markdown", '"**sample**"'), "mime": "text/markdown"},
        {"code": DISPLAYABLE % ("latex", '"$x$"'), "mime": "text/latex"},
        {"code": DISPLAYABLE % ("svg", '"<svg/>"'), "mime": "image/svg+xml"},
        {"code": DISPLAYABLE % ("png", ".binary([1, 2, 3])"), "mime": "image/png"},
        {"code": DISPLAYABLE % ("json", '.json("[1]")'), "mime": "application/json"},
        {"code": 'display("sample")', "mime": "text/plain"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? 7*"
    code_inspect_sample = "zip"
    code_clear_output = "clearOutput()"


class MartletWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL_NAME
    support_iopub_welcome = True


