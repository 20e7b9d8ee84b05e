// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The process that this code runs in, if it is a Martlet worker.
///
/// The worker exports a few C functions; in any other program they are absent, displays are printed as text and
/// `readLine` reads standard input.
enum Host {
  typealias Display = @convention(c) (UInt8, UnsafePointer<UInt8>, Int) -> Void
  typealias ClearOutput = @convention(c) (Bool) -> Void
  typealias ReadLine = @convention(c) (UnsafePointer<UInt8>, Int, Bool) -> UnsafeMutablePointer<CChar>?
  typealias Flag = @convention(c) () -> Bool
  typealias Action = @convention(c) () -> Void

  static let display: Display? = symbol("martlet_host_display")
  static let clearOutput: ClearOutput? = symbol("martlet_host_clear_output")
  static let readLine: ReadLine? = symbol("martlet_host_read_line")
  static let interrupted: Flag? = symbol("martlet_interrupted")
  static let checkInterrupt: Action? = symbol("martlet_check_interrupt")

  private static func symbol<Function>(_ name: String) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
  }

  static func send(_ kind: DisplayKind, _ json: String) {
    var json = json
    json.withUTF8 { display?(kind.rawValue, $0.baseAddress!, $0.count) }
  }
}

/// Which message a display becomes.
enum DisplayKind: UInt8 {
  case display = 0
  case update = 1
  case result = 2
}
