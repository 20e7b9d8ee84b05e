// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import JupyterKernel
import WorkerProtocol

extension SwiftInterpreter {
  func perform(_ magic: Magic, frontEnd: any FrontEnd) -> CellOutcome {
    switch magic {
    case .help: frontEnd.stream(.stdout, Magic.helpText)
    case .who: frontEnd.stream(.stdout, SessionListing.text(session))
    case .restore: return restore(frontEnd: frontEnd)
    case .reset:
      worker?.kill()
      worker = nil
      session = SessionState()
      runLog = RunLog()
      startWorker()
      frontEnd.stream(.stdout, "The session is empty: all variables, functions and types are gone.\n")
    case .unknown(let name):
      return .error(
        CellError(
          name: "MagicError", value: "there is no magic '%\(name)'",
          hint: IPythonMagics.remedy(for: name.trimmingPrefix("%").description) ?? "%help lists this kernel's magics"))
    }
    return .ok()
  }

  /// Enters the compiled cells of the lost session again, in order. A cell that needs what did not come back, or that
  /// does not end well this time, is left out and named.
  private func restore(frontEnd: any FrontEnd) -> CellOutcome {
    guard !runLog.lost.isEmpty else {
      frontEnd.stream(.stdout, "There is nothing to restore: no session has been lost.\n")
      return .ok()
    }
    var state = session
    var restored: [RunLog.Run] = []
    var failed: [Int] = []
    do throws(CellError) {
      let worker = try readyWorker()
      for run in runLog.lost {
        let needed = run.module.resolved.values.joined()
        guard needed.allSatisfy({ state.modules[$0] != nil }), enter(run.module, in: worker, after: state) else {
          failed.append(run.executionCount)
          continue
        }
        state.publish(run.module, missing: [], executionCount: run.executionCount)
        restored.append(run)
      }
    } catch {
      return .error(error)
    }
    session = state
    runLog.restored(restored)
    func list(_ cells: [Int]) -> String { cells.map(String.init).joined(separator: ", ") }
    if !restored.isEmpty {
      let cells = list(restored.map(\.executionCount))
      frontEnd.stream(.stdout, "Restored from compiled cells: \(cells). Their output is not repeated.\n")
    }
    if !failed.isEmpty {
      frontEnd.stream(.stderr, "Not restored, because they failed or need a cell that is missing: \(list(failed)).\n")
    }
    return .ok()
  }

  private func enter(_ module: CellModule, in worker: WorkerConnection, after state: SessionState) -> Bool {
    let command = RunCell(module, allowsInput: false, succession: state.succession(of: module))
    guard case .finished(let report, _) = worker.run(command, frontEnd: nil) else { return false }
    return report.ending.kind == .finished
  }
}
