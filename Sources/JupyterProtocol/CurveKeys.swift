// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The key pair of a kernel whose channels are encrypted with CurveZMQ, each key as 40 characters of Z85.
public struct CurveKeys: Hashable, Sendable {
  public var publicKey: String
  public var secretKey: String

  public init(publicKey: String, secretKey: String) {
    self.publicKey = publicKey
    self.secretKey = secretKey
  }
}
