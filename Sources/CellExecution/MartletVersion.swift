// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The product's version.
package enum MartletVersion {
  package static let current = "0.1.0"
}
