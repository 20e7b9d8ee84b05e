// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors
import Training

/// A GPT-2 whose weights are parameters: for training with ``Training``, from nothing or from a checkpoint.
///
/// ```swift
/// let model = TrainableTransformer(GPT2Configuration(nLayers: 4, dModel: 128, nHeads: 4, dVocab: 2048), seed: 1)
/// train(1000, AdamW(model.parameters, learningRate: 2e-3), clipping: 1) { step in
///   model.loss(batches[step])
/// }
/// try model.save(to: "my-model")     // what Transformer.load(directory:) and Hugging Face's library read
/// ```
/// Parameters have the names and shapes of Hugging Face's checkpoints. There is no dropout. The loss is the mean of what
/// the inference model gives as per-token loss. Copies share their parameters.
public struct TrainableTransformer: Module {
  let forward: TapeForward
  private let named: [(name: String, value: Any)]

  public var configuration: GPT2Configuration { forward.configuration }
  public var members: [(name: String, value: Any)] { named }

  /// Random weights, drawn as GPT-2's were: normal with deviation 0.02, where blocks write to the residual stream divided
  /// by √(2 · layers); biases 0, layer norms 1.
  public init(_ configuration: GPT2Configuration, seed: Int) {
    let random = RandomState(seed: seed)
    self.init(configuration) { name, shape in
      if name.hasSuffix("bias") { return Tensor(repeating: 0, shape: shape) }
      if name.contains(".ln_") { return Tensor(repeating: 1, shape: shape) }
      let writes = name.hasSuffix("c_proj.weight")
      let deviation = writes ? 0.02 / Double(2 * configuration.nLayers).squareRoot() : 0.02
      return Tensor<Float>(random.randn(shape.reduce(1, *)) * deviation).reshaped(shape)
    }
  }

  /// - Parameter weight: gives the weight of a name and shape.
  init(_ configuration: GPT2Configuration, _ weight: (_ name: String, _ shape: [Int]) -> Tensor<Float>) {
    var named: [(name: String, value: Any)] = []
    forward = TapeForward(configuration) { name, shape in
      let parameter = Parameter(weight(name, shape))
      named.append((name, parameter))
      return parameter
    }
    self.named = named
  }

  public var description: String {
    "GPT-2 to be trained, \(parameterCount) parameters\n\(configuration.sizes)"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }

  /// The scores of the next token.
  /// - Parameter tokens: sequences × positions.
  /// - Returns: sequences × positions × vocabulary.
  public func callAsFunction(_ tokens: Tensor<Int>) -> Variable { forward.logits(tokens) }

  /// The mean loss of predicting each token from those before it, in nats.
  /// - Parameter tokens: sequences × positions, at least two of them.
  public func loss(_ tokens: Tensor<Int>) -> Variable {
    guard tokens.rank == 2, tokens.shape[1] > 1 else {
      trap("loss: sequences × positions are needed, at least 2, but the shape is \(describe(shape: tokens.shape))")
    }
    let (inputs, targets) = (tokens[..., ..<(-1)], tokens[..., 1...])
    return loss(inputs, targets: targets)
  }

  /// The mean loss, in nats, of predicting given tokens.
  /// - Parameters:
  ///   - inputs: sequences × positions.
  ///   - targets: the token that should follow each; negative ones do not count.
  public func loss(_ inputs: Tensor<Int>, targets: Tensor<Int>) -> Variable {
    linearCrossEntropy(forward.hidden(inputs), forward.head, targets.contiguous())
  }

  /// Matrices and embeddings, which are to decay, and the others, which are not.
  public func parameterGroups(weightDecay: Double) -> [ParameterGroup] {
    [
      ParameterGroup(parameters.filter { $0.rank > 1 }, weightDecay: weightDecay),
      ParameterGroup(parameters.filter { $0.rank < 2 }, weightDecay: 0),
    ]
  }
}
