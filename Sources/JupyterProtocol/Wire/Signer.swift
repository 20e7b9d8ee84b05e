// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSodium

/// Signs messages with HMAC-SHA256, as Jupyter's `hmac-sha256` scheme asks: over the four frames of header, parent
/// header, metadata and content, in that order, and nothing else. An empty key turns signing off.
public struct Signer: Sendable {
  /// The keyed state before any frame; copied for each message. Nil where messages are not signed.
  private let keyed: crypto_auth_hmacsha256_state?

  public init(key: String) {
    guard !key.isEmpty else {
      keyed = nil
      return
    }
    var state = crypto_auth_hmacsha256_state()
    let bytes = Array(key.utf8)
    crypto_auth_hmacsha256_init(&state, bytes, bytes.count)
    keyed = state
  }

  /// Whether messages carry a signature.
  public var isEnabled: Bool { keyed != nil }

  /// The signature as 64 lower-case hexadecimal digits; empty where there is no key.
  public func signature(of frames: some Sequence<[UInt8]>) -> [UInt8] {
    guard let digest = digest(of: frames) else { return [] }
    let digits = Array("0123456789abcdef".utf8)
    return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// Whether the signature belongs to the frames. The time taken does not depend on where two signatures differ.
  public func verify(_ signature: [UInt8], of frames: some Sequence<[UInt8]>) -> Bool {
    guard isEnabled else { return true }
    let expected = self.signature(of: frames)
    guard signature.count == expected.count else { return false }
    return sodium_memcmp(signature, expected, expected.count) == 0
  }

  private func digest(of frames: some Sequence<[UInt8]>) -> [UInt8]? {
    guard var state = keyed else { return nil }
    for frame in frames { crypto_auth_hmacsha256_update(&state, frame, UInt64(frame.count)) }
    var digest = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
    crypto_auth_hmacsha256_final(&state, &digest)
    return digest
  }
}
