// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `np.zeros(3)`, `plt.plot(x, y)`, `torch.tensor(…)`: modules by the names that Python sessions give them.
struct AliasHabit: CompilerHabit {
  private static let modules = [
    "np": "numpy", "numpy": "numpy", "plt": "matplotlib", "pyplot": "matplotlib", "matplotlib": "matplotlib",
    "sns": "seaborn", "torch": "torch", "nn": "torch", "F": "torch", "optim": "torch", "jnp": "jax", "jax": "jax",
    "pd": "pandas", "scipy": "scipy", "stats": "scipy", "sklearn": "sklearn", "math": "math", "random": "random",
    "os": "os", "sys": "sys", "json": "json", "time": "time", "re": "re",
  ]

  func advice(on finding: Finding) -> Advice? {
    guard let alias = finding.missingName, let module = Self.modules[alias], alias == finding.token.text,
      var outer = finding.reference?.parent?.as(MemberAccessExprSyntax.self)
    else { return nil }
    var path = [outer.declName.baseName.text]
    while let next = outer.parent?.as(MemberAccessExprSyntax.self), next.base?.id == outer.id {
      outer = next
      path.append(next.declName.baseName.text)
    }
    let call = outer.parent?.as(FunctionCallExprSyntax.self).flatMap { $0.calledExpression.id == outer.id ? $0 : nil }
    let scope = call?.byteRange ?? outer.byteRange
    let name = path.joined(separator: ".")
    let isTensors = ["numpy", "torch", "jax", "scipy"].contains(module)
    let written =
      isTensors || module == "math"
      ? NumPyNames.swift(name, call: call) : module == "matplotlib" ? PyplotNames.swift(name, call: call) : nil
    let message = "'\(alias)' is a module of Python; "
    if let written {
      return Advice(message + "Martlet's names stand by themselves", remedies: [written], scope: scope)
    }
    guard let known = PythonModules.advice(on: module, scope: scope) else { return nil }
    var remedies: [String] = []
    if isTensors { remedies = ["docs/tensors.md lists what Martlet has for each of NumPy's names"] }
    return Advice(known.message, remedies: remedies, scope: scope)
  }
}

extension AliasHabit {
  /// Martlet's words for a call such as `np.array([1, 2])`; nil for every other call.
  static func swift(_ call: FunctionCallExprSyntax) -> String? {
    var path: [String] = []
    var node = call.calledExpression
    while let member = node.as(MemberAccessExprSyntax.self), let base = member.base {
      path.insert(member.declName.baseName.text, at: 0)
      node = base
    }
    guard let alias = node.as(DeclReferenceExprSyntax.self)?.baseName.text, !path.isEmpty,
      ["numpy", "torch", "jax"].contains(modules[alias]),
      let remedy = NumPyNames.swift(path.joined(separator: "."), call: call)
    else { return nil }
    return remedy.wholeMatch(of: /write '(.*)'/).map { String($0.1) }
  }
}

/// What Martlet has for the functions of matplotlib's pyplot.
enum PyplotNames {
  static func swift(_ name: String, call: FunctionCallExprSyntax?) -> String? {
    let arguments = (call?.arguments.map { $0 } ?? []).filter { KeywordArgumentHabit.keyword(of: $0.expression) == nil }
      .map { KeywordArgumentHabit.phrase($0.expression) }
    if let mark = marks[name] {
      let data = arguments.prefix(2).joined(separator: ", ")
      return "write 'Figure { Plot { \(mark)(\(data)) } }'"
    }
    return others[name].map { $0.replacing("$0", with: arguments.first ?? "\"…\"") }
  }

  private static let marks = [
    "plot": "Line", "scatter": "Points", "hist": "Histogram", "bar": "Bars", "imshow": "Heatmap", "matshow": "Heatmap",
    "pcolormesh": "Heatmap", "errorbar": "ErrorBars", "step": "Step", "fill_between": "Area", "axhline": "Rule",
    "axvline": "Rule",
  ]

  private static let others = [
    "show": "leave the line out: a figure that is a cell's last expression is shown",
    "figure": "write 'Figure { Plot { … } }'", "subplots": "write 'Figure { Plot { … } }'",
    "subplot": "write one 'Plot { … }' after the other in 'Figure { … }'",
    "title": "write 'Plot($0) { … }'", "xlabel": "write '.labels(x: $0)' after the plot",
    "ylabel": "write '.labels(y: $0)' after the plot", "xlim": "write '.limits(x: …)' after the plot",
    "ylim": "write '.limits(y: …)' after the plot", "legend": "label the marks: 'Line(x, y).label(\"…\")'",
    "savefig": "write 'try figure.save($0)'", "close": "leave the line out", "tight_layout": "leave the line out",
    "colorbar": "write '.colorbar()' after the plot",
  ]
}
