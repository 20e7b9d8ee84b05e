// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the kernel tells the worker.
package enum WorkerCommand: Equatable, Sendable {
  case run(RunCell)
  /// The last display, clear or input event has been taken; the cell may go on.
  case acknowledge
  /// The user's line; nil where there is none to be had.
  case inputReply(String?)
  case interrupt
  case exit
}

/// One cell library to open (if it is not open yet) and to enter.
package struct RunCell: Equatable, Sendable {
  /// Path of the shared library.
  package var library: String
  /// Module name; the library exports `<module>_main` and `<module>_release`.
  package var module: String
  /// Number of top-level steps, each with its own flag of completion.
  package var steps: Int32
  package var allowsInput: Bool
  package var takeovers: [Takeover]

  package init(library: String, module: String, steps: Int32, allowsInput: Bool, takeovers: [Takeover] = []) {
    self.library = library
    self.module = module
    self.steps = steps
    self.allowsInput = allowsInput
    self.takeovers = takeovers
  }
}

extension WorkerCommand {
  package func encoded() -> [UInt8] {
    var writer = WireWriter()
    switch self {
    case .run(let cell):
      writer.write(UInt8(1))
      writer.write(cell.library)
      writer.write(cell.module)
      writer.write(cell.steps)
      writer.write(cell.allowsInput)
      writer.write(cell.takeovers) { $0.write($1) }
    case .acknowledge: writer.write(UInt8(2))
    case .inputReply(let line):
      writer.write(UInt8(3))
      writer.write(line)
    case .interrupt: writer.write(UInt8(4))
    case .exit: writer.write(UInt8(5))
    }
    return writer.bytes
  }

  package init(decoding bytes: [UInt8]) throws(WireError) {
    var reader = WireReader(bytes)
    switch try reader.read(UInt8.self) {
    case 1:
      self = .run(
        RunCell(
          library: try reader.readString(), module: try reader.readString(), steps: try reader.read(),
          allowsInput: try reader.readBool(),
          takeovers: try reader.readList { (reader) throws(WireError) in try reader.readTakeover() }))
    case 2: self = .acknowledge
    case 3: self = .inputReply(try reader.readOptionalString())
    case 4: self = .interrupt
    case 5: self = .exit
    case let kind: throw .unknownKind(kind)
    }
  }
}
