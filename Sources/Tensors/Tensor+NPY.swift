// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension Tensor {
  /// Reads a `.npy` file as NumPy writes it: versions 1 to 3, either byte order, either element order.
  ///
  /// Elements of another type are converted where nothing is lost (`<i8` to Double, `<f4` to Double, …).
  /// - Throws: ``NPYError``, which names the file and the place.
  public init(npy path: String) throws(NPYError) {
    let file = try MappedFile(path)
    defer { withExtendedLifetime(file) {} }
    let header = try NPYHeader(file.bytes, path: path)
    guard let size = NPYElements.size(of: header.type) else {
      throw .unsupportedType(path: path, type: header.type)
    }
    let expected = header.dataOffset + header.shape.reduce(1, *) * size
    guard file.bytes.count >= expected else {
      throw .truncated(path: path, expectedBytes: expected, actualBytes: file.bytes.count)
    }
    guard file.bytes.count == expected else {
      throw .trailingBytes(path: path, expectedBytes: expected, actualBytes: file.bytes.count)
    }
    let stored = header.isFortranOrder ? header.shape.reversed() : header.shape
    let tensor = Tensor(uninitialized: stored)
    try NPYElements.read(
      UnsafeRawBufferPointer(rebasing: file.bytes[header.dataOffset...]), type: header.type, count: tensor.count,
      into: tensor.base, path: path)
    self = header.isFortranOrder ? tensor.transposed : tensor
  }

  /// Writes a `.npy` file that NumPy reads.
  ///
  /// The file appears under its name only when it is complete; a failure leaves an older file as it was.
  /// - Throws: ``NPYError``, with the operating system's reason.
  public func write(npy path: String) throws(NPYError) {
    let header = NPYHeader.encoded(type: Scalar.npyType, shape: shape)
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw .failed(path, "create it") }
    let reason =
      header.withUnsafeBytes { writeAll($0, to: descriptor) }
      ?? withUnsafeBufferPointer { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    let closed = close(descriptor)
    guard reason == nil, closed == 0, rename(temporary, path) == 0 else {
      let error = NPYError.failed(path, "write it", code: reason ?? errno)
      unlink(temporary)
      throw error
    }
  }
}

/// Writes everything; returns the error number where the operating system refuses.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
    let written = Glibc.write(descriptor, start, rest.count)
    if written < 0 && errno == EINTR { continue }
    if written <= 0 { return errno }
    rest = rest.dropFirst(written)
  }
  return nil
}

/// A file's bytes, mapped into memory as long as this object lives.
private final class MappedFile {
  let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws(NPYError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw .failed(path, "open it") }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw .failed(path, "read its size") }
    guard information.st_mode & S_IFMT == S_IFREG else { throw .failed(path, "read it", code: EISDIR) }
    let size = Int(information.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw .failed(path, "map it into memory")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}

extension NPYError {
  fileprivate static func failed(_ path: String, _ action: String, code: Int32 = errno) -> NPYError {
    .system(path: path, action: action, reason: String(cString: strerror(code)))
  }
}
