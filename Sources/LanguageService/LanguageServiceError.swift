// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a completion or an inspection could not be answered.
public enum LanguageServiceError: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  /// No toolchain, or one without the language service's library.
  case toolchainNotFound(searched: [String])
  /// The library is there but cannot be used.
  case libraryUnusable(path: String, reason: String)
  /// The compiler refused the request.
  case requestFailed(String)
  /// The server process could not be started.
  case cannotStart(executable: String, reason: String)
  /// The server process died while it worked on a request; it is restarted.
  case serverDied(String)
  /// The server process took too long; it is restarted.
  case timedOut(seconds: Double)
  /// The server is still busy with earlier requests or with loading modules.
  case notReady(seconds: Double)
  /// `LanguageClient.cancel()` or `stop()` came before the answer.
  case cancelled

  public var description: String {
    switch self {
    case .toolchainNotFound(let searched):
      "completion needs a Swift toolchain's libsourcekitdInProc.so, which was not found in "
        + (searched.isEmpty ? "any folder of PATH" : searched.joined(separator: ", "))
        + "; put the toolchain's usr/bin into PATH, or set SWIFT_TOOLCHAIN to its root"
    case .libraryUnusable(let path, let reason): "completion cannot use \(path): \(reason)"
    case .requestFailed(let reason): "the compiler's language service refused the request: \(reason)"
    case .cannotStart(let executable, let reason): "cannot start the language server \(executable): \(reason)"
    case .serverDied(let how): "the language server died (\(how)) and is being restarted; the session is not affected"
    case .timedOut(let seconds):
      "the language server did not answer within \(seconds) s and is being restarted; the session is not affected"
    case .notReady(let seconds):
      "the language server is still loading modules after \(seconds) s; ask again in a moment"
    case .cancelled: "the request was cancelled"
    }
  }

  /// The server is gone and has to be started again.
  var isServerLoss: Bool {
    switch self {
    case .serverDied, .timedOut: true
    default: false
    }
  }
}
