// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// The language behind the kernel. The kernel knows Jupyter and no Swift; an interpreter knows Swift and no Jupyter.
///
/// `execute` and `evaluate` are called on the execution thread, one request at a time, and block until the code has
/// ended. The queries (`complete`, `inspect`, `isComplete`) come from one other thread, at any time, also while a cell
/// runs; the kernel brings cursors into the code.
public protocol Interpreter: AnyObject, Sendable {
  var languageInfo: LanguageInfo { get }
  /// Implementation name and version, and the banner, for `kernel_info_reply`.
  var implementation: ImplementationInfo { get }

  /// Starts what takes time (a worker process, warm caches). Called once, after the sockets are bound; must not block.
  func start()

  func execute(_ cell: CellRequest, frontEnd: any FrontEnd) -> CellOutcome

  /// Evaluates one of `user_expressions`; a failure is a value, never the cell's error.
  func evaluate(expression: String, frontEnd: any FrontEnd) -> ExpressionOutcome

  /// Asks the running code to stop; must return soon, and may come when the code has just ended. A wait in
  /// `FrontEnd.input` has been ended before.
  func interrupt()

  func complete(code: String, cursor: Int) -> Completions
  func inspect(code: String, cursor: Int, detailLevel: Int) -> DisplayData?
  func isComplete(code: String) -> Completeness

  /// Ends the worker; called once, before the kernel exits. `execute`, if it runs, should return then: what it still
  /// has to say is sent for another half second.
  func shutdown(restart: Bool)
}

/// What an interpreter may ask of the front end while, and after, a cell runs.
///
/// Every call publishes under the parent header of the cell that the front end was made for.
/// All calls are safe from any thread. Output that comes after `execute` has returned (late tasks) is published
/// under the same parent.
public protocol FrontEnd: AnyObject, Sendable {
  func stream(_ name: StreamName, _ text: String)
  func display(_ data: DisplayData)
  func updateDisplay(_ data: DisplayData)
  func result(_ data: DisplayData)
  func clearOutput(wait: Bool)
  /// Asks the user for a line. Returns nil where the request did not allow stdin or the wait was interrupted.
  func input(prompt: String, password: Bool) -> String?
  var allowsInput: Bool { get }
}

public enum StreamName: String, Sendable { case stdout, stderr }

/// One cell to run.
public struct CellRequest: Sendable {
  public var code: String
  /// The number the front end will show as `In [n]`. A cell that is not stored in the history has the number of the
  /// last one that was, so numbers do not identify cells.
  public var executionCount: Int
  public var silent: Bool
  public var storeHistory: Bool
  /// Front ends that say which cell this is (JupyterLab's `cellId` metadata).
  public var cellID: String?
  /// Whether the cell has been interrupted; an interrupt may come between the announcement of the cell and the call of
  /// `execute`, when the interpreter knows of no cell yet.
  public var isInterrupted: @Sendable () -> Bool = { false }

  public init(code: String, executionCount: Int, silent: Bool = false, storeHistory: Bool = true, cellID: String? = nil)
  {
    self.code = code
    self.executionCount = executionCount
    self.silent = silent
    self.storeHistory = storeHistory
    self.cellID = cellID
  }
}

public enum CellOutcome: Sendable {
  case ok(payload: [JSONValue] = [])
  case error(CellError)
}

/// A failed cell, as Jupyter's `error` message wants it. The kernel publishes it; the interpreter must not.
public struct CellError: Error, Sendable {
  public var name: String
  public var value: String
  /// Lines, with ANSI colours.
  public var traceback: [String]

  public init(name: String, value: String, traceback: [String]) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }
}

public enum ExpressionOutcome: Sendable {
  case ok(DisplayData)
  case error(CellError)
}

/// MIME data on its way to the front end.
public struct DisplayData: Sendable {
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]
  /// The display's `transient.display_id`, which `update_display_data` needs.
  public var displayID: String?

  public init(data: [String: JSONValue], metadata: [String: JSONValue] = [:], displayID: String? = nil) {
    self.data = data
    self.metadata = metadata
    self.displayID = displayID
  }
}

public struct Completions: Sendable {
  public var matches: [String]
  /// Range to replace, in Unicode code points of the code.
  public var cursorStart: Int
  public var cursorEnd: Int
  /// One entry per match for JupyterLab's typed list (`_jupyter_types_experimental`); empty when unknown.
  public var types: [CompletionType]

  public init(matches: [String], cursorStart: Int, cursorEnd: Int, types: [CompletionType] = []) {
    self.matches = matches
    self.cursorStart = cursorStart
    self.cursorEnd = cursorEnd
    self.types = types
  }
}

public struct CompletionType: Sendable {
  public var text: String
  public var type: String
  public var signature: String

  public init(text: String, type: String, signature: String) {
    self.text = text
    self.type = type
    self.signature = signature
  }
}

public enum Completeness: Sendable, Equatable {
  case complete
  case incomplete(indent: String)
  case invalid
  case unknown
}
