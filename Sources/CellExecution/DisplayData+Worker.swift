// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

extension DisplayData {
  /// Reads what a worker sends for a display. A wrong `.json` content can make it unreadable; the output then says so.
  init(workerJSON json: String) {
    guard let value = try? JSONValue(parsing: json) else {
      self.init(data: ["text/plain": "The value's display data is not valid JSON."])
      return
    }
    self.init(
      data: value["data"]?.objectValue ?? [:], metadata: value["metadata"]?.objectValue ?? [:],
      displayID: value["transient"]?["display_id"]?.stringValue)
  }
}
