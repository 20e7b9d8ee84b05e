// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Foundation

/// Looks at everything that Martlet needs and says in plain words what is missing and which command mends it.
package struct Doctor: Sendable {
  package var environment: [String: String]
  package var installation: Installation

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment, installation: Installation = .current()
  ) {
    self.environment = environment
    self.installation = installation
  }

  /// The checks, in the order in which one thing needs the other.
  package static let checks: [@Sendable (Doctor) -> [Finding]] = [
    { $0.checkToolchain() },
    { $0.checkParts() },
    { $0.checkLibraries() },
    { $0.checkFonts() },
    { $0.checkCache() },
    { $0.checkMemory() },
    { $0.checkCell() },
    { $0.checkKernelSpec() },
    { $0.checkJupyter() },
  ]

  /// Runs the checks and hands over each finding as it is made.
  /// - Returns: whether nothing keeps Martlet from working.
  package func examine(_ tell: (Finding) -> Void) -> Bool {
    var isWell = true
    for check in Self.checks {
      for finding in check(self) {
        tell(finding)
        if finding.status == .problem { isWell = false }
      }
    }
    return isWell
  }
}
