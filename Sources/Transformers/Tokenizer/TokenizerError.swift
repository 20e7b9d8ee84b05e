// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What went wrong with a tokenizer's files. Each case names the file, and the entry or line where there is one.
public enum TokenizerError: Error, CustomStringConvertible, Equatable {
  /// The operating system refused; `reason` is its own text.
  case system(path: String, action: String, reason: String)
  /// A folder without any of the files a tokenizer is kept in.
  case noTokenizer(path: String)
  /// Not the JSON that the format asks for; `line` counts from 1.
  case malformed(path: String, line: Int, reason: String)
  /// A merge that cannot be made with this vocabulary, or a line that is none; `line` counts from 1.
  case malformedMerge(path: String, line: Int, reason: String)
  /// An entry of the vocabulary that is impossible: an id twice, a token twice, a byte that is missing.
  case invalidVocabulary(path: String, entry: String, reason: String)
  /// A kind of tokenizer that this one is not, such as WordPiece.
  case unsupported(path: String, entry: String, value: String)

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .noTokenizer(let path):
      "\(path): holds no tokenizer: expected tokenizer.json, vocab.json with merges.txt, or encoder.json with vocab.bpe"
    case .malformed(let path, let line, let reason): "\(path): line \(line): \(reason)"
    case .malformedMerge(let path, let line, let reason): "\(path): line \(line): \(reason)"
    case .invalidVocabulary(let path, let entry, let reason): "\(path): entry \(entry): \(reason)"
    case .unsupported(let path, let entry, let value):
      "\(path): \(entry) is \(value), which byte-level BPE tokenizers as GPT-2's do not have; "
        + "only those are supported"
    }
  }
}
