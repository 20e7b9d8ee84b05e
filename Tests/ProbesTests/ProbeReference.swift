// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors

/// What scikit-learn answered, as written by `Fixtures/generate_probes.py`.
struct ProbeReference: Decodable {
  var numbers: [String: [Double]]
  var texts: [String: String]

  static let shared: ProbeReference = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/probes.json").path
    return try! JSONDecoder().decode(Self.self, from: FileManager.default.contents(atPath: path)!)
  }()

  static func numbers(_ name: String) -> Tensor<Double> {
    guard let numbers = shared.numbers[name] else { fatalError("probes.json has no numbers \(name)") }
    return Tensor(numbers)
  }

  static func integers(_ name: String) -> Tensor<Int> { Tensor<Int>(numbers(name)) }
}

/// The generator's problem: labels in turn, feature k shifted for class k.
func classProblem(seed: Int, rows: Int, columns: Int, classes: Int) -> (data: Tensor<Double>, labels: Tensor<Int>) {
  let labels = Tensor((0..<rows).map { $0 % classes })
  var data = RandomState(seed: seed).randn(rows, columns)
  for k in 0..<classes { data[..., k] += Tensor<Double>(labels .== k) * 1.5 }
  return (data, labels)
}
