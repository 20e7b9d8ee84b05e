// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// What `#function`, `#file` and the like say when they are default arguments and the call stands at a cell's top
/// level: "cell 3" in place of the names that the compiler knows the cell by. The cell compiler writes the call.
public func _martletPlace(_ text: String) -> String {
  let name = text.split { $0 == "/" || $0 == ":" }.last ?? ""
  guard name.hasPrefix("Cell_"), let symbol = dlsym(nil, name + "_number") else { return text }
  let number = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
  return "cell \(number())"
}
