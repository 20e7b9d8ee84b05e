// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The small GPT-2 that ships with Martlet, with the corpus it was trained on: for machines without a network, for classes
/// and for tests.
///
/// ```swift
/// let model = try await Transformer.load("martlet-small")
/// let tokenizer = try await Tokenizer.load("martlet-small")
/// let documents = try SmallModel.documents()
/// ```
/// It has 6 layers, a width of 128, 512 neurons a layer, 2048 tokens and a context of 128, and knows the invented world of
/// its corpus and nothing else; `docs/model-card.md` says what it can and cannot show.
public enum SmallModel {
  /// What ``Transformer/load(_:)`` and ``Tokenizer/load(_:)`` call it; `"small"` will do, too.
  public static let name = "martlet-small"

  /// The folder with its files, in Hugging Face's layout.
  /// - Throws: ``PretrainedError/noResources(searched:)``.
  public static func directory() throws(PretrainedError) -> String { try Resources.folder("small") }

  /// Documents that it was trained on, some 2 MB: stories, dialogues, letters and pages of facts.
  public static func documents() throws(PretrainedError) -> [String] { try read("corpus.txt") }

  /// Documents of the same kind that it has not seen.
  public static func heldOutDocuments() throws(PretrainedError) -> [String] { try read("held-out.txt") }

  /// A document a line.
  private static func read(_ name: String) throws(PretrainedError) -> [String] {
    let path = try directory() + "/" + name
    do throws(FileError) {
      let file = try MappedFile(path)
      let text = String(decoding: file.bytes, as: UTF8.self)
      return text.split(separator: "\n").map(String.init)
    } catch {
      throw .system(path: error.path, action: error.action, reason: error.reason)
    }
  }
}
