// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension WorkerEvent {
  package func encoded() -> [UInt8] {
    var writer = WireWriter()
    switch self {
    case .ready(let processID):
      writer.write(UInt8(1))
      writer.write(processID)
    case .unfit(let reason):
      writer.write(UInt8(2))
      writer.write(reason)
    case .display(let kind, let json):
      writer.write(UInt8(3))
      writer.write(kind.rawValue)
      writer.write(json)
    case .clearOutput(let wait):
      writer.write(UInt8(4))
      writer.write(wait)
    case .inputRequest(let prompt, let password):
      writer.write(UInt8(5))
      writer.write(prompt)
      writer.write(password)
    case .backgroundTrap(let ending):
      writer.write(UInt8(6))
      ending.write(to: &writer)
    case .finished(let report):
      writer.write(UInt8(7))
      report.ending.write(to: &writer)
      writer.write(report.step)
      writer.write(report.initialised) { $0.write($1) }
      writer.write(report.nanoseconds)
      writer.write(report.residentBytes)
    }
    return writer.bytes
  }

  package init(decoding bytes: [UInt8]) throws(WireError) {
    var reader = WireReader(bytes)
    switch try reader.read(UInt8.self) {
    case 1: self = .ready(processID: try reader.read())
    case 2: self = .unfit(try reader.readString())
    case 3:
      let raw = try reader.read(UInt8.self)
      guard let kind = DisplayKind(rawValue: raw) else { throw .unknownKind(raw) }
      self = .display(kind, json: try reader.readString())
    case 4: self = .clearOutput(wait: try reader.readBool())
    case 5: self = .inputRequest(prompt: try reader.readString(), password: try reader.readBool())
    case 6: self = .backgroundTrap(try Ending(from: &reader))
    case 7:
      self = .finished(
        RunReport(
          ending: try Ending(from: &reader), step: try reader.read(),
          initialised: try reader.readList { (inner: inout WireReader) throws(WireError) in try inner.readBool() },
          nanoseconds: try reader.read(), residentBytes: try reader.read()))
    case let kind: throw .unknownKind(kind)
    }
  }
}

extension Ending {
  fileprivate func write(to writer: inout WireWriter) {
    switch kind {
    case .finished: writer.write(UInt8(0))
    case .threw: writer.write(UInt8(1))
    case .trapped(let signal):
      writer.write(UInt8(2))
      writer.write(signal)
    case .interrupted(let reason):
      writer.write(UInt8(3))
      writer.write(reason.rawValue)
    case .exited(let code):
      writer.write(UInt8(4))
      writer.write(code)
    case .notOpened: writer.write(UInt8(5))
    }
    writer.write(message)
    writer.write(stackOverflow)
    writer.write(onMainThread)
    writer.write(faultAddress)
    writer.write(frames) {
      $0.write($1.library)
      $0.write($1.offset)
    }
  }

  fileprivate init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self.init(.finished)
    case 1: self.init(.threw)
    case 2: self.init(.trapped(signal: try reader.read()))
    case 3:
      let raw = try reader.read(UInt8.self)
      guard let reason = Reason(rawValue: raw) else { throw .unknownKind(raw) }
      self.init(.interrupted(reason))
    case 4: self.init(.exited(code: try reader.read()))
    case 5: self.init(.notOpened)
    case let kind: throw .unknownKind(kind)
    }
    message = try reader.readString()
    stackOverflow = try reader.readBool()
    onMainThread = try reader.readBool()
    faultAddress = try reader.read()
    frames = try reader.readList { (inner: inout WireReader) throws(WireError) in
      Frame(library: try inner.readString(), offset: try inner.read())
    }
  }
}
