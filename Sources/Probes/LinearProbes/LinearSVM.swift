// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A linear support vector machine: liblinear's and scikit-learn's `LinearSVC`, solved to the optimum.
///
/// Minimises `½ |w|² + ½ b² + C Σ loss(1 - y z)` for each output, one class against the others where there are more than
/// two. The intercept is penalised as in liblinear. `.squaredHinge` is solved exactly by Newton steps, `.hinge` by
/// coordinate descent in its dual (Hsieh et al. 2008), whose passes cost samples × features. The result holds the duality
/// gap.
public struct LinearSVM: LinearProbe {
  public enum Loss: Sendable, Hashable {
    /// `max(0, 1 - y z)²`
    case squaredHinge
    /// `max(0, 1 - y z)`
    case hinge
  }

  public var C: Double
  public var loss: Loss
  public var intercept: Bool
  /// The duality gap, as a share of the objective, at which a fit is done.
  public var tolerance: Double
  /// Newton steps, or passes over the samples.
  public var maxIterations: Int
  /// Of the order in which `.hinge` visits the samples.
  public var seed: Int

  public init(
    C: Double = 1, loss: Loss = .squaredHinge, intercept: Bool = true, tolerance: Double = 1e-8,
    maxIterations: Int = 2000, seed: Int = 0
  ) {
    self.C = C
    self.loss = loss
    self.intercept = intercept
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.seed = seed
  }

  public var name: String { "linear SVM" }

  public func fitQuietly<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label> {
    let name = "LinearSVM.fit"
    guard C > 0, C.isFinite else { trap("\(name): C must be positive and finite, but is \(C)") }
    guard tolerance > 0, maxIterations > 0 else {
      trap("\(name): tolerance (\(tolerance)) and maxIterations (\(maxIterations)) must be positive")
    }
    let problem = ProbeProblem(data, labels, operation: name)
    let system = problem.system(
      weights: [Double](repeating: 1, count: problem.rows), intercept: intercept, penalizesIntercept: true)
    let bar = ProgressBar("Linear SVM", total: problem.outputs.count)
    var solutions: [SVMSolution] = []
    let newton = NewtonSolver(system, l2: 1)
    for output in problem.outputs {
      Interrupt.check()
      let signs = problem.signs(output)
      switch loss {
      case .squaredHinge: solutions.append(squaredHinge(newton, system, signs))
      case .hinge:
        solutions.append(
          HingeDual(system, signs: signs, C: C).minimise(
            tolerance: tolerance, maxIterations: maxIterations, rng: RandomState(seed: seed)))
      }
      bar.update(solutions.count)
    }
    bar.finish()
    let worst = solutions.max { $0.gap < $1.gap }
    let unconverged = solutions.filter { !$0.converged }
    return FittedLinearProbe(
      method: "Linear SVM (\(loss == .hinge ? "hinge" : "squared hinge")), C = \(C.significant(6))",
      coefficients: solutions.map(\.coefficients), intercepts: solutions.map(\.intercept),
      classes: problem.table.classes,
      certificate: Certificate(dualityGap: worst?.gap ?? 0, kktResidual: solutions.map(\.violation).max() ?? 0),
      warning: unconverged.isEmpty
        ? nil
        : "Not converged after \(unconverged[0].iterations) steps: the duality gap is "
          + "\((worst?.gap ?? 0).significant(2)). Raise maxIterations, lower C or scale the data.")
  }

  private func squaredHinge(_ solver: NewtonSolver, _ problem: LogisticProblem, _ signs: [Double]) -> SVMSolution {
    let found = solver.minimise(SquaredHinge(signs: signs, C: C), tolerance: 1e-10, maxIterations: maxIterations)
    // The dual point is alpha = 2 C max(0, 1 - y z).
    let alpha = zip(signs, found.margins).map { 2 * C * max(0, 1 - $0 * $1) }
    let pull = problem.combination(zip(signs, alpha).map { $0 * $1 })
    let dual = alpha.reduce(0) { $0 + $1 - $1 * $1 / (4 * C) } - pull.squares / 2
    return SVMSolution(
      coefficients: found.coefficients, intercept: found.intercept, gap: found.objective - dual,
      violation: found.violation, iterations: found.iterations, converged: found.converged)
  }
}

struct SVMSolution {
  var coefficients: [Double]
  var intercept: Double
  var gap: Double
  var violation: Double
  var iterations: Int
  var converged: Bool
}

/// C times the square of how much a margin falls short of 1.
struct SquaredHinge: MarginLoss {
  let signs: [Double]
  let C: Double

  private func shortfall(_ z: Double, _ row: Int) -> Double { max(0, 1 - signs[row] * z) }
  func value(_ z: Double, _ row: Int) -> Double { C * shortfall(z, row) * shortfall(z, row) }
  func derivative(_ z: Double, _ row: Int) -> Double { -2 * C * signs[row] * shortfall(z, row) }
  func curvature(_ z: Double, _ row: Int) -> Double { shortfall(z, row) > 0 ? 2 * C : 0 }
}

extension LogisticProblem {
  /// `Σ factor[i] x[i]`, its intercept's part, and the sum of all squares.
  func combination(_ factors: [Double]) -> (coefficients: Vector, intercept: Double, squares: Double) {
    let out = Vector(width)
    factors.withUnsafeBufferPointer { design.transposedProduct($0.baseAddress!, into: out.start) }
    let sum = hasIntercept ? factors.reduce(0, +) : 0
    return (out, sum, dot(out.start, out.start, width) + sum * sum)
  }
}
