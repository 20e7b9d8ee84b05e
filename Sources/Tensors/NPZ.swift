// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// Named tensors in one `.npz` file, as NumPy's `savez` and `savez_compressed` write them.
///
/// ```swift
/// let archive = try NPZ("activations.npz")
/// archive.names                                        // ["labels", "layer3"]
/// let layer = try archive.tensor("layer3")             // Tensor<Double>
/// let labels = try archive.tensor("labels", as: Int.self)
/// ```
/// The file is mapped into memory; an array is read, and unpacked where it is compressed, when it is asked for.
public struct NPZ: Sendable, CustomStringConvertible, Displayable {
  public let path: String
  /// The names of all arrays, in the order of the file.
  public let names: [String]
  private let archive: ZIPArchive

  /// - Throws: ``NPYError``, which names the file and the place.
  public init(_ path: String) throws(NPYError) {
    self.path = path
    archive = try ZIPArchive(path)
    names = archive.entries.map { Self.name(ofFile: $0.name) }
  }

  /// The array of this name.
  ///
  /// Elements of another type are converted where nothing is lost.
  /// - Throws: ``NPYError`` where no array has this name, or its elements do not fit the type.
  public func tensor<Scalar: TensorScalar>(
    _ name: String, as type: Scalar.Type = Double.self
  ) throws(NPYError) -> Tensor<Scalar> {
    guard let entry = archive.entries.first(where: { Self.name(ofFile: $0.name) == name }) else {
      throw .missing(path: path, name: name, known: names)
    }
    return try archive.withContent(of: entry) { bytes throws(NPYError) in
      try Tensor(npyBytes: bytes, path: "\(path), array '\(name)'")
    }
  }

  /// One line per array: name, type and shape.
  public var description: String {
    let lines = archive.entries.map { entry in
      let about = try? archive.withContent(of: entry) { bytes throws(NPYError) in
        let header = try NPYHeader(bytes, path: path)
        return "\(header.type)  \(describe(shape: header.shape))"
      }
      return "\(Self.name(ofFile: entry.name))  \(about ?? "not an array")"
    }
    return (["\(path): \(names.count) arrays"] + lines).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }

  private static func name(ofFile file: String) -> String { file.hasSuffix(".npy") ? String(file.dropLast(4)) : file }
}

extension NPZ {
  /// A tensor of any element type, as something to write.
  public struct Array: Sendable {
    let npyBytes: @Sendable () -> (header: [UInt8], elements: [UInt8])

    public init<Scalar>(_ tensor: Tensor<Scalar>) {
      npyBytes = {
        let elements = tensor.withUnsafeBufferPointer { Swift.Array(UnsafeRawBufferPointer($0)) }
        return (NPYHeader.encoded(type: Scalar.npyType, shape: tensor.shape), elements)
      }
    }
  }

  /// Writes named tensors as one file that NumPy's `load` reads.
  ///
  /// ```swift
  /// try NPZ.write(["layer3": .init(activations), "labels": .init(labels)], to: "activations.npz")
  /// ```
  /// The file appears under its name only when it is complete; a failure leaves an older one as it was.
  /// - Parameter compressed: as `savez_compressed` does; slower, and smaller where values repeat.
  /// - Throws: ``NPYError``, with the operating system's reason.
  public static func write(
    _ arrays: KeyValuePairs<String, NPZ.Array>, to path: String, compressed: Bool = false
  ) throws(NPYError) {
    var names: Set<String> = []
    for (name, _) in arrays where !names.insert(name).inserted {
      trap("NPZ.write: two arrays are named '\(name)'; readers would find only one of them")
    }
    var writer = try ZIPWriter(path, compressed: compressed)
    for (name, array) in arrays {
      let (header, elements) = array.npyBytes()
      try writer.add(name + ".npy", header + elements)
    }
    try writer.finish()
  }
}
