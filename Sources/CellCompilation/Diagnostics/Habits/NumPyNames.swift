// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// What Martlet has for NumPy's functions: `np.mean(d, axis=0)` is `d.mean(axis: 0)`.
enum NumPyNames {
  /// A remedy with the call's own arguments; nil for a name that is not known here.
  static func swift(_ name: String, call: FunctionCallExprSyntax?) -> String? {
    if let constant = constants[name] { return "write '\(constant)'" }
    guard let call else {
      return methods[name] == nil && !functions.contains(name) ? nil : "write '\(methods[name] ?? name)'"
    }
    var positional: [String] = []
    var labelled: [String] = []
    for argument in call.arguments {
      if let (label, value) = KeywordArgumentHabit.keyword(of: argument.expression) {
        labelled.append("\(KeywordArgumentHabit.labels[label] ?? label): \(value)")
      } else {
        positional.append(KeywordArgumentHabit.phrase(argument.expression))
      }
    }
    let all = positional + labelled
    if let form = forms[name] { return form(positional, labelled).map { "write '\($0)'" } }
    if let method = methods[name], let first = positional.first {
      // `np.mean(d, 0)`: NumPy's second argument is the axis.
      let rest = positional.dropFirst().map { reductions.contains(name) ? "axis: \($0)" : $0 } + labelled
      return "write '\(operand(first)).\(method)(\(rest.joined(separator: ", ")))'"
    }
    if functions.contains(name) { return "write '\(name)(\(all.joined(separator: ", ")))'" }
    return nil
  }

  private static func operand(_ text: String) -> String {
    text.contains(" ") && !text.hasSuffix(")") ? "(\(text))" : text
  }

  /// `(2, 3)` as the two arguments that Martlet's functions take.
  private static func shape(_ arguments: [String]) -> String {
    guard arguments.count == 1, let only = arguments.first, only.hasPrefix("("), only.hasSuffix(")") else {
      return arguments.joined(separator: ", ")
    }
    return only.dropFirst().dropLast().description
  }

  private static let constants = [
    "pi": "Double.pi", "e": "exp(1.0)", "inf": "Double.infinity", "nan": "Double.nan", "newaxis": "newAxis",
    "float32": "Float", "float64": "Double", "int64": "Int", "int32": "Int32", "bool_": "Bool",
    "ndarray": "Tensor<Double>",
    "Tensor": "Tensor<Double>",
  ]

  private static let functions: Set<String> = [
    "exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "sinh", "cosh", "asin", "acos", "atan", "abs", "maximum",
    "minimum", "stack", "einsum", "tensordot", "meshgrid", "linspace", "cov", "corrcoef", "pow", "softmax", "relu",
    "sigmoid", "concatenate", "histogram",
  ]

  private static let reductions: Set<String> = [
    "mean", "sum", "std", "max", "min", "amax", "amin", "argmax", "argmin", "cumsum", "prod", "var", "median", "any",
    "all", "argsort", "nanmean", "nanstd", "nanmax", "nanmin",
  ]

  private static let methods = [
    "mean": "mean", "sum": "sum", "std": "std", "max": "max", "min": "min", "amax": "max", "amin": "min",
    "argmax": "argmax", "argmin": "argmin", "cumsum": "cumsum", "prod": "product", "var": "variance",
    "median": "median", "any": "any", "all": "all", "sort": "sorted", "argsort": "argsort", "unique": "unique",
    "diff": "diff", "percentile": "percentile", "quantile": "quantile", "reshape": "reshaped", "ravel": "flattened",
    "squeeze": "squeezed", "dot": "matmul", "matmul": "matmul", "outer": "outer", "trace": "trace", "tril": "tril",
    "triu": "triu", "flip": "flipped", "tile": "tiled", "bincount": "bincount", "nanmean": "nanmean",
    "nanstd": "nanstd", "nanmax": "nanmax", "nanmin": "nanmin", "round": "rounded", "sign": "sign",
    "isin": "isIn", "linalg.norm": "norm", "nonzero": "nonzero", "flatnonzero": "positions",
  ]

