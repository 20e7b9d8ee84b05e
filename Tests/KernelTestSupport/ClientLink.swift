// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

/// A client's end of the five channels, whatever they are made of. Used from one thread.
package protocol ClientLink: AnyObject {
  /// Sends frames as they are.
  func submit(_ frames: Frames, on channel: Channel) throws

  /// The next message; nil where none comes in time.
  func receive(on channel: Channel, milliseconds: Int) throws -> Frames?
}
