// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// A Jupyter kernel: everything between the sockets and the language.
///
/// ```swift
/// let connection = try ConnectionFile(path: path)
/// try Kernel(connection: connection, interpreter: SwiftInterpreter()).run()
/// ```
/// Each channel has a thread, so control is answered while a cell runs. Cells run in order on one thread; completion,
/// inspection and the like are answered beside them.
public final class Kernel: Sendable {
  private let interpreter: any Interpreter
  private let channels: any Channels
  private let processWatch: ProcessWatch?
  private let executor: Executor
  private let dispatcher: Dispatcher
  private let lifecycle = Lifecycle()

  /// A kernel on ZeroMQ sockets, which takes over the process: it handles SIGINT and SIGTERM, and ends when the
  /// front end that started it (`JPY_PARENT_PID`) dies.
  public convenience init(connection: ConnectionFile, interpreter: any Interpreter) {
    let log = Log()
    self.init(
      connection: connection, interpreter: interpreter, channels: SocketChannels(connection: connection, log: log),
      log: log, processWatch: ProcessWatch())
  }

  /// A kernel on any transport that leaves the process alone.
  package convenience init(
    connection: ConnectionFile, interpreter: any Interpreter, channels: any Channels, log: Log
  ) {
    self.init(connection: connection, interpreter: interpreter, channels: channels, log: log, processWatch: nil)
  }

  private init(
    connection: ConnectionFile, interpreter: any Interpreter, channels: any Channels, log: Log,
    processWatch: ProcessWatch?
  ) {
    let wire = WireFormat(key: connection.key, refusingReplays: true)
    let publisher = Publisher(channels: channels, session: Session(), wire: wire, log: log)
    let activity = Activity(publisher: publisher)
    let history = HistoryStore()
    let desk = InputDesk(publisher: publisher)
    let executor = Executor(
      interpreter: interpreter, activity: activity, channels: channels, history: history, desk: desk)
    let handlers = HandlerTable.kernel(
      connection: connection, interpreter: interpreter, history: history, executor: executor, lifecycle: lifecycle)
    self.interpreter = interpreter
    self.channels = channels
    self.processWatch = processWatch
    self.executor = executor
    dispatcher = Dispatcher(
      wire: wire, publisher: publisher, activity: activity, handlers: handlers, executor: executor, desk: desk,
      log: log)
  }

  /// Serves until a client asks for shutdown, SIGTERM comes, or the front end dies.
  /// - Throws: where an address cannot be bound; nothing has been served then.
  public func run() throws {
    try channels.open { [dispatcher] channel, frames in dispatcher.receive(channel, frames) }
    executor.start()
    dispatcher.start()
    processWatch?.start(lifecycle: lifecycle)
    interpreter.start()

    let end = lifecycle.wait()
    dispatcher.close()
    executor.close()
    // Ends the worker, and with it the cell that runs. Jupyter kills what is not gone after 2.5 seconds.
    interpreter.shutdown(restart: end.isRestart)
    executor.waitForEnd(milliseconds: 500)
    channels.close()
  }
}
