// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo
import JupyterDisplay

/// Collects what Cairo writes to a stream. Bytes arrive only when the surface is finished.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  static let write: cairo_write_func_t = { closure, data, count in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }

  var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// Draws a list on a vector surface that writes into a new sink.
  static func collect(
    _ list: DisplayList, _ make: (UnsafeMutableRawPointer) -> OpaquePointer?, pixelsPerPoint: Double,
    medium: CairoCanvas.Medium
  ) throws -> (bytes: [UInt8], canvas: CairoCanvas) {
    let sink = ByteSink()
    guard let surface = make(sink.pointer) else { throw PlotError.drawing("no surface") }
    defer { cairo_surface_destroy(surface) }
    let canvas = CairoCanvas(surface, pixelsPerPoint: pixelsPerPoint, medium: medium)
    try canvas.draw(list)
    // It writes to the sink, and whoever is left in there leaves Cairo's own locks.
    Interrupt.deferred { cairo_surface_finish(surface) }
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PlotError.drawing(String(cString: cairo_status_to_string(status)))
    }
    return (sink.bytes, canvas)
  }
}
