// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The runtime's own demangler.
package enum Demangler {
  package static func demangle(_ symbol: String) -> String? {
    symbol.withCString { name in
      guard let text = swiftDemangle(name, strlen(name), nil, nil, 0) else { return nil }
      defer { free(text) }
      return String(cString: text)
    }
  }
}

@_silgen_name("swift_demangle")
private func swiftDemangle(
  _ name: UnsafePointer<CChar>, _ length: Int, _ buffer: UnsafeMutablePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
