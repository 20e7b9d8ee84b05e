// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Logistic regression whose C is chosen by cross-validation.
///
/// ```swift
/// let chosen = LogisticRegressionCV(LogisticRegression(penalty: .l1), C: logspace(-2, 2, 20)).fit(data, labels)
/// chosen.C
/// ```
/// Each fold is held out once while a path over all values is fitted to the others, warm-started; the value with the best
/// mean score is then fitted to everything. Folds and choice are those of scikit-learn's `LogisticRegressionCV`.
public struct LogisticRegressionCV: Classifier {
  public enum Scoring: Sendable, Hashable {
    /// The share of right predictions.
    case accuracy
    /// Minus the log loss: also asks that the probabilities be right.
    case negativeLogLoss
    /// The area under the ROC curve; two classes.
    case rocAUC
  }

  public enum Choice: Sendable, Hashable {
    /// The best mean score; of equal ones the smallest C.
    case best
    /// The smallest C whose mean score is within one standard error of the best: the simplest model that is as good.
    case oneStandardError
  }

  /// All but C.
  public var model: LogisticRegression
  public var values: Tensor<Double>
  public var folds: StratifiedKFold
  public var scoring: Scoring
  public var choice: Choice

  /// - Parameter C: the values to choose from; scikit-learn's ten from 1e-4 to 1e4 if not given.
  public init(
    _ model: LogisticRegression = LogisticRegression(), C values: Tensor<some NumberScalar>? = Tensor<Double>?.none,
    folds: StratifiedKFold = StratifiedKFold(5), scoring: Scoring = .accuracy, choice: Choice = .best
  ) {
    self.model = model
    self.values = values?.doubles ?? Tensor((0..<10).map { power(of: 10, -4 + 8 * Double($0) / 9) })
    self.folds = folds
    self.scoring = scoring
    self.choice = choice
  }

  public var name: String { "logistic regression, C by cross-validation" }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLogisticRegressionCV<Label> {
    let result = quietFit(data, labels)
    if let warning = result.warning { warn(warning) }
    return result
  }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: [Label]
  ) -> FittedLogisticRegressionCV<Label> { fit(data, Tensor(labels)) }

  public func fitClassifier<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> any FittedClassifier<Label> { quietFit(data, labels) }

  private func quietFit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLogisticRegressionCV<Label> {
    let name = "LogisticRegressionCV.fit"
    guard values.rank == 1, !values.isEmpty else {
      trap("\(name): C needs at least one value along one axis, but its shape is \(describe(shape: values.shape))")
    }
    let samples = SampleChecks.matrix(data, minimumRows: 2, operation: name)
    let table = LabelTable(labels, rows: samples.shape[0], operation: name)
    if scoring == .rocAUC && table.classes.count > 2 {
      trap("\(name): scoring .rocAUC is for two classes, but the labels hold \(table.classes.count)")
    }
    if let rare = table.counts.firstIndex(where: { $0 < 2 }) {
      trap("\(name): class \(table.classes[rare]) has 1 sample, which cannot be in training and test folds at once")
    }
    let splits = folds.splits(labels)
    let order = Array(values)
    var (scores, unconverged) = ([[Double]](), 0)
    let bar = ProgressBar("Cross-validation", total: splits.count + 1)
    for (done, split) in splits.enumerated() {
      Interrupt.check()
      let fits = model.fits(samples[split.train, ...], labels[split.train, ...], nil, order, name)
      unconverged += fits.filter { !$0.converged }.count
      let (testData, testLabels) = (samples[split.test, ...], labels[split.test, ...])
      scores.append(fits.map { score($0, testData, testLabels, table.classes) })
      bar.update(done + 1)
    }
    let matrix = Tensor(scores)
    let chosen = choose(matrix, order)
    var final = model
    final.C = order[chosen]
    let best = final.fits(samples, labels, nil, [final.C], name)[0]
    bar.update(splits.count + 1)
    bar.finish()
    var notes = [best.warning].compactMap { $0 }
    if unconverged > 0 {
      notes.append("\(unconverged) of \(splits.count * order.count) fits of the folds did not converge")
    }
    let range = (order.min() ?? 0, order.max() ?? 0)
    if order.count > 2 && (final.C == range.0 || final.C == range.1) {
      notes.append("the chosen C = \(final.C.significant(4)) is at the end of the values; try some beyond it")
    }
    return FittedLogisticRegressionCV(
      best: best, values: values, scores: matrix, scoring: scoring,
      warning: notes.isEmpty ? nil : notes.joined(separator: "; "))
  }

  private func score<Scalar: RealScalar, Label: ClassLabel>(
    _ fit: FittedLogisticRegression<Label>, _ data: Tensor<Scalar>, _ labels: Tensor<Label>, _ classes: [Label]
  ) -> Double {
    switch scoring {
    case .accuracy: return fit.accuracy(data, labels)
    case .rocAUC: return rocAUCScore(labels, fit.decision(data))
    case .negativeLogLoss:
      let probabilities = fit.classProbabilities(data)
      let smallest = Double.ulpOfOne
      let losses = labels.enumerated().map { row, label -> Double in
        guard let k = fit.classes.firstIndex(of: label) else { return -log(of: smallest) }
        return -log(of: min(max(probabilities[row, k], smallest), 1 - smallest))
      }
      return -losses.reduce(0, +) / Double(losses.count)
    }
  }

  private func choose(_ scores: Tensor<Double>, _ values: [Double]) -> Int {
    let means = scores.mean(axis: 0)
    let best = values.indices.reduce(0) { a, b in
      means[b] > means[a] || (means[b] == means[a] && values[b] < values[a]) ? b : a
    }
    guard choice == .oneStandardError, scores.shape[0] > 1 else { return best }
    let error = scores[..., best].std(ddof: 1) / Double(scores.shape[0]).squareRoot()
    return values.indices.filter { means[$0] >= means[best] - error }.min { values[$0] < values[$1] } ?? best
  }
}
