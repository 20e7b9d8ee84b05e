// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import Testing

/// A session whose cells are compiled and linked, but not run.
final class CompilingSession {
  private(set) var state = SessionState()
  private let directory: URL
  private let pipeline: CellPipeline
  private var number = 0

  /// The build's products: what cells import lies beside the tests.
  private static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// Clang modules are compiled once for all tests.
  private static let moduleCache = FileManager.default.temporaryDirectory.appendingPathComponent(
    "martlet-tests-modules-\(getuid())"
  ).path

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("compiling-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    pipeline = CellPipeline(
      compiler: CellCompiler(
        toolchain: try .find(), directory: directory.path, moduleCache: Self.moduleCache,
        searchPaths: [Self.products + "/Modules", Self.products + "/CLocks.build"], libraries: []),
      standardImports: ["import Foundation", "import JupyterDisplay"])
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func outcome(_ text: String) -> CellPipeline.Outcome {
    number += 1
    return pipeline.module(for: ParsedCell(text), in: state, number: number, executionCount: number)
  }

  /// Compiles a cell that must compile; `missing` are steps whose variables get no value.
  @discardableResult
  func run(_ text: String, missing: Set<Int> = [], sourceLocation: SourceLocation = #_sourceLocation) -> Bool? {
    switch outcome(text) {
    case .module(let module, let isNew):
      state.publish(module, missing: missing, executionCount: number)
      return isNew
    case .failed(let diagnostics):
      let messages = diagnostics.map { "line \($0.line ?? 0): \($0.message) \($0.notes.map(\.message))" }
      Issue.record("\(text)\n\(messages.joined(separator: "\n"))", sourceLocation: sourceLocation)
      return nil
    }
  }

  /// Compiles a cell that must not compile, and lets the session know.
  func fail(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    _ = errors(text, sourceLocation: sourceLocation)
    state.noteFailure(of: ParsedCell(text), executionCount: number)
  }

  /// Compiles a cell that must not compile.
  func errors(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [CellDiagnostic] {
    if case .failed(let diagnostics) = outcome(text) { return diagnostics }
    Issue.record("compiles: \(text)", sourceLocation: sourceLocation)
    return []
  }
}
