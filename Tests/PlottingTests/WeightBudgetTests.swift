// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Testing

@Suite struct WeightBudgetTests {
  private func clouds(_ figure: Figure) -> [MarkerCloud] {
    func found(_ items: [DrawingItem]) -> [MarkerCloud] {
      items.flatMap { item -> [MarkerCloud] in
        switch item {
        case .clip(_, let inner): return found(inner)
        case .layer(let inner, _): return inner.compactMap { if case .markers(let cloud) = $0 { cloud } else { nil } }
        default: return []
        }
      }
    }
    return found(figure.displayList.items)
  }

  private func scatter(_ count: Int, _ format: Format = "ko") -> Points {
    let random = RandomState(seed: 1)
    return Points(random.randn(count), random.randn(count), format).fill([0.7, 0.9, 0.7]).opacity(0.5)
  }

  @Test func `a figure of very many markers stays within a megabyte and says how`() throws {
    let figure = Figure { Plot { scatter(200_000).label("neurons") } }
    #expect(try figure.svg().utf8.count <= 1_000_000)
    #expect(
      figure.notes == ["the 200000 markers of 'neurons' are drawn as an image, or the figure would exceed a megabyte"])
    #expect(clouds(figure).map(\.places.count).reduce(0, +) > 190_000)
  }

  @Test func `of several marks only the largest become images`() {
    let figure = Figure {
      Plot {
        scatter(20_000)
        scatter(3_000, "rs")
      }
    }
    #expect(clouds(figure).count == 1)
    #expect(figure.notes.count == 1)
  }

  @Test func `few markers stay vectors unless asked otherwise, and no note is due`() {
    #expect(clouds(Figure { Plot { scatter(3_000) } }).isEmpty)
    let asked = Figure { Plot { scatter(3_000).rasterized() } }
    #expect(clouds(asked).count == 1 && asked.notes == [])
  }

  @Test func `the image shows what the vectors would`() throws {
    func pixels(_ figure: Figure) throws -> [UInt8] { try PNGPixels.decode(figure.png(dpi: 72)) }
    let vector = try pixels(Figure(4, 3) { Plot { scatter(500) } })
    let image = try pixels(Figure(4, 3) { Plot { scatter(500).rasterized() } })
    #expect(vector.count == image.count)
    // Places are rounded to a quarter of a pixel, which changes edges by up to an eighth of their contrast, and
    // translucent markers over each other add their changes up.
    let differences = zip(vector, image).map { abs(Int($0) - Int($1)) }
    let mean = Double(differences.reduce(0, +)) / Double(differences.count)
    #expect(mean < 1.5, "mean difference \(mean) of 255")
    #expect(differences.filter { $0 > 64 }.count < differences.count / 500)
  }

  @Test func `colours by value survive, and NaN is left out`() throws {
    let figure = Figure {
      Plot { Points([0, 1, 2], [0.0, 1, 2]).color(by: [0.0, .nan, 1], .gray).rasterized() }
    }
    let cloud = try #require(clouds(figure).first)
    #expect(cloud.places.count == 2)
    #expect(cloud.places.indices.map { cloud.ink($0).fill } == [Color.black, Color.white])
  }

  @Test func `hundreds of equal marks become one picture`() throws {
    let figure = Figure { Plot { for _ in 0..<300 { scatter(100) } } }
    var layers = 0
    for case .clip(_, let items) in figure.displayList.items {
      layers += items.reduce(0) { if case .layer = $1 { $0 + 1 } else { $0 } }
    }
    #expect(layers == 1)
    #expect(
      figure.notes == ["the 30000 markers of 300 marks are drawn as an image, or the figure would exceed a megabyte"])
    #expect(try figure.svg().utf8.count <= 1_000_000)
  }

  @Test func `a long line that goes back and forth becomes a picture, one that never goes back is thinned`() throws {
    let random = RandomState(seed: 2)
    let (x, y) = (random.randn(200_000).cumsum(), random.randn(200_000).cumsum())
    let walk = Figure { Plot { Line(x, y) } }
    #expect(walk.notes == ["a mark is drawn as an image, or the figure would exceed a megabyte"])
    #expect(try walk.svg().utf8.count <= 1_000_000)
    let series = Figure { Plot { Line(y) } }
    #expect(series.notes == [])
    #expect(try series.svg().utf8.count <= 100_000)
  }

  @Test func `the outline of a veiled face is veiled`() throws {
    let figure = Figure { Plot { Points([1.0, 2], "ko").fill([0.7, 0.9, 0.7, 0.4]) } }
    let edged = Figure { Plot { Points([1.0, 2], "ko").fill([0.7, 0.9, 0.7, 0.4]).edge(.black) } }
    func alpha(_ figure: Figure) -> [Double?] {
      figure.displayList.items.flatMap { item -> [Double?] in
        guard case .clip(_, let inner) = item else { return [] }
        return inner.map { if case .markers(let cloud) = $0 { cloud.inks[0].stroke?.color.alpha } else { nil } }
      }
    }
    #expect(alpha(figure) == [0.4] && alpha(edged) == [1])
  }
}
