// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The Swift side of Tests/Benchmarks/statistical.py:
//
//     bench-statistics t-tests|rank-tests|scan ARRAY.npy LABELS.npy
//
// prints the seconds of one run after another, and numbers by which the sides are compared, as a line of JSON.

import Foundation
import Probes
import Statistics
import Tensors

func seconds(_ body: () -> Void) -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  body()
  return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// A line of /proc/self/status, in bytes: VmRSS is the memory in use, VmHWM the largest so far.
func memory(_ name: String) -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
  return 1024 * (Double(line.split(whereSeparator: { !$0.isNumber }).first ?? "0") ?? 0)
}

let arguments = CommandLine.arguments
let labels = try Tensor<Int>(npy: arguments[3])
var result: [String: Any] = [:]
switch arguments[1] {
case "t-tests":
  let x = try Tensor<Double>(npy: arguments[2])
  let half = x.shape[0] / 2
  let (a, b) = (x[..<half, ...], x[half..., ...])
  var p = Tensor<Double>([])
  result["student"] = (0..<50).map { _ in seconds { p = tTest(a, b).pValue } }
  result["check"] = log(p).sum()
  result["welch"] = (0..<50).map { _ in seconds { p = tTest(a, b, .welch).pValue } }
case "rank-tests":
  let x = try Tensor<Double>(npy: arguments[2])
  let half = x.shape[0] / 2
  let (a, b) = (x[..<half, ...], x[half..., ...])
  var p = Tensor<Double>([])
  result["mannwhitney"] = (0..<5).map { _ in seconds { p = mannWhitneyU(a, b).pValue } }
  result["check"] = log(p).sum()
default:
  let x = try Tensor<Float>(npy: arguments[2])
  // Reading the file took more than the scan does: forget the peak so far.
  try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  let (bytes, before) = (Double(x.count * 4), memory("VmRSS"))
  var scan: FittedLogitScan?
  result["scan"] = (0..<3).map { _ in seconds { scan = LogitScan(l1: 0.1, testFraction: 0.2, seed: 1).fit(x, labels) } }
  result["memory"] = memory("VmHWM") / bytes
  result["before"] = before / bytes
  result["kkt"] = scan!.kktResiduals.max()
  result["significant"] = scan!.significant(.bonferroni(0.05)).count
  result["check"] = scan!.accuracy(.test).mean()
}
print(String(decoding: try JSONSerialization.data(withJSONObject: result), as: UTF8.self))
