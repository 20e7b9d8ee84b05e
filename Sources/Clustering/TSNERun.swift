// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Glibc
import JupyterDisplay
import Tensors

/// Gradient descent on t-SNE's objective.
final class TSNERun {
  let state: TSNEState
  let forces: any TSNEForces
  private(set) var iterations = 0
  private(set) var divergence = Double.nan
  /// The divergence after every 50 iterations.
  private(set) var history: [(iteration: Int, divergence: Double)] = []
  private(set) var ending = FittedTSNE.Ending.iterations

  private let updateX: Scratch<Float>
  private let updateY: Scratch<Float>
  private let gainsX: Scratch<Float>
  private let gainsY: Scratch<Float>

  private static let explorationIterations = 250
  private static let checkInterval = 50

  init(start: Tensor<Float>, forces: any TSNEForces) {
    state = TSNEState(start)
    self.forces = forces
    let n = forces.count
    (updateX, updateY) = (Scratch(n, filledWith: 0), Scratch(n, filledWith: 0))
    (gainsX, gainsY) = (Scratch(n, filledWith: 1), Scratch(n, filledWith: 1))
  }

  func optimise(_ parameters: TSNE, learningRate: Double) {
    let bar = ProgressBar("t-SNE", total: parameters.maxIterations)
    descend(
      parameters, to: Self.explorationIterations, exaggeration: parameters.earlyExaggeration, momentum: 0.5,
      rate: learningRate, patience: Self.explorationIterations, bar)
    // The second part starts from rest.
    for velocity in [updateX, updateY] { velocity.start.update(repeating: 0, count: state.count) }
    for gains in [gainsX, gainsY] { gains.start.update(repeating: 1, count: state.count) }
    descend(
      parameters, to: parameters.maxIterations, exaggeration: 1, momentum: 0.8, rate: learningRate,
      patience: parameters.iterationsWithoutProgress, bar)
    divergence = currentDivergence(normal: forces.compute(state))
    bar.finish(note: note)
  }

  private func descend(
    _ parameters: TSNE, to limit: Int, exaggeration: Double, momentum: Double, rate: Double, patience: Int,
    _ bar: ProgressBar
  ) {
    var best = (divergence: Double.infinity, iteration: iterations)
    ending = .iterations
    while iterations < limit {
      Interrupt.check()
      let normal = forces.compute(state)
      let isCheck = (iterations + 1) % Self.checkInterval == 0
      if isCheck {
        divergence = currentDivergence(normal: normal)
        history.append((iterations + 1, divergence))
      }
      let scale = Float(1 / normal)
      let n = state.count
      let squares =
        martlet_tsne_step(
          state.x.start, updateX.start, gainsX.start, state.attractionX.start, state.repulsionX.start, n,
          Float(exaggeration), scale, Float(momentum), Float(rate))
        + martlet_tsne_step(
          state.y.start, updateY.start, gainsY.start, state.attractionY.start, state.repulsionY.start, n,
          Float(exaggeration), scale, Float(momentum), Float(rate))
      iterations += 1
      bar.update(iterations, note: isCheck ? note : nil)
      guard isCheck else { continue }
      if divergence < best.divergence {
        best = (divergence, iterations)
      } else if iterations - best.iteration > patience {
        ending = .noProgress
        return
      }
      if squares.squareRoot() <= parameters.minGradientNorm {
        ending = .smallGradient
        return
      }
    }
  }

  private var note: String { "KL \(divergence.significant(4))" }

  /// Kullback and Leibler's divergence of the points' affinities from the samples'.
  private func currentDivergence(normal: Double) -> Double {
    forces.entropy + forces.spread(state) + log(normal)
  }

  var points: Tensor<Double> {
    Tensor((0..<state.count).flatMap { [Double(state.x[$0]), Double(state.y[$0])] }, shape: [state.count, 2])
  }
}
