// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub
import Testing

/// Misuse ends the process (in a notebook: the cell) with a message that says what to do.
@Suite struct HubTrapTests {
  private func expect(
    _ result: ExitTest.Result?, toSay text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(text), "said: \(said)", sourceLocation: sourceLocation)
  }

  @Test func `a folder of no files`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try await HubClient().folder(containing: [], of: .model("gpt2"))
    }
    expect(result, toSay: "HubClient.folder: the list of files is empty; name at least one file of model gpt2")
  }

  @Test func `a range outside a file on a server`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let file = RemoteFile(
        url: URL(string: "https://example.org/a")!, size: 10, version: nil, headers: [:], client: .shared)
      _ = try await file.read(5..<11)
    }
    expect(result, toSay: "RemoteFile.read: the range 5..<11 is not within the 10 bytes of https://example.org/a")
  }
}
