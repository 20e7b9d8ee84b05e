// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a multipart message was refused.
public enum WireError: Error, Equatable, CustomStringConvertible {
  case noDelimiter(frames: Int)
  /// Fewer than five frames after the delimiter.
  case tooFewFrames(Int)
  case unsigned
  case wrongSignature
  case replayed
  case notJSON(part: String, reason: String)

  public var description: String {
    switch self {
    case .noDelimiter(let frames): "no delimiter <IDS|MSG> in \(frames) frame\(frames == 1 ? "" : "s")"
    case .tooFewFrames(let count): "\(count) of the 5 frames needed after the delimiter"
    case .unsigned: "not signed, but this connection has a key"
    case .wrongSignature: "wrong signature"
    case .replayed: "the same signature was received before (replayed message)"
    case .notJSON(let part, let reason): "\(part) is not readable: \(reason)"
    }
  }
}
