// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the worker tells the kernel. Text output does not come this way: it comes through pipes.
package enum WorkerEvent: Equatable, Sendable {
  /// The worker has opened the notebook library and waits for cells.
  case ready(processID: Int32)
  /// The worker cannot start: why.
  case unfit(String)
  /// MIME data as JSON text: `{"data": …, "metadata": …, "transient": …}`. Waits for `acknowledge`.
  case display(DisplayKind, json: String)
  /// Waits for `acknowledge`.
  case clearOutput(wait: Bool)
  /// Waits for `inputReply`.
  case inputRequest(prompt: String, password: Bool)
  /// A thread that is not the cell's trapped.
  case backgroundTrap(Ending)
  case finished(RunReport)
}

package enum DisplayKind: UInt8, Sendable {
  case display = 0
  case update = 1
  case result = 2
}

/// How a cell, or a thread, ended.
package struct Ending: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case finished
    case threw
    case trapped(signal: Int32)
    case interrupted(Reason)
    case exited(code: Int32)
    /// The library could not be opened.
    case notOpened
  }

  package enum Reason: UInt8, Sendable {
    case user = 1
    case memory = 2
    case backgroundTrap = 3
  }

  /// A place in a loaded library: the address relative to where the library was loaded.
  package struct Frame: Equatable, Sendable {
    package var library: String
    package var offset: UInt64

    package init(library: String, offset: UInt64) {
      self.library = library
      self.offset = offset
    }
  }

  package var kind: Kind
  package var message = ""
  package var stackOverflow = false
  /// Whether it was code of the main actor, which goes on without it, or of the main queue, which does not.
  package var onMainThread = false
  package var faultAddress: UInt64 = 0
  /// Innermost first; only frames in cells are told, and for traps the faulting place.
  package var frames: [Frame] = []

  package init(_ kind: Kind) { self.kind = kind }
}

/// The end of a cell.
package struct RunReport: Equatable, Sendable {
  package var ending: Ending
  /// The step at which the cell stopped; the number of steps if it finished.
  package var step: Int32
  /// Flag for each step: its variables exist.
  package var initialised: [Bool]
  /// Nanoseconds the cell ran.
  package var nanoseconds: UInt64
  /// Resident memory of the worker, bytes: afterwards, or when the cell was stopped for want of memory.
  package var residentBytes: UInt64

  package init(ending: Ending, step: Int32, initialised: [Bool], nanoseconds: UInt64, residentBytes: UInt64) {
    self.ending = ending
    self.step = step
    self.initialised = initialised
    self.nanoseconds = nanoseconds
    self.residentBytes = residentBytes
  }
}
