// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Task where Failure == any Error {
  /// The value of an `async let` of a cell's top level where no `try` stands before its use; the cell compiler writes
  /// the call. Whether the value can fail is not always known when the cell that declares it is compiled.
  public var _martletValue: Success {
    get async {
      do {
        return try await value
      } catch {
        trap("the value of an 'async let' threw \(type(of: error)): \(ErrorText.describe(error))")
      }
    }
  }
}

extension Task where Failure == Never {
  /// The same for a value that cannot fail.
  public var _martletValue: Success { get async { await value } }
}
