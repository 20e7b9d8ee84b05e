// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterProtocol
import Testing

@Suite struct SignerTests {
  private struct Vector: Decodable {
    var key: String
    var frames: [String]
    var signature: String

    var bytes: [[UInt8]] { frames.map { Array($0.utf8) } }
  }

  private static func vectors() throws -> [Vector] {
    let file = try #require(Bundle.module.url(forResource: "Fixtures/signatures", withExtension: "json"))
    return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
  }

  @Test("Signatures are those of Python's hmac")
  func signatures() throws {
    let vectors = try Self.vectors()
    #expect(vectors.count == 20)
    for vector in vectors {
      let signer = Signer(key: vector.key)
      #expect(String(decoding: signer.signature(of: vector.bytes), as: UTF8.self) == vector.signature)
      #expect(signer.verify(Array(vector.signature.utf8), of: vector.bytes))
    }
  }

  @Test("A signature that differs in one digit, in case or in length is refused")
  func wrongSignatures() throws {
    let vector = try #require(try Self.vectors().first)
    let signer = Signer(key: vector.key)
    let good = Array(vector.signature.utf8)
    for position in good.indices {
      var bad = good
      bad[position] = bad[position] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      #expect(!signer.verify(bad, of: vector.bytes))
    }
    #expect(!signer.verify(good.dropLast(), of: vector.bytes))
    #expect(!signer.verify(good + [48], of: vector.bytes))
    #expect(!signer.verify([], of: vector.bytes))
    #expect(!signer.verify(Array(vector.signature.uppercased().utf8), of: vector.bytes))
  }

  @Test("An empty key signs nothing and accepts everything")
  func emptyKey() {
    let signer = Signer(key: "")
    #expect(!signer.isEnabled)
    #expect(signer.signature(of: [[1]]).isEmpty)
    #expect(signer.verify([], of: [[1]]))
  }
}

@Suite struct ReplayGuardTests {
  @Test("A signature is admitted once")
  func once() {
    let replays = ReplayGuard()
    #expect(replays.admit([1]))
    #expect(!replays.admit([1]))
    #expect(replays.admit([2]))
  }

  @Test("The oldest signature is forgotten first")
  func bounded() {
    let replays = ReplayGuard(capacity: 3)
    for byte: UInt8 in 1...4 { #expect(replays.admit([byte])) }
    for byte: UInt8 in 2...4 { #expect(!replays.admit([byte])) }
    #expect(replays.admit([1]))
    #expect(!replays.admit([1]))
    #expect(!replays.admit([3]))
    #expect(replays.admit([2]))
  }
}
