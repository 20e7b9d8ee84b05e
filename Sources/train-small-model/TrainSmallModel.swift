// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Training
import Transformers

/// Makes the small model that ships with Martlet: its corpus, its tokenizer and its weights.
///
///     train-small-model MODEL-FOLDER LOG-FOLDER [--steps N]
///
/// writes `config.json`, `model.safetensors`, `vocab.json`, `merges.txt`, `tokenizer.json`, `corpus.txt` and
/// `held-out.txt` into the first folder, and the curve of the loss into the second. The same program on the same kind of
/// processor gives the same files.
@main
struct TrainSmallModel {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var recipe = Recipe()
    if let option = arguments.firstIndex(of: "--steps"), option + 1 < arguments.count,
      let steps = Int(arguments[option + 1])
    {
      recipe.steps = steps
      arguments.removeSubrange(option...(option + 1))
    }
    guard arguments.count == 2, !arguments.contains(where: { $0.hasPrefix("-") }) else {
      FileHandle.standardError.write(Data("usage: train-small-model MODEL-FOLDER LOG-FOLDER [--steps N]\n".utf8))
      exit(2)
    }
    for folder in arguments {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try SmallModelTraining(recipe, model: arguments[0], log: arguments[1]).run()
  }
}

/// One making of the model.
struct SmallModelTraining {
  let recipe: Recipe
  let modelFolder: String
  let logFolder: String
  let log: TrainingLog

  init(_ recipe: Recipe, model: String, log: String) {
    self.recipe = recipe
    modelFolder = model
    logFolder = log
    self.log = TrainingLog(tokensPerStep: recipe.batch * recipe.context)
  }

  func run() throws {
    let documents = Corpus(seed: recipe.seed).documents(bytes: recipe.corpusBytes)
    let training = documents.enumerated().filter { $0.offset % 20 != 19 }.map(\.element)
    let heldOut = documents.enumerated().filter { $0.offset % 20 == 19 }.map(\.element)
    try write(prefix(of: training, bytes: recipe.shippedBytes), "corpus.txt")
    try write(heldOut, "held-out.txt")

    let tokenizer = Tokenizer.train(on: training, vocabularySize: recipe.vocabularySize)
    try tokenizer.save(to: modelFolder)
    let stream = TokenStream(training, tokenizer)
    let heldOutBatches = TokenStream(heldOut, tokenizer).allBatches(of: recipe.batch, length: recipe.context)
    let model = TrainableTransformer(recipe.configuration(endOfText: tokenizer.endOfText!), seed: recipe.seed)
    log.say("\(tokenizer)")
    log.say("\(documents.count) documents, \(stream.tokens.count) tokens for training, \(model.parameterCount) weights")

    try train(model, stream, heldOutBatches)
    try save(model)
    log.note(heldOut: loss(model, heldOutBatches))
    try log.write(to: logFolder)
  }

  private func train(_ model: TrainableTransformer, _ stream: TokenStream, _ heldOut: [Batch]) throws {
    let optimizer = AdamW(
      model.parameterGroups(weightDecay: recipe.weightDecay), learningRate: recipe.learningRate, betas: (0.9, 0.95),
      schedule: .cosine(warmup: recipe.warmup, total: recipe.steps, final: 0.02))
    let random = RandomState(seed: recipe.seed)
    let sample = Array(heldOut.prefix(8))
    for step in 0..<recipe.steps {
      if step % recipe.evaluationInterval == 0 { log.note(heldOut: loss(model, sample)) }
      let batch = stream.randomBatch(recipe.batch, length: recipe.context, random)
      optimizer.zeroGradients()
      let loss = model.loss(batch.inputs, targets: batch.targets)
      loss.backward()
      clipGradients(of: optimizer.parameters, toNorm: 1)
      optimizer.step()
      log.note(training: Double(loss.item))
    }
  }

  private func loss(_ model: TrainableTransformer, _ batches: [Batch]) -> Double {
    withoutGradients {
      let losses = batches.map { (Double(model.loss($0.inputs, targets: $0.targets).item), Double($0.inputs.count)) }
      return losses.reduce(0) { $0 + $1.0 * $1.1 } / losses.reduce(0) { $0 + $1.1 }
    }
  }

  /// Stores the weights in 16 bits, and leaves the model with what was stored.
  private func save(_ model: TrainableTransformer) throws {
    var stored: [String: any SafetensorsValue] = [:]
    for (name, parameter) in model.namedParameters {
      let half = HalfTensor(parameter.value)
      stored[name] = half
      parameter.assign(half.rounded)
    }
    try Safetensors.write(stored, metadata: ["format": "pt"], to: modelFolder + "/model.safetensors")
    try model.configuration.json.write(toFile: modelFolder + "/config.json", atomically: true, encoding: .utf8)
  }

  private func prefix(of documents: [String], bytes: Int) -> [String] {
    var total = 0
    return Array(
      documents.prefix {
        total += $0.utf8.count + 1
        return total <= bytes
      })
  }

  /// A document a line.
  private func write(_ documents: [String], _ name: String) throws {
    try (documents.joined(separator: "\n") + "\n")
      .write(toFile: modelFolder + "/" + name, atomically: true, encoding: .utf8)
  }
}
