// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Dispatch
import Probes
import Tensors

let logisticTasks: [String: Task] = [
  "logistic": { problem in
    let model = try logisticRegression(problem)
    let (data, labels) = (try problem.tensor("data"), try problem.integers("labels"))
    let weights = problem.has("weights") ? try problem.tensor("weights") : nil
    var answer = Answer()
    let fit: FittedLogisticRegression<Int>
    if problem.has("single") {
      let single = Tensor<Float>(data)
      fit = model.fit(single, labels, sampleWeights: weights)
    } else {
      fit = model.fit(data, labels, sampleWeights: weights)
    }
    answer.describe(fit)
    answer["probabilities"] = fit.classProbabilities(data)
    return answer
  },
  /// A whole path, with the seconds it took.
  "logisticPath": { problem in
    let model = try logisticRegression(problem)
    let (data, labels) = (try problem.tensor("data"), try problem.integers("labels"))
    let values = try problem.tensor("values")
    let single = problem.has("single") ? Tensor<Float>(data) : nil
    let start = DispatchTime.now().uptimeNanoseconds
    let path = single.map { model.path($0, labels, C: values) } ?? model.path(data, labels, C: values)
    let end = DispatchTime.now().uptimeNanoseconds
    var answer = Answer()
    answer.add("seconds", Double(end - start) / 1e9)
    answer["coefficients"] = path.coefficients
    answer["intercepts"] = path.intercepts
    answer["objective"] = path.objective
    answer["gap"] = path.dualityGap
    answer.add("iterations", path.iterations)
    return answer
  },
]

/// The model that a problem's numbers and texts describe.
private func logisticRegression(_ problem: Problem) throws -> LogisticRegression {
  var model = LogisticRegression(C: problem.has("C") ? try problem.number("C") : 1)
  switch problem.has("penalty") ? try problem.text("penalty") : "l2" {
  case "l1": model.penalty = .l1
  case "l2": model.penalty = .l2
  case "elasticnet": model.penalty = .elasticNet(l1Ratio: try problem.number("l1Ratio"))
  case "none": model.penalty = .none
  case let other: throw ProblemError("there is no penalty \(other)")
  }
  if problem.has("seed") {
    model.solver = .saga(
      seed: try problem.integer("seed"), epochs: try problem.integer("epochs"),
      tolerance: problem.has("tolerance") ? try problem.number("tolerance") : 1e-4)
  }
  if problem.has("noIntercept") { model.intercept = false }
  if problem.has("penalizesIntercept") { model.penalizesIntercept = true }
  if problem.has("balanced") { model.classWeights = .balanced }
  if problem.has("classWeights") { model.classWeights = .explicit(Array(try problem.tensor("classWeights"))) }
  return model
}

extension Answer {
  mutating func describe(_ fit: FittedLogisticRegression<Int>) {
    self["coefficients"] = fit.coefficients
    self["intercepts"] = fit.intercepts
    add("objective", fit.objective)
    add("gap", fit.certificate.dualityGap)
    add("kkt", fit.certificate.kktResidual)
    add("converged", fit.converged ? 1 : 0)
    add("iterations", Double(fit.iterations))
    add("warning", text: fit.warning ?? "")
  }
}
