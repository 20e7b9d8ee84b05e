// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Compiles generated cells to shared libraries with the toolchain's frontend and linker, without a driver between.
package struct CellCompiler: Sendable {
  package var toolchain: Toolchain
  /// Where sources, modules and libraries of the session lie.
  package var directory: String
  /// Where clang modules are cached between sessions.
  package var moduleCache: String
  /// Folders with the modules that cells import (Martlet's).
  package var searchPaths: [String]
  /// Shared libraries that cells are linked against (libMartlet.so).
  package var libraries: [String]

  /// Ends a compilation from another thread.
  package var cancellation: Subprocess.Cancellation?

  package init(
    toolchain: Toolchain, directory: String, moduleCache: String, searchPaths: [String], libraries: [String]
  ) {
    self.toolchain = toolchain
    self.directory = directory
    self.moduleCache = moduleCache
    self.searchPaths = searchPaths
    self.libraries = libraries
  }

  package struct Failure: Error, Sendable {
    /// The compiler's output.
    package var output: String
    package var stage: Stage
    package enum Stage: Sendable { case compile, link }
  }

  /// Arguments that cells are parsed and type-checked with; the language service uses the same.
  package var languageArguments: [String] {
    [
      "-enable-testing", "-swift-version", "5",
      "-enable-upcoming-feature", "MemberImportVisibility", "-enable-upcoming-feature", "BareSlashRegexLiterals",
      "-module-cache-path", moduleCache, "-I", interfaceDirectory, "-I", directory,
      // Traces and interrupts follow the chain of frames.
      "-Xcc", "-fno-omit-frame-pointer",
    ] + searchPaths.flatMap { ["-I", $0] }
      + [
        "-plugin-path", toolchain.host + "/plugins",
        "-in-process-plugin-server-path", toolchain.host + "/libSwiftInProcPluginServer.so",
      ]
  }

  package struct Product: Sendable {
    /// Path of the shared library.
    package var library: String
    package var isOptimised = true
    /// What the compiler had to say all the same.
    package var messages = ""
  }

  /// Seconds that the optimiser is given. It does not always come to an end, for example with an endless loop over a
  /// string; the cell is then compiled without it.
  private static let optimiserPatience = 20

  /// Compiles and links.
  package func compile(_ cell: GeneratedCell) throws(Failure) -> Product {
    let base = "\(directory)/\(cell.module)"
    let written = (try? Data(cell.source.utf8).write(to: URL(fileURLWithPath: base + ".swift"))) != nil
    guard written else {
      throw Failure(output: "cannot write \(base).swift: is the disk full?", stage: .link)
    }
    var product = Product(library: base + ".so")
    // Optimised, with assertions and with the messages of preconditions: a lecture's loops must be fast, and its
    // mistakes must say what they are.
    var compiled = runFrontend(cell.module, base, ["-O", "-assert-config", "Debug"], seconds: Self.optimiserPatience)
    if compiled.timedOut {
      product.isOptimised = false
      compiled = runFrontend(cell.module, base, ["-Onone"], seconds: nil)
    }
    guard compiled.succeeded else { throw Failure(output: compiled.output, stage: .compile) }
    guard var object = ObjectFile(base + ".o") else {
      throw Failure(output: "cannot read \(base).o", stage: .link)
    }
    ModuleNames.hide(in: &object)
    guard (try? object.bytes.write(to: URL(fileURLWithPath: base + ".o"))) != nil else {
      throw Failure(output: "cannot write \(base).o: is the disk full?", stage: .link)
    }
    product.messages = compiled.output
    let linked = Subprocess.run(
      toolchain.linker, linkArguments(base + ".o", object, library: product.library), cancellation: cancellation)
    guard linked.succeeded else { throw Failure(output: linked.output, stage: .link) }
    unlink(base + ".o")
    return product
  }

  private func runFrontend(
    _ module: String, _ base: String, _ optimisation: [String], seconds: Int?
  ) -> Subprocess.Outcome {
    // A kernel that is killed cannot end its compiler; the limit of processor time then does.
    Subprocess.run(
      "/bin/sh",
      [
        "-c", "ulimit -t 300; exec \"$@\"", "sh", toolchain.frontend,
        "-c", "-primary-file", base + ".swift", "-module-name", module, "-emit-module-path", base + ".swiftmodule",
        "-emit-module-doc-path", base + ".swiftdoc", "-entry-point-function-name", module + "_main",
        "-gline-tables-only", "-diagnostic-style=llvm", "-no-color-diagnostics",
        // Names of kinds tell errors apart more surely than their words; guesses at misspelt names cost nothing else.
        "-debug-diagnostic-names", "-typo-correction-limit", "10",
        // An everyday expression takes milliseconds; one that takes longer is told to be taken apart.
        "-solver-expression-time-threshold=5", "-o", base + ".o",
      ] + optimisation + languageArguments, cancellation: cancellation, seconds: seconds)
  }

  private func linkArguments(_ path: String, _ object: ObjectFile, library: String) -> [String] {
    let runtime = toolchain.runtimeLibraries
    // Cells of earlier numbers and the worker are bound when the library is opened.
    return [
      "-shared", "-o", library, "--build-id=none", "-soname", library,
      // What refers to a declaration is led to the declaration that takes its place: the table stays writable, and has
      // the older hash section too, which tells how many symbols there are.
      "-z", "norelro", "--hash-style=both",
      "\(runtime)/\(Toolchain.architecture)/swiftrt.o", path, "-L", runtime, "-L/usr/lib", "-L/lib",
      "-L/usr/lib/\(Toolchain.architecture)-linux-gnu", "-L/lib/\(Toolchain.architecture)-linux-gnu",
      "-rpath", runtime, "--as-needed",
    ] + libraries + AutolinkEntries.read(from: object) + ["-lswiftCore", "-lc"]
  }
}
