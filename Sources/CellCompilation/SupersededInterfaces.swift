// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Synchronization

/// Interfaces of modules without what later cells have declared anew, in a folder that the compiler searches before the
/// one with the modules as they were compiled. They are written when a compilation needs them.
package final class SupersededInterfaces: Sendable {
  private struct State {
    /// What the interfaces in the folder lack.
    var written: [String: Superseded] = [:]
    /// Modules that do not compile without it.
    var failed: [String: Superseded] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// Brings the folder up to date.
  /// - Returns: modules that cannot be imported without what they must not show.
  func prepare(_ wanted: [String: Superseded], of session: SessionState, _ compiler: CellCompiler) -> Set<String> {
    state.withLock { state in
      for name in state.written.keys where wanted[name] == nil {
        compiler.removeInterface(of: name)
        state.written[name] = nil
      }
      for (name, superseded) in wanted.sorted(by: { $0.key < $1.key }) where state.written[name] != superseded {
        guard state.failed[name] != superseded, let module = session.modules[name] else { continue }
        let isWritten = [false, true].contains { isMild in
          compiler.emitInterface(Self.source(of: module, without: superseded, isMild: isMild), module: name)
        }
        state.written[name] = isWritten ? superseded : nil
        state.failed[name] = isWritten ? nil : superseded
        if !isWritten { compiler.removeInterface(of: name) }
      }
      return Set(wanted.keys.filter { state.failed[$0] == wanted[$0] })
    }
  }

  private static func source(of module: CellModule, without superseded: Superseded, isMild: Bool) -> String {
    var context = module.context
    context.superseded = superseded
    return CellGenerator.generate(
      ParsedCell(module.text), prelude: module.prelude, context: context,
      adding: [SupersededPass(isMild: isMild)]
    ).source
  }
}

extension CellCompiler {
  /// The folder of interfaces that take the place of those in `directory`.
  var interfaceDirectory: String { directory + "/superseded" }

  /// Writes the interface of a module and nothing else: bodies are not compiled.
  func emitInterface(_ source: String, module: String) -> Bool {
    mkdir(interfaceDirectory, 0o700)
    let base = "\(interfaceDirectory)/\(module)"
    guard let file = fopen(base + ".swift", "w") else { return false }
    let isWhole = source.withCString { fputs($0, file) } >= 0
    guard fclose(file) == 0, isWhole else { return false }
    // It sees the modules as they were when it was compiled.
    let arguments = languageArguments.split(separator: interfaceDirectory).map { $0 }
    let own = arguments.count == 2 ? Array(arguments[0].dropLast()) + Array(arguments[1]) : languageArguments
    return Subprocess.run(
      toolchain.frontend,
      [
        "-emit-module", "-experimental-skip-all-function-bodies", "-suppress-warnings", "-primary-file",
        base + ".swift", "-module-name", module, "-o", base + ".swiftmodule",
      ] + own, cancellation: cancellation
    ).succeeded
  }

  func removeInterface(of module: String) {
    for suffix in [".swift", ".swiftmodule"] { unlink("\(interfaceDirectory)/\(module)\(suffix)") }
  }
}
