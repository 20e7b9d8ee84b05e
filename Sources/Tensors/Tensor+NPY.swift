// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// Reads a `.npy` file as NumPy writes it: versions 1 to 3, either byte order, either element order.
  ///
  /// Elements of another type are converted where nothing is lost (`<i8` to Double, `<f4` to Double, …).
  /// - Throws: ``NPYError``, which names the file and the place.
  public init(npy path: String) throws(NPYError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path) } catch { throw NPYError(error) }
    defer { withExtendedLifetime(file) {} }
    self = try Tensor(npyBytes: file.bytes, path: path)
  }

  /// - Parameter path: for messages.
  init(npyBytes bytes: UnsafeRawBufferPointer, path: String) throws(NPYError) {
    let header = try NPYHeader(bytes, path: path)
    guard let size = NPYElements.size(of: header.type) else {
      throw .unsupportedType(path: path, type: header.type)
    }
    let expected = header.dataOffset + header.shape.reduce(1, *) * size
    guard bytes.count >= expected else {
      throw .truncated(path: path, expectedBytes: expected, actualBytes: bytes.count)
    }
    guard bytes.count == expected else {
      throw .trailingBytes(path: path, expectedBytes: expected, actualBytes: bytes.count)
    }
    let stored = header.isFortranOrder ? header.shape.reversed() : header.shape
    let tensor = Tensor(uninitialized: stored)
    try NPYElements.read(
      UnsafeRawBufferPointer(rebasing: bytes[header.dataOffset...]), type: header.type, count: tensor.count,
      into: tensor.base, path: path)
    self = header.isFortranOrder ? tensor.transposed : tensor
  }

  /// Writes a `.npy` file that NumPy reads.
  ///
  /// The file appears under its name only when it is complete; a failure leaves an older file as it was.
  /// - Throws: ``NPYError``, with the operating system's reason.
  public func write(npy path: String) throws(NPYError) {
    let header = NPYHeader.encoded(type: Scalar.npyType, shape: shape)
    do throws(FileError) {
      let file = try AtomicFile(path)
      try file.write(header)
      try contiguous().writeElements(to: file)
      try file.finish()
    } catch {
      throw NPYError(error)
    }
  }
}

extension NPYError {
  init(_ error: FileError) {
    self = .system(path: error.path, action: error.action, reason: error.reason)
  }
}
