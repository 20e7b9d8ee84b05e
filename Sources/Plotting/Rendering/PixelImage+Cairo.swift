// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo
import Foundation

extension PixelImage {
  /// A new image surface with the pixels; the caller destroys it.
  func cairoSurface() -> OpaquePointer? {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
    else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in 0..<height {
      let row = UnsafeMutableRawPointer(data + y * stride)
      for x in 0..<width {
        let p = pixels[y * width + x]
        // ARGB32 is one native-endian word, premultiplied.
        let word = UInt32(p.w) << 24 | UInt32(p.x) << 16 | UInt32(p.y) << 8 | UInt32(p.z)
        row.storeBytes(of: word, toByteOffset: x * 4, as: UInt32.self)
      }
    }
    cairo_surface_mark_dirty(surface)
    return surface
  }
}

extension PixelImage {
  /// The pixels of an image surface that has been flushed.
  init?(_ surface: OpaquePointer) {
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    let (width, height) = (Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
    let pixels = [SIMD4<UInt8>](unsafeUninitializedCapacity: width * height) { buffer, count in
      for y in 0..<height {
        let row = UnsafeRawPointer(data + y * stride)
        for x in 0..<width {
          let word = row.load(fromByteOffset: x * 4, as: UInt32.self)
          buffer[y * width + x] = SIMD4(
            UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255), UInt8(word >> 24))
        }
      }
      count = width * height
    }
    self.init(width: width, height: height, pixels: pixels)
  }
}

extension OpaquePointer {
  /// Lets formats that embed PNG take these bytes instead of encoding the surface themselves.
  func embed(png: [UInt8]) {
    guard let copy = malloc(png.count) else { return }
    copy.copyMemory(from: png, byteCount: png.count)
    let bytes = copy.assumingMemoryBound(to: UInt8.self)
    cairo_surface_set_mime_data(self, CAIRO_MIME_TYPE_PNG, bytes, UInt(png.count), { free($0) }, copy)
  }
}
