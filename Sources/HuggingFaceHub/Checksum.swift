// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSodium

/// The digest of a file as the hub names it: SHA-256 of large files, git's blob identifier of small ones.
final class Checksum {
  private let expected: String
  private var sha256: UnsafeMutablePointer<crypto_hash_sha256_state>?
  private var git: SHA1?

  /// - Parameters:
  ///   - expected: the hub's ETag. 64 hexadecimal digits are a SHA-256, 40 are git's; any other cannot be checked.
  ///   - size: the size of the whole file, which git's identifier includes.
  init(expected: String, size: Int) {
    self.expected = expected
    let isHexadecimal = expected.allSatisfy(\.isHexDigit)
    if isHexadecimal, expected.count == 64 {
      sha256 = .allocate(capacity: 1)
      crypto_hash_sha256_init(sha256!)
    } else if isHexadecimal, expected.count == 40 {
      git = SHA1()
      git!.update(Array("blob \(size)\0".utf8))
    }
  }

  deinit { sha256?.deallocate() }

  func update(_ bytes: UnsafeRawBufferPointer) {
    if let sha256 {
      crypto_hash_sha256_update(sha256, bytes.bindMemory(to: UInt8.self).baseAddress, UInt64(bytes.count))
    }
    git?.update(bytes)
  }

  /// Nil if the bytes are as expected, else the digest that they have.
  func mismatch() -> String? {
    var digest: [UInt8]
    if let sha256 {
      digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
      crypto_hash_sha256_final(sha256, &digest)
    } else if git != nil {
      digest = git!.finish()
    } else {
      return nil
    }
    let digits = Array("0123456789abcdef")
    let text = String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    return text == expected.lowercased() ? nil : text
  }
}
