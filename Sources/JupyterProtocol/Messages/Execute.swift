// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks the kernel to run code.
public struct ExecuteRequest: MessageContent {
  public static let messageType: MessageType = "execute_request"

  public var code: String
  /// Run without any output and without counting; implies that nothing is stored in the history.
  public var silent: Bool
  public var storeHistory: Bool
  /// Names and the expressions to evaluate once the code has succeeded.
  public var userExpressions: [String: String]
  /// Whether the code may ask the user for input.
  public var allowStdin: Bool
  /// Whether a failure drops the execute requests that wait behind this one.
  public var stopOnError: Bool

  public init(
    code: String, silent: Bool = false, storeHistory: Bool = true, userExpressions: [String: String] = [:],
    allowStdin: Bool = false, stopOnError: Bool = true
  ) {
    self.code = code
    self.silent = silent
    self.storeHistory = storeHistory
    self.userExpressions = userExpressions
    self.allowStdin = allowStdin
    self.stopOnError = stopOnError
  }

  enum CodingKeys: String, CodingKey {
    case code, silent
    case storeHistory = "store_history"
    case userExpressions = "user_expressions"
    case allowStdin = "allow_stdin"
    case stopOnError = "stop_on_error"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    silent = try container.decode(.silent, default: false)
    storeHistory = try container.decode(.storeHistory, default: true)
    userExpressions = try container.decode(.userExpressions, default: [:])
    allowStdin = try container.decode(.allowStdin, default: true)
    stopOnError = try container.decode(.stopOnError, default: true)
  }
}

/// How an execution ended.
public struct ExecuteReply: MessageContent {
  public static let messageType: MessageType = "execute_reply"

  public var outcome: ReplyOutcome
  public var executionCount: Int
  /// Actions for the front end; deprecated in the protocol, but pagers and `set_next_input` have no successor.
  public var payload: [JSONValue]
  /// One `UserExpressionResult` for each of the request's expressions; empty after an error.
  public var userExpressions: [String: UserExpressionResult]

  public init(
    outcome: ReplyOutcome, executionCount: Int, payload: [JSONValue] = [],
    userExpressions: [String: UserExpressionResult] = [:]
  ) {
    self.outcome = outcome
    self.executionCount = executionCount
    self.payload = payload
    self.userExpressions = userExpressions
  }

  enum CodingKeys: String, CodingKey {
    case executionCount = "execution_count"
    case payload
    case userExpressions = "user_expressions"
  }

  public init(from decoder: any Decoder) throws {
    outcome = try ReplyOutcome(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    executionCount = try container.decode(.executionCount, default: 0)
    payload = try container.decode(.payload, default: [])
    userExpressions = try container.decode(.userExpressions, default: [:])
  }

  public func encode(to encoder: any Encoder) throws {
    try outcome.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(executionCount, forKey: .executionCount)
    try container.encode(payload, forKey: .payload)
    try container.encode(userExpressions, forKey: .userExpressions)
  }
}

/// The value of one user expression, or the error that it ended with.
public enum UserExpressionResult: Codable, Sendable {
  case ok(MIMEData)
  case error(ErrorContent)

  public init(from decoder: any Decoder) throws {
    let outcome = try ReplyOutcome(from: decoder)
    if let error = outcome.error { self = .error(error) } else { self = .ok(try MIMEData(from: decoder)) }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .ok(let value):
      try ReplyOutcome.ok.encode(to: encoder)
      try value.encode(to: encoder)
    case .error(let error): try ReplyOutcome.error(error).encode(to: encoder)
    }
  }
}

/// Tells all clients what code is about to run.
public struct ExecuteInput: MessageContent {
  public static let messageType: MessageType = "execute_input"

  public var code: String
  public var executionCount: Int

  public init(code: String, executionCount: Int) {
    self.code = code
    self.executionCount = executionCount
  }

  enum CodingKeys: String, CodingKey {
    case code
    case executionCount = "execution_count"
  }
}
