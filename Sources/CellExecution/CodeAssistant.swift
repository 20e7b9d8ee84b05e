// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import JupyterKernel
import JupyterProtocol
import LanguageService
import Synchronization

/// Completion and inspection for cells, from the compiler's language service in a process of its own.
///
/// The process costs more memory than all else together, and a notebook that runs unattended never asks: it is started
/// when a user is there, or at the first question, and follows the session from that question on.
final class CodeAssistant: Sendable {
  /// The hidden subcommand that makes the `martlet` program a language server.
  static let subcommand = "language-server"

  private let client: LanguageClient
  private let arguments: [String]
  private let isInUse = Atomic(false)
  private let isWarm = Atomic(false)
  private let names = Mutex<Set<String>>([])

  init(compiler: CellCompiler, installation: Installation) {
    client = LanguageClient(
      executable: URL(fileURLWithPath: installation.directory + "/martlet"), arguments: [Self.subcommand])
    // Named like the session's cells, whose names come before those of libraries.
    arguments = ["-module-name", "Cell_0"] + compiler.languageArguments
  }

  /// The compiler reads a search folder once; only other arguments make it look for the modules of new cells.
  private func context(_ prelude: String) -> CellContext {
    let session = UInt(bitPattern: prelude.hashValue)
    return CellContext(prelude: prelude, compilerArguments: arguments + ["-D", "SESSION_\(session)"])
  }

  /// Gets ready for questions about a session that has changed; does nothing before the first question.
  func prepare(prelude: @autoclosure () -> String) {
    if isInUse.load(ordering: .relaxed) { client.prepare(context(prelude())) }
  }

  /// Starts the process before the first question: JupyterLab waits one second for completions, and the start takes
  /// longer. Does nothing from the second time on.
  func warmUp(prelude: @autoclosure () -> String) {
    if !isWarm.exchange(true, ordering: .relaxed) { client.prepare(context(prelude())) }
  }

  func stop() { client.stop() }

  func complete(_ code: String, cursor: Int, prelude: String) -> Completions {
    isInUse.store(true, ordering: .relaxed)
    let found = client.complete(context(prelude), code: code, cursor: cursor)
    return Completions(
      matches: found.items.map(\.text), cursorStart: found.replacing.lowerBound, cursorEnd: found.replacing.upperBound,
      types: found.items.map { CompletionType(text: $0.text, type: $0.kind.rawValue, signature: $0.signature) })
  }

  /// The names that libraries declare at their top level; asked once and remembered.
  func topLevelNames(prelude: String) -> Set<String> {
    names.withLock { known in
      if known.isEmpty { known = Set(client.topLevelNames(context(prelude))) }
      return known
    }
  }

  /// - Parameter session: tells which execution count a cell's module has.
  func inspect(
    _ code: String, cursor: Int, detailLevel: Int, prelude: String, session: SessionState
  ) -> DisplayData? {
    isInUse.store(true, ordering: .relaxed)
    guard
      let found = client.inspect(context(prelude), code: code, cursor: cursor)?
        .namingCells({ session.executionCount(of: "Cell_\($0)") })
    else { return nil }
    return DisplayData(data: [
      "text/plain": .string(found.plainText(detailLevel: detailLevel)),
      "text/markdown": .string(found.markdown(detailLevel: detailLevel)),
    ])
  }
}
