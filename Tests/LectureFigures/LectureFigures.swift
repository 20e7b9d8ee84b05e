// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Tensors

/// One figure of the five lectures.
package struct LectureFigure: Sendable {
  /// Lecture and number: 003-1 is the first figure of the fourth lecture.
  package let name: String
  /// What it shows, in a few words.
  package let subject: String
  /// Builds the figure anew from data that is ready: what a cell does each time it runs.
  package let draw: @Sendable () -> Figure

  init(_ name: String, _ subject: String, _ draw: @escaping @Sendable () -> Figure) {
    self.name = name
    self.subject = subject
    self.draw = draw
  }
}

/// The twenty-five figures of the five lectures.
package enum LectureFigures {
  /// From the data that the Python originals drew.
  /// - Parameter folder: holds one folder a lecture, with `.npy` files.
  package static func reference(in folder: String) throws -> [LectureFigure] {
    try Lecture000(reference: folder).figures + Lecture001(reference: folder).figures
      + Lecture002(reference: folder).figures + Lecture003(reference: folder).figures
      + Lecture004(reference: folder).figures
  }

  /// From data of the same shapes and kinds, drawn from fixed seeds: for machines without the reference data.
  package static func synthetic() -> [LectureFigure] {
    Lecture000().figures + Lecture001().figures + Lecture002().figures + Lecture003().figures + Lecture004().figures
  }
}

/// Folders that tests and tools look for.
package enum ReferenceData {
  /// The folder of the package, also where it is reached through a link.
  package static let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "../..").standardizedFileURL

  /// `reference` in the folder that `MARTLET_SHARED` names, or in `shared` beside the package; nil where it is absent.
  package static let folder: String? = {
    let shared =
      ProcessInfo.processInfo.environment["MARTLET_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? package.appending(path: "../shared").standardizedFileURL
    let folder = shared.appending(path: "reference").path
    return FileManager.default.fileExists(atPath: folder + "/README.md") ? folder : nil
  }()
}
