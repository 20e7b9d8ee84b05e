// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
struct SVGPostPass {
  var raw: [UInt8]
  init(_ raw: [UInt8], title: String, description: String, salt: String) { self.raw = raw }
  func run() -> String { String(decoding: raw, as: UTF8.self) }
}
