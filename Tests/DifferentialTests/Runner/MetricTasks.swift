// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Tensors

let metricTasks: [String: Task] = [
  "metrics": { problem in
    let (labels, predicted) = (try problem.integers("labels"), try problem.integers("predicted"))
    let weights = problem.has("weights") ? try problem.tensor("weights") : nil
    var answer = Answer()
    answer.add("accuracy", accuracyScore(labels, predicted, weights: weights))
    answer.add("balanced", balancedAccuracyScore(labels, predicted, weights: weights))
    for (name, average) in [("macro", ScoreAverage.macro), ("weighted", .weighted)] {
      answer.add("precision \(name)", precisionScore(labels, predicted, average: average, weights: weights))
      answer.add("recall \(name)", recallScore(labels, predicted, average: average, weights: weights))
      answer.add("f1 \(name)", f1Score(labels, predicted, average: average, weights: weights))
    }
    answer.add("confusion", confusionMatrix(labels, predicted).counts)
    answer.add("report", text: classificationReport(labels, predicted, weights: weights).description)
    answer.add("report4", text: classificationReport(labels, predicted, digits: 4).description)
    return answer
  },
  "rankings": { problem in
    let (labels, scores) = (try problem.integers("labels"), try problem.tensor("scores"))
    let weights = problem.has("weights") ? try problem.tensor("weights") : nil
    var answer = Answer()
    answer.add("auc", rocAUCScore(labels, scores, weights: weights))
    answer.add("loss", logLoss(labels, 1 / (1 + exp(-scores)), weights: weights))
    return answer
  },
  "logLoss": { problem in
    var answer = Answer()
    answer.add("loss", logLoss(try problem.integers("labels"), try problem.tensor("probabilities")))
    return answer
  },
]
