// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Martlet
import Testing

/// Activations are Float, results of statistics Double, labels Int: whatever takes real numbers takes all of them.
@Suite struct NumberTypesTests {
  /// Models compute in Float; `Training` says with its types in what.
  private static let modules: Set = ["Tensors", "Statistics", "Probes", "Clustering", "Plotting", "Martlet"]

  /// Parameters of one type that are not data.
  private static let settings: [String: String] = [
    "Tensors.Tensor.quantile(_:method:)": "fractions, mostly literals",
    "Tensors.Tensor.quantile(_:axis:method:)": "fractions, mostly literals",
    "Tensors.CSVTable.init(_:)": "a literal of columns has one type",
    "Tensors.Tensor.init(csv:header:separator:)": "makes doubles",
    "Martlet.TSNE.stability(_:_:perplexities:seeds:)": "perplexities, mostly literals",
    "Plotting.PlotMatrix.init(rows:columns:values:)": "what a new kind of mark is made of",
    "Plotting.MarkReport.check(x:y:)": "what a new kind of mark is made of",
    "Plotting.MarkShape.line(x:y:)": "what a mark is made of",
    "Plotting.MarkShape.area(x:lower:upper:)": "what a mark is made of",
    "Plotting.MarkShape.points(x:y:)": "what a mark is made of",
    "Plotting.MarkShape.caps(x:y:isHorizontal:)": "what a mark is made of",
    "Probes.LogisticRegression.ClassWeights.explicit(_:)": "a weight for each class, mostly literals",
    "Plotting.Bars.init(_:_:width:base:)": "the feet of bars, not yet any data",
    "Plotting.Plot.ticks(x:labels:)": "positions, mostly literals",
    "Plotting.Plot.ticks(y:labels:)": "positions, mostly literals",
    "Plotting.Plot.ticks(x:y:)": "positions, mostly literals",
    "Plotting.Plot.ticks(right:labels:)": "positions, mostly literals",
    "Plotting.Dash.init(_:)": "lengths of dashes, literals",
  ]

  private static var symbols: [PublicSymbol] {
    PublicInterface.symbols.filter { modules.contains($0.module) && !$0.path.hasSuffix(".doubles(_:)") }
  }

  private static func mentions(_ type: String, _ parameter: String) -> Bool {
    // What a closure is given is no demand on the caller.
    !parameter.contains("->") && (parameter.contains("Tensor<\(type)>") || parameter.contains("[\(type)]"))
  }

  @Test(arguments: [("Double", "Float"), ("Float", "Double")])
  func `nothing that takes tensors of one precision refuses the other`(type: String, other: String) {
    #expect(Self.symbols.count > 1000)
    let overloads = Dictionary(grouping: Self.symbols, by: \.name)
    var refusing: Set<String> = []
    for symbol in Self.symbols where symbol.kind != "swift.property" {
      let twins = overloads[symbol.name] ?? []
      let parameters = symbol.kind == "swift.enum.case" ? [symbol.declaration] : symbol.parameters
      for (position, parameter) in parameters.enumerated() where Self.mentions(type, parameter) {
        let isTaken = twins.contains { twin in
          guard twin.parameters.count > position else { return false }
          let same = twin.parameters[position]
          return Self.mentions(other, same) || same.contains("<some ") || same.contains("<Scalar>")
        }
        if !isTaken { refusing.insert(symbol.name) }
      }
      if symbol.constraints.contains("Scalar == \(type)"),
        !twins.contains(where: { $0.constraints.contains("Scalar == \(other)") })
      {
        refusing.insert(symbol.name)
      }
    }
    let found = refusing.subtracting(Self.settings.keys)
    #expect(found.isEmpty, "take \(type) and refuse \(other): \(found.sorted().joined(separator: ", "))")
    if type == "Double" {
      let stale = Set(Self.settings.keys).subtracting(refusing)
      #expect(stale.isEmpty, "need no exception: \(stale.sorted().joined(separator: ", "))")
    }
  }

  @Test func `every function over numbers answers for Float as it does for Double`() {
    let (doubles, floats) = (NumberAnswers(Double.self).answers, NumberAnswers(Float.self).answers)
    for (name, answer) in doubles {
      let other = floats[name] ?? []
      // Models are fitted to Float data in single precision; everything else computes in double precision.
      let tolerance = name.hasPrefix("Probes.") || name.hasPrefix("Tensors.") ? 2e-4 : 1e-12
      let scale = answer.reduce(1) { max($0, $1.magnitude) }
      let isClose =
        answer.count == other.count && !answer.isEmpty
        && zip(answer, other).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= tolerance * scale }
      #expect(isClose, "\(name): \(answer.prefix(5)) of Double, \(other.prefix(5)) of Float")
    }
  }

  @Test func `every function over numbers is asked`() {
    let generic = Self.symbols.filter { symbol in
      symbol.kind != "swift.protocol" && !symbol.parameters.isEmpty
        && (symbol.declaration.contains("NumberScalar")
          || symbol.declaration.contains("Scalar : BinaryFloatingPoint") && !symbol.path.hasPrefix("Tensor.")
          || symbol.declaration.contains("Tensor<some BinaryFloatingPoint")
          || symbol.constraints.contains("Scalar: NumberScalar"))
    }
    let names = Set(generic.map(\.name))
    #expect(names.count > 80)
    let asked = Set(NumberAnswers(Double.self).answers.keys)
    #expect(names.subtracting(asked).isEmpty, "not asked: \(names.subtracting(asked).sorted().joined(separator: ", "))")
    #expect(asked.subtracting(names).isEmpty, "unknown: \(asked.subtracting(names).sorted().joined(separator: ", "))")
  }

  @Test func `whole numbers, truth values and types that differ are numbers as well`() {
    let (ages, scores) = (Tensor([3, 1, 4, 1, 5, 9]), Tensor([2.5, 1, 3.5, 0, 6, 8]))
    let known = pearson(Tensor<Double>(ages), scores)
    #expect(pearson(ages, scores).coefficient == known.coefficient)
    #expect(pearson(Tensor<Float>(scores), ages).pValue == known.pValue)
    let mask = scores .> 2
    #expect(corrcoef(mask, scores)[0, 1] == corrcoef(Tensor<Double>(mask), scores)[0, 1])
    #expect(tTest([1, 2, 3], [2.5, 4, 7]).pValue.item == tTest([1.0, 2, 3], [2.5, 4, 7]).pValue.item)
    #expect(bootstrap(mask, resamples: 50, method: .percentile, seed: 1) { $0.mean() }.estimate == mask.mean())
    #expect(rocAUCScore([0, 0, 1, 1], Tensor([1, 2, 2, 3] as [Int8])) == 0.875)
    #expect(KMeans(clusters: 2, seed: 0).fit(Tensor([[0, 0], [0, 1], [9, 9], [9, 8]])).sizes.max() == 2)
  }
}
