// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  /// Everything the kernel answers, except `execute_request`, which has a queue of its own. The same on shell and
  /// control: older clients send shutdown_request on shell, newer ones kernel_info_request on control.
  static func kernel(
    connection: ConnectionFile, interpreter: any Interpreter, history: HistoryStore, executor: Executor,
    lifecycle: Lifecycle
  ) -> HandlerTable {
    var table = HandlerTable()
    table.addKernelInfo(interpreter: interpreter)
    table.addConnect(connection: connection)
    table.addHistory(history)
    table.addComms()
    table.addComplete(interpreter: interpreter)
    table.addInspect(interpreter: interpreter)
    table.addIsComplete(interpreter: interpreter)
    table.addInterrupt(executor: executor)
    table.addShutdown(lifecycle: lifecycle)
    return table
  }
}
