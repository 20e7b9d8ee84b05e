// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The user's wish that the running cell should stop.
///
/// Long loops of library code call ``check()`` where they hold no lock: on an interrupt the cell ends right there, and
/// the session goes on. Outside a notebook nothing ever interrupts.
public enum Interrupt {
  /// True while the running cell has been asked to stop.
  public static var isRequested: Bool { Host.interrupted?() ?? false }

  /// Ends the cell if it has been asked to stop; does nothing on other threads than the cell's.
  @inline(never)
  public static func check() {
    HostStandIn.interruptCheck?()
    Host.checkInterrupt?()
  }
}
