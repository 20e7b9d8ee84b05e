// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Martlet

/// What every public function over real numbers answers for data of one type; under the names of ``PublicSymbol/name``.
///
/// The numbers are multiples of 1/64, which all types hold exactly. A new function is a line here.
struct NumberAnswers<Scalar: RealScalar & NumberScalar> {
  private(set) var answers: [String: [Double]] = [:]
  /// Samples × features, of two classes that differ a little.
  private let x: Tensor<Scalar>
  private let line: Tensor<Scalar>
  private let other: Tensor<Scalar>
  private let weights: Tensor<Scalar>
  private let labels = Tensor((0..<48).map { $0 % 2 })
  private let predicted = Tensor((0..<48).map { $0 % 3 % 2 })

  init(_: Scalar.Type) {
    func rounded(_ values: Tensor<Double>) -> Tensor<Scalar> {
      Tensor(values.map { Scalar(($0 * 64).rounded() / 64) }, shape: values.shape)
    }
    let random = RandomState(seed: 3)
    x = rounded(random.randn(48, 4) + Tensor<Double>((0..<192).map { Double($0 / 4 % 2) }, shape: [48, 4]))
    line = rounded(random.randn(48))
    other = rounded(random.randn(48) + 1)
    weights = rounded(random.rand(48) + 0.5)
    tensors()
    tests()
    moments()
    resampling()
    clusterings()
    distances()
    scores()
    probes()
    classifiers()
    figures()
  }

  private mutating func numbers(_ name: String, _ values: [Double]) { answers[name, default: []] += values }
  private mutating func reals(_ name: String, _ values: Tensor<Scalar>) { numbers(name, values.map { Double($0) }) }
  private mutating func whole(_ name: String, _ values: Tensor<Int>) { numbers(name, values.map(Double.init)) }

