// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors

let statisticsTasks: [String: Task] = [
  "tTest": { problem in
    let (a, b) = (try problem.tensor("a"), try problem.tensor("b"))
    let kind = TTest.Kind(rawValue: try problem.text("kind"))!
    let test = tTest(a, b, kind, alternative: Alternative(rawValue: try problem.text("alternative"))!)
    var answer = Answer()
    answer["statistic"] = test.statistic
    answer["pValue"] = test.pValue
    answer["logPValue"] = test.logPValue
    answer["degreesOfFreedom"] = test.degreesOfFreedom
    let interval = test.confidenceInterval(0.9)
    answer["low"] = interval.low
    answer["high"] = interval.high
    return answer
  },
  "rankTests": { problem in
    let (a, b) = (try problem.tensor("a"), try problem.tensor("b"))
    let side = Alternative(rawValue: try problem.text("alternative"))!
    var answer = Answer()
    let (u, w) = (mannWhitneyU(a, b, alternative: side), wilcoxon(a, alternative: side))
    answer["u"] = u.statistic
    answer["uP"] = u.pValue
    answer["w"] = w.statistic
    answer["wP"] = w.pValue
    return answer
  },
  "multipleTests": { problem in
    let level = try problem.number("level")
    let correction: MultipleComparison =
      switch try problem.text("method") {
      case "bonferroni": .bonferroni(level)
      case "holm": .holm(level)
      case "fdr_bh": .benjaminiHochberg(level)
      default: .benjaminiYekutieli(level)
      }
    let tests = correction.test(try problem.tensor("p"))
    var answer = Answer()
    answer.add("rejected", tests.rejected)
    answer["adjusted"] = tests.adjusted
    return answer
  },
  "correlations": { problem in
    let (x, y) = (try problem.tensor("x"), try problem.tensor("y"))
    var answer = Answer()
    for (name, test) in [("pearson", pearson(x, y)), ("spearman", spearman(x, y))] {
      answer.add(name, test.coefficient)
      answer.add("\(name) p", test.pValue)
    }
    return answer
  },
  "logitScan": { problem in
    let scan = LogitScan(l1: try problem.number("l1"), seed: 0).fit(
      try problem.tensor("x"), try problem.integers("y"), train: try problem.integers("train"),
      test: try problem.integers("test"))
    var answer = Answer()
    answer["intercept"] = scan.intercepts
    answer["slope"] = scan.coefficients
    answer["standardError"] = scan.standardErrors
    answer["p"] = scan.pValues()
    answer["ratioP"] = scan.pValues(.likelihoodRatio)
    answer["kkt"] = scan.kktResiduals
    answer["test"] = scan.accuracy(.test)
    return answer
  },
]
