// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The Swift side of Tests/Benchmarks/tokenizer.py:
//
//     bench-tokenizer VOCABULARY-FOLDER FILE...
//
// where a file is a JSON array of documents; prints a line of JSON: seconds to load, and for each file the seconds of encoding it the first time and the best of
// five, on one thread, with the number of tokens and a checksum of their ids.

import Foundation
import Transformers

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  try body()
  return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
}

let folder = CommandLine.arguments[1]
var tokenizer = try Tokenizer.load(directory: folder)
let load = try (0..<5).map { _ in try seconds { tokenizer = try Tokenizer.load(directory: folder) } }.min()!
var results: [[String: Any]] = []
for path in CommandLine.arguments.dropFirst(2) {
  tokenizer = try Tokenizer.load(directory: folder)
  let documents = try JSONDecoder().decode([String].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  var ids: [[Int]] = []
  let first = seconds { ids = documents.map { tokenizer.encode($0, parsingSpecialTokens: false) } }
  let best = (0..<5).map { _ in seconds { ids = documents.map { tokenizer.encode($0, parsingSpecialTokens: false) } } }
    .min()!
  let checksum = ids.joined().reduce(UInt64(0)) { ($0 &* 31 &+ UInt64($1)) & 0xFFFF_FFFF }
  results.append(["first": first, "best": best, "tokens": ids.joined().count, "checksum": checksum])
}
let line = try JSONSerialization.data(withJSONObject: ["load": load, "files": results])
print(String(decoding: line, as: UTF8.self))
