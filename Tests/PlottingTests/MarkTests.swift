// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Statistics
import Tensors
import Testing

@Suite struct MarkTests {
  private func shapes(_ mark: some Mark) -> [MarkShape] {
    var report = MarkReport(name: "mark")
    return mark.shapes(&report)
  }

  @Test func `a histogram's bars are the counts of Statistics`() throws {
    let values = (0..<500).map { Double($0 * 7919 % 503) }
    let expected = histogram(Tensor(values), bins: 20)
    guard case .boxes(let boxes)? = shapes(Histogram(values, bins: 20)).first else { return #expect(Bool(false)) }
    #expect(boxes.map(\.top) == expected.counts.plotValues)
    #expect(boxes.first?.x.lowerBound == 0 && boxes.last?.x.upperBound == 502)
  }

  @Test func `a density has the area 1`() throws {
    let mark = Histogram([0, 1, 1, 2, 3, 5, 8.0], bins: 4, statistic: .density)
    guard case .boxes(let boxes)? = shapes(mark).first else { return #expect(Bool(false)) }
    let area = boxes.reduce(0) { $0 + $1.top * ($1.x.upperBound - $1.x.lowerBound) }
    #expect(abs(area - 1) < 1e-12)
  }

  @Test func `a histogram line has its vertices in the middle of the bins or at their left`() {
    guard case .line(let middle, let counts)? = shapes(Histogram([0, 1, 2.0], bins: 2, as: .line)).first,
      case .line(let left, _)? = shapes(Histogram([0, 1, 2.0], bins: 2, as: .line).anchor(.leading)).first
    else { return #expect(Bool(false)) }
    #expect(middle == [0.5, 1.5])
    #expect(left == [0, 1])
    #expect(counts == [1, 2])
  }

  @Test func `arrays, slices, ranges, strides and tensors are data`() {
    #expect([1, 2, 3][1...].plotValues == [2, 3])
    #expect((0..<3).plotValues == [0, 1, 2])
    #expect(stride(from: 0, to: 1, by: 0.25).plotValues == [0, 0.25, 0.5, 0.75])
    #expect([Float(0.5)].plotValues == [0.5])
    let table = Tensor<Int>([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(table.plotValues == [1, 2, 3, 4, 5, 6])
    let turned = table.transposed.plotMatrix
    #expect(turned.rows == 3 && turned.columns == 2)
    #expect(turned.values == [1, 4, 2, 5, 3, 6])
  }

  @Test func `builders take loops, conditions and helper functions`() {
    @MarkBuilder func pair(_ y: Double) -> [any Mark] {
      Rule(y: y)
      Rule(x: y)
    }
    let plot = Figure {
      Plot {
        let shift = 2
        for i in 0..<3 { Line([i, i + shift]).label("\(i)") }
        if shift > 1 { Points([5]).label("condition") }
        pair(1)
      }
    }
    #expect(plot.displayList.textBoxes.filter { ["0", "1", "2", "condition"].contains($0.text) }.count >= 4)
    #expect(plot.notes == [])
  }
}
