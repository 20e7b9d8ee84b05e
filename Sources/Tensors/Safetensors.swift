// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Named tensors on disk, as Hugging Face stores checkpoints; nothing is read before it is asked for.
///
/// ```swift
/// let checkpoint = try Safetensors("gpt2")            // a folder, a file, or an index of several files
/// checkpoint.names                                    // ["wte.weight", …]
/// let embeddings = try checkpoint.tensor("wte.weight")  // Tensor<Float> 50257 × 768, without a copy
/// ```
/// The files are mapped into memory. A tensor whose elements are stored as its own type is a view of the file: it costs
/// no memory of its own, and is copied when it is first written to. The format is described in
/// [huggingface/safetensors](https://github.com/huggingface/safetensors).
public struct Safetensors: Sendable {
  /// Where and how a tensor is stored.
  public struct Entry: Sendable, Equatable {
    /// The type of its elements as the format writes it: `F32`, `BF16`, `I64`, …
    public let dtype: String
    public let shape: [Int]
    /// The file that holds it.
    public let path: String
    /// Its bytes in that file.
    public let byteRange: Range<Int>
  }

  /// The file or folder that was opened.
  public let path: String
  /// Free text that came with the file, for example `["format": "pt"]`.
  public let metadata: [String: String]
  /// What is stored, by name.
  public let entries: [String: Entry]
  private let files: [String: MappedFile]

  /// The names of all tensors, in alphabetical order.
  public var names: [String] { entries.keys.sorted() }

  /// Opens a `.safetensors` file, a `.safetensors.index.json` that names several, or a folder that holds
  /// `model.safetensors` or its index.
  /// - Throws: ``SafetensorsError``, which names the file, and the tensor whose place or length is wrong.
  public init(_ path: String) throws(SafetensorsError) {
    self.path = path
    if let index = SafetensorsIndex.path(for: path) {
      let shards = try SafetensorsIndex(index).shards
      (entries, metadata, files) = try Self.merged(shards, index: index)
    } else {
      let file = try Self.open(SafetensorsIndex.singleFile(for: path))
      let header = try SafetensorsHeader(file)
      (entries, metadata, files) = (header.entries, header.metadata, [file.path: file])
    }
  }

  /// The tensor of this name.
  ///
  /// Floating-point elements of another precision are converted to the nearest value, whole numbers where each is kept
  /// exactly.
  /// - Parameter type: the type of the elements; `Float` if nothing is said.
  /// - Throws: ``SafetensorsError`` where no tensor has this name, or its elements do not fit the type.
  public func tensor<Scalar: TensorScalar>(
    _ name: String, as type: Scalar.Type = Float.self
  ) throws(SafetensorsError) -> Tensor<Scalar> {
    guard let entry = entries[name], let file = files[entry.path] else {
      throw .missing(path: path, tensor: name, known: names.sorted { $0.likeness(to: name) > $1.likeness(to: name) })
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[entry.byteRange])
    let count = entry.shape.reduce(1, *)
    if entry.dtype == Scalar.safetensorsType, Scalar.self != Bool.self, count > 0, let start = bytes.baseAddress,
      Int(bitPattern: start) % MemoryLayout<Scalar>.alignment == 0
    {
      let storage = TensorStorage(
        borrowing: start.assumingMemoryBound(to: Scalar.self), count: count, from: file)
      return Tensor(storage: storage, offset: 0, shape: entry.shape, strides: rowMajorStrides(entry.shape))
    }
    let tensor = Tensor<Scalar>(uninitialized: entry.shape)
    guard try SafetensorsElements.read(bytes, entry, named: name, count: count, into: tensor.base) else {
      throw .typeMismatch(path: entry.path, tensor: name, dtype: entry.dtype, requested: "\(Scalar.self)")
    }
    withExtendedLifetime(file) {}
    return tensor
  }

  private static func open(_ path: String) throws(SafetensorsError) -> MappedFile {
    do throws(FileError) { return try MappedFile(path) } catch { throw SafetensorsError(error) }
  }

  /// The tensors of several files; each must lie where the index says.
  private static func merged(
    _ shards: [String: [String]], index: String
  ) throws(SafetensorsError) -> ([String: Entry], [String: String], [String: MappedFile]) {
    var (entries, metadata, files) = ([String: Entry](), [String: String](), [String: MappedFile]())
    for (shard, names) in shards.sorted(by: { $0.key < $1.key }) {
      let file = try open(shard)
      let header = try SafetensorsHeader(file)
      files[shard] = file
      metadata.merge(header.metadata) { first, _ in first }
      for name in names {
        guard let entry = header.entries[name] else {
          throw .malformedHeader(path: index, reason: "it says that '\(name)' is in \(shard), which has no such tensor")
        }
        entries[name] = entry
      }
    }
    return (entries, metadata, files)
  }
}

extension String {
  /// How much of the beginning and end two names share: enough to tell a misspelling.
  fileprivate func likeness(to other: String) -> Int {
    zip(utf8, other.utf8).prefix { $0 == $1 }.count
      + zip(utf8.reversed(), other.utf8.reversed()).prefix { $0 == $1 }.count
  }
}
