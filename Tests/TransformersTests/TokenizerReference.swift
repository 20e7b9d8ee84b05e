// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Transformers

/// What Hugging Face's tokenizers made of difficult texts (Fixtures/generate_tokenizer.py).
struct TokenizerReference: Decodable {
  struct Case: Decodable {
    struct Encoded: Decodable {
      var ids: [Int]
      var offsets: [[Int]]
    }

    var text: String
    var ids: [Int]
    var offsets: [[Int]]
    var prefixed: Encoded
    var gpt2: [Int]
  }

  struct Decoding: Decodable {
    var ids: [Int]
    var text: String
  }

  var cases: [Case]
  var decodings: [Decoding]

  static let folder = Bundle.module.bundlePath + "/Fixtures/tokenizer"

  static let shared = try! JSONDecoder().decode(
    TokenizerReference.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/cases.json")))

  static let small = try! Tokenizer.load(directory: folder + "/small")

  /// GPT-2's own vocabulary, which the repository does not hold.
  static let gpt2Folder: String? = {
    let shared =
      ProcessInfo.processInfo.environment["MARTLET_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared").standardizedFileURL
    let folder = shared.path + "/gpt2-tokenizer"
    return FileManager.default.fileExists(atPath: folder + "/vocab.bpe") ? folder : nil
  }()
}
