// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Shows a value in the cell's output, at once and in order with what the cell prints.
///
/// Any value can be shown; one that adopts ``Displayable`` chooses its own forms.
/// - Returns: a handle that can replace what was shown.
@discardableResult
public func display<Value>(_ value: Value) -> DisplayHandle {
  let handle = DisplayHandle()
  handle.show(MIMEBundle(showing: value), as: .display)
  return handle
}

/// Empties the output of the running cell.
/// - Parameter wait: empty it only when the next output comes, so that a picture that is drawn anew does not flicker.
public func clearOutput(wait: Bool = false) {
  Host.clearOutput?(wait)
}

/// A display that can be changed after it was shown, wherever in the notebook it stands.
public struct DisplayHandle: Sendable {
  /// Jupyter's `display_id`.
  public let id: String

  init() {
    id = (0..<4).map { _ in
      let part = String(UInt32.random(in: 0...UInt32.max), radix: 16)
      return String(repeating: "0", count: 8 - part.count) + part
    }.joined()
  }

  /// Shows another value in the place of the first.
  public func update<Value>(_ value: Value) {
    show(MIMEBundle(showing: value), as: .update)
  }

  func show(_ bundle: MIMEBundle, as kind: DisplayKind) {
    if Host.display != nil {
      Host.send(kind, bundle.json(displayID: id))
    } else if case .text(let text)? = bundle[.plainText] {
      print(text)
    }
  }
}

extension MIMEBundle {
  /// What a notebook shows for any value: its own bundle if it has one, else plain text.
  public init<Value>(showing value: Value) {
    if let displayable = value as? any Displayable {
      self = displayable.mimeBundle
    } else {
      self.init(plainText: PlainText.describe(value))
    }
  }
}