  private mutating func tensors() {
    let square = tensordot(x.transposed, x, axes: 1)
    reals("Tensors.einsum(_:_:)", einsum("ij,ij->j", x, x))
    reals("Tensors.tensordot(_:_:axes:)", tensordot(x.transposed, x, axes: 1))
    reals("Tensors.svd(_:fullMatrices:)", svd(x).s)
    reals("Tensors.singularValues(_:)", singularValues(x))
    reals("Tensors.eigh(_:)", eigh(square).values)
    reals("Tensors.cholesky(_:)", cholesky(square))
    reals("Tensors.qr(_:)", qr(x).r)
    reals("Tensors.solve(_:_:)", solve(square, square[0, ...]))
    reals("Tensors.lstsq(_:_:rcond:)", lstsq(x, line).solution)
    reals("Tensors.inv(_:)", inv(square))
    reals("Tensors.pinv(_:rcond:)", pinv(x))
    numbers("Tensors.slogdet(_:)", [slogdet(square).logarithm])
    numbers("Tensors.det(_:)", [det(square)])
    numbers("Tensors.matrixRank(_:)", [Double(matrixRank(x))])
    numbers("Tensors.condition(_:)", [condition(x)])
    numbers("Tensors.cov(_:rowvar:ddof:)", Array(cov(x, rowvar: false)))
    numbers("Tensors.cov(_:_:rowvar:ddof:)", Array(cov(line, other)))
    numbers("Tensors.corrcoef(_:rowvar:)", Array(corrcoef(x, rowvar: false)))
    numbers("Tensors.corrcoef(_:_:rowvar:)", Array(corrcoef(line, other)))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("numbers-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try? x.write(csv: file)
    numbers("Tensors.Tensor.write(csv:columns:separator:)", (try? Array(Tensor(csv: file))) ?? [])
    let shares = weights / weights.sum()
    let drawn = RandomState(seed: 1).choice(probabilities: shares, 20)
    whole("Tensors.RandomState.choice(probabilities:_:replacing:)", drawn)
    whole(
      "Tensors.RandomState.choice(_:probabilities:_:replacing:)",
      RandomState(seed: 1).choice(labels, probabilities: shares, 20))
  }

  private mutating func tests() {
    let (a, b) = (x[..<24, ...], x[24..., ...])
    numbers("Statistics.tTest(_:_:_:alternative:)", Array(tTest(a, b).pValue) + Array(tTest(a, b, .welch).pValue))
    numbers("Statistics.tTest(_:_:_:alternative:)", Array(tTest(a, b, .paired).pValue))
    numbers("Statistics.tTest(_:mean:alternative:)", Array(tTest(a, mean: 0.5).pValue))
    numbers("Statistics.cohensD(_:_:scale:)", Array(cohensD(a, b)))
    numbers("Statistics.hedgesG(_:_:)", Array(hedgesG(a, b)))
    numbers("Statistics.mannWhitneyU(_:_:alternative:method:)", Array(mannWhitneyU(a, b).pValue))
    numbers("Statistics.wilcoxon(_:_:alternative:method:)", Array(wilcoxon(a, b).pValue))
    numbers("Statistics.wilcoxon(_:alternative:method:)", Array(wilcoxon(a).pValue))
    numbers("Statistics.pearson(_:_:alternative:)", [pearson(line, other).pValue])
    numbers("Statistics.spearman(_:_:alternative:)", [spearman(line, other).pValue])
    let counts = abs(Tensor<Double>(x[..<3, ...]) * 64)
    let table = Tensor<Scalar>(counts.map { Scalar($0) + 6 }, shape: [3, 4])
    numbers("Statistics.chiSquareTest(contingency:yates:)", [chiSquareTest(contingency: table).pValue])
    numbers(
      "Statistics.chiSquareTest(_:expected:)",
      [
        chiSquareTest(table[0, ...]).pValue,
        chiSquareTest(table[0, ...], expected: table[0, ...].flipped(axis: 0)).pValue,
      ])
    numbers("Statistics.MultipleComparison.test(_:)", Array(MultipleComparison.holm(0.05).test(weights / 2).adjusted))
    numbers("Statistics.rocCurve(_:_:)", [rocCurve(labels, line).auc, rocCurve(Array(labels), line).auc])
  }

  private mutating func moments() {
    numbers("Statistics.skew(_:biased:)", Array(skew(x)))
    numbers("Statistics.kurtosis(_:excess:biased:)", Array(kurtosis(x)))
    numbers("Statistics.sem(_:ddof:)", Array(sem(x)))
    numbers("Statistics.meanInterval(_:level:)", Array(meanInterval(x).low))
    numbers("Statistics.ranks(_:axis:)", Array(ranks(line)) + Array(ranks(x, axis: 0)))
    whole("Statistics.histogram(_:bins:range:)", histogram(line, bins: .auto).counts)
    whole("Statistics.histogram(_:bins:range:)", histogram(Array(line), bins: 7).counts)
    let edges = Tensor<Scalar>([-1, 0, 2])
    whole("Statistics.BinRule.edges(_:)", histogram(line, bins: .edges(edges)).counts)
  }

  private mutating func resampling() {
    let one = bootstrap(line, resamples: 200, seed: 1) { $0.median() }
    numbers("Statistics.bootstrap(_:resamples:level:method:seed:_:)", [one.low, one.high])
    let two = bootstrap(line, other, resamples: 200, seed: 1) { $0.mean() - $1.mean() }
    numbers("Statistics.bootstrap(_:_:resamples:level:method:seed:_:)", [two.low, two.high])
    numbers(
      "Statistics.permutationTest(_:_:paired:resamples:alternative:seed:_:)",
      [permutationTest(line, other, resamples: 200, seed: 1).pValue])
  }

  private mutating func clusterings() {
    let pca = PCA(components: 2).fit(x)
    numbers("Clustering.PCA.fit(_:)", Array(pca.explainedVariance))
    numbers("Clustering.FittedPCA.transform(_:)", Array(pca.transform(x)))
    numbers("Clustering.FittedPCA.inverseTransform(_:)", Array(pca.inverseTransform(x[..., ..<2])))
    numbers("Statistics.UnsupervisedEstimator.fit(_:)", [Double(featureCount(PCA(components: 2)))])
    let means = KMeans(clusters: 3, seed: 1).fit(x)
    numbers("Clustering.KMeans.fit(_:)", Array(means.centers))
    numbers("Clustering.KMeans.fit(_:weights:)", Array(KMeans(clusters: 3, seed: 1).fit(x, weights: weights).centers))
    let started = KMeans(clusters: 3, seed: 1, initialization: .centers(x[..<3, ...]))
    numbers("Clustering.KMeans.Initialization.centers(_:)", Array(started.fit(x).centers))
    whole("Clustering.FittedKMeans.predict(_:)", means.predict(x))
    numbers("Clustering.FittedKMeans.transform(_:)", Array(means.transform(x)))
    whole("Clustering.DBSCAN.fit(_:)", DBSCAN(eps: 1.2, minSamples: 3).fit(x).labels)
    whole("Clustering.DBSCAN.fit(_:weights:)", DBSCAN(eps: 1.2, minSamples: 3).fit(x, weights: weights).labels)
    numbers("Clustering.AgglomerativeClustering.fit(_:)", Array(AgglomerativeClustering(clusters: 3).fit(x).heights))
    var embedding = TSNE(perplexity: 10, maxIterations: 250)
    numbers("Clustering.TSNE.fit(_:)", Array(embedding.fit(x).points))
    embedding.initialization = .points(x[..., ..<2])
    numbers("Clustering.TSNE.Initialization.points(_:)", Array(embedding.fit(x).points))
  }

  private func featureCount(_ estimator: some UnsupervisedEstimator) -> Int { estimator.fit(x).featureCount }

  private mutating func distances() {
    numbers("Clustering.pairwiseDistances(_:metric:)", Array(pairwiseDistances(x, metric: .cosine)))
    numbers("Clustering.pairwiseDistances(_:_:metric:)", Array(pairwiseDistances(x, x[..<3, ...])))
    numbers("Clustering.gramMatrix(_:)", Array(gramMatrix(x)))
    numbers("Clustering.cosineSimilarity(_:)", Array(cosineSimilarity(x)))
    numbers("Clustering.cosineSimilarity(_:_:)", Array(cosineSimilarity(x, x[..<3, ...])))
    numbers("Clustering.silhouetteSamples(_:_:metric:)", Array(silhouetteSamples(x, labels)))
    numbers("Clustering.silhouetteScore(_:_:metric:)", [silhouetteScore(x, labels)])
  }

  private mutating func scores() {
    let w = weights
    numbers("Probes.accuracyScore(_:_:weights:)", [accuracyScore(labels, predicted, weights: w)])
    numbers("Probes.balancedAccuracyScore(_:_:weights:)", [balancedAccuracyScore(labels, predicted, weights: w)])
    numbers("Probes.precisionScore(_:_:average:weights:)", [precisionScore(labels, predicted, weights: w)])
    numbers("Probes.recallScore(_:_:average:weights:)", [recallScore(labels, predicted, weights: w)])
    numbers("Probes.f1Score(_:_:average:weights:)", [f1Score(labels, predicted, weights: w)])
    let all = classScores(labels, predicted, weights: w)
    numbers("Probes.classScores(_:_:weights:)", Array(all.f1))
    numbers("Probes.ClassScores.average(_:_:)", [all.average(w[..<2], .macro)])
    let report = classificationReport(labels, predicted, weights: w)
    numbers("Probes.classificationReport(_:_:names:digits:weights:)", [report.accuracy])
    numbers("Probes.logLoss(_:_:weights:)", [logLoss(labels, weights / 2, weights: w)])
    numbers("Probes.rocAUCScore(_:_:weights:)", [rocAUCScore(labels, line, weights: w)])
  }

  private mutating func probes() {
    let list = Array(labels)
    let model = LogisticRegression(penalty: .l2)
    let fit = model.fit(x, labels, sampleWeights: weights)
    let name = "Probes.LogisticRegression"
    numbers("\(name).fit(_:_:sampleWeights:)", Array(fit.coefficients) + Array(model.fit(x, list).coefficients))
    let values = Tensor<Scalar>([0.25, 4])
    for path in [model.path(x, labels, C: values), model.path(x, list, C: values, sampleWeights: weights)] {
      numbers("\(name).path(_:_:C:sampleWeights:)", path.fits.flatMap { Array($0.coefficients) })
    }
    numbers("\(name).fitClassifier(_:_:)", Array(model.fitClassifier(x, labels).decision(x)))
    numbers("Probes.FittedLogisticRegression.probabilities(_:)", Array(fit.probabilities(x)))
    numbers("Probes.FittedLogisticRegression.classProbabilities(_:)", Array(fit.classProbabilities(x)))
    numbers("Probes.FittedLinearClassifier.decision(_:)", Array(fit.decision(x)))
    whole("Probes.FittedLinearClassifier.predict(_:)", fit.predict(x))
    let chosen = LogisticRegressionCV(C: values)
    numbers("\(name)CV.init(_:C:folds:scoring:choice:)", Array(chosen.values))
    numbers("\(name)CV.fit(_:_:)", [chosen.fit(x, labels).C, chosen.fit(x, list).C])
    numbers("\(name)CV.fitClassifier(_:_:)", Array(chosen.fitClassifier(x, labels).decision(x)))
    let scan = LogitScan(seed: 1)
    let rows = (train: Tensor(Array(0..<32)), test: Tensor(Array(32..<48)))
    let scans = [scan.fit(x, labels), scan.fit(x, list)]
    numbers("Probes.LogitScan.fit(_:_:)", scans.flatMap { Array($0.coefficients) })
    let given = scan.fit(x, labels, train: rows.train, test: rows.test)
    numbers("Probes.LogitScan.fit(_:_:train:test:)", Array(given.coefficients))
    let control = scan.shuffledControl(x, labels, shuffleSeed: 2)
    numbers("Probes.LogitScan.shuffledControl(_:_:shuffleSeed:)", Array(control.coefficients))
    let sparse = SparseProbe([1, 2], seed: 1)
    for table in [sparse.fit(x, labels), sparse.fit(x, list)] {
      numbers("Probes.SparseProbe.fit(_:_:)", Array(table.testAccuracy))
    }
    numbers("Probes.rankNeurons(_:_:by:count:)", rankNeurons(x, labels).map(Double.init))
    let gain = selectivity(of: DifferenceOfMeans(), x, labels, seed: 1)
    numbers("Probes.selectivity(of:_:_:types:testSize:controls:seed:)", [gain.testAccuracy])
    let layers = LayerMatrices([2: x])
    numbers("Probes.LayerMatrices.init(_:)", layers.samplesByNeurons(layer: 2).map(Double.init))
  }

  private mutating func classifiers() {
    let ridge = RidgeClassifier()
    numbers("Probes.RidgeClassifier.fitQuietly(_:_:)", Array(ridge.fitQuietly(x, labels).decision(x)))
    numbers("Probes.LinearSVM.fitQuietly(_:_:)", Array(LinearSVM().fitQuietly(x, labels).decision(x)))
    numbers("Probes.LinearDiscriminant.fitQuietly(_:_:)", Array(LinearDiscriminant().fitQuietly(x, labels).decision(x)))
    numbers("Probes.DifferenceOfMeans.fitQuietly(_:_:)", Array(DifferenceOfMeans().fitQuietly(x, labels).decision(x)))
    numbers("Probes.LinearProbe.fitQuietly(_:_:)", Array(quiet(ridge).decision(x)))
    numbers("Probes.LinearProbe.fit(_:_:)", Array(ridge.fit(x, labels).decision(x)))
    numbers("Probes.LinearProbe.fit(_:_:)", Array(ridge.fit(x, Array(labels)).decision(x)))
    let fitted = throughProtocol(ridge)
    numbers("Probes.LinearProbe.fitClassifier(_:_:)", Array(fitted.decision(x)))
    numbers("Statistics.Classifier.fitClassifier(_:_:)", Array(fitted.decision(x)))
    numbers("Statistics.FittedClassifier.decision(_:)", Array(fitted.decision(x)))
    whole("Statistics.FittedClassifier.predict(_:)", fitted.predict(x))
    numbers(
      "Statistics.FittedClassifier.accuracy(_:_:)", [fitted.accuracy(x, labels), fitted.accuracy(x, Array(labels))])
  }

  private func quiet(_ probe: some LinearProbe) -> FittedLinearProbe<Int> { probe.fitQuietly(x, labels) }
  private func throughProtocol(_ probe: some Classifier) -> any FittedClassifier<Int> { probe.fitClassifier(x, labels) }

  private mutating func figures() {
    let plane = x[..., ..<2]
    func shown(_ plot: Plot) -> Double { Double((try? Figure { plot }.svg().count) ?? 0) }
    let groups = DBSCAN(eps: 0.5, minSamples: 3)
    let fit = groups.fit(plane)
    numbers("Martlet.clusterMarks(_:_:)", [Double(clusterMarks(plane, fit.labels).count)])
    numbers("Martlet.FittedDBSCAN.plot(_:)", [shown(fit.plot(plane))])
    numbers("Martlet.DBSCAN.sensitivity(_:eps:)", [shown(groups.sensitivity(plane, eps: Tensor<Scalar>([0.25, 0.5])))])
    numbers("Martlet.FittedKMeans.plot(_:)", [shown(KMeans(clusters: 2, seed: 0).fit(plane).plot(plane))])
    let autoencoder = SparseAutoencoder(latents: 3, epochs: 2, seed: 1).fit(Tensor<Float>(x))
    let correlations = (try? autoencoder.latentCorrelations(on: x).svg().count) ?? 0
    numbers("Martlet.FittedSparseAutoencoder.latentCorrelations(on:)", [Double(correlations)])
    let embedding = TSNE(perplexity: 5, maxIterations: 250)
    numbers("Martlet.FittedTSNE.plot(by:_:title:)", [shown(embedding.fit(x).plot(by: line))])
    numbers(
      "Martlet.TSNE.stability(_:_:perplexities:seeds:)",
      [Double((try? embedding.stability(x, perplexities: [5], seeds: [0]).svg().count) ?? 0)])
  }
}
