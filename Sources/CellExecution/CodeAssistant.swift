// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import JupyterKernel
import JupyterProtocol
import LanguageService

/// Completion and inspection for cells, from the compiler's language service in a process of its own.
final class CodeAssistant: Sendable {
  /// The hidden subcommand that makes the `martlet` program a language server.
  static let subcommand = "language-server"

  private let client: LanguageClient
  private let arguments: [String]

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

  func prepare(prelude: String) { client.prepare(context(prelude)) }
  func stop() { client.stop() }

  func complete(_ code: String, cursor: Int, prelude: String) -> Completions {
    let found = client.complete(context(prelude), code: code, cursor: cursor)
    return Completions(
      matches: found.items.map(\.text), cursorStart: found.replacing.lowerBound, cursorEnd: found.replacing.upperBound,
      types: found.items.map { CompletionType(text: $0.text, type: $0.kind.rawValue, signature: $0.signature) })
  }

  func inspect(_ code: String, cursor: Int, detailLevel: Int, prelude: String) -> DisplayData? {
    guard let found = client.inspect(context(prelude), code: code, cursor: cursor) else { return nil }
    return DisplayData(data: [
      "text/plain": .string(found.plainText(detailLevel: detailLevel)),
      "text/markdown": .string(found.markdown(detailLevel: detailLevel)),
    ])
  }
}
