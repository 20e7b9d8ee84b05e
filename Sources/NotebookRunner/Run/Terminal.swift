// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Where progress goes: a terminal, with one line that can be written over, or a plain file or pipe.
package struct Terminal {
  package var isInteractive: Bool
  /// In columns.
  package var width: Int
  /// Takes text as it is to be written.
  package var write: (String) -> Void

  package init(isInteractive: Bool, width: Int, write: @escaping (String) -> Void) {
    self.isInteractive = isInteractive
    self.width = width
    self.write = write
  }

  package static var standardError: Terminal {
    var size = winsize()
    let isInteractive = isatty(STDERR_FILENO) == 1
    let hasSize = isInteractive && ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return Terminal(isInteractive: isInteractive, width: hasSize ? Int(size.ws_col) : 100) { text in
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        // Nobody reads any more: the run goes on without a report.
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
      }
    }
  }

  /// Writes a line for good, in place of the live one.
  package func print(_ line: String) { write((isInteractive ? "\r\u{1B}[K" : "") + line + "\n") }

  /// Shows a line until the next is printed or shown.
  package func show(_ line: String) { write("\r\u{1B}[K" + line) }
}
