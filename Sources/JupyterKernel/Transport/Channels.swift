// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// One multipart message.
package typealias Frames = [[UInt8]]

/// The way between the kernel and its clients. The kernel sees no more of ZeroMQ than this, so the same cases test it
/// in one process and over sockets.
package protocol Channels: AnyObject, Sendable {
  /// Opens all channels.
  ///
  /// `receive` gets what comes in on shell, control and stdin, and on IOPub the topics that clients subscribe to, one
  /// frame each; these wait for `admit`. It is called on a thread of the channel's own, in order of arrival, and must
  /// be quick. Heartbeats are answered by the transport.
  func open(receive: @escaping @Sendable (Channel, Frames) -> Void) throws

  /// Sends without waiting, in order of the calls. From any thread.
  func send(_ frames: Frames, on channel: Channel)

  /// Lets a subscription take effect. The greetings are the first that the subscriber gets: nothing that was sent
  /// before reaches it, and nothing comes between.
  func admit(subscriptionTo topic: [UInt8], greetings: [Frames])

  /// Calls back once everything that has already reached a channel has gone through `receive`.
  func afterArrivals(on channel: Channel, _ action: @escaping @Sendable () -> Void)

  /// Sends what is waiting, then closes.
  func close()
}
