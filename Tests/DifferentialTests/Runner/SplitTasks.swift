// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Tensors

let splitTasks: [String: Task] = [
  "trainTestSplit": { problem in
    let test: SplitSize? =
      problem.has("testShare")
      ? .fraction(try problem.number("testShare"))
      : problem.has("testRows") ? .count(try problem.integer("testRows")) : nil
    let train: SplitSize? = problem.has("trainShare") ? .fraction(try problem.number("trainShare")) : nil
    let (rows, seed) = (try problem.integer("rows"), try problem.integer("seed"))
    let split =
      problem.has("labels")
      ? trainTestSplit(rows, testSize: test, trainSize: train, stratify: try problem.integers("labels"), seed: seed)
      : trainTestSplit(rows, testSize: test, trainSize: train, seed: seed)
    var answer = Answer()
    answer.add("train", split.train)
    answer.add("test", split.test)
    return answer
  },
  "folds": { problem in
    let seed = problem.has("seed") ? try problem.integer("seed") : nil
    let folds = try problem.integer("folds")
    let splits =
      problem.has("labels")
      ? StratifiedKFold(folds, shuffleSeed: seed).splits(try problem.integers("labels"))
      : KFold(folds, shuffleSeed: seed).splits(try problem.integer("rows"))
    var answer = Answer()
    for (index, split) in splits.enumerated() {
      answer.add("train\(index)", split.train)
      answer.add("test\(index)", split.test)
    }
    return answer
  },
]
