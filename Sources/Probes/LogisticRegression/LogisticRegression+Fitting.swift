// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

extension LogisticRegression {
  var penaltyWeights: PenaltyWeights {
    switch penalty {
    case .l1: PenaltyWeights(l1: 1, l2: 0)
    case .l2: PenaltyWeights(l1: 0, l2: 1)
    case .elasticNet(let ratio): PenaltyWeights(l1: ratio, l2: 1 - ratio)
    case .none: PenaltyWeights(l1: 0, l2: 0)
    }
  }

  /// Traps on parameters that make no sense.
  private func check(_ values: [Double], _ name: String) {
    for value in values where !(value > 0 && value.isFinite) {
      trap("\(name): C must be positive and finite, but is \(value)")
    }
    if case .elasticNet(let ratio) = penalty, !(0...1).contains(ratio) {
      trap("\(name): l1Ratio must lie between 0 and 1, but is \(ratio)")
    }
    guard tolerance > 0 else { trap("\(name): tolerance must be positive, but is \(tolerance)") }
    guard maxIterations > 0 else { trap("\(name): maxIterations must be positive, but is \(maxIterations)") }
    if case .saga(_, let epochs, _) = solver {
      guard epochs > 0 else { trap("\(name): saga needs at least one epoch, but epochs is \(epochs)") }
      if penalizesIntercept { trap("\(name): saga has no penalised intercept; use solver: .exact") }
    }
  }

  /// The weight of each row: its own times its class's.
  private func weights<Label>(_ table: LabelTable<Label>, _ given: [Double]?, _ name: String) -> [Double] {
    let rows = given ?? [Double](repeating: 1, count: table.indices.count)
    var totals = table.classes.map { _ in 0.0 }
    for (row, index) in table.indices.enumerated() { totals[index] += rows[row] }
    if let empty = totals.firstIndex(of: 0) {
      trap("\(name): all samples of class \(table.classes[empty]) have weight 0; at least two classes must count")
    }
    let byClass: [Double]
    switch classWeights {
    case .equal: byClass = totals.map { _ in 1 }
    case .balanced: byClass = totals.map { totals.reduce(0, +) / (Double(totals.count) * $0) }
    case .explicit(let values):
      guard values.count == totals.count, values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        trap(
          "\(name): \(totals.count) classes need as many positive class weights, in rising order of the labels, but they "
            + "are \(values)")
      }
      byClass = values
    }
    return zip(rows, table.indices).map { $0 * byClass[$1] }
  }

  /// One fit for each C, in the order given; says no warnings.
  func fits<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>, _ sampleWeights: Tensor<Double>?, _ values: [Double],
    _ name: String
  ) -> [FittedLogisticRegression<Label>] {
    check(values, name)
    let samples = SampleChecks.matrix(data, minimumRows: 2, operation: name)
    let table = LabelTable(labels, rows: samples.shape[0], operation: name)
    let given = SampleChecks.weights(sampleWeights, rows: samples.shape[0], operation: name)
    let problem = LogisticProblem(
      Design(samples), targets: table.indices, classCount: table.classes.count, weights: weights(table, given, name),
      intercept: intercept, penalizesIntercept: penalizesIntercept,
      largestMagnitude: SampleChecks.largestMagnitude(samples, operation: name))
    let solutions: [LinearSolution]
    switch solver {
    case .exact: solutions = exactSolutions(problem, values)
    case .saga(let seed, let epochs, let tolerance):
      guard table.classes.count == 2 else {
        trap("\(name): saga supports two classes only, but the labels hold \(table.classes.count); use solver: .exact")
      }
      if let single = samples as? Tensor<Float> {
        solutions = sagaSolutions(single, problem, values, seed, epochs, tolerance)
      } else {
        let double = samples as? Tensor<Double> ?? Tensor<Double>(samples)
        solutions = sagaSolutions(double, problem, values, seed, epochs, tolerance)
      }
    }
    return zip(values, solutions).map { C, solution in
      FittedLogisticRegression(
        solution, model: self, C: C, classes: table.classes, warning: warning(solution, C))
    }
  }

  private func exactSolutions(_ problem: LogisticProblem, _ values: [Double]) -> [LinearSolution] {
    let weights = penaltyWeights
    var solutions = [LinearSolution?](repeating: nil, count: values.count)
    let bar = ProgressBar("Logistic regression", total: values.count)
    let solve: (Double) -> LinearSolution
    if weights.l1 > 0 {
      let solver = SparseSolver(problem, penalty: weights, tolerance: tolerance, maxIterations: maxIterations)
      solve = { solver.solve(C: $0) }
    } else {
      let solver = SmoothSolver(problem, l2: weights.l2, tolerance: tolerance, maxIterations: maxIterations)
      solve = { solver.solve(C: $0) }
    }
    let order = values.indices.sorted { values[$0] < values[$1] }
    for (done, index) in order.enumerated() {
      Interrupt.check()
      solutions[index] = solve(values[index])
      bar.update(done + 1)
    }
    bar.finish()
    return solutions.compactMap { $0 }
  }

  private func sagaSolutions<Scalar: SAGAScalar>(
    _ data: Tensor<Scalar>, _ problem: LogisticProblem, _ values: [Double], _ seed: Int, _ epochs: Int,
    _ tolerance: Double
  ) -> [LinearSolution] {
    let solvers = values.map {
      SAGASolver(data, problem: problem, penalty: penaltyWeights, C: $0, seed: seed, tolerance: tolerance)
    }
    nonisolated(unsafe) let shared = solvers
    let bar = ProgressBar("SAGA", total: epochs)
    var ran = 0
    // A few epochs at a time: threads must not be left by an interrupt.
    while ran < epochs && solvers.contains(where: { !$0.converged }) {
      let count = min(10, epochs - ran)
      parallel(solvers.count, grain: 1) { range in for index in range { shared[index].run(epochs: count) } }
      ran += count
      bar.update(ran)
      Interrupt.check()
    }
    bar.finish()
    return zip(values, solvers).map { C, solver in
      SparseSolver(problem, penalty: penaltyWeights, tolerance: tolerance, maxIterations: 1).evaluate(
        solver.coefficients, intercepts: [solver.intercept], C: C, iterations: solver.epochs,
        converged: solver.converged)
    }
  }

  private func warning(_ solution: LinearSolution, _ C: Double) -> String? {
    if solution.isSeparable {
      return
        "The classes can be separated, so that without a penalty no coefficients are best: they would grow without limit. "
        + "These are where the solver stopped. Use a penalty, for example .l2."
    }
    if solution.converged { return nil }
    if case .saga = solver {
      return
        "SAGA did not converge in \(solution.iterations) epochs at C = \(C): these are intermediate values, not the "
        + "optimum. The objective is at most \(solution.certificate.dualityGap.significant(4)) above its minimum; "
        + "solver: .exact finds it."
    }
    return "Not converged after \(solution.iterations) Newton steps at C = \(C): the KKT residual is "
      + "\(solution.certificate.kktResidual), asked for was \(tolerance). Raise maxIterations or tolerance, or scale "
      + "the data."
  }
}
