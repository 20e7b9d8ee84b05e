// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What can go wrong when a figure is written.
public enum PlotError: Error, Equatable, CustomStringConvertible {
  /// Cairo stopped; the text is its own.
  case drawing(String)
  /// The file name ends in something other than svg, png or pdf.
  case unknownFormat(String)
  /// The file could not be written; an older one is untouched.
  case cannotWrite(path: String, reason: String)
  /// The picture would have more pixels than can be handled.
  case tooLarge(width: Int, height: Int)

  public var description: String {
    switch self {
    case .drawing(let reason): "Cairo could not draw the figure: \(reason)"
    case .unknownFormat(let path): "\(path): a figure is saved as .svg, .png or .pdf"
    case .cannotWrite(let path, let reason): "\(path) could not be written: \(reason)"
    case .tooLarge(let width, let height):
      "a picture of \(width) x \(height) pixels is too large; at most 32767 a side are possible: lower the dpi"
    }
  }
}
