// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// How the next token is chosen.
///
/// ```swift
/// .greedy
/// .random(temperature: 0.8, topK: 40, topP: 0.95, seed: 1)
/// ```
/// Temperature, top-k and top-p are applied in this order and with the meanings they have in Hugging Face's
/// `generate`. The same seed draws the same tokens.
public struct Sampling: Sendable, Hashable {
  let temperature: Double
  let topK: Int?
  let topP: Double?
  /// Nil where nothing is left to chance.
  let seed: Int?

  /// Always the most probable token; the first of equals.
  public static let greedy = Sampling(temperature: 1, topK: nil, topP: nil, seed: nil)

  /// A token drawn by its probability.
  ///
  /// Traps on a temperature that is not positive, a `topK` below 1 and a `topP` outside 0 to 1.
  /// - Parameters:
  ///   - temperature: what logits are divided by: below 1 for the probable, above 1 for the surprising.
  ///   - topK: only the `topK` most probable tokens (and those as probable as the last of them).
  ///   - topP: only the most probable tokens that together have this probability (nucleus sampling).
  public static func random(temperature: Double = 1, topK: Int? = nil, topP: Double? = nil, seed: Int) -> Sampling {
    guard temperature > 0, temperature.isFinite, topK ?? 1 >= 1, (0...1).contains(topP ?? 1) else {
      trap(
        "Sampling: temperature \(temperature), topK \(topK.map(String.init) ?? "none"), "
          + "topP \(topP.map { "\($0)" } ?? "none"): the temperature must be positive, topK at least 1, topP from 0 to 1; "
          + "for the most probable token use .greedy")
    }
    return Sampling(temperature: temperature, topK: topK, topP: topP, seed: seed)
  }

  /// The tokens that may be drawn, with their probabilities.
  func candidates(_ logits: UnsafeBufferPointer<Float>) -> [(token: Int, probability: Double)] {
    var tokens = Array(logits.indices)
    if let topK, topK < tokens.count {
      let least = logits[LogitLens.largest(topK, logits).last!]
      tokens.removeAll { logits[$0] < least }
    }
    let largest = tokens.reduce(-Double.infinity) { max($0, Double(logits[$1])) }
    func softmax(_ tokens: [Int]) -> [Double] {
      let weights = tokens.map { exp((Double(logits[$0]) - largest) / temperature) }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    if let topP, topP < 1 {
      tokens.sort { logits[$0] == logits[$1] ? $0 < $1 : logits[$0] > logits[$1] }
      // As long as the more probable ones do not reach topP, a token is kept; the first always is.
      var before = 0.0
      let kept = softmax(tokens).prefix { probability in
        defer { before += probability }
        return before < topP
      }
      tokens = Array(tokens.prefix(max(kept.count, 1)))
    }
    return zip(tokens, softmax(tokens)).map { ($0, $1) }
  }

  func choose(_ logits: UnsafeBufferPointer<Float>, _ random: RandomState?) -> Int {
    guard let random else {
      return logits.indices.max { logits[$0] < logits[$1] || (logits[$0] == logits[$1] && $0 > $1) }!
    }
    let candidates = candidates(logits)
    var rest = random.rand()
    for (token, probability) in candidates {
      rest -= probability
      if rest < 0 { return token }
    }
    return candidates.last!.token
  }
}
