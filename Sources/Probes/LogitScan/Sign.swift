// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The sign of a coefficient: which class an active neuron speaks for.
public enum Sign: String, Sendable, CaseIterable {
  case positive
  case negative

  func matches(_ value: Double) -> Bool { self == .positive ? value > 0 : value < 0 }
}

extension Sign: CustomStringConvertible {
  /// `> 0` or `< 0`, as it stands after the name of a coefficient.
  public var description: String { self == .positive ? "> 0" : "< 0" }
}
