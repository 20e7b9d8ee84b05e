// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Testing

@Suite struct WireFormatTests {
  private let session = Session(id: "s", username: "u")

  private func request() throws -> Message {
    try session.message(
      ExecuteRequest(code: "1 + 1"), identities: [[7, 0], Array("second".utf8)], metadata: ["cellId": "c"],
      buffers: [[], [0, 255]])
  }

  @Test("Frames are identities, delimiter, signature, four signed parts, buffers")
  func layout() throws {
    let message = try request()
    let frames = WireFormat(key: "key").frames(of: message)
    #expect(frames.count == 2 + 2 + 4 + 2)
    #expect(frames[0] == [7, 0] && frames[2] == Array("<IDS|MSG>".utf8))
    #expect(frames[3] == Signer(key: "key").signature(of: frames[4...7]))
    #expect(frames[5] == Array("{}".utf8))
    #expect(frames[8...] == [[], [0, 255]])
  }

  @Test("A message survives the wire with every byte", arguments: ["key", ""])
  func roundTrip(key: String) throws {
    let message = try request()
    let wire = WireFormat(key: key)
    let copy = try wire.message(from: wire.frames(of: message))
    #expect(copy.identities == message.identities && copy.buffers == message.buffers)
    #expect(copy.header == message.header && copy.headerBytes == message.headerBytes)
    #expect(copy.parentHeader == nil && copy.metadata == ["cellId": "c"])
    #expect(try copy.content(as: ExecuteRequest.self).code == "1 + 1")
  }

  @Test("Buffers are not part of what is signed")
  func buffersUnsigned() throws {
    let wire = WireFormat(key: "key")
    var frames = wire.frames(of: try request())
    frames[9] = [1, 2, 3]
    #expect(try wire.message(from: frames).buffers == [[], [1, 2, 3]])
  }

  @Test("Changing any signed part is noticed", arguments: 4...7)
  func tampering(part: Int) throws {
    let wire = WireFormat(key: "key")
    var frames = wire.frames(of: try request())
    frames[part][0] ^= 1
    #expect(throws: WireError.wrongSignature) { try wire.message(from: frames) }
  }

  @Test("Refusals name their reason")
  func refusals() throws {
    let wire = WireFormat(key: "key", refusingReplays: true)
    let delimiter = WireFormat.delimiter
    #expect(throws: WireError.noDelimiter(frames: 0)) { try wire.message(from: []) }
    #expect(throws: WireError.noDelimiter(frames: 2)) { try wire.message(from: [[1], [2]]) }
    #expect(throws: WireError.tooFewFrames(4)) { try wire.message(from: [delimiter, [], [], [], []]) }
    let frames = wire.frames(of: try request())
    var unsigned = frames
    unsigned[3] = []
    #expect(throws: WireError.unsigned) { try wire.message(from: unsigned) }
    _ = try wire.message(from: frames)
    #expect(throws: WireError.replayed) { try wire.message(from: frames) }
  }

  @Test("A message that was refused for its signature can still come rightly signed")
  func refusedIsNotSeen() throws {
    let wire = WireFormat(key: "key", refusingReplays: true)
    let frames = wire.frames(of: try request())
    var forged = frames
    forged[7] = Array("{}".utf8)
    #expect(throws: WireError.wrongSignature) { try wire.message(from: forged) }
    _ = try wire.message(from: frames)
  }

  @Test("Parts that are no JSON objects are refused", arguments: 4...7)
  func notObjects(part: Int) throws {
    let wire = WireFormat(key: "")
    for text in ["", "7", "[]", "{", #""text""#] {
      var frames = wire.frames(of: try request())
      frames[part] = Array(text.utf8)
      #expect(throws: WireError.self) { try wire.message(from: frames) }
    }
  }

  @Test("The error of a header names what is missing")
  func headerError() throws {
    let wire = WireFormat(key: "")
    var frames = wire.frames(of: try request())
    frames[4] = Array(#"{"msg_type":"x"}"#.utf8)
    #expect(throws: WireError.notJSON(part: "header", reason: "'msg_id' is missing")) {
      try wire.message(from: frames)
    }
    #expect("\(WireError.notJSON(part: "header", reason: "why"))" == "header is not readable: why")
  }

  @Test("White space around the parts does no harm")
  func whiteSpace() throws {
    let wire = WireFormat(key: "")
    var frames = wire.frames(of: try request())
    frames[6] = Array("\n {} \r\n".utf8)
    #expect(try wire.message(from: frames).metadata.isEmpty)
  }
}
