// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import Synchronization
import WorkerProtocol

/// Reads the kernel's commands and runs one cell after the other.
final class Worker: @unchecked Sendable {
  private let channel: FrameChannel
  private let libraries: CellLibraries
  private let takeovers: Takeovers
  private let queue = BlockingQueue<RunCell>()
  private let guardian = MemoryGuard()
  /// Cells that the kernel has sent and that have not ended.
  private let pending = Atomic(0)

  init(channel: FrameChannel) {
    self.channel = channel
    libraries = CellLibraries()
    takeovers = Takeovers(libraries: libraries)
    CellLibraries.shared = libraries
    Takeovers.shared = takeovers
  }

  /// Opens what every cell sees.
  /// - Returns: false where that cannot be done; the kernel has been told.
  func open(_ shared: [String]) -> Bool {
    for path in shared {
      guard dlopen(path, RTLD_NOW | RTLD_GLOBAL) != nil else {
        channel.send(WorkerEvent.unfit(String(cString: dlerror())).encoded())
        return false
      }
      if let range = CodeRanges.executable(of: path) { worker_set_library_code(range.start, range.end) }
    }
    return true
  }

  /// Serves until the kernel goes away or says `exit`.
  func serve() {
    if let range = CodeRanges.executable(of: "libswiftCore.so") { worker_set_runtime_code(range.start, range.end) }
    for suffix in ["/lib_StringProcessing.so", "/libswift_RegexParser.so"] {
      if let range = CodeRanges.executable(of: suffix) { worker_add_lockless_code(range.start, range.end) }
    }
    for suffix in ["/libFoundation.so", "/libFoundationEssentials.so", "/lib_FoundationICU.so"] {
      if let range = CodeRanges.executable(of: suffix) { worker_add_foundation_code(range.start, range.end) }
    }
    if let wait = dlsym(nil, "$s10Foundation7ProcessC13waitUntilExityyF"),
      let type = dlsym(nil, "$s10Foundation7ProcessCN"),
      let offset = dlsym(nil, "$s10Foundation7ProcessC17processIdentifiers5Int32VvpWvd")
    {
      worker_set_process_type(wait, type, offset.assumingMemoryBound(to: Int.self))
    }
    worker_set_error_describer { describeError($0!, $1!, $2) }
    worker_on_background_trap { WorkerHost.shared?.tellBackgroundTrap() }
    Thread.start { self.flushPeriodically() }
    Thread.start { self.guardian.watch() }
    Thread.start { self.runCells() }
    channel.send(WorkerEvent.ready(processID: getpid()).encoded())

    while let frame = (try? channel.receive()) ?? nil {
      guard let command = try? WorkerCommand(decoding: frame) else { continue }
      switch command {
      case .run(let cell):
        pending.add(1, ordering: .relaxed)
        queue.append(cell)
      case .acknowledge: WorkerHost.shared?.answer(nil)
      case .inputReply(let line): WorkerHost.shared?.answer(line)
      case .interrupt: interrupt()
      case .exit: return
      }
    }
  }

  private func runCells() {
    while true {
      let cell = queue.next()
      let report = run(cell)
      pending.subtract(1, ordering: .relaxed)
      channel.send(WorkerEvent.finished(report).encoded())
    }
  }

  /// The interrupt may have come ahead of the start of the cell that it is meant for.
  private func interrupt() {
    if worker_interrupt(kInterruptByUser) { return }
    Thread.start {
      while self.pending.load(ordering: .relaxed) > 0, !worker_interrupt(kInterruptByUser) { usleep(2000) }
    }
  }

  private func run(_ cell: RunCell) -> RunReport {
    WorkerHost.shared?.begin(allowsInput: cell.allowsInput)
    let library: CellLibrary
    do {
      library = try libraries.library(for: cell)
    } catch {
      var ending = Ending(.notOpened)
      ending.message = error.reason
      return RunReport(ending: ending, step: 0, initialised: [], nanoseconds: 0, residentBytes: 0)
    }
    takeovers.begin(cell)
    let report = UnsafeMutablePointer<CellReport>.allocate(capacity: 1)
    defer { report.deallocate() }
    let start = clock_gettime_nsec()
    guardian.begin()
    worker_run_cell(library.entry, library.steps, 256 << 20, report)
    guardian.end()
    let end = clock_gettime_nsec()
    worker_flush_stdio()
    let ending = Ending(report)
    return RunReport(
      ending: ending, step: martlet_current_step(), initialised: library.initialised,
      nanoseconds: end - start, residentBytes: guardian.tripBytes > 0 ? guardian.tripBytes : MemoryGuard.residentBytes()
    )
  }

  /// What a cell prints without a newline (progress bars) must not wait for a full buffer.
  private func flushPeriodically() -> Never {
    while true {
      usleep(20_000)
      worker_try_flush_stdio()
    }
  }
}

private func clock_gettime_nsec() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Writes the description of an error that a cell's top level threw: its type, a newline, and its text. The notebook
/// library knows how, for it knows Foundation's errors; without it, the error's own description serves.
private func describeError(_ pointer: UnsafeMutableRawPointer, _ buffer: UnsafeMutablePointer<CChar>, _ size: Int) {
  typealias Describe = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutablePointer<CChar>?
  let describe = dlsym(nil, "martlet_describe_error").map { unsafeBitCast($0, to: Describe.self) }
  if let text = describe?(pointer) {
    strncpy(buffer, text, size - 1)
    free(text)
    return
  }
  let error = unsafeBitCast(pointer, to: (any Error).self)
  "\(type(of: error))\n\(error)".withCString { _ = strncpy(buffer, $0, size - 1) }
}
