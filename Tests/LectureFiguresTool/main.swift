// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
//     lecture-figures gallery FOLDER [DPI]    the twenty-five figures from the reference data as PNG files
//     lecture-figures vectors FOLDER          the same as SVG files
//     lecture-figures measure REPEATS         times and sizes of the figures as SVG, in JSON
//     lecture-figures large                   times and sizes of a million points, in JSON
//     lecture-figures first                   milliseconds of the first figure of a process

import Foundation
import LectureFigures
import Plotting
import Tensors

/// Prints one line of JSON.
func report(_ fields: [(String, String)]) {
  print("{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
}

/// Milliseconds that the fastest of several runs takes: the others were disturbed.
func fastest(of repeats: Int, _ body: () throws -> Void) rethrows -> Double {
  var best = Duration.seconds(3600)
  for _ in 0..<max(repeats, 1) { best = min(best, try ContinuousClock().measure(body)) }
  return best / .milliseconds(1)
}

func references() throws -> [LectureFigure] {
  guard let folder = ReferenceData.folder else {
    FileHandle.standardError.write(
      Data("There is no reference data in the folder that MARTLET_SHARED names, nor in ../shared.\n".utf8))
    exit(1)
  }
  return try LectureFigures.reference(in: folder)
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.dropFirst().first) {
case ("gallery", let folder?):
  let dpi = arguments.count > 2 ? Double(arguments[3]) ?? 72 : 72
  for figure in try references() { try figure.draw().save("\(folder)/\(figure.name).png", dpi: dpi) }
case ("vectors", let folder?):
  for figure in try references() { try figure.draw().save("\(folder)/\(figure.name).svg") }
case ("measure", let repeats?):
  for figure in try references() {
    var bytes = 0
    let time = try fastest(of: Int(repeats) ?? 5) { bytes = try figure.draw().svg().utf8.count }
    report([("name", "\"\(figure.name)\""), ("ms", "\(time)"), ("bytes", "\(bytes)")])
  }
case ("large", _):
  let random = RandomState(seed: 0)
  let (x, y) = (random.randn(1_000_000), random.randn(1_000_000))
  let marks: [(String, any Mark)] = [
    ("line", Line(y.cumsum())), ("noise", Line(y)), ("walk", Line(x.cumsum(), y.cumsum())), ("scatter", Points(x, y)),
  ]
  for (name, mark) in marks {
    var bytes = 0
    let time = try fastest(of: 3) { bytes = try Figure { Plot { mark } }.svg().utf8.count }
    report([("name", "\"\(name)\""), ("ms", "\(time)"), ("bytes", "\(bytes)")])
  }
case ("first", _):
  let time = fastest(of: 1) { _ = Figure { Plot("First") { Line([1, 3, 2], "ko-").label("$\\beta$") } }.mimeBundle }
  report([("name", "\"first\""), ("ms", "\(time)")])
default:
  print("usage: lecture-figures gallery FOLDER [DPI] | vectors FOLDER | measure REPEATS | large | first")
  exit(2)
}
