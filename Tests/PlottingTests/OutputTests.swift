// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Plotting
import Testing

@Suite struct OutputTests {
  private func number(_ bytes: [UInt8], at i: Int) -> Int {
    bytes[i..<i + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private func temporaryFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "figure-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test(arguments: [72.0, 100, 300])
  func `a PNG has the pixels of its resolution and says which`(dpi: Double) throws {
    let png = try SampleFigures.sparsity.png(dpi: dpi)
    #expect(png.prefix(4) == [0x89, 0x50, 0x4e, 0x47])
    #expect(number(png, at: 16) == Int(8 * dpi))
    #expect(number(png, at: 20) == Int(5 * dpi))
    let physical = try #require(png.indices.first { png[$0...].starts(with: "pHYs".utf8) })
    #expect(number(png, at: physical + 4) == Int((dpi / 0.0254).rounded()))
  }

  @Test func `a cell gets SVG, PNG at twice the size and a summary`() throws {
    let bundle = SampleFigures.sparsity.mimeBundle
    guard case .text(let svg)? = bundle[.svg], case .binary(let png)? = bundle[.png],
      case .text(let text)? = bundle[.plainText]
    else { return #expect(Bool(false), "\(bundle.contents.keys)") }
    #expect(svg == (try SampleFigures.sparsity.svg()))
    #expect(number(png, at: 16) == 1152)
    #expect(bundle.metadata[.png] == "{\"width\": 768, \"height\": 480}")
    #expect(text.hasPrefix("Figure, 8 x 5 in, 1 plot\n"))
  }

  @Test func `a cell shows a wide figure no wider than the cell`() throws {
    let figure = Figure(12, 3.5) { Plot { Line([1, 2]) } }
    guard case .text(let svg)? = figure.mimeBundle[.svg] else { return #expect(Bool(false)) }
    #expect(svg.contains("width=\"624.0pt\" height=\"182.0pt\" viewBox=\"0 0 864 252\""))
    #expect(figure.mimeBundle.metadata[.png] == "{\"width\": 832, \"height\": 242}")
    #expect(try figure.svg().contains("width=\"864pt\" height=\"252pt\""))
  }

  @Test func `notes are part of the summary`() {
    let figure = Figure { Plot { Line([1, Double.nan]) } }
    guard case .text(let text)? = figure.mimeBundle[.plainText] else {
      return #expect(Bool(false))
    }
    #expect(text.contains("Note: Line 1: 1 of 2 points are NaN or infinite and left out"))
  }

  @Test func `files are saved by the end of their name`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (ending, start) in [("svg", "<?xml"), ("png", "\u{89}PNG"), ("PDF", "%PDF")] {
      let path = "\(folder)/figure.\(ending)"
      try SampleFigures.sparsity.save(path)
      let data = try #require(FileManager.default.contents(atPath: path))
      #expect(data.count > 1000)
      #expect(data.starts(with: start.unicodeScalars.map { UInt8($0.value) }), "\(ending)")
    }
  }

  @Test func `an unknown ending is an error`() {
    #expect(throws: PlotError.unknownFormat("figure.jpg")) { try SampleFigures.sparsity.save("figure.jpg") }
  }

  @Test func `an unwritable path is an error that names it`() {
    #expect {
      try SampleFigures.sparsity.save("/nowhere/at/all/figure.svg")
    } throws: { error in
      "\(error)".contains("/nowhere/at/all/figure.svg")
    }
  }

  @Test func `a failed save leaves what was there, and nothing beside it`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // A folder in the place of the file: everything is written, but it cannot take that place.
    try FileManager.default.createDirectory(atPath: "\(folder)/figure.svg/old", withIntermediateDirectories: true)
    #expect(throws: PlotError.cannotWrite(path: "\(folder)/figure.svg", reason: "Is a directory")) {
      try SampleFigures.sparsity.save("\(folder)/figure.svg")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["figure.svg"])
  }

  @Test func `a save through a link reaches the file it means`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("old".utf8).write(to: URL(fileURLWithPath: "\(folder)/figure.svg"))
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link.svg", withDestinationPath: "figure.svg")
    try SampleFigures.sparsity.save("\(folder)/link.svg")
    #expect(FileManager.default.contents(atPath: "\(folder)/figure.svg")?.starts(with: "<?xml".utf8) == true)
  }

  @Test func `the sides of the axes lie on pixels`() throws {
    // Between two rows of pixels a line of 0.8 points would be two rows of grey.
    let figure = Figure(4, 3) { Plot { Line([1, 2]) } }
    let pixels = try PNGPixels.decode(figure.png(dpi: 72))
    let axes = try #require(figure.axesBoxes.first)
    let column = Int(axes.minX) + 30
    let greys = (0..<216).map { Int(pixels[3 * ($0 * 288 + column)]) }
    let bottom = Int(axes.maxY)
    let dark = greys[bottom - 2...bottom + 2].filter { $0 < 250 }
    #expect(dark.count == 1 && dark[0] < 80, "\(dark)")
  }

  @Test func `a picture beyond Cairo's limits is an error`() {
    #expect(throws: PlotError.tooLarge(width: 64000, height: 40000)) { try SampleFigures.sparsity.png(dpi: 8000) }
  }

  @Test func `a PDF is the same twice`() throws {
    #expect(try SampleFigures.nested.pdf() == SampleFigures.nested.pdf())
  }
}
