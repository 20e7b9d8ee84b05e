// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import LanguageService
import Testing

/// A session of two cells compiled as the kernel does it, and a client whose server is the fixture program.
final class Session: Sendable {
  static let shared = Result { try Session() }

  let client: LanguageClient
  let context: CellContext
  private let folder: URL

  private static let point = """
    /// A point in the plane.
    struct Point {
      /// The abscissa.
      var x: Double
      var y: Double
      var _hidden: Int { 0 }
      /// The distance from the origin.
      func norm() -> Double { (x * x + y * y).squareRoot() }
      func moved(by dx: Double) -> Point { self }
      func moved(by dx: Double, and dy: Double) -> Point { self }
    }
    enum Hue { case red, green, blue(Int) }
    let redefined = 1
    """

  private static let values = """
    @testable import struct Cell1.Point
    var origin = Point(x: 0, y: 0)
    let oracles: Int? = 3
    let redefined = "text"
    /// Scales a number.
    ///
    /// Long words about `scaling`.
    /// - Parameter factor: by how much
    /// - Returns: the product
    func scaled(_ value: Double, by factor: Double = 2) -> Double { value * factor }
    func scaled(_ value: Int, by factor: Int = 2) -> Int { value * factor }
    """

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("language-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.compile("Cell1", Self.point, in: folder)
    try Self.compile("Cell2", Self.values, in: folder)
    context = CellContext(
      prelude: """
        @testable import struct Cell1.Point
        @testable import enum Cell1.Hue
        @testable import var Cell2.origin
        @testable import var Cell2.oracles
        @testable import var Cell2.redefined
        @testable import func Cell2.scaled
        """,
      compilerArguments: Self.flags("Cell3", folder))
    client = Self.client()
    client.prepare(context)
    // `prepare` returns at once: an answer shows that the server runs, so that tests see one process from the start.
    try #require(!client.complete(context, code: "orac", cursor: 4).items.isEmpty)
  }

  deinit {
    client.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A client with the patience a loaded machine needs.
  static func client(
    environment: [String: String] = ProcessInfo.processInfo.environment, timeout: Double = 120
  ) -> LanguageClient {
    LanguageClient(
      executable: fixture, arguments: [], environment: environment, timeout: timeout, loadTimeout: timeout)
  }

  /// A cell that no other cell precedes.
  static let alone = CellContext(compilerArguments: flags("Cell1", nil))

  private static let fixture = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("language-server-fixture")

  private static func flags(_ module: String, _ folder: URL?) -> [String] {
    ["-module-name", module, "-swift-version", "5", "-enable-upcoming-feature", "MemberImportVisibility"]
      + ["-enable-testing"] + (folder.map { ["-I", $0.path] } ?? [])
  }

  private static func compile(_ module: String, _ code: String, in folder: URL) throws {
    let stem = folder.appendingPathComponent(module).path
    try code.write(toFile: stem + ".swift", atomically: true, encoding: .utf8)
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments =
      ["swift-frontend", "-c", "-primary-file", stem + ".swift"] + flags(module, folder)
      + ["-emit-module-path", stem + ".swiftmodule", "-emit-module-doc-path", stem + ".swiftdoc"]
      + ["-entry-point-function-name", module + "_main", "-o", stem + ".o"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "\(module) does not compile")
  }

  /// Completes at the `|` in the code.
  func complete(_ marked: String, in context: CellContext? = nil) -> CellCompletions {
    let (code, cursor) = Self.split(marked)
    return client.complete(context ?? self.context, code: code, cursor: cursor)
  }

  /// Inspects at the `|` in the code.
  func inspect(_ marked: String, in context: CellContext? = nil) -> CellInspection? {
    let (code, cursor) = Self.split(marked)
    return client.inspect(context ?? self.context, code: code, cursor: cursor)
  }

  /// The code without its first `|`, and the code points before it.
  static func split(_ marked: String) -> (code: String, cursor: Int) {
    let scalars = Array(marked.unicodeScalars)
    let cursor = scalars.firstIndex(of: "|") ?? scalars.count
    var code = ""
    code.unicodeScalars.append(contentsOf: scalars[..<cursor] + scalars[cursor...].dropFirst())
    return (code, cursor)
  }
}

extension CellCompletions {
  var texts: [String] { items.map(\.text) }
  subscript(text: String) -> CellCompletion? { items.first { $0.text == text } }
}
