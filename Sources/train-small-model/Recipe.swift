// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Transformers

/// How the small model is made; the model card (docs/model-card.md) speaks of these numbers.
struct Recipe {
  /// Everything random follows from it: the corpus, the first weights, the order of the batches.
  var seed = 2026
  /// How much text is written, in bytes; one document in twenty is held out.
  var corpusBytes = 4_500_000
  /// How much of the text for training is shipped beside the model.
  var shippedBytes = 2_000_000
  var vocabularySize = 2048
  var layers = 6
  var width = 128
  var heads = 4
  var context = 128
  var batch = 16
  var steps = 1500
  var learningRate = 2e-3
  var warmup = 100
  var weightDecay = 0.1
  /// The held-out loss is taken after so many steps each.
  var evaluationInterval = 100

  func configuration(endOfText: Int) -> GPT2Configuration {
    GPT2Configuration(
      nLayers: layers, dModel: width, nHeads: heads, dVocab: vocabularySize, nContext: context, endOfText: endOfText)
  }
}
