// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import WorkerProtocol

/// A cell's library in this process. Libraries are never closed: values of their types live on.
struct CellLibrary {
  let entry: @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32
  let steps: UnsafeMutablePointer<CellSteps>

  var initialised: [Bool] {
    (0..<Int(steps.pointee.step_count)).map { steps.pointee.initialised[$0] != 0 }
  }
}

struct CellLibraryError: Error {
  let reason: String
}

final class CellLibraries {
  private var open: [String: CellLibrary] = [:]

  func library(for cell: RunCell) throws(CellLibraryError) -> CellLibrary {
    let library = if let known = open[cell.module] { known } else { try load(cell) }
    worker_adopt_conformances(unsafeBitCast(library.entry, to: UnsafeRawPointer.self))
    return library
  }

  private func load(_ cell: RunCell) throws(CellLibraryError) -> CellLibrary {
    guard let handle = dlopen(cell.library, RTLD_NOW | RTLD_GLOBAL) else {
      throw CellLibraryError(reason: String(cString: dlerror()))
    }
    guard let entry = dlsym(handle, cell.module + "_main") else {
      throw CellLibraryError(reason: "\(cell.library) has no entry point")
    }
    if let range = CodeRanges.executable(of: cell.library) { worker_add_cell_code(range.start, range.end) }
    let steps = UnsafeMutablePointer<CellSteps>.allocate(capacity: 1)
    let flags = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(cell.steps) + 1)
    flags.initialize(repeating: 0, count: Int(cell.steps) + 1)
    let release = dlsym(handle, cell.module + "_release")
    steps.initialize(
      to: CellSteps(
        step_count: cell.steps, initialised: flags,
        release: release.map { unsafeBitCast($0, to: (@convention(c) (Int32) -> Void).self) }))
    let library = CellLibrary(
      entry: unsafeBitCast(
        entry, to: (@convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32).self),
      steps: steps)
    open[cell.module] = library
    return library
  }
}
