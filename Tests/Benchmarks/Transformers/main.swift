// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The Swift side of Tests/Benchmarks/language_models.py:
//
//     bench-transformers CHECKPOINT CASE.json RESULT.npy REPEATS
//
// where a case says tokens, hook points by name and the position to read in each sequence. Writes the activations (layer ×
// sequence × neuron) and prints a line of JSON: the times of all runs, floating-point operations, the rate of OpenBLAS's
// own matrix product measured between the runs, and the most memory that was in use.

import COpenBLAS
import Foundation
import Tensors
import Transformers

struct Case: Decodable {
  var tokens: [[Int]]
  var points: [String]
  var positions: [Int]
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  try body()
  return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

/// Operations a second of a product of the size that GPT-2's blocks have.
final class ProductRate {
  private let (m, n, k) = (2048, 4096, 1024)
  private let memory: UnsafeMutablePointer<Float>

  init() {
    memory = .allocate(capacity: m * k + k * n + m * n)
    for i in 0..<m * k + k * n { memory[i] = Float(i % 17) / 17 }
    _ = measure()
  }

  func measure() -> Double {
    let time = seconds {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, memory, Int32(k), memory + m * k,
        Int32(n), 0, memory + m * k + k * n, Int32(n))
    }
    return 2 * Double(m * n * k) / time
  }

  deinit { memory.deallocate() }
}

let arguments = CommandLine.arguments
let work = try JSONDecoder().decode(Case.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[2])))
let load = DispatchTime.now().uptimeNanoseconds
let model = try Transformer.load(directory: arguments[1])
let loadTime = Double(DispatchTime.now().uptimeNanoseconds - load) / 1e9
let points = HookPoints(named: work.points)
var (times, rates): ([Double], [Double]) = ([], [])
var flops = 0.0
for repeat_ in 0..<Int(arguments[4])! {
  var run: TransformerRun?
  times.append(seconds { run = model.run(work.tokens, capturing: points, at: .each(work.positions)) })
  flops = run!.plan.flops
  if repeat_ == 0 {
    print(run!.plan.description.split(separator: "\n")[0])
    let values = stack(work.points.map { run![HookPoints(named: [$0])] })
    try values.write(npy: arguments[3])
  }
}
// The peak of this process alone; `getrusage` counts that of the program which started it, too.
let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }!.split(separator: " ").compactMap {
  Double($0)
}
let product = ProductRate()
for _ in 0..<4 { rates.append(product.measure()) }
let result: [String: Any] = [
  "load": loadTime, "times": times, "flops": flops, "rate": rates.max()!, "megabytes": peak[0] / 1024,
]
print(String(decoding: try JSONSerialization.data(withJSONObject: result), as: UTF8.self))
