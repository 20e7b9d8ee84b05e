// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Dispatch

/// How far a long step has come, in one line that the cell shows and replaces.
///
/// ```swift
/// let bar = ProgressBar("Training", total: 600)
/// for epoch in 0..<600 {
///   …
///   bar.update(epoch + 1, note: "loss 0.12")
/// }
/// bar.finish()
/// ```
/// Work that takes less than a second shows nothing, so that library code can always report. Outside a notebook the bar
/// is silent. Update it from one thread at a time, anywhere but inside a lock.
public final class ProgressBar: @unchecked Sendable {
  public let title: String
  /// The number of steps; nil where it is not known.
  public let total: Int?
  /// What is counted.
  public enum Unit: Sendable { case steps, bytes }
  public let unit: Unit
  /// The steps done so far.
  public private(set) var completed = 0
  private var note = ""
  private let start: UInt64
  private var shownAt: UInt64?
  private var handle: DisplayHandle?

  /// A bar is shown after this time, and then as often, in nanoseconds: often enough to live, rare enough to cost
  /// nothing and to leave no flood of updates in a front end.
  private static let patience: UInt64 = 1_000_000_000
  private static let interval: UInt64 = 200_000_000

  /// - Parameters:
  ///   - title: what is being done, for example `"t-SNE"`.
  ///   - total: the number of steps, if it is known; at least 0.
  public init(_ title: String, total: Int? = nil, unit: Unit = .steps) {
    self.title = title
    self.unit = unit
    self.total = total
    start = DispatchTime.now().uptimeNanoseconds
  }

  /// Tells how many steps are done in all.
  /// - Parameter note: what else is worth seeing, for example the loss; nil keeps the last one.
  public func update(_ completed: Int, note: String? = nil) {
    self.completed = completed
    if let note { self.note = note }
    HostStandIn.progress?(title, completed, false)
    let now = DispatchTime.now().uptimeNanoseconds
    guard Host.display != nil, now - start >= Self.patience, now - (shownAt ?? 0) >= Self.interval else { return }
    shownAt = now
    show(elapsed: now - start, finished: false)
  }

  /// Tells that some more steps are done.
  public func advance(by steps: Int = 1, note: String? = nil) { update(completed + steps, note: note) }

  /// Tells that the work is done; a bar that was shown says so and how long it took.
  public func finish(note: String? = nil) {
    if let note { self.note = note }
    HostStandIn.progress?(title, completed, true)
    guard handle != nil else { return }
    show(elapsed: DispatchTime.now().uptimeNanoseconds - start, finished: true)
  }

  private func show(elapsed: UInt64, finished: Bool) {
    let line = ProgressLine(
      title: title, completed: completed, total: total, note: note, seconds: Double(elapsed) / 1e9, isFinished: finished
    )
    if let handle { handle.update(line) } else { handle = display(line) }
  }
}

/// Goes through a sequence and shows how far it has come, as `tqdm` does.
///
/// ```swift
/// for sentence in progress(sentences, "Tokenizing") { … }
/// ```
public func progress<Elements: Sequence>(_ elements: Elements, _ title: String) -> ProgressSequence<Elements> {
  ProgressSequence(elements: elements, title: title)
}

/// What ``progress(_:_:)`` returns.
public struct ProgressSequence<Elements: Sequence>: Sequence {
  let elements: Elements
  let title: String

  public struct Iterator: IteratorProtocol {
    var elements: Elements.Iterator
    let bar: ProgressBar
    var completed = -1

    public mutating func next() -> Elements.Element? {
      Interrupt.check()
      completed += 1
      bar.update(completed)
      let element = elements.next()
      if element == nil { bar.finish() }
      return element
    }
  }

  public func makeIterator() -> Iterator {
    let count = elements.underestimatedCount
    return Iterator(elements: elements.makeIterator(), bar: ProgressBar(title, total: count > 0 ? count : nil))
  }
}
