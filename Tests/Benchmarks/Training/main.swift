// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The Swift side of Tests/Benchmarks/training.py: runs one case and prints seconds and a loss as JSON.
//
//     bench-training recipe | cell | transformer STEPS

import Foundation
import Tensors
import Training

func seconds(_ body: () -> Void) -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  body()
  return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

func report(_ seconds: Double, _ loss: Double) { print("{\"seconds\": \(seconds), \"loss\": \(loss)}") }

/// The lecture's data: two sources, mixed.
func mixedSources() -> Tensor<Float> {
  let t = linspace(0, 14 * Double.pi, 3000)
  let square = t.mapElements { $0 == 0 ? 1.0 : Foundation.sin(3 * $0) < 0 ? 0.0 : 2.0 }
  let sources = stack(Tensors.sin(t) + 1, square).transposed
  return Tensor<Float>(sources.matmul(Tensor([[1, 0.4], [0.6, 1]])))
}

/// The lecture's model, as a cell declares it.
struct Autoencoder: Module {
  let encoder = Linear(2, 20, random: RandomState(seed: 1))
  let decoder = Linear(20, 2, random: RandomState(seed: 2))

  func callAsFunction(_ x: Variable) -> (reconstruction: Variable, latents: Variable) {
    let latents = gelu(encoder(x))
    return (decoder(latents), latents)
  }
}

/// GPT-2's block.
struct Block: Layer {
  let firstNorm: LayerNorm, attention: CausalSelfAttention, secondNorm: LayerNorm, mlp: MLP

  init(_ width: Int, _ heads: Int) {
    firstNorm = LayerNorm(width)
    attention = CausalSelfAttention(width, heads: heads, initialization: .normal(std: 0.02))
    secondNorm = LayerNorm(width)
    mlp = MLP(width, initialization: .normal(std: 0.02))
  }

  func callAsFunction(_ x: Variable) -> Variable {
    let middle = x + attention(firstNorm(x))
    return middle + mlp(secondNorm(middle))
  }
}

struct LanguageModel: Module {
  let tokens = Embedding(3000, 192, initialization: .normal(std: 0.02))
  let positions = Embedding(128, 192, initialization: .normal(std: 0.02))
  let blocks = (0..<4).map { _ in Block(192, 6) }
  let norm = LayerNorm(192)

  func loss(_ ids: Tensor<Int>, _ next: Tensor<Int>) -> Variable {
    let start = tokens(ids) + positions(arange(ids.shape[1]))
    return linearCrossEntropy(norm(blocks.reduce(start) { $1($0) }), tokens.weight, next)
  }
}

switch CommandLine.arguments[1] {
case "recipe":
  let x = mixedSources()
  let settings = SparseAutoencoder(latents: 20, .gelu(), epochs: 600, learningRate: 7e-4, seed: 1)
  var fitted = settings.fit(x)
  let best = (0..<5).map { _ in seconds { fitted = settings.fit(x) } }.min() ?? 0
  report(best, fitted.losses[-1, ...].sum())
case "cell":
  let x = Variable(mixedSources())
  var last = 0.0
  let best = (0..<3).map { _ in
    seconds {
      let model = Autoencoder()
      let history = train(600, Adam(model.parameters, learningRate: 7e-4)) { _ in
        let (reconstruction, latents) = model(x)
        return mseLoss(reconstruction, x) + sparsityLoss(latents)
      }
      last = history.lastLoss ?? 0
    }
  }
  report(best.min() ?? 0, last)
default:
  let steps = Int(CommandLine.arguments[2]) ?? 5
  RandomState.session.seed(1)
  let model = LanguageModel()
  let optimizer = AdamW(model.parameters, learningRate: 3e-4)
  let ids = RandomState(seed: 1).randint(0..<3000, 16, 129)
  let (x, next) = (ids[0..., ..<128].contiguous(), ids[0..., 1...].contiguous())
  var last = 0.0
  let times = (0..<steps).map { _ in
    seconds { last = train(1, optimizer, clipping: 1) { _ in model.loss(x, next) }.lastLoss ?? 0 }
  }
  report(times.dropFirst().min() ?? times[0], last)
}
