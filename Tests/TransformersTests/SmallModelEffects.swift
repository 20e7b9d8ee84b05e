// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors
import Transformers

/// Contexts of two words, or of a word and its denial, in documents that the small model has not seen.
struct Contrast {
  let name: String
  /// Token sequences whose last position is the one that is looked at.
  var contexts: [[Int]]
  var labels: Tensor<Int>

  /// As many contexts of both classes, drawn from the seed.
  private init(_ name: String, _ first: [[Int]], _ second: [[Int]], count: Int) {
    let random = RandomState(seed: 1)
    self.name = name
    contexts = [first, second].flatMap { contexts in
      Array(random.permutation(contexts.count)).prefix(count).map { contexts[$0] }
    }
    labels = Tensor([Int](repeating: 0, count: count) + [Int](repeating: 1, count: count))
  }

  /// Contexts that end just before a word: what is coming can only be known from what came.
  /// - Parameter followed: the tokens of which one must follow the word, so that it is what is meant.
  static func before(
    _ first: String, _ second: String, _ tokens: [[Int]], _ tokenizer: Tokenizer, length: Int, count: Int,
    followed: Set<Int>? = nil
  ) -> Contrast {
    let ids = [first, second].map(tokenizer.singleToken)
    let found = ids.map { id in
      tokens.flatMap { document in
        document.indices.dropLast()
          .filter { document[$0] == id && $0 >= length && followed?.contains(document[$0 + 1]) != false }
          .map { Array(document[($0 - length)..<$0]) }
      }
    }
    return Contrast("before\(first) /\(second)", found[0], found[1], count: count)
  }

  /// Contexts that end with a word; `isSecond` looks at the token after it.
  static func at(
    _ name: String, _ words: [String], _ tokens: [[Int]], _ tokenizer: Tokenizer, length: Int, count: Int,
    isSecond: (_ word: Int, _ next: Int) -> Bool
  ) -> Contrast {
    let ids = words.map(tokenizer.singleToken)
    var found: [[[Int]]] = [[], []]
    for document in tokens {
      for place in document.indices where ids.contains(document[place]) && place + 1 >= length {
        guard place + 1 < document.count else { continue }
        let context = Array(document[(place + 1 - length)...place])
        found[isSecond(document[place], document[place + 1]) ? 1 : 0].append(context)
      }
    }
    return Contrast(name, found[0], found[1], count: count)
  }
}

/// What the neurons of a model tell about a contrast.
struct Effects {
  /// The share of neurons whose own logistic regression is significant after Bonferroni's correction in the layer.
  var percentSignificant: [Double]
  /// The same by Student's t-test, which says something also where a neuron separates the classes without error.
  var percentDifferent: [Double]
  /// Of a sparse probe on all neurons of each layer, on rows it was not fitted to.
  var accuracy: [Double]
  /// The same with shuffled labels.
  var shuffledAccuracy: [Double]

  init(_ model: Transformer, _ contrast: Contrast) {
    let layers = model.configuration.nLayers
    let run = model.run(contrast.contexts, capturing: .blocks[0..<layers].mlp.pre, at: .last)
    let scan = LogitScan(l1: 0.1, testFraction: 0.2, seed: 1).fit(run, contrast.labels)
    percentSignificant = Array(scan.significant(.bonferroni(0.05)).percentPerLayer)
    percentDifferent = (0..<layers).map { layer in
      let data = Tensor<Double>(run[.blocks[layer].mlp.pre])
      let test = tTest(data[contrast.labels .== 0, 0...], data[contrast.labels .== 1, 0...])
      return 100 * Double(test.significant(.bonferroni(0.05)).sum()) / Double(data.shape[1])
    }
    let shuffled = RandomState(seed: 2).permutation(contrast.labels)
    func accuracy(_ labels: Tensor<Int>, _ layer: Int) -> Double {
      let data = run[.blocks[layer].mlp.pre]
      let split = trainTestSplit(labels.count, testSize: 0.3, stratify: labels, seed: 1)
      let fit = LogisticRegression(penalty: .l1, C: 1).fit(data[split.train, ...], labels[split.train])
      return fit.accuracy(data[split.test, ...], labels[split.test])
    }
    self.accuracy = (0..<layers).map { accuracy(contrast.labels, $0) }
    shuffledAccuracy = (0..<layers).map { accuracy(shuffled, $0) }
  }
}
