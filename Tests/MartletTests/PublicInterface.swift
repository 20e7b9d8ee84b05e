// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing

/// What a module offers to cells, as the compiler lists it (`swift symbolgraph-extract`).
struct PublicSymbol: Sendable {
  var module: String
  /// For example `swift.func` or `swift.method`.
  var kind: String
  /// Without the module: `KMeans.fit(_:)`.
  var path: String
  /// Each parameter as it is declared: `data: Tensor<some NumberScalar>`.
  var parameters: [String]
  var declaration: String
  /// What the extension around it asks of types: `Scalar == Double`, `Scalar: NumberScalar`.
  var constraints: [String]

  /// Of both modules and types: `Clustering.KMeans.fit(_:)`.
  var name: String { "\(module).\(path)" }
  /// Without labels: `fit`.
  var baseName: String { String(path.split(separator: ".").last?.prefix { $0 != "(" } ?? "") }
  var isFreeFunction: Bool { kind == "swift.func" }
}

enum PublicInterface {
  /// The modules that `import Martlet` brings into a cell.
  static let modules = [
    "JupyterDisplay", "HuggingFaceHub", "Tensors", "Statistics", "Probes", "Training", "Datasets", "Clustering",
    "Plotting", "Transformers", "Martlet",
  ]

  static let symbols: [PublicSymbol] = {
    do { return try modules.flatMap(extracted) } catch {
      Issue.record("The public interface cannot be listed: \(error)")
      return []
    }
  }()

  private struct ExtractionError: Error { var text: String }

  /// The build's products: compiled modules lie beside the tests.
  private static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  private static func extracted(_ module: String) throws -> [PublicSymbol] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("symbols-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let hidden = folder.appendingPathComponent("hidden")
    try FileManager.default.createDirectory(at: hidden, withIntermediateDirectories: true)
    // The compiler insists on finding the C modules, but looks for nothing in them.
    let cModules = ["CCairo", "CLocks", "CNumerics", "COpenBLAS", "CSodium", "CZlib", "CZstd"]
    try cModules.map { "module \($0) {}\n" }.joined().write(
      to: hidden.appendingPathComponent("module.modulemap"), atomically: true, encoding: .utf8)
    let extraction = Process()
    extraction.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    #if arch(arm64)
      let target = "aarch64-unknown-linux-gnu"
    #else
      let target = "x86_64-unknown-linux-gnu"
    #endif
    extraction.arguments = [
      "swift", "symbolgraph-extract", "-module-name", module, "-target", target,
      "-I", products.appendingPathComponent("Modules").path, "-I", hidden.path, "-minimum-access-level", "public",
      "-skip-synthesized-members", "-output-dir", folder.path,
    ]
    let errors = Pipe()
    extraction.standardError = errors
    try extraction.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    extraction.waitUntilExit()
    guard extraction.terminationStatus == 0 else { throw ExtractionError(text: String(decoding: said, as: UTF8.self)) }
    // One file for the module, and one for each module that it extends.
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
      .flatMap { try symbols(in: Data(contentsOf: folder.appendingPathComponent($0)), of: module) }
  }

  private static func symbols(in file: Data, of module: String) throws -> [PublicSymbol] {
    struct Graph: Decodable {
      struct Fragment: Decodable { var spelling: String }
      struct Parameter: Decodable { var declarationFragments: [Fragment] }
      struct Signature: Decodable { var parameters: [Parameter]? }
      struct Constraint: Decodable { var kind, lhs, rhs: String }
      struct Extension: Decodable { var constraints: [Constraint]? }
      struct Kind: Decodable { var identifier: String }
      struct Symbol: Decodable {
        var kind: Kind
        var pathComponents: [String]
        var declarationFragments: [Fragment]
        var functionSignature: Signature?
        var swiftExtension: Extension?
      }
      var symbols: [Symbol]
    }
    func text(_ fragments: [Graph.Fragment]) -> String { fragments.map(\.spelling).joined() }
    return try JSONDecoder().decode(Graph.self, from: file).symbols.map { symbol in
      PublicSymbol(
        module: module, kind: symbol.kind.identifier, path: symbol.pathComponents.joined(separator: "."),
        parameters: (symbol.functionSignature?.parameters ?? []).map { text($0.declarationFragments) },
        declaration: text(symbol.declarationFragments),
        constraints: (symbol.swiftExtension?.constraints ?? []).map {
          "\($0.lhs)\($0.kind == "sameType" ? " == " : ": ")\($0.rhs)"
        })
    }
  }
}
