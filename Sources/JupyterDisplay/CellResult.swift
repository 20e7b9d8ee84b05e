// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Shows the value of a cell's last expression; the cell compiler writes the call.
public func _martletResult<Value>(_ value: Value) {
  if Value.self == Void.self || value is Void? && Value.self == Void?.self { return }
  // An interrupted `sleep(100)` returns early, with a number that nobody asked for.
  Interrupt.check()
  // `display(x)` at the end of a cell has shown what there is to show.
  if Value.self == DisplayHandle.self { return }
  show(MIMEBundle(showing: value))
}

/// Shows a value that cannot be copied.
public func _martletResult<Value: ~Copyable>(_ value: borrowing Value) {
  Interrupt.check()
  show(MIMEBundle(plainText: UncopyableText.describe(value)))
}

/// Shows a value that cannot leave its scope, such as a span.
public func _martletResult<Value: ~Copyable & ~Escapable>(_ value: borrowing Value) {
  Interrupt.check()
  show(MIMEBundle(plainText: UncopyableText.describe(typeOf: value)))
}

private func show(_ bundle: MIMEBundle) {
  if Host.display != nil {
    Host.send(.result, bundle.json())
  } else if case .text(let text)? = bundle[.plainText] {
    print(text)
  }
}
