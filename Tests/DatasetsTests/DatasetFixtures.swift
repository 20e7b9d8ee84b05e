// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HubTestSupport

/// The files that `Fixtures/generate.py` wrote.
enum DatasetFixtures {
  static func url(_ name: String) -> URL {
    Bundle.module.resourceURL!.appendingPathComponent("Fixtures/\(name)")
  }

  static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

  /// The rows of the parquet files, as pyarrow was given them.
  struct Rows: Decodable {
    let text: [String?]
    let id: [String?]
    let count: [Int?]
    let small: [Int?]
    let score: [Double?]
    let ratio: [Double?]
    let english: [Bool?]
  }

  static func rows() throws -> Rows {
    try JSONDecoder().decode(Rows.self, from: try Data(contentsOf: url("rows.json")))
  }

  /// Puts bytes into a file of a folder.
  static func write(_ bytes: some Sequence<UInt8>, _ name: String, in folder: TemporaryFolder) throws -> URL {
    let file = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }
}
