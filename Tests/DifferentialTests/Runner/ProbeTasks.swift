// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors

let probeTasks: [String: Task] = [
  "probe": { problem in
    let (data, labels) = (try problem.tensor("data"), try problem.integers("labels"))
    let number = problem.has("number") ? try problem.number("number") : 1
    let fit: FittedLinearProbe<Int>
    switch try problem.text("method") {
    case "means": fit = DifferenceOfMeans().fit(data, labels)
    case "lda": fit = LinearDiscriminant().fit(data, labels)
    case "ridge": fit = RidgeClassifier(alpha: number).fit(data, labels)
    case "squared hinge": fit = LinearSVM(C: number).fit(data, labels)
    case "hinge": fit = LinearSVM(C: number, loss: .hinge, tolerance: 1e-6, maxIterations: 5000).fit(data, labels)
    case let other: throw ProblemError("there is no method \(other)")
    }
    var answer = Answer()
    answer["coefficients"] = fit.coefficients
    answer["intercepts"] = fit.intercepts
    answer["decision"] = fit.decision(data)
    answer.add("predicted", fit.predict(data))
    answer.add("gap", fit.certificate?.dualityGap ?? .nan)
    answer.add("warning", text: fit.warning ?? "")
    return answer
  },
  "crossValidation": { problem in
    var model = LogisticRegression()
    if problem.has("penalty") { model.penalty = .l1 }
    let scoring: LogisticRegressionCV.Scoring =
      switch try problem.text("scoring") {
      case "accuracy": .accuracy
      case "neg_log_loss": .negativeLogLoss
      default: .rocAUC
      }
    let folds = StratifiedKFold(try problem.integer("folds"))
    let fit = LogisticRegressionCV(model, C: try problem.tensor("values"), folds: folds, scoring: scoring)
      .fit(try problem.tensor("data"), try problem.integers("labels"))
    var answer = Answer()
    answer["scores"] = fit.scores
    answer.add("C", fit.C)
    answer["coefficients"] = fit.coefficients
    return answer
  },
  "ranking": { problem in
    let ranking = NeuronRanking(rawValue: try problem.text("by"))!
    var answer = Answer()
    answer.add("order", Tensor(rankNeurons(try problem.tensor("data"), try problem.integers("labels"), by: ranking)))
    return answer
  },
]
