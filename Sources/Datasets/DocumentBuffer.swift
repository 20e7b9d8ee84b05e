// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads documents ahead in a task of its own, which waits while the buffer is full and ends with the object.
final class DocumentBuffer: Sendable {
  private let store: Store
  private let task: Task<Void, Never>

  init(_ dataset: Dataset, capacity: Int, limit: Int) {
    let store = Store(capacity: capacity)
    self.store = store
    task = Task {
      var (cursor, left) = (DocumentCursor(dataset), limit)
      do {
        while left > 0, !Task.isCancelled, let document = try await cursor.next() {
          await store.put(document)
          left -= 1
        }
        await store.end(nil)
      } catch {
        await store.end(error)
      }
    }
  }

  deinit {
    task.cancel()
    let store = store
    Task { await store.abandon() }
  }

  func next() async throws -> Document? { try await store.take() }

  private actor Store {
    private let capacity: Int
    private var documents: [Document] = []
    private var failure: (any Error)?
    private var isAtEnd = false
    private var producer: CheckedContinuation<Void, Never>?
    private var consumer: CheckedContinuation<Void, Never>?

    init(capacity: Int) { self.capacity = capacity }

    func put(_ document: Document) async {
      while documents.count >= capacity, !isAtEnd { await withCheckedContinuation { producer = $0 } }
      documents.append(document)
      wake(&consumer)
    }

    func end(_ error: (any Error)?) {
      failure = error
      isAtEnd = true
      wake(&consumer)
    }

    /// Nobody reads any more: the producer must not wait for room.
    func abandon() {
      isAtEnd = true
      wake(&producer)
    }

    func take() async throws -> Document? {
      while documents.isEmpty, !isAtEnd { await withCheckedContinuation { consumer = $0 } }
      wake(&producer)
      if !documents.isEmpty { return documents.removeFirst() }
      if let failure { throw failure }
      return nil
    }

    private func wake(_ waiting: inout CheckedContinuation<Void, Never>?) {
      let continuation = waiting
      waiting = nil
      continuation?.resume()
    }
  }
}
