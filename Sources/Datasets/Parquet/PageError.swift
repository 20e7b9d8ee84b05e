// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What is wrong with the bytes at hand; where they stand is known further up.
struct PageError: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
