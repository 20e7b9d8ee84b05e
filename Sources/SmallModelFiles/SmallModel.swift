// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

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
  /// What `Transformer.load(_:)` and `Tokenizer.load(_:)` call it; `"small"` will do, too.
  public static let name = "martlet-small"

  /// The folder with its files, in Hugging Face's layout.
  /// - Throws: ``SmallModelError``.
  public static func directory() throws(SmallModelError) -> String { try ShippedFiles.folder("small") }

  /// Documents that it was trained on, some 2 MB: stories, dialogues, letters and pages of facts.
  public static func documents() throws(SmallModelError) -> [String] { try read("corpus.txt") }

  /// Documents of the same kind that it has not seen.
  public static func heldOutDocuments() throws(SmallModelError) -> [String] { try read("held-out.txt") }

  /// A document a line.
  private static func read(_ name: String) throws(SmallModelError) -> [String] {
    let path = try directory() + "/" + name
    guard let text = ShippedFiles.contents(of: path) else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    return text.split(separator: "\n").map(String.init)
  }
}

/// Why the files of the small model cannot be read.
public enum SmallModelError: Error, CustomStringConvertible, Equatable {
  /// The files that ship with Martlet are not where they should be.
  case noResources(searched: [String])
  case unreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .noResources(let searched):
      "the files that ship with Martlet were not found; searched: \(searched.joined(separator: ", ")); "
        + "copy Martlet_SmallModelFiles.resources beside the program, or install Martlet again"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    }
  }
}
