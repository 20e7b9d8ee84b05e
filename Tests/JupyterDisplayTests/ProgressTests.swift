// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Testing

@Suite struct ProgressTests {
  private func line(_ completed: Int, of total: Int?, after seconds: Double, _ note: String = "") -> ProgressLine {
    ProgressLine(
      title: "Fit", completed: completed, total: total, note: note, seconds: seconds, isFinished: completed == total)
  }

  @Test func `a line tells the share, the count and the time left`() {
    #expect(line(150, of: 600, after: 2, "loss 0.5").text == "Fit: 25% 150/600 [2.0 s, 6.0 s left] loss 0.5")
    #expect(line(600, of: 600, after: 65).text == "Fit: 100% 600/600 [1:05]")
    #expect(line(7, of: nil, after: 3725).text == "Fit: 7 [1:02:05]")
    #expect(line(0, of: 10, after: 1).text == "Fit: 0% 0/10 [1.0 s]")
  }

  @Test func `bytes are told in megabytes`() {
    let line = ProgressLine(
      title: "gpt2", completed: 12_340_000, total: 548_105_171, unit: .bytes, note: "", seconds: 1, isFinished: false)
    #expect(line.text.hasPrefix("gpt2: 2% 12.3 of 548.1 MB ["))
  }

  @Test func `a note is text and not markup`() {
    guard case .text(let html)? = line(1, of: 2, after: 1, "<b>&").mimeBundle[.html] else {
      Issue.record("no HTML")
      return
    }
    #expect(html.contains("&lt;b&gt;&amp;") && html.contains("<progress value=\"0.5\""))
  }

  @Test func `a sequence passes through unchanged and is counted`() {
    #expect(Array(progress([3, 1, 2], "Counting")) == [3, 1, 2])
    let bar = ProgressBar("Fit", total: 3)
    bar.advance()
    bar.advance(by: 2)
    bar.finish()
    #expect(bar.completed == 3)
  }
}
