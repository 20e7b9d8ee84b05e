// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// What a model would predict if it stopped after each layer (nostalgebraist's logit lens): the last layer norm and the
/// output head, applied to the residual stream before the first block and after each.
///
/// ```swift
/// let lens = model.logitLens(tokens)       // at the last position
/// lens.top(5)                              // the five most probable tokens after each layer
/// lens.probabilities(of: paris)            // layer × sequence
/// ```
public struct LogitLens: Sendable {
  /// Layer (the embeddings first) × row × d_model; a row is a position of a sequence.
  let residuals: Tensor<Float>
  let model: Transformer
  /// The shape of rows: sequences and positions.
  private let rowShape: [Int]
  /// Which sequence and position each row is.
  public let rows: [(sequence: Int, position: Int)]

  /// The number of layers plus one, for the embeddings.
  public var count: Int { residuals.shape[0] }

  /// `embeddings`, then `layer 0` and so on.
  public var labels: [String] { ["embeddings"] + (0..<count - 1).map { "layer \($0)" } }

  init(_ model: Transformer, _ tokens: TokenBatch, at positions: Positions) {
    let run = model.run(
      tokens, capturing: [.blocks[0].resid.pre, .blocks[0...].resid.post], at: positions)
    let first = run.packed(.blocks[0].resid.pre)
    residuals = concatenate([first[newAxis, ...], run.packed(.blocks[0...].resid.post)])
    rows = run.rows(.blocks[0].resid.pre)
    rowShape = run.find(.blocks[0].resid.pre).layout.shape.map { Array($0.dropLast()) } ?? [rows.count]
    self.model = model
  }

  /// The most probable tokens after each layer, for each row: layer × row × `count`, most probable first.
  public func top(_ count: Int = 5) -> [[[(token: Int, probability: Float)]]] {
    var result = [[[(token: Int, probability: Float)]]](repeating: [], count: self.count)
    forEachRow { layer, _, logits in
      let best = Self.largest(count, logits)
      guard let first = best.first else { return }
      let certainty = Self.logProbability(first, logits)
      result[layer].append(best.map { (token: $0, probability: exp(certainty + logits[$0] - logits[first])) })
    }
    return result
  }

  /// The probability of a token after each layer: layer × (sequence ×) position, as the run's own axes are.
  public func probabilities(of token: Int) -> Tensor<Float> {
    checkToken(token)
    return perRow { exp(Self.logProbability(token, $0)) }
  }

  /// How many tokens are more probable than this one after each layer; 0 where it is the most probable.
  public func ranks(of token: Int) -> Tensor<Int> {
    checkToken(token)
    return perRow { logits in logits.reduce(0) { $0 + ($1 > logits[token] ? 1 : 0) } }
  }

  /// The logits after one layer (0 is the embeddings): row × token.
  public func logits(after layer: Int) -> Tensor<Float> { model.unembed(residuals[layer, ...]) }

  private func perRow<Value: TensorScalar>(_ body: (UnsafeBufferPointer<Float>) -> Value) -> Tensor<Value> {
    var values: [Value] = []
    forEachRow { _, _, logits in values.append(body(logits)) }
    return Tensor(values, shape: [count] + rowShape)
  }

  private func forEachRow(_ body: (_ layer: Int, _ row: Int, UnsafeBufferPointer<Float>) -> Void) {
    let flat = residuals.reshaped([count * rows.count, model.configuration.dModel])
    model.forEachLogitBlock(flat) { first, logits, number in
      for i in 0..<number {
        let (layer, row) = ((first + i) / rows.count, (first + i) % rows.count)
        body(layer, row, UnsafeBufferPointer(start: logits[i], count: logits.width))
      }
    }
  }

  private func checkToken(_ token: Int) {
    guard (0..<model.configuration.dVocab).contains(token) else {
      trap("LogitLens: token \(token) is outside the vocabulary, 0 to \(model.configuration.dVocab - 1)")
    }
  }

  private static func logProbability(_ token: Int, _ logits: UnsafeBufferPointer<Float>) -> Float {
    var value: Float = 0
    let row = RowBuffer(UnsafeMutablePointer(mutating: logits.baseAddress!), width: logits.count)
    Kernels.logProbabilities(row, [token], into: &value)
    return value
  }

  /// The places of the largest values, largest first.
  static func largest(_ count: Int, _ values: UnsafeBufferPointer<Float>) -> [Int] {
    var best: [Int] = []
    for index in values.indices {
      guard best.count < count || values[index] > values[best.last!] else { continue }
      let place = best.firstIndex { values[index] > values[$0] } ?? best.count
      best.insert(index, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}

extension LogitLens: CustomStringConvertible, Displayable {
  public var description: String { table { "\($0)" }.map { $0.joined(separator: "  ") }.joined(separator: "\n") }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }

  /// The lens with tokens as text.
  public func text(_ tokenizer: Tokenizer) -> String {
    table { "\"\(tokenizer.decode($0))\"" }.map { $0.joined(separator: "  ") }.joined(separator: "\n")
  }

  /// A line for each layer: its name, then the three most probable tokens of the first row.
  private func table(_ name: (Int) -> String) -> [[String]] {
    zip(labels, top(3)).map { label, rows in
      [label] + (rows.first ?? []).map { "\(name($0.token)) \(Float(Int($0.probability * 1000)) / 1000)" }
    }
  }
}

extension Transformer {
  /// What the model would predict after each layer; see ``LogitLens``.
  public func logitLens(_ tokens: some TokenInput, at positions: Positions = .last) -> LogitLens {
    LogitLens(self, tokens.tokenBatch, at: positions)
  }
}
