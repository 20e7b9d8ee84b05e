// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import WorkerProtocol

extension Ending {
  /// Translates the report of the signal handlers: code addresses become places in libraries.
  init(_ pointer: UnsafePointer<CellReport>) {
    let report = pointer.pointee
    switch CellEnd(rawValue: UInt32(report.end)) {
    case kCellThrew: self.init(.threw)
    case kCellTrapped: self.init(.trapped(signal: report.signal))
    case kCellInterrupted:
      self.init(.interrupted(Reason(rawValue: UInt8(report.interrupt_reason)) ?? .user))
    case kCellExited: self.init(.exited(code: report.exit_code))
    default: self.init(.finished)
    }
    message = String(cString: worker_report_message(pointer))
    // A cell that an interrupt made throw or trap ended by the interrupt.
    let isFailure = report.end == Int32(kCellThrew.rawValue) || report.end == Int32(kCellTrapped.rawValue)
    if isFailure, let reason = Reason(rawValue: UInt8(report.interrupt_reason)) { kind = .interrupted(reason) }
    stackOverflow = report.stack_overflow
    onMainThread = report.on_main_thread
    faultAddress = UInt64(report.fault_address)
    let images = CodeRanges.images()
    withUnsafeBytes(of: report.frames) { bytes in
      let addresses = bytes.bindMemory(to: UInt.self).prefix(Int(report.frame_count))
      for (index, address) in addresses.enumerated() {
        // A return address points behind the call; the call itself is what the user wrote.
        let place = index == 0 ? address : address - 1
        guard let image = images.first(where: { $0.start <= place && place < $0.end }) else { continue }
        frames.append(Frame(library: image.path, offset: UInt64(place - image.base)))
      }
    }
  }
}
