// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Unpacks a stream that arrives in pieces.
protocol Decompressor: AnyObject {
  /// Appends what `packed` holds to `bytes`.
  /// - Returns: nil, or what is wrong with the data; `bytes` then has what came before.
  func unpack(_ packed: [UInt8], into bytes: inout [UInt8]) -> String?
  /// Whether the stream may end here.
  var isComplete: Bool { get }
}
