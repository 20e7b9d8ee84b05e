// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import WorkerProtocol

/// Carries out what the running cell takes over from earlier ones, step by step, on the cell's thread.
final class Takeovers: @unchecked Sendable {
  nonisolated(unsafe) static var shared: Takeovers?

  private let libraries: CellLibraries
  private var module = ""
  private var pending: [Int32: [Takeover]] = [:]

  init(libraries: CellLibraries) {
    self.libraries = libraries
    worker_on_step_completed { Takeovers.shared?.complete($0) }
  }

  /// Called before the cell runs.
  func begin(_ cell: RunCell) {
    module = cell.module
    pending = Dictionary(grouping: cell.takeovers, by: \.step)
  }

  private func complete(_ step: Int32) {
    guard !pending.isEmpty, let due = pending.removeValue(forKey: step) else { return }
    // First all the bindings: a deinitialiser may call what they lead to.
    for takeover in due {
      for binding in takeover.bindings { libraries.bind(binding, to: module) }
    }
    for takeover in due {
      for release in takeover.releases { libraries.release(release) }
    }
  }
}

/// The places in a library that hold addresses of other cells' symbols.
struct CellReferences {
  struct Place {
    var address: UnsafeMutablePointer<UInt>
    var addend: Int
  }

  private(set) var places: [String: [Place]] = [:]

  init(of handle: UnsafeMutableRawPointer) {
    withUnsafeMutablePointer(to: &places) { places in
      worker_each_reference(
        handle,
        { symbol, place, addend, context in
          guard strstr(symbol!, "Cell_") != nil else { return }
          context!.assumingMemoryBound(to: [String: [Place]].self)
            .pointee[String(cString: symbol!), default: []].append(Place(address: place!, addend: addend))
        }, places)
    }
  }
}

/// Where a variable of a cell lies that code can reach only through its observers.
@_cdecl("martlet_storage")
public func storage(_ module: UnsafePointer<CChar>, _ name: UnsafePointer<CChar>) -> UnsafeMutableRawPointer? {
  CellLibraries.shared?.storage(of: String(cString: name), in: String(cString: module))
}
