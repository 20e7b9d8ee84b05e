# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes the notebooks that NotebookTests reads. Needs nbformat 5.10: python generate.py"""

import json
import pathlib

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

FOLDER = pathlib.Path(__file__).parent


def write(name, notebook):
    for number, cell in enumerate(notebook.cells):
        if notebook.nbformat_minor >= 5:
            cell["id"] = f"cell-{number}"
        else:
            cell.pop("id", None)
    nbformat.validate(notebook)
    nbformat.write(notebook, FOLDER / name)


write("empty.ipynb", new_notebook())

outputs = new_notebook(
    metadata={
        "kernelspec": {"display_name": "Swift", "language": "swift", "name": "martlet"},
        "language_info": {"name": "swift", "version": "6.3.1"},
        "unknown": {"nested": [1, 1.0, 1e-7, 1e16, 12345678901234567.0, -0.5, True, None, {}, []]},
    },
    cells=[
        new_markdown_cell("# Title\n\ntext", attachments={"dot.png": {"image/png": "iVBORw0KGgo="}}),
        new_raw_cell("raw", metadata={"format": "text/html"}),
        new_code_cell(""),
        new_code_cell(
            "print(1)\n",
            execution_count=3,
            metadata={"tags": ["raises-exception"], "collapsed": True, "Zeta": 1, "alpha": 2},
            outputs=[
                new_output("stream", name="stdout", text="1\n2\r3"),
                new_output("stream", name="stderr", text=""),
                new_output(
                    "display_data",
                    data={
                        "text/plain": "a\nb",
                        "image/svg+xml": "<svg>\n</svg>",
                        "image/png": "iVBORw0KGgo=\n",
                        "application/json": {"list": ["a", "b"]},
                        "application/vnd.test+json": ["a", "b"],
                        "application/x-other": "one\ntwo",
                    },
                    metadata={"image/png": {"width": 320}},
                ),
                new_output("execute_result", data={"text/plain": "3"}, execution_count=3),
                new_output("error", ename="E", evalue="v", traceback=["\x1b[31mE\x1b[0m", "line 2"]),
            ],
        ),
    ],
)
write("outputs.ipynb", outputs)

text = 'quote " backslash \\ slash / tab \t bell \x07 delete \x7f null \x00 é 日本 🐦 '
breaks = "a\rb\r\nc\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\u2028j\u2029k"
write("text.ipynb", new_notebook(metadata={"é": 1, "z": 2, "🐦": 3, "\uffff": 4}, cells=[new_code_cell(text + breaks)]))

old = new_notebook(cells=[new_markdown_cell("a"), new_code_cell("1")])
old.nbformat_minor = 0
write("format-4.0.ipynb", old)

(FOLDER / "format-3.ipynb").write_text(
    json.dumps({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": []}) + "\n"
)
