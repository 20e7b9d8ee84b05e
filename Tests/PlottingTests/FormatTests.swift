// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct FormatTests {
  @Test func `letters come in any order`() {
    for text in ["ks-", "-sk", "s-k"] {
      let format = Format(text)
      #expect(format.color == .black)
      #expect(format.marker == .square)
      #expect(format.dash == .solid)
      #expect(format.problems.isEmpty)
    }
  }

  @Test(arguments: ["ks-", "ko-", "k^-", "gs-", "b^-", "ko", "kH", "rx", "gx", "k+", "o", "r", "m", "b--"])
  func `every format of the lectures is known`(text: String) {
    #expect(Format(text).problems.isEmpty)
  }

  @Test func `an unknown letter is named and the rest used`() {
    let format = Format("kz-")
    #expect(format.color == .black)
    #expect(format.dash == .solid)
    #expect(format.problems == ["format \"kz-\" has the unknown letter \"z\"; it is left out"])
  }

  @Test func `a second colour is named`() {
    #expect(Format("kr").problems == ["format \"kr\" names a colour twice; the first is used"])
  }
}
