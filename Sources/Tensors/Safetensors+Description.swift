// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension Safetensors: CustomStringConvertible, Displayable {
  /// One line per tensor: name, type and shape.
  public var description: String {
    let width = entries.keys.map(\.count).max() ?? 0
    let lines = names.map { name in
      let entry = entries[name]!
      let padding = String(repeating: " ", count: width - name.count)
      return "\(name)\(padding)  \(entry.dtype)  \(describe(shape: entry.shape))"
    }
    let bytes = entries.values.reduce(0) { $0 + $1.byteRange.count }
    return (["\(path): \(entries.count) tensors, \(bytes / 1_000_000) MB"] + lines).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
