// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct SimilarNamesTests {
  @Test func swappedNeighboursAreOneStep() {
    #expect(SimilarNames.distance("pritn", "print") == 1)
    #expect(SimilarNames.distance("", "abc") == 3)
    #expect(SimilarNames.distance("kitten", "sitting") == 3)
    #expect(SimilarNames.distance("same", "same") == 0)
  }

  @Test func theNearestNamesAreFound() {
    let names = ["print", "sprint", "points", "count", "x", "y", "Tensor"]
    #expect(SimilarNames.nearest(to: "prnt", among: names) == ["print"])
    #expect(SimilarNames.nearest(to: "tensor", among: names) == ["Tensor"])
    #expect(SimilarNames.nearest(to: "cnt", among: names) == [])
    #expect(SimilarNames.nearest(to: "z", among: names) == [])
    #expect(SimilarNames.nearest(to: "rows", among: ["cows", "bows", "columns"]) == ["bows", "cows"])
  }
}
