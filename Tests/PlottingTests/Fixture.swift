// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing

/// What the generator wrote.
struct Fixture: Decodable {
  struct Colormaps: Decodable {
    var values: [Double]
    var rgb: [String: [[Int]]]
  }

  struct TickCase: Decodable {
    var low: Double
    var high: Double
    var places: [Double]
  }

  var colormaps: Colormaps
  var ticks: [TickCase]
  var widths: [String: Double]

  static func load() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(forResource: "plotting", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }
}
