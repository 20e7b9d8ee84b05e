// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Testing
import WorkerProtocol

@Suite struct WorkerMessageTests {
  static let commands: [WorkerCommand] = [
    .run(RunCell(library: "/tmp/Cell_1.so", module: "Cell_1", steps: 3, allowsInput: true)),
    .run(
      RunCell(
        library: "/tmp/Cell_2.so", module: "Cell_2", steps: 1, allowsInput: false,
        takeovers: [
          Takeover(step: Takeover.opening, bindings: [.init(old: "$s6Cell_11fyyF", new: "$s6Cell_21fyyF")]),
          Takeover(step: 0, releases: [.init(module: "Cell_1", step: 2, variables: .max)]),
        ])),
    .acknowledge, .inputReply(nil), .inputReply("höher 🐦"), .interrupt, .exit,
  ]

  static let events: [WorkerEvent] = {
    var trap = Ending(.trapped(signal: 4))
    trap.message = "Fatal error: Index out of range"
    trap.stackOverflow = true
    trap.faultAddress = .max
    trap.frames = [.init(library: "Cell_1.so", offset: 0x1f60)]
    return [
      .ready(processID: 42), .unfit("no library"), .display(.update, json: "{\"data\":{}}"), .clearOutput(wait: true),
      .inputRequest(prompt: "Name? ", password: true), .backgroundTrap(trap),
      .finished(RunReport(ending: trap, step: 2, initialised: [true, false], nanoseconds: 5, residentBytes: 6)),
      .finished(
        RunReport(ending: Ending(.interrupted(.memory)), step: 0, initialised: [], nanoseconds: 0, residentBytes: 0)),
      .finished(
        RunReport(ending: Ending(.exited(code: -3)), step: 0, initialised: [], nanoseconds: 0, residentBytes: 0)),
    ]
  }()

  @Test(arguments: commands) func `a command survives the wire`(command: WorkerCommand) throws {
    #expect(try WorkerCommand(decoding: command.encoded()) == command)
  }

  @Test(arguments: events) func `an event survives the wire`(event: WorkerEvent) throws {
    #expect(try WorkerEvent(decoding: event.encoded()) == event)
  }

  @Test(arguments: events) func `a truncated event is refused, at every length`(event: WorkerEvent) {
    let bytes = event.encoded()
    for length in 0..<bytes.count {
      #expect(throws: WireError.self) { try WorkerEvent(decoding: Array(bytes[..<length])) }
    }
  }

  @Test func `an unknown kind is named`() {
    #expect(throws: WireError.unknownKind(99)) { try WorkerCommand(decoding: [99]) }
  }

  @Test func `frames keep their bounds, and a closed peer ends the stream`() throws {
    var pair: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
    let writer = FrameChannel(descriptor: pair[0])
    let reader = FrameChannel(descriptor: pair[1])
    #expect(writer.send([1, 2, 3]))
    #expect(writer.send([]))
    close(pair[0])
    #expect(try reader.receive() == [1, 2, 3])
    #expect(try reader.receive() == [])
    #expect(try reader.receive() == nil)
    close(pair[1])
  }

  @Test func `a garbage length is refused`() throws {
    var pair: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
    defer { pair.forEach { close($0) } }
    #expect(write(pair[0], [0xff, 0xff, 0xff, 0xff] as [UInt8], 4) == 4)
    #expect(throws: WireError.oversized(0xffff_ffff)) { try FrameChannel(descriptor: pair[1]).receive() }
  }
}
