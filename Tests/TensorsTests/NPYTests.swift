// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

@Suite struct NPYTests {
  /// A fresh path, removed with the suite's folder when the process ends.
  private func temporaryFile() -> String {
    NSTemporaryDirectory() + "martlet-npy-\(UUID().uuidString).npy"
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let path = temporaryFile()
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func `files that NumPy wrote are read`() throws {
    let expected = Tensor<Double>(arange(6)).reshaped(2, 3)
    #expect(try Tensor<Double>(npy: NumPyReference.folder + "/fortran.npy") == expected)
    #expect(try Tensor<Double>(npy: NumPyReference.folder + "/bigendian.npy") == expected / 4)
    #expect(try Tensor<Int>(npy: NumPyReference.folder + "/int32.npy") == [-1, 0, 2_147_483_647])
    #expect(try Tensor<Double>(npy: NumPyReference.folder + "/int32.npy").min() == -1)
  }

  @Test func `what is written is read back, views and empty tensors too`() throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let view = arange(12).reshaped(3, 4).transposed[1..., ...]
    try view.write(npy: path)
    #expect(try Tensor<Int>(npy: path) == view)
    try zeros(0, 3).write(npy: path)
    #expect(try Tensor<Double>(npy: path).shape == [0, 3])
    try Tensor(scalar: 2.5).write(npy: path)
    #expect(try Tensor<Double>(npy: path).item == 2.5)
    try Tensor([true, false]).write(npy: path)
    #expect(try Tensor<Bool>(npy: path) == [true, false])
  }

  @Test func `a missing file is named with the system's reason`() {
    #expect(throws: NPYError.system(path: "/nowhere.npy", action: "open it", reason: "No such file or directory")) {
      try Tensor<Double>(npy: "/nowhere.npy")
    }
  }

  @Test func `truncated and foreign files are refused`() throws {
    let good = try [UInt8](Data(contentsOf: URL(fileURLWithPath: NumPyReference.folder + "/fortran.npy")))
    try withFile(Array(good.dropLast(5))) { path in
      #expect(throws: NPYError.truncated(path: path, expectedBytes: good.count, actualBytes: good.count - 5)) {
        try Tensor<Double>(npy: path)
      }
    }
    try withFile(good + [0]) { path in
      #expect(throws: NPYError.trailingBytes(path: path, expectedBytes: good.count, actualBytes: good.count + 1)) {
        try Tensor<Double>(npy: path)
      }
    }
    for length in [0, 3, 7, 9, 20] {
      try withFile(Array(good.prefix(length))) { path in
        #expect(throws: NPYError.self) { try Tensor<Double>(npy: path) }
      }
    }
    try withFile(Array("PK, surely an archive".utf8)) { path in
      #expect(throws: NPYError.notNPY(path: path)) { try Tensor<Double>(npy: path) }
    }
  }

  @Test func `a conversion that would lose something is refused`() {
    let path = NumPyReference.folder + "/fortran.npy"
    #expect(throws: NPYError.typeMismatch(path: path, stored: "<f8", requested: "Int")) { try Tensor<Int>(npy: path) }
    #expect(throws: NPYError.typeMismatch(path: path, stored: "<f8", requested: "Float")) {
      try Tensor<Float>(npy: path)
    }
  }

  @Test func `a failed write leaves the old file`() throws {
    #expect(throws: NPYError.self) { try zeros(3).write(npy: "/nowhere/zeros.npy") }
  }
}
