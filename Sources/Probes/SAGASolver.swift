// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// The SAGA solver of scikit-learn for L1-penalised logistic regression, step for step, including where it stops.
///
/// Defazio, Bach and Lacoste-Julien (2014), in the form of `sklearn.linear_model._sag` for dense float64 data: rows
/// are drawn with replacement by a 32-bit xorshift generator, the penalty is applied before each draw, and an epoch of
/// as many draws as rows ends with a test of how far the coefficients moved. Every element goes through the same
/// roundings as there; only the predictions' dot products are added in another order.
struct SAGASolver {
  let samples: Tensor<Double>
  let targets: Tensor<Double>
  let C: Double
  let hasIntercept: Bool
  let seed: Int
  let epochs: Int
  let tolerance: Double

  struct Result {
    var coefficients: Tensor<Double>
    var intercept: Double
    var epochs: Int
    var converged: Bool
  }

  func solve() -> Result {
    let (n, p) = (samples.shape[0], samples.shape[1])
    // Rows are padded with zeros to whole SIMD vectors.
    let width = (p + 7) / 8 * 8
    let rows = Vector(n * width)
    var largestSquare = 0.0
    samples.withUnsafeBufferPointer { samples in
      for i in 0..<n {
        for j in 0..<p { rows[i &* width &+ j] = samples[i &* p &+ j] }
        largestSquare = max(largestSquare, dot(rows.start + i * width, rows.start + i * width, width))
      }
    }
    let lipschitz = 0.25 * (largestSquare + (hasIntercept ? 1 : 0))
    let step = 1 / (2 * lipschitz)
    var state = State(
      n: n, width: width, step: step, prox: step * ((1 / C) / Double(n)), hasIntercept: hasIntercept,
      random: SampleSequence(seed: seed, count: n))
    var (ran, converged) = (0, false)
    // Several solvers may run on threads of their own, which an interrupt must not leave: they stop, and the caller
    // ends the cell.
    while ran < epochs && !converged && !Interrupt.isRequested {
      ran += 1
      targets.withUnsafeBufferPointer { state.runEpoch(rows: rows.start, targets: $0.baseAddress!) }
      converged = state.hasSettled(tolerance)
    }
    return Result(
      coefficients: Tensor(UnsafeBufferPointer(start: state.weights.start, count: p)), intercept: state.intercept,
      epochs: ran, converged: converged)
  }
}

/// Row numbers as scikit-learn draws them: xorshift with shifts 13, 17 and 5, from a NumPy seed.
struct SampleSequence {
  private var state: UInt32
  private let count: UInt32

  init(seed: Int, count: Int) {
    state = UInt32(RandomState(seed: seed).randint(1..<2_147_483_647))
    self.count = UInt32(count)
  }

  mutating func next() -> Int {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    return Int(state % 2_147_483_648 % count)
  }
}

