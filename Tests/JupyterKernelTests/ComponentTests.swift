// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import Testing

@Suite struct GlobTests {
  @Test(
    "Patterns match whole texts",
    arguments: [
      ("*", "", true), ("", "", true), ("", "a", false), ("a*", "abc", true), ("*c", "abc", true),
      ("a*d*", "abcd", true), ("a?c", "abc", true), ("a?c", "ac", false), ("b", "abc", false), ("*b*", "a\nb\nc", true),
      ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false), ("[]]", "]", true), ("[a", "[a", true), ("A", "a", false),
      ("?", "é", true), ("a*b*c*d", "a__b__c__", false),
    ])
  func patterns(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }
}

@Suite struct LogTests {
  @Test("Lines beyond the limit of a second are left out and counted")
  func limit() {
    let lines = Monitor<[String]>([])
    let log = Log(linesPerSecond: 2) { line in lines.update { $0.append(line) } }
    for number in 1...5 { log.note("line \(number)", second: 10) }
    log.note("line 6", second: 11)
    log.note("line 7", second: 11)
    #expect(
      lines.update { $0 } == [
        "kernel: line 1\n", "kernel: line 2\n", "kernel: line 6 (3 lines left out before this one)\n",
        "kernel: line 7\n",
      ])
  }
}

@Suite struct HistoryStoreTests {
  @Test("Counts of zero and below give nothing")
  func counts() {
    let store = HistoryStore()
    store.append(line: 1, code: "a")
    #expect(store.entries(.tail(n: 0)).isEmpty)
    #expect(store.entries(.tail(n: -3)).isEmpty)
    #expect(store.entries(.tail(n: 9)).count == 1)
  }
}
