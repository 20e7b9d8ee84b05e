// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Plotting
import Testing

@Suite struct OneLinerTests {
  private func summary(_ plot: Plot) -> String {
    if case .text(let text)? = plot.mimeBundle.contents[.plainText] { text } else { "" }
  }

  @Test func `a plot shows itself as a figure does`() {
    let one = plot([1, 2, 3], [4.0, 5, 6], "ks-").labels(x: "Epoch")
    #expect(Set(one.mimeBundle.contents.keys) == [.svg, .png, .plainText])
    #expect(summary(one).contains("line through 3 points") && summary(one).contains("'Epoch'"))
  }

  @Test func `a format with a marker and no line draws markers alone`() {
    #expect(!summary(plot([1.0, 2], "ko")).contains("line"))
    #expect(summary(plot([1.0, 2])).contains("line through 2 points"))
    #expect(summary(scatter([1, 2], [3.0, 4])).contains("2 points"))
  }

  @Test func `histograms and images`() {
    #expect(summary(hist([1.0, 2, 2, 3], bins: 3)).contains("3 bars"))
    #expect(
      summary(imshow([[0.0, 1], [2, 3]], .RdBu_r, range: -1...1)).contains("2 x 2 cells coloured from −1 to 1"))
  }
}
