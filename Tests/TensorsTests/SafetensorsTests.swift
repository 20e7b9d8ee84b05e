// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// Against files that the safetensors library wrote (Fixtures/generate_safetensors.py).
@Suite struct SafetensorsTests {
  private let types = NumPyReference.folder + "/types.safetensors"

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "martlet-safetensors-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func bytes(header: String, data: Int) -> Data {
    withUnsafeBytes(of: UInt64(header.utf8.count)) { Data($0) } + Data(header.utf8) + Data(count: data)
  }

  @Test func `floating-point numbers of every precision become the Float that torch makes of them`() throws {
    let file = try Safetensors(types)
    let json = try Data(contentsOf: URL(fileURLWithPath: NumPyReference.folder + "/safetensors.json"))
    let expected = try JSONDecoder().decode([String: [String]].self, from: json)
    for (name, texts) in expected {
      let tensor = try file.tensor(name)
      #expect(tensor.count == texts.count)
      for (value, text) in zip(tensor, texts) {
        // Compared as bits: the sign of zero counts, and NaN is equal to itself.
        let float = try #require(Float(text))
        #expect(value.bitPattern == float.bitPattern || (value.isNaN && float.isNaN), "\(name): \(value), \(text)")
      }
    }
    #expect(try file.tensor("f16", as: Double.self)[4] == 3.140625)
    #expect(try file.tensor("f64", as: Double.self)[4] == 3.14159)
  }

  @Test func `whole numbers are read where each is kept exactly`() throws {
    let file = try Safetensors(types)
    #expect(try file.tensor("i64", as: Int.self) == [0, 1, 100, 127, -(1 << 62)])
    #expect(try file.tensor("i32", as: Double.self)[4] == -16_777_217)
    #expect(try file.tensor("i16")[4] == -32768)
    #expect(try file.tensor("i8", as: Int32.self)[4] == -128)
    #expect(try file.tensor("u8", as: Int.self)[4] == 255)
    #expect(try file.tensor("bool", as: Bool.self) == [true, false, true])
    #expect(
      throws: SafetensorsError.typeMismatch(path: types, tensor: "i32", dtype: "I32", requested: "Float")
    ) { try file.tensor("i32") }
    #expect(throws: SafetensorsError.self) { try file.tensor("f16", as: Int.self) }
  }

  @Test func `shapes, scalars, empty tensors and metadata come back`() throws {
    let file = try Safetensors(types)
    #expect(try file.tensor("matrix") == Tensor([[0, 1, 2], [3, 4, 5]]))
    #expect(try file.tensor("scalar").shape == [])
    #expect(try file.tensor("empty").shape == [0, 3])
    #expect(file.metadata == ["format": "pt", "note": "a \"quoted\" line\nand ü"])
    #expect(file.entries["matrix"]?.dtype == "F32")
  }

  @Test func `a mapped tensor outlives its file and is copied when written to`() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try Safetensors.write(["x": Tensor<Float>([1, 2, 3])], to: path)
      var first = try Safetensors(path).tensor("x")
      let second = try Safetensors(path).tensor("x")
      try FileManager.default.removeItem(atPath: path)
      first[0] = 10
      first.withUnsafeMutableBufferPointer { $0[1] = 20 }
      #expect(first == [10, 20, 3])
      #expect(second == [1, 2, 3])
    }
  }

  @Test func `two tensors of one mapped file do not see each other's writes`() throws {
    let file = try Safetensors(types)
    var first = try file.tensor("matrix")
    first[1, 1] = -1
    first[..., 0] = Tensor<Float>([7, 8])
    #expect(try file.tensor("matrix") == Tensor([[0, 1, 2], [3, 4, 5]]))
  }

  @Test func `a checkpoint in several files reads as one`() throws {
    for path in ["/sharded", "/sharded/model.safetensors.index.json"] {
      let checkpoint = try Safetensors(NumPyReference.folder + path)
      #expect(checkpoint.names == ["a", "b", "c"])
      #expect(try checkpoint.tensor("b") == [0, 0])
      #expect(try checkpoint.tensor("c") == [1, 1])
    }
  }

  @Test func `a shard that is missing or lacks a tensor is named`() throws {
    try withFolder { folder in
      let index = folder + "/model.safetensors.index.json"
      try #"{"weight_map": {"x": "one.safetensors"}}"#.write(toFile: index, atomically: true, encoding: .utf8)
      #expect(
        throws: SafetensorsError.system(
          path: folder + "/one.safetensors", action: "open it", reason: "No such file or directory")
      ) { try Safetensors(folder) }
      try Safetensors.write(["y": Tensor<Float>([1])], to: folder + "/one.safetensors")
      #expect(
        throws: SafetensorsError.malformedHeader(
          path: index, reason: "it says that 'x' is in \(folder)/one.safetensors, which has no such tensor")
      ) { try Safetensors(folder) }
    }
  }

  @Test func `what is written is read back, each type and order of elements`() throws {
    try withFolder { folder in
      let path = folder + "/all.safetensors"
      let view = Tensor<Double>(arange(12)).reshaped(3, 4).transposed
      try Safetensors.write(
        ["view": view, "flags": Tensor([true, false]), "n": Tensor([1, 2]), "none": Tensor<Float>.zeros(2, 0)],
        metadata: ["k": "é\n\"/\""], to: path)
      let file = try Safetensors(path)
      #expect(try file.tensor("view", as: Double.self) == view)
      #expect(try file.tensor("flags", as: Bool.self) == [true, false])
      #expect(try file.tensor("n", as: Int.self) == [1, 2])
      #expect(try file.tensor("none").shape == [2, 0])
      #expect(file.metadata["k"] == "é\n\"/\"")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["all.safetensors"])
    }
  }

  @Test func `a misspelt name is answered with the names most like it`() throws {
    let file = try Safetensors(types)
    let error = #expect(throws: SafetensorsError.self) { try file.tensor("matrx") }
    #expect("\(error!)".contains("no tensor 'matrx'; it has 13, the most alike 'matrix'"))
  }

  @Test func `a truncated file names the first tensor that is cut`() throws {
    try withFolder { folder in
      let path = folder + "/cut.safetensors"
      let whole = try Data(contentsOf: URL(fileURLWithPath: types))
      try whole.dropLast(3).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(path) }
      #expect("\(error!)".contains("ends at byte \(whole.count - 3), inside tensor "))
      // Anywhere else it is an error too, and never a crash.
      for length in stride(from: 0, to: whole.count, by: 7) {
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        #expect(throws: SafetensorsError.self) { try Safetensors(path) }
      }
    }
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "take 8 bytes, not 4"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "there is a gap before it"),
    (
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#, 6,
      "it overlaps the tensor before it"
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "not the beginning and end of a tensor"),
    (#"{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,4]}}"#, 4, "is not a shape"),
    (#"{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}"#, 8, "type C64"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "'data_offsets' is missing"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 9, "its tensors end at byte"),
    (#"{"a": 1}"#, 0, "malformed"),
    (#"{"a""#, 0, "malformed"),
  ])
  func `a header that does not fit its file is refused with the place`(header: String, data: Int, said: String) throws {
    try withFolder { folder in
      let path = folder + "/bad.safetensors"
      try bytes(header: header, data: data).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(path) }
      #expect("\(error!)".contains(said))
      #expect("\(error!)".hasPrefix(path))
    }
  }

  @Test func `a failed write says why and leaves nothing`() throws {
    #expect(
      throws: SafetensorsError.system(
        path: "/nowhere/a.safetensors", action: "create it", reason: "No such file or directory")
    ) { try Safetensors.write(["x": Tensor<Float>([1])], to: "/nowhere/a.safetensors") }
  }
}
