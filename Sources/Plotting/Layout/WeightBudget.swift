// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Decides which marks of a figure become pictures, so that its file stays small enough for a notebook.
enum WeightBudget {
  /// This many bytes of marks leave room for axes and texts within a megabyte.
  static let bytes = 930_000
  /// And this many if there are pictures, which take the rest.
  static let bytesBesidePictures = 420_000

  /// Turns the heaviest marks into pictures until the others fit; a note says which.
  ///
  /// Marks as heavy as the lightest of them follow if they are of the same plot: a plot of hundreds of equal marks becomes one
  /// picture, not a sandwich of a hundred.
  static func apply(to models: inout [PlotModel], width: Double) {
    var total = 0
    var heavy: [(plot: Int, mark: Int, weight: Int)] = []
    for plot in models.indices {
      for (i, mark) in models[plot].marks.enumerated() where !mark.isRasterized {
        let weight = mark.weight(width: width)
        total += weight
        if weight > 0 { heavy.append((plot, i, weight)) }
      }
    }
    guard total > bytes else { return }
    heavy.sort { ($0.weight, $1.plot, $1.mark) > ($1.weight, $0.plot, $0.mark) }
    var last: (plot: Int, weight: Int)?
    var chosen: [Int: [Int]] = [:]
    for place in heavy {
      guard total > bytesBesidePictures || (last.map { $0 == (place.plot, place.weight) } ?? false) else { continue }
      last = (place.plot, place.weight)
      total -= place.weight
      models[place.plot].marks[place.mark].isRasterized = true
      chosen[place.plot, default: []].append(place.mark)
    }
    for plot in models.indices {
      if let marks = chosen[plot] { models[plot].notes.append(note(marks.map { models[plot].marks[$0] })) }
    }
  }

  /// What the marks that stay lines take, with axes and texts.
  static func bytes(of models: [PlotModel], width: Double) -> Int {
    models.reduce(0) { sum, model in
      model.marks.reduce(sum + 20_000) { $0 + ($1.isRasterized ? 0 : $1.weight(width: width)) }
    }
  }

  private static func note(_ marks: [ResolvedMark]) -> String {
    let markers = marks.reduce(0) { $0 + $1.markerCount }
    let what = markers > 0 ? "the \(markers) markers of " : ""
    let names = marks.count > 1 ? "\(marks.count) marks" : marks[0].label.map { "'\($0)'" } ?? "a mark"
    let verb = markers > 0 || marks.count > 1 ? "are" : "is"
    return "\(what)\(names) \(verb) drawn as an image, or the figure would exceed a megabyte"
  }
}

extension ResolvedMark {
  /// How many markers there are to draw.
  var markerCount: Int {
    guard marker != nil else { return 0 }
    return shapes.reduce(0) { if case .points(let x, _) = $1 { $0 + x.count } else { $0 } }
  }

  /// About how many bytes the mark takes in a file of lines.
  /// - Parameter width: of the figure, in points.
  func weight(width: Double) -> Int {
    let titled = titles.isEmpty ? 0 : 30
    return shapes.reduce(0) { sum, shape in
      switch shape {
      case .line(let x, _):
        // Lines that never go back are thinned to four vertices a column of half a point.
        let rises = zip(x, x.dropFirst()).allSatisfy { !($1 < $0) }
        return sum + 11 * (rises ? min(x.count, Int(width * 8)) : x.count)
      case .points(let x, _): return sum + (marker == nil ? 0 : x.count * (52 + titled + (faces == nil ? 0 : 24)))
      case .boxes(let boxes): return sum + 24 * boxes.count
      case .area(let x, _, _): return sum + 22 * min(x.count, Int(width * 8))
      case .caps(let x, _, _): return sum + 14 * x.count
      case .image, .texts, .verticalRule, .horizontalRule: return sum
      }
    }
  }
}
