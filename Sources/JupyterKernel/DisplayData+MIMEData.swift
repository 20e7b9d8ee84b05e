// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension DisplayData {
  /// What travels in a message; the display's identifier has another place there.
  var mimeData: MIMEData { MIMEData(data: data, metadata: metadata) }
}

extension CellError {
  var content: ErrorContent { ErrorContent(name: name, value: value, traceback: traceback) }
}
