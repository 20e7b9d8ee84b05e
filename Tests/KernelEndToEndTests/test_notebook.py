# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Whole notebooks, executed by nbclient as Jupyter's own tools do."""

import nbformat
import pytest
from conftest import KERNEL_NAME
from harness import PATIENCE
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def notebook(*cells):
    book = nbformat.v4.new_notebook()
    book.cells = [cell if isinstance(cell, dict) else nbformat.v4.new_code_cell(cell) for cell in cells]
    return book


def execute(book, **options):
    NotebookClient(book, kernel_name=KERNEL_NAME, timeout=PATIENCE, **options).execute()
    nbformat.validate(book)
    return book


def test_a_notebook_runs_from_top_to_bottom():
    book = execute(
        notebook(
            nbformat.v4.new_markdown_cell("# Words"),
            "struct Picture: Displayable {\n"
            '  var mimeBundle: MIMEBundle { MIMEBundle(plainText: "picture").adding(.svg, "<svg/>") }\n'
            "}",
            'let words = ["swift", "martlet"]\nprint(words.count)',
            "words.map(\\.count)",
            "display(Picture())",
            "let line = readLine()",
        )
    )
    outputs = [cell.outputs for cell in book.cells if cell.cell_type == "code"]
    assert outputs[0] == []
    assert outputs[1][0].text == "2\n"
    assert outputs[2][0].data["text/plain"] == "[5, 7]"
    assert outputs[3][0].data["image/svg+xml"] == "<svg/>"
    assert outputs[4][0].name == "stderr"
    assert [cell.execution_count for cell in book.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5]
    assert book.metadata.language_info["name"] == "swift"
    assert book.metadata.language_info["file_extension"] == ".swift"


def test_an_error_stops_the_notebook():
    book = notebook("let a = 1", "[a][3]", "print(a)")
    with pytest.raises(CellExecutionError) as caught:
        execute(book)
    assert "ndex" in str(caught.value)
    assert [output.output_type for output in book.cells[1].outputs] == ["error"]
    assert book.cells[2].outputs == [] and book.cells[2].execution_count is None


def test_a_cell_that_is_tagged_may_fail():
    failing = nbformat.v4.new_code_cell("a += 1; fatalError(\"expected\")", metadata={"tags": ["raises-exception"]})
    book = execute(notebook("var a = 1", failing, "a"))
    assert book.cells[1].outputs[0].output_type == "error"
    assert book.cells[2].outputs[0].data["text/plain"] == "2"


def test_errors_can_be_allowed():
    book = execute(notebook("nowhere", "1 + 1"), allow_errors=True)
    assert book.cells[0].outputs[0].ename
    assert book.cells[1].outputs[0].data["text/plain"] == "2"


def test_displays_are_updated_and_cleared_in_the_notebook():
    book = execute(
        notebook(
            'let shown = display("first")',
            'shown.update("second")',
            'print("old"); clearOutput(); print("new")',
            'print("old"); clearOutput(wait: true); print("new")',
        )
    )
    assert "second" in book.cells[0].outputs[0].data["text/plain"]
    for cell in book.cells[2:]:
        assert [output.text for output in cell.outputs] == ["new\n"]


def test_a_progress_bar_stays_one_line():
    book = execute(notebook('for i in 0...100 { print("\\r\\(i) %", terminator: "") }'))
    (output,) = book.cells[0].outputs
    assert output.text.endswith("\r100 %")
