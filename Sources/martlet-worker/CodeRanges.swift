// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport

/// Where the loaded libraries lie in memory.
enum CodeRanges {
  struct Image {
    var path: String
    var base: UInt
    /// Bounds of the executable segments.
    var start: UInt
    var end: UInt
  }

  /// The code of the library whose path ends in `suffix`.
  static func executable(of suffix: String) -> (start: UInt, end: UInt)? {
    images().first { $0.path.hasSuffix(suffix) }.map { ($0.start, $0.end) }
  }

  static func images() -> [Image] {
    var images: [Image] = []
    withUnsafeMutablePointer(to: &images) { list in
      worker_each_image(
        { path, base, start, end, context in
          context!.assumingMemoryBound(to: [Image].self).pointee
            .append(Image(path: String(cString: path!), base: base, start: start, end: end))
        }, list)
    }
    return images
  }
}
