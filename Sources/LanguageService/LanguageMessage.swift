// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the client asks the server; one reply follows each.
enum LanguageRequest: Codable, Sendable {
  /// Load the context's modules, so that the first real request is quick.
  case prepare(CellContext)
  case complete(CellContext, code: String, cursor: Int)
  case inspect(CellContext, code: String, cursor: Int)
  /// Everything that code at the top level can name without a prefix.
  case topLevelNames(CellContext)

  var context: CellContext {
    switch self {
    case .prepare(let context), .complete(let context, _, _), .inspect(let context, _, _), .topLevelNames(let context):
      context
    }
  }
}

enum LanguageReply: Codable, Sendable {
  case prepared
  case completions(CellCompletions)
  case inspection(CellInspection?)
  case names([String])
  case failure(LanguageServiceError)
}
