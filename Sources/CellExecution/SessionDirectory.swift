// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// A private folder for a session's compiled cells; it goes with the session.
struct SessionDirectory: Sendable {
  let path: String

  init() {
    var template = Array((NSTemporaryDirectory() + "/martlet-XXXXXX").utf8CString)
    let made = mkdtemp(&template)
    path = made.map { String(cString: $0) } ?? NSTemporaryDirectory()
  }

  func remove() {
    guard path.contains("martlet-") else { return }
    try? FileManager.default.removeItem(atPath: path)
  }
}
