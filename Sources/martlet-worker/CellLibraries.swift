// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import WorkerProtocol

/// A cell's library in this process. Libraries are never closed: values of their types live on.
struct CellLibrary {
  let handle: UnsafeMutableRawPointer
  let entry: @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32
  let steps: UnsafeMutablePointer<CellSteps>
  let references: CellReferences

  var initialised: [Bool] {
    (0..<Int(steps.pointee.step_count)).map { steps.pointee.initialised[$0] != 0 }
  }
}

struct CellLibraryError: Error {
  let reason: String
}

final class CellLibraries {
  nonisolated(unsafe) static var shared: CellLibraries?

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
    let library = CellLibrary(
      handle: handle,
      entry: unsafeBitCast(
        entry, to: (@convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32).self),
      steps: steps(of: cell, handle), references: CellReferences(of: handle))
    open[cell.module] = library
    return library
  }

  private func steps(of cell: RunCell, _ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<CellSteps> {
    let count = Int(cell.steps) + 1
    let flags = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
    flags.initialize(repeating: 0, count: count)
    let released = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    released.initialize(repeating: 0, count: count)
    let release = dlsym(handle, cell.module + "_release")
    let steps = UnsafeMutablePointer<CellSteps>.allocate(capacity: 1)
    steps.initialize(
      to: CellSteps(
        step_count: cell.steps, initialised: flags, released: released,
        release: release.map { unsafeBitCast($0, to: (@convention(c) (Int32, UInt64) -> Void).self) }))
    return steps
  }

  /// Makes what earlier cells refer to by the old symbol mean the new symbol of `module`. The module itself may still
  /// read what it replaces (`let x = x + 1`), and keeps its references.
  func bind(_ binding: Takeover.Binding, to module: String) {
    guard let target = open[module], let address = dlsym(target.handle, binding.new) else { return }
    for (name, library) in open where name != module {
      for place in library.references.places[binding.old] ?? [] {
        worker_store_address(place.address, UInt(bitPattern: address) &+ UInt(bitPattern: place.addend))
      }
    }
  }

  func release(_ release: Takeover.Release) {
    guard let library = open[release.module] else { return }
    worker_release_variables(library.steps, release.step, release.variables)
  }

  /// The address of a variable's storage, by the compiler's name for it (`Cell_3.level : Swift.Int`).
  func storage(of name: String, in module: String) -> UnsafeMutableRawPointer? {
    guard let library = open[module] else { return nil }
    var search = (start: "\(module).\(name) : ", found: UInt(0))
    withUnsafeMutablePointer(to: &search) { search in
      worker_each_definition(
        library.handle,
        { symbol, address, context in
          let search = context!.assumingMemoryBound(to: (start: String, found: UInt).self)
          let text = String(cString: symbol!)
          guard text.hasPrefix("$s"), text.hasSuffix("vp"), let plain = demangle(text) else { return }
          if plain.hasPrefix(search.pointee.start) { search.pointee.found = address }
        }, search)
    }
    return UnsafeMutableRawPointer(bitPattern: search.found)
  }
}

private func demangle(_ symbol: String) -> String? {
  guard let text = swiftDemangle(symbol, symbol.utf8.count, nil, nil, 0) else { return nil }
  defer { free(text) }
  return String(cString: text)
}

@_silgen_name("swift_demangle")
private func swiftDemangle(
  _ name: UnsafePointer<CChar>, _ length: Int, _ buffer: UnsafeMutablePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