  private typealias Form = @Sendable (_ positional: [String], _ labelled: [String]) -> String?

  private static let forms: [String: Form] = {
    var forms: [String: Form] = [
      "array": { all, _ in all.first.map { "Tensor(\($0))" } },
      "asarray": { all, _ in all.first.map { "Tensor(\($0))" } },
      "tensor": { all, _ in all.first.map { "Tensor(\($0))" } },
      "from_numpy": { all, _ in all.first },
      "zeros": { all, _ in "zeros(\(shape(all)))" }, "ones": { all, _ in "ones(\(shape(all)))" },
      "eye": { all, _ in all.first.map { "Tensor<Double>.identity(\($0))" } },
      "full": { all, _ in all.count == 2 ? "Tensor(repeating: \(all[1]), shape: [\(shape([all[0]]))])" : nil },
      "arange": { all, _ in
        all.count == 3 ? "arange(\(all[0]), \(all[1]), step: \(all[2]))" : "arange(\(all.joined(separator: ", ")))"
      },
      "where": { all, _ in
        all.count == 3
          ? "\(operand(all[2])).replacing(with: \(all[1]), where: \(all[0]))"
          : all.first.map { "\(operand($0)).nonzero()" }
      },
      "clip": { all, _ in all.count == 3 ? "\(operand(all[0])).clipped(to: \(all[1])...\(all[2]))" : nil },
      "transpose": { all, _ in all.first.map { "\(operand($0)).transposed" } },
      "isnan": { all, _ in all.first.map { "\(operand($0)).isNaN" } },
      "isfinite": { all, _ in all.first.map { "\(operand($0)).isFinite" } },
      "allclose": { all, _ in all.count > 1 ? "\(operand(all[0])).isClose(to: \(all[1]))" : nil },
      "array_equal": { all, _ in all.count > 1 ? "\(all[0]) == \(all[1])" : nil },
      "logical_and": { all, _ in all.count > 1 ? "\(all[0]) .& \(all[1])" : nil },
      "logical_or": { all, _ in all.count > 1 ? "\(all[0]) .| \(all[1])" : nil },
      "logical_not": { all, _ in all.first.map { ".!\($0)" } },
      "vstack": { all, _ in all.first.map { "concatenate(\($0), axis: 0)" } },
      "hstack": { all, _ in all.first.map { "concatenate(\($0), axis: 1)" } },
      "cat": { all, labels in "concatenate(\((all + labels).joined(separator: ", ")))" },
      "load": { all, _ in all.first.map { "try Tensor<Double>(npy: \($0))" } },
      "save": { all, _ in all.count > 1 ? "try \(all[1]).write(npy: \(all[0]))" : nil },
      "loadtxt": { all, _ in all.first.map { "try Tensor(csv: \($0))" } },
      "random.seed": { all, _ in all.first.map { "RandomState.session.seed(\($0))" } },
      "manual_seed": { all, _ in all.first.map { "RandomState.session.seed(\($0))" } },
      "random.default_rng": { all, _ in "RandomState(seed: \(all.first ?? "0"))" },
      "random.RandomState": { all, _ in "RandomState(seed: \(all.first ?? "0"))" },
      "random.randint": { all, _ in
        all.count > 1
          ? "RandomState.session.randint(\(all[0])..<\(all[1])\(all.count > 2 ? ", \(shape([all[2]]))" : ""))" : nil
      },
      "no_grad": { _, _ in nil },
    ]
    for name in ["randn", "rand", "permutation", "normal", "uniform", "choice"] {
      forms["random." + name] = { all, _ in "RandomState.session.\(name)(\(shape(all)))" }
    }
    for name in ["randn", "rand"] { forms[name] = forms["random." + name] }
    for name in ["inv", "det", "svd", "eigh", "qr", "cholesky", "solve", "lstsq", "pinv"] {
      forms["linalg." + name] = { all, _ in "\(name)(\(all.joined(separator: ", ")))" }
    }
    return forms
  }()
}
