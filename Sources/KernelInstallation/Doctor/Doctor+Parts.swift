// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Foundation

extension Doctor {
  /// Are all of Martlet's own parts beside the program?
  package func checkParts() -> [Finding] {
    let missing = [
      installation.worker, installation.library, installation.modules + "/Martlet.swiftmodule",
    ].filter { !FileManager.default.fileExists(atPath: $0) }
    let notExecutable =
      missing.isEmpty && !FileManager.default.isExecutableFile(atPath: installation.worker) ? [installation.worker] : []
    let findings =
      missing.map { path -> Finding in
        .problem("Martlet", "\(path) is missing", mend: Self.buildAgain)
      }
      + notExecutable.map { path -> Finding in
        .problem("Martlet", "\(path) is not executable", mend: Self.buildAgain)
      }
    guard findings.isEmpty else { return findings }
    return [.ok("Martlet", "\(MartletVersion.current) in \(installation.directory)")]
  }

  static let buildAgain = "make install   # in Martlet's source folder"
}
