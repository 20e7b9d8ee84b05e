// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Answers problems: one JSON object a line on standard input, one on standard output. `Tests/DifferentialTests` asks
// through `runner.py`.

import Foundation

/// What can be asked, by the name that a problem gives as its `task`. A family of tasks is a file here and a file of
/// tests beside this folder.
let tasks = [
  splitTasks, metricTasks, logisticTasks, clusteringTasks, statisticsTasks, probeTasks, tokenizerTasks,
].reduce(into: [:]) {
  $0.merge($1) { first, _ in first }
}

while let line = readLine() {
  do {
    let problem = try JSONDecoder().decode(Problem.self, from: Data(line.utf8))
    guard let task = tasks[problem.task] else { throw ProblemError("there is no task \(problem.task)") }
    let answer = try JSONEncoder().encode(try task(problem).values)
    print(String(decoding: answer, as: UTF8.self))
  } catch {
    var answer = Answer()
    answer.add("error", text: "\(error)")
    print(String(decoding: try JSONEncoder().encode(answer.values), as: UTF8.self))
  }
  fflush(nil)
}
