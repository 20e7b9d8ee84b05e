// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Testing

@Suite struct MessageHeaderTests {
  @Test("A header holds what the protocol asks for")
  func members() throws {
    let message = try Session(id: "s", username: "u").message(KernelInfoRequest())
    let header = try JSONValue(parsing: String(decoding: message.headerBytes, as: UTF8.self))
    #expect(
      header.objectValue?.keys.sorted() == ["date", "msg_id", "msg_type", "session", "username", "version"])
    #expect(header["msg_type"] == "kernel_info_request" && header["version"] == "5.5" && header["session"] == "s")
  }

  @Test("A header of an old client is read; one without identifier is not")
  func tolerance() throws {
    let old: MessageHeader = try JSON.decode(from: Array(#"{"msg_id":"1","msg_type":"t","extra":[1]}"#.utf8))
    #expect(old.id == "1" && old.version.isEmpty)
    #expect(throws: DecodingError.self) { try JSON.decode(MessageHeader.self, from: Array(#"{"msg_type":"t"}"#.utf8)) }
  }

  @Test("Sessions and messages have identifiers of their own")
  func identifiers() throws {
    let session = Session()
    #expect(session.id != Session().id)
    let ids = try (0..<100).map { _ in try session.message(KernelInfoRequest()).header.id }
    #expect(Set(ids).count == 100)
  }
}

@Suite struct TimestampTests {
  @Test(
    "Moments are written as ISO 8601 in UTC with six digits",
    arguments: [
      (0, 0, "1970-01-01T00:00:00.000000Z"), (1_709_210_096, 7, "2024-02-29T12:34:56.000007Z"),
      (4_102_444_799, 999_999, "2099-12-31T23:59:59.999999Z"),
    ])
  func text(seconds: Int, microseconds: Int, expected: String) {
    #expect(Timestamp.text(seconds: seconds, microseconds: microseconds) == expected)
  }
}

@Suite struct MessageTypeTests {
  @Test("Requests name their replies")
  func replies() {
    #expect(ExecuteRequest.messageType.reply == ExecuteReply.messageType)
    #expect(CommOpen.messageType.reply == nil)
  }
}
