// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A counting semaphore that can be set back.
final class Semaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  func post() { sem_post(semaphore) }
  func wait() { while sem_wait(semaphore) != 0 {} }
  func reset() { while sem_trywait(semaphore) == 0 {} }
}

/// A lock that can be taken away from a thread that will never give it back.
final class Mutex: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  func reset() { pthread_mutex_init(mutex, nil) }
}

/// A queue whose reader waits.
final class BlockingQueue<Element>: @unchecked Sendable {
  private let mutex = Mutex()
  private let available = Semaphore()
  private var elements: [Element] = []

  func append(_ element: Element) {
    mutex.lock()
    elements.append(element)
    mutex.unlock()
    available.post()
  }

  func next() -> Element {
    available.wait()
    mutex.lock()
    defer { mutex.unlock() }
    return elements.removeFirst()
  }
}
