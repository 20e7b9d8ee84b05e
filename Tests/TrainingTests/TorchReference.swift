// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// What `Fixtures/generate_torch.py` wrote.
struct TorchReference: Decodable {
  struct Listed: Decodable {
    let shape: [Int]
    let values: [Double]
    var double: Tensor<Double> { Tensor(values, shape: shape) }
    var float: Tensor<Float> { Tensor<Float>(double) }
  }

  struct Operation: Decodable {
    let inputs: [Listed]
    let weights: Listed
    let value: Listed
    let gradients: [Listed]
  }

  struct Steps: Decodable {
    let starts: [Listed]
    let gradients: [Listed]
    let ends: [String: [Listed]]
  }

  struct Autoencoder: Decodable {
    let parameters: [String: Listed]
    let losses: [Double]
    let gradients: [String: Listed]
  }

  struct Autoencoders: Decodable {
    let data: Listed
    let dead: [Bool]
    let topK: Autoencoder
    let gated: Autoencoder
    let relu: Autoencoder
  }

  struct Recipe: Decodable {
    struct Run: Decodable {
      let initial: [String: Listed]
      let trained: [String: Listed]
      let losses: [[Double]]
    }
    let data: Listed
    let l1: Run
    let decorrelation: Run
  }

  let operations: [String: Operation]
  let steps: Steps
  let autoencoders: Autoencoders
  let recipe: Recipe

  static func load() throws -> TorchReference {
    let url = try #require(Bundle.module.url(forResource: "torch", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(TorchReference.self, from: Data(contentsOf: url))
  }
}

/// The greatest difference between two tensors of one shape, relative to the largest number where that is above 1.
func distance<A: BinaryFloatingPoint & TensorScalar, B: BinaryFloatingPoint & TensorScalar>(
  _ a: Tensor<A>, _ b: Tensor<B>
) -> Double {
  guard a.shape == b.shape else { return .infinity }
  let scale = b.reduce(1.0) { max($0, abs(Double($1))) }
  return zip(a, b).reduce(0.0) { max($0, abs(Double($1.0) - Double($1.1)) / scale) }
}
