# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Cells in the habits of NumPy and Python: what is suggested, and that it works."""

import re

import pytest

# A cell, the text in it that is replaced by the suggestion (None: all of it), and the suggestion.
HABITS = [
    ("labels == 0", None, "labels .== 0"),
    ("d > 0", None, "d .> 0"),
    ("let positive = d >= 0.5", "d >= 0.5", "d .>= 0.5"),
    ("d >= 0.5 && d < 1", None, "(d .>= 0.5) .& (d .< 1)"),
    ("(d .> 0) && (d .< 1)", None, "(d .> 0) .& (d .< 1)"),
    ("~(labels .== 0)", None, ".!(labels .== 0)"),
    ("!(labels .== 0)", None, ".!(labels .== 0)"),
    ("d[labels == 0, 0...]", "labels == 0", "labels .== 0"),
    ("d @ e", None, "d.matmul(e)"),
    ("d.T", None, "d.transposed"),
    ("d[:, 0]", None, "d[0..., 0]"),
    ("d[1:3, :]", None, "d[1..<3, 0...]"),
    ("d[None, :, :]", None, "d[newAxis, 0..., 0...]"),
    ("len(d)", None, "d.count"),
    ("np.zeros((2, 3))", None, "zeros(2, 3)"),
    ("np.mean(d, axis=0)", None, "d.mean(axis: 0)"),
    ("np.random.randn(2, 3)", None, "RandomState.session.randn(2, 3)"),
    ("np.where(labels .== 0, 1, 2)", None, None),
    ("np.linalg.norm(d)", None, "d.norm()"),
    ("d.mean(axis=0)", None, "d.mean(axis: 0)"),
    ("d.sum(axis=0, keepdims=True)", None, "d.sum(axis: 0, keepingDimensions: true)"),
    ("d.sum(axis: 0, keepdims: true)", None, "d.sum(axis: 0, keepingDimensions: true)"),
    ("d.std(0)", None, "d.std(axis: 0)"),
    ("d.mean(0)", None, "d.mean(axis: 0)"),
    ("d.reshape(2, 6)", None, "d.reshaped(2, 6)"),
    ("d.reshape((2, 6))", None, "d.reshaped(2, 6)"),
    ("d.flatten()", None, "d.flattened()"),
    ("d.var(axis: 0)", None, "d.variance(axis: 0)"),
    ("zeros((2, 3))", None, "zeros(2, 3)"),
    ("zeros([2, 3])", None, "zeros(2, 3)"),
    ("arange(0, 1, 0.1)", None, "arange(0, 1, step: 0.1)"),
    ("linspace(0, 1, num: 3)", None, "linspace(0, 1, 3)"),
    ("sqrt(n)", None, "sqrt(Double(n))"),
    ("abs(v)", None, "abs(Tensor(v))"),
    ("v * 2", None, "Tensor(v) * 2"),
    ("2 * v", None, "2 * Tensor(v)"),
    ("v - v", None, "Tensor(v) - Tensor(v)"),
    ("v > 1", None, "Tensor(v) .> 1"),
    ("d.sum() / d.shape[0]", None, "d.sum() / Double(d.shape[0])"),
    ("min(d)", None, "d.min()"),
    ("plt.plot(v)", None, "Figure { Plot { Line(v) } }"),
    ("plt.hist(v)", None, "Figure { Plot { Histogram(v) } }"),
    ("print(f'{v[0]:.1f}')", "f'{v[0]:.1f}'", '"\\(v[0], 1)"'),
    ("round(v[0], 2)", None, '"\\(v[0], 2)"'),
    ("[x * 2 for x in v]", None, "v.map { x in x * 2 }"),
    ("pow2 = n ** 2", None, "let pow2 = n * n"),
]


@pytest.fixture(scope="module")
def session(kernel):
    kernel.ok(
        "let labels = Tensor([0, 1, 0, 1]), d = RandomState(seed: 0).randn(4, 3), e = RandomState(seed: 1).randn(3, 4)\n"
        'let v = [1.0, 2, 3], n = 3, name = "Ann"\nlet total = 5'
    )
    return kernel


def fixes(execution):
    return re.findall(r"fix: (?:or )?(?:write )?'(.*)'$", execution.error, re.MULTILINE)


@pytest.mark.parametrize("cell, part, suggestion", HABITS)
def test_what_is_suggested_works(session, cell, part, suggestion):
    execution = session.run(cell)
    if execution.status == "ok":
        # A library that has learnt to take it as it stands is better than any suggestion; but nothing else may pass.
        assert cell in ("d.var(axis: 0)",), f"it runs: {execution.report()}"
        return
    assert execution.error.count("error: ") == 1, execution.error
    assert "as!" not in execution.error
    found = fixes(execution)
    if suggestion is None:
        return
    assert suggestion in found, execution.error
    session.ok(cell.replace(part, suggestion) if part else suggestion)


@pytest.mark.parametrize(
    "cell, name",
    [("totl + 1", "total"), ('pritn("x")', "print"), ("Figur { }", "Figure"), ("let k: Tensr<Double> = d", "Tensor"),
     ("zeroes(3)", "zeros"), ("d.meen()", "mean"), ("linspce(0, 1, 3)", "linspace")],
)
def test_a_misspelt_name_is_asked_back(session, cell, name):
    execution = session.fails(cell)
    assert f"did you mean '{name}'?" in execution.evalue, execution.error
    assert execution.error.count("error: ") == 1, execution.error


def test_a_name_of_a_cell_that_did_not_compile_says_so(session):
    failed = session.fails('let fitted: Int = "x"')
    execution = session.fails("fitted + 1")
    assert f"cell {failed.count} declares it, but did not compile" in execution.evalue
    session.ok("let fitted = 2")
    session.ok("fitted + 1")


def test_a_name_of_a_cell_that_stopped_says_so(session):
    failed = session.fails("let reached = [1][n]")
    assert f"cell {failed.count} stopped before" in session.fails("reached + 1").evalue


def test_a_whole_cell_of_python_names_each_habit_once(session):
    execution = session.fails(
        "for i in range(3):  # loop\n    if i == 2 and n > 1:\n        print(f'{i} is {v[i]:.2f}')")
    assert "write 'for i in 0..<3 { … }'" in execution.error
    assert "write '// loop'" in execution.error
    assert execution.error.count("error: ") == 3, execution.error


@pytest.mark.parametrize("name, part", [("matplotlib inline", "shown"), ("pip install numpy", "leave the line out"),
                                        ("%time x", "ContinuousClock"), ("nonsense", "%help")])
def test_magics_of_ipython_are_told(session, name, part):
    error = session.fails("%" + name).error
    assert part in error or "shows" in error


def test_a_function_that_waits_is_told_to_say_so(session):
    error = session.fails('func fetch() -> Transformer { try await Transformer.load("gpt2") }').error
    assert "write 'func fetch() async throws -> Transformer'" in error
    assert error.count("error: ") == 1, error
