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
/// at the first question, and kept warm from then on.
final class CodeAssistant: Sendable {
  /// The hidden subcommand that makes the `martlet` program a language server.
  static let subcommand = "language-server"

  private let client: LanguageClient
  private let arguments: [String]
  private let isInUse = Atomic(false)

  init(compiler: CellCompiler, installation: Installation) {
    client = LanguageClient(
      executable: URL(fileURLWithPath: installation.directory + "/martlet"), arguments: [Self.subcommand])
    arguments = ["-module-name", "Cell_next"] + compiler.languageArguments
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

  func stop() { client.stop() }

  func complete(_ code: String, cursor: Int, prelude: String) -> Completions {
    isInUse.store(true, ordering: .relaxed)
    let found = client.complete(context(prelude), code: code, cursor: cursor)
    return Completions(
      matches: found.items.map(\.text), cursorStart: found.replacing.lowerBound, cursorEnd: found.replacing.upperBound,
      types: found.items.map { CompletionType(text: $0.text, type: $0.kind.rawValue, signature: $0.signature) })
  }

  func inspect(_ code: String, cursor: Int, detailLevel: Int, prelude: String) -> DisplayData? {
    isInUse.store(true, ordering: .relaxed)
    guard let found = client.inspect(context(prelude), code: code, cursor: cursor) else { return nil }
    return DisplayData(data: [
      "text/plain": .string(found.plainText(detailLevel: detailLevel)),
      "text/markdown": .string(found.markdown(detailLevel: detailLevel)),
    ])
  }
}
