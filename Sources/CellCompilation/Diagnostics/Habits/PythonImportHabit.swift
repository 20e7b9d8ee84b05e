// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `import numpy as np`, `from x import y`.
struct PythonImportHabit: SyntaxHabit {
  var needsErrorOnLine: Bool { false }

  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard line.tokens.count > 1 else { return nil }
    let isFrom = line.words[0] == "from" && line.words.contains("import")
    let isRenamed = line.words[0] == "import" && line.words.contains("as")
    let isList = line.words[0] == "import" && line.words.contains(",")
    guard isFrom || isRenamed || isList else { return nil }
    let module = line.words[1]
    if let known = PythonModules.advice(on: module, scope: line.range) { return known }
    return Advice(
      isRenamed
        ? "Swift imports a module under its own name: there is no 'import … as'"
        : isList ? "Swift imports one module a line" : "Swift imports whole modules: there is no 'from … import'",
      write: "import \(module)", scope: line.range)
  }
}

/// What takes the place of Python's modules.
enum PythonModules {
  static func advice(on module: String, scope: Range<Int>) -> Advice? {
    guard let replacement = table[module] else { return nil }
    return Advice(
      "'\(module)' is a module of Python; \(replacement)",
      remedies: ["leave the import out: Martlet's modules and Foundation are imported by default"], scope: scope)
  }

  private static let table: [String: String] = {
    var table = [
      "numpy": "its arrays are Martlet's tensors, and 'np.zeros(3)' is 'zeros(3)'",
      "matplotlib": "its plots are Martlet's figures, such as 'Figure { Plot { Line(x, y) } }'",
      "seaborn": "its plots are Martlet's figures, such as 'Figure { Plot { Histogram(x) } }'",
      "plotly": "its plots are Martlet's figures, such as 'Figure { Plot { Line(x, y) } }'",
      "pandas": "its tables are read with 'CSVTable(\"….csv\")'",
      "torch": "its tensors, layers and optimisers are in Martlet's modules Tensors and Training",
      "jax": "its arrays are Martlet's tensors, and gradients are in the module Training",
      "sklearn": "its estimators are in Martlet's modules Probes and Clustering",
      "scipy": "its tests are in Martlet's module Statistics, its linear algebra in Tensors",
      "statsmodels": "its tests are in Martlet's module Statistics, its regressions in Probes",
      "tqdm": "its bar is Martlet's 'progress(values, \"title\")'",
      "transformers": "its models are Martlet's 'Transformer', its tokenizers 'Tokenizer'",
      "transformer_lens": "its hook points are Martlet's 'Transformer.run(_:capturing:)'",
      "datasets": "its data sets are in Martlet's module Datasets",
      "huggingface_hub": "its downloads are in Martlet's module HuggingFaceHub",
      "IPython": "'display(value)' and 'HTML(\"…\")' are Martlet's own",
      "math": "Foundation's functions take its place, as in 'sqrt(2.0)' and 'Double.pi'",
      "random": "Martlet's 'RandomState(seed: 0)' and Swift's 'Int.random(in: 0..<10)' take its place",
    ]
    for name in ["os", "sys", "time", "json", "re", "pathlib", "datetime", "csv", "glob", "shutil", "subprocess"] {
      table[name] = "Foundation takes its place"
    }
    for name in ["typing", "itertools", "functools", "collections", "copy", "dataclasses", "abc", "__future__"] {
      table[name] = "Swift's language and standard library take its place"
    }
    return table
  }()
}
