// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The process that holds the compiler's library, on its own because the library may crash on odd input.
///
/// A program offers it under a hidden subcommand and gives `LanguageClient` its own path with that subcommand.
public enum LanguageServer {
  /// Answers requests until the input ends. Blocks; meant to be all that a process does.
  ///
  /// The toolchain is found through `SWIFT_TOOLCHAIN`, else `PATH`. Without one, every request is answered with
  /// `LanguageServiceError.toolchainNotFound`.
  /// - Parameters:
  ///   - inputFD: where requests come from.
  ///   - outputFD: where replies go. If it is standard output, what the library prints goes to standard error
  ///     instead, so that it cannot disturb the replies.
  public static func run(inputFD: Int32, outputFD: Int32) {
    let replies = dup(outputFD)
    defer { close(replies) }
    if outputFD == STDOUT_FILENO { dup2(STDERR_FILENO, STDOUT_FILENO) }
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)

    let channel = FrameChannel(input: inputFD, output: replies)
    // Both ends of the conversation are the same program, so a broken stream means that the client is gone.
    var analyzer: CellAnalyzer?
    while let request = try? channel.read(LanguageRequest.self) {
      let reply: LanguageReply
      do throws(LanguageServiceError) {
        reply = try answer(request, opened(&analyzer))
      } catch {
        reply = .failure(error)
      }
      guard (try? channel.write(reply)) != nil else { return }
    }
  }

  /// The library is opened by the first request that can: a toolchain may be installed while a session runs.
  private static func opened(_ analyzer: inout CellAnalyzer?) throws(LanguageServiceError) -> CellAnalyzer {
    if let analyzer { return analyzer }
    let opened = try CellAnalyzer(libraryPath: SourceKitLocation.find())
    analyzer = opened
    return opened
  }

  private static func answer(
    _ request: LanguageRequest, _ analyzer: CellAnalyzer
  ) throws(LanguageServiceError) -> LanguageReply {
    switch request {
    case .prepare(let context):
      _ = try analyzer.complete(context, code: "", cursor: 0)
      return .prepared
    case .complete(let context, let code, let cursor):
      return .completions(try analyzer.complete(context, code: code, cursor: cursor))
    case .topLevelNames(let context):
      return .names(try analyzer.topLevelNames(context))
    case .inspect(let context, let code, let cursor):
      return .inspection(try analyzer.inspect(context, code: code, cursor: cursor))
    }
  }
}