extension SAGASolver {
  fileprivate struct State {
    let width: Int
    let n: Int
    let step: Double
    let prox: Double
    let hasIntercept: Bool
    var random: SampleSequence
    let weights: Vector
    let previous: Vector
    let gradientSum: Vector
    let memory: Vector
    var seen: [Bool]
    var seenCount = 0
    var intercept = 0.0
    var interceptGradientSum = 0.0

    init(n: Int, width: Int, step: Double, prox: Double, hasIntercept: Bool, random: SampleSequence) {
      self.n = n
      self.width = width
      self.step = step
      self.prox = prox
      self.hasIntercept = hasIntercept
      self.random = random
      (weights, previous, gradientSum) = (Vector(width), Vector(width), Vector(width))
      memory = Vector(n)
      seen = [Bool](repeating: false, count: n)
    }

    mutating func runEpoch(rows: UnsafePointer<Double>, targets: UnsafePointer<Double>) {
      // The steps are differences of running sums, as in the original: their rounding decides which weights are zero.
      var (gradientSteps, proxSteps) = (0.0, 0.0)
      var (gradientStep, proxStep) = (0.0, 0.0)
      var pending: (row: UnsafePointer<Double>, change: Double, factor: Double)?
      for draw in 0..<n {
        let sample = random.next()
        if !seen[sample] {
          seen[sample] = true
          seenCount += 1
        }
        let row = rows + sample * width
        var prediction: Double
        if let last = pending {
          prediction = advance(
            from: last.row, last.change, last.factor, gradientStep: gradientStep, proxStep: proxStep, next: row)
        } else {
          prediction = dot(weights.start, row, width)
        }
        prediction += intercept
        let gradient = Self.gradient(prediction, target: targets[sample])
        let change = gradient - memory[sample]
        memory[sample] = gradient
        let fresh = 1 - 1 / Double(seenCount)
        if hasIntercept {
          interceptGradientSum += change
          intercept -= step * interceptGradientSum / Double(seenCount) + change * (step * fresh)
        }
        pending = (row, change, fresh)
        let (lastGradientSteps, lastProxSteps) = (gradientSteps, proxSteps)
        gradientSteps += step / Double(seenCount)
        proxSteps += prox
        (gradientStep, proxStep) =
          draw == 0 ? (gradientSteps, proxSteps) : (gradientSteps - lastGradientSteps, proxSteps - lastProxSteps)
      }
      if let last = pending {
        _ = advance(
          from: last.row, last.change, last.factor, gradientStep: gradientStep, proxStep: proxStep, next: last.row)
      }
    }

    /// One pass over all features: the last draw's correction, the step along the mean gradient, the soft threshold,
    /// and the product with the next row.
    @inline(__always)
    private func advance(
      from last: UnsafePointer<Double>, _ change: Double, _ factor: Double, gradientStep: Double, proxStep: Double,
      next: UnsafePointer<Double>
    ) -> Double {
      typealias Lanes = SIMD4<Double>
      let size = MemoryLayout<Lanes>.size
      let (w, s) = (UnsafeMutableRawPointer(weights.start), UnsafeMutableRawPointer(gradientSum.start))
      let (x, y) = (UnsafeRawPointer(last), UnsafeRawPointer(next))
      let threshold = Lanes(repeating: proxStep)
      var (even, odd) = (Lanes.zero, Lanes.zero)
      @inline(__always)
      func block(_ at: Int, _ sum: inout Lanes) {
        let correction = x.loadUnaligned(fromByteOffset: at, as: Lanes.self) * change
        let total = s.loadUnaligned(fromByteOffset: at, as: Lanes.self) + correction
        var weight = w.loadUnaligned(fromByteOffset: at, as: Lanes.self) - correction * step * factor
        weight -= total * gradientStep
        // The soft threshold: what is cut off is the part of the weight within the threshold.
        var inside = weight.replacing(with: -threshold, where: weight .< -threshold)
        inside.replace(with: threshold, where: inside .> threshold)
        weight -= inside
        s.storeBytes(of: total, toByteOffset: at, as: Lanes.self)
        w.storeBytes(of: weight, toByteOffset: at, as: Lanes.self)
        sum += weight * y.loadUnaligned(fromByteOffset: at, as: Lanes.self)
      }
      var at = 0
      while at < width * MemoryLayout<Double>.size {
        block(at, &even)
        block(at + size, &odd)
        at += 2 * size
      }
      return (even + odd).sum()
    }

    /// The derivative of the loss by the prediction.
    @inline(__always)
    private static func gradient(_ prediction: Double, target: Double) -> Double {
      if prediction > -37 {
        let decay = exp(-prediction)
        return ((1 - target) - target * decay) / (1 + decay)
      }
      return exp(prediction) - target
    }

    /// The largest change since the last epoch is small beside the largest weight.
    mutating func hasSettled(_ tolerance: Double) -> Bool {
      var (largest, change) = (0.0, 0.0)
      for j in 0..<width {
        largest = max(largest, abs(weights[j]))
        change = max(change, abs(weights[j] - previous[j]))
        previous[j] = weights[j]
      }
      return largest == 0 ? change == 0 : change / largest <= tolerance
    }
  }
}
