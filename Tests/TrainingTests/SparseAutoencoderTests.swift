// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Training

/// Sparse autoencoders beside torch, and on data whose directions are known.
@Suite struct SparseAutoencoderTests {
  private func expectTrained(_ run: TorchReference.Recipe.Run, _ penalty: SparsityPenalty) throws {
    let data = try TorchReference.load().recipe.data.float
    let fitted = SparseAutoencoder(latents: 8, .gelu(penalty: penalty), epochs: 30).fit(
      data, initial: run.initial.mapValues(\.float))
    for (name, value) in run.trained {
      #expect(distance(fitted.stateDictionary[name] ?? [], value.double) < 2e-6, "\(name)")
    }
    #expect(distance(fitted.losses, Tensor(run.losses)) < 3e-6)
  }

  @Test func `the lecture's recipe ends where torch does, with either penalty`() throws {
    let recipe = try TorchReference.load().recipe
    try expectTrained(recipe.l1, .l1)
    try expectTrained(recipe.decorrelation, .decorrelation)
  }

  private static let lecture: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["MARTLET_SHARED"].map { URL(fileURLWithPath: $0) }
    let candidates = [named, root.deletingLastPathComponent().appendingPathComponent("shared")]
    return candidates.compactMap { $0?.appendingPathComponent("reference/seed2_autoencoder") }
      .first { FileManager.default.fileExists(atPath: $0.appendingPathComponent("data.npy").path) }
  }()

  @Test(
    .enabled(
      if: lecture != nil, "no reference files: set MARTLET_SHARED to the folder that holds reference/seed2_autoencoder")
  )
  func `600 epochs on the lecture's data end at its trained parameters`() throws {
    let folder = try #require(Self.lecture)
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    func state(_ name: String) throws -> [String: Tensor<Float>] {
      let file = try Safetensors(path(name))
      return try Dictionary(uniqueKeysWithValues: file.names.map { ($0, try file.tensor($0)) })
    }
    let x = try Tensor<Double>(npy: path("data.npy"))
    let fitted = SparseAutoencoder(latents: 20, .gelu(), epochs: 600, learningRate: 7e-4).fit(
      x, initial: try state("initial.safetensors"))
    // Adam divides by the size of gradients: where they are all but zero their rounding becomes a step of its own.
    for (name, value) in try state("trained.safetensors") {
      #expect(distance(fitted.stateDictionary[name] ?? [], value) < 1e-4, "\(name)")
    }
    #expect(distance(fitted.losses, try Tensor<Double>(npy: path("losses.npy"))) < 1e-5)
    #expect(distance(fitted.latents(of: x), try Tensor<Double>(npy: path("estLatent.npy"))) < 1e-4)
    #expect(distance(fitted.reconstruction(of: x), try Tensor<Double>(npy: path("x_recon.npy"))) < 1e-4)
  }

  @Test func `one pass over the cache and the tape give the same run`() {
    let x = Tensor<Float>(RandomState(seed: 2).numbers(700, 3))
    let whole = SparseAutoencoder(latents: 10, epochs: 20, seed: 4).fit(x)
    let tape = SparseAutoencoder(latents: 10, epochs: 20, batchSize: 700, seed: 4).fit(x)
    for (name, value) in whole.stateDictionary {
      #expect(distance(tape.stateDictionary[name] ?? [], value) < 1e-5, "\(name)")
    }
    #expect(distance(tape.losses, whole.losses) < 1e-5)
  }

  @Test func `losses and gradients of the other kinds are those of the papers`() throws {
    let reference = try TorchReference.load().autoencoders
    let cases: [(String, SparseAutoencoderKind, TorchReference.Autoencoder)] = [
      ("topK", .topK(2), reference.topK), ("gated", .gated(l1: 0.3), reference.gated),
      ("relu", .relu(l1: 0.3), reference.relu),
    ]
    for (name, kind, expected) in cases {
      let step = SparseAutoencoder(latents: 6, kind).lossesAndGradients(
        reference.data.float, at: expected.parameters.mapValues(\.float), dead: Tensor(reference.dead))
      #expect(
        zip(step.losses, expected.losses).allSatisfy { abs($0 - $1) < 2e-6 * max(1, $1) }, "\(name): \(step.losses)")
      for (parameter, gradient) in expected.gradients {
        #expect(distance(step.gradients[parameter] ?? [], gradient.double) < 5e-6, "\(name): \(parameter)")
      }
    }
  }

  /// Samples that are sums of two of 10 directions in 16 dimensions.
  private func mixtures(_ count: Int) -> (samples: Tensor<Float>, directions: Tensor<Double>) {
    let random = RandomState(seed: 3)
    let raw = random.numbers(10, 16)
    let directions = raw / sqrt((raw * raw).sum(axis: 1, keepingDimensions: true))
    var strengths = Tensor<Double>(repeating: 0, shape: [count, 10])
    for sample in 0..<count {
      for direction in random.choice(10, 2, replacing: false) { strengths[sample, direction] = 0.5 + random.rand() }
    }
    return (Tensor<Float>(strengths.matmul(directions)), directions)
  }

  @Test func `every kind reconstructs sparse mixtures, and finds most of their directions`() {
    let (x, directions) = mixtures(1500)
    for kind: SparseAutoencoderKind in [.topK(2), .gated(l1: 0.3), .relu(l1: 0.3)] {
      let settings = SparseAutoencoder(
        latents: 16, kind, epochs: 60, batchSize: 100, learningRate: 5e-3, seed: 1)
      let fitted = settings.fit(x)
      #expect(fitted.measures.explainedVariance > 0.85, "\(kind): \(fitted)")
      #expect(fitted.measures.meanActive < 6, "\(kind): \(fitted)")
      let likeness = Tensor<Double>(fitted.directions).matmul(directions.transposed).max(axis: 0)
      #expect((likeness .> 0.9).sum() >= 8, "\(kind): \(likeness)")
      let lengths = (fitted.directions * fitted.directions).sum(axis: 1)
      #expect(lengths.allSatisfy { abs($0 - 1) < 1e-5 })
      #expect(fitted.stateDictionary == settings.fit(x).stateDictionary)
      if case .topK(let k) = kind {
        #expect(fitted.latents(of: x).rows.allSatisfy { ($0 .> 0).sum() <= k })
      }
    }
  }

  @Test func `measures count what is active, dead and explained`() {
    let x = Tensor<Float>(RandomState(seed: 5).numbers(40, 2))
    let fitted = SparseAutoencoder(latents: 3, .relu(l1: 0), epochs: 0).fit(
      x,
      initial: [
        "encoder.weight": Tensor([[1, 0], [-1, 0], [0, 0]]), "encoder.bias": Tensor([0, 0, -1]),
        "decoder.weight": Tensor([[1, -1, 0], [0, 0, 1]]), "decoder.bias": Tensor([0, 0]),
      ])
    let measures = fitted.measures, positive = (x[..., 0] .> 0).mean()
    #expect(measures.deadLatents == [2] && measures.meanActive == 1)
    #expect(abs(measures.densities[0] - positive) < 1e-12)
    let second = Tensor<Double>(x[..., 1])
    #expect(abs(measures.meanSquaredError - (second * second).sum() / 80) < 1e-7)
    #expect(fitted.reconstruction(of: x)[..., 0] == x[..., 0])
    #expect(fitted.losses.shape == [0, 2] && fitted.description.contains("dead latents"))
  }

  @Test func `topK keeps the largest positive elements, the first of equals`() {
    let x: Tensor<Float> = Tensor([[3, 1, 3, 2], [-1, -2, -3, 5], [1, 1, 1, 1], [.nan, 2, 1, 4]])
    #expect(topK(Variable(x), 2).value == Tensor([[3, 0, 3, 0], [0, 0, 0, 5], [1, 1, 0, 0], [0, 2, 0, 4]]))
    let wide = Tensor<Float>(RandomState(seed: 6).numbers(20, 301))
    let kept = topK(Variable(wide), 17).value
    for (row, result) in zip(wide.rows, kept.rows) {
      let least = row.sorted(by: >)[16]
      #expect(zip(row, result).allSatisfy { $1 == ($0 >= least ? $0 : 0) })
    }
  }
}
