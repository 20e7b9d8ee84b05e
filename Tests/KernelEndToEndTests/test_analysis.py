# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Analysis cells through a real kernel: models, data sets, scans and figures, on the small model that ships."""

OFFLINE = """
setenv("HF_HUB_OFFLINE", "1", 1)
setenv("HF_HOME", NSTemporaryDirectory() + "/no-such-cache", 1)
"""


def test_without_a_network_the_small_model_stands_in_and_the_cell_says_so(kernel):
    kernel.ok(OFFLINE)
    loaded = kernel.ok('let lens = try await Transformer.load("gpt2-medium")\nlens')
    assert "Warning:" in loaded.stream("stderr") and "martlet-small" in loaded.stream("stderr")
    assert loaded.result.startswith("GPT-2, 1468416 parameters")
    texts = kernel.ok("let offlineTexts = try await Dataset.c4().limit(3).texts()\nofflineTexts.count")
    assert "the small model's corpus" in texts.stream("stderr")
    assert texts.result == "3"
    failed = kernel.fails('let other = try await Transformer.load("no-such-owner/no-such-model")')
    assert "HF_HUB_OFFLINE" in failed.report()


def test_a_lecture_in_a_few_cells(kernel):
    kernel.ok('let small = try await Transformer.load("martlet-small"); let words = try small.tokenizer()')
    kernel.ok(
        "let prompts = try SmallModel.heldOutDocuments().map { Array(words.encode($0).prefix(12)) }"
        ".filter { $0.count == 12 }.prefix(200)\n"
        "let captured = small.run(Array(prompts), capturing: .blocks[0..<6].mlp.pre, at: .last)"
    )
    assert kernel.value("captured.plan.blocks") == "6"
    scan = kernel.ok("let scanned = LogitScan(l1: 0.1, seed: 1).fit(captured, prompts.map { $0[11] % 2 })\nscanned")
    assert "Logit scan of 3072 neurons in 6 layers" in scan.result
    figure = kernel.ok("scanned.laminarProfile()")
    shown = figure.of_type("execute_result")[0]["data"]
    assert shown["image/svg+xml"].lstrip().startswith("<svg") and "image/png" in shown


def test_a_token_outside_the_vocabulary_costs_the_cell_and_nothing_else(kernel):
    kernel.ok('let tiny = try await Transformer.load("martlet-small")')
    failed = kernel.fails("tiny.run([5000], capturing: .logits)")
    assert "token 5000 at position 0" in failed.report()
    assert kernel.value("tiny.configuration.nLayers") == "6"


def test_figures_are_built_of_marks_and_say_what_is_missing(kernel):
    kernel.ok("let heights = [1.0, 3, 2]; let columns = Tensor(heights)")
    for cell in ("Line(columns)", "Figure { Line(heights) }", "Row { Bars(heights); Points(heights) }.sharedY()",
                 "Plot { Line(heights) }.title(\"A\").limits(y: -100...)", "Text(0, 0, \"words\")"):
        assert "image/svg+xml" in kernel.ok(cell).of_type("execute_result")[0]["data"], cell
    for inside in ("heights", "columns", '"words"', "3.5", "Plot { Line(heights) }"):
        for around in ("Plot { %s }", "Figure { Plot { Line(heights)\n%s } }"):
            error = kernel.fails(around % inside).report()
            assert "a plot holds marks: write Line(values), Points(x, y)" in error, error
            assert "buildExpression" not in error and "unavailable" not in error, error
    for inside in ("heights", "columns", '"words"'):
        error = kernel.fails("Figure { %s }" % inside).report()
        assert 'a figure holds plots and marks: write Plot("title") { Line(values) }' in error, error
