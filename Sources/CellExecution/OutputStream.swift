// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterKernel

/// One of the worker's text streams: reads the pipe, gathers what comes quickly, and publishes it.
struct OutputStream {
  /// Gathered text is published after this time, so that hundreds of thousands of lines are few messages.
  static let gatheringNanoseconds: UInt64 = 25_000_000
  static let largestMessage = 256 * 1024

  let name: StreamName
  let descriptor: Int32
  private(set) var isOpen = true
  private var decoder = UTF8StreamDecoder()
  private var text = ""
  private var textCount = 0
  private var lastPublished: UInt64 = 0

  init(name: StreamName, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// Reads what is there now and still fits into a message.
  mutating func read() { read(limit: Self.largestMessage - textCount) }

  private mutating func read(limit: Int) {
    var chunk = [UInt8](repeating: 0, count: 65536)
    var total = 0
    while isOpen, total < limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count > 0 {
        let piece = decoder.decode(chunk[..<count])
        text += piece
        textCount += piece.utf8.count
        total += count
      } else if count == 0 {
        isOpen = false
      } else if errno != EINTR {
        return
      }
    }
  }

  var hasText: Bool { textCount > 0 }
  /// More would only make the next message too large.
  var isFull: Bool { textCount >= Self.largestMessage }

  /// Nanoseconds until the text is due; 0 when it is.
  func delay(now: UInt64) -> UInt64 {
    if isFull { return 0 }
    let due = lastPublished + Self.gatheringNanoseconds
    return due > now ? due - now : 0
  }

  mutating func publish(to frontEnd: (any FrontEnd)?, pace: inout OutputPace, now: UInt64) {
    guard hasText else { return }
    frontEnd?.stream(name, text)
    pace.published(text, now: now)
    text = ""
    textCount = 0
    lastPublished = now
  }

  /// Publishes everything, also half a character.
  mutating func flush(to frontEnd: (any FrontEnd)?, pace: inout OutputPace, now: UInt64) {
    read(limit: .max)
    let rest = decoder.finish()
    text += rest
    textCount += rest.utf8.count
    publish(to: frontEnd, pace: &pace, now: now)
  }

  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
