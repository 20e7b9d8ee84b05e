// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

@Suite struct NPZTests {
  private func withTemporaryPath(_ body: (String) throws -> Void) rethrows {
    let path = NSTemporaryDirectory() + "martlet-npz-\(UUID().uuidString).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func `arrays of every type and byte order are read`() throws {
    let archive = try NPZ(NumPyReference.folder + "/stored.npz")
    #expect(archive.names.count == 24 && archive.names.first == "little_f8")
    let expected = Tensor([[0, 100, 100], [100, 0, 100.0]])
    for name in archive.names where !name.hasSuffix("b1") { #expect(try archive.tensor(name) == expected, "\(name)") }
    #expect(try archive.tensor("little_b1", as: Bool.self) == (expected .> 0))
    #expect(try archive.tensor("big_u2", as: UInt16.self)[0, 1] == 100)
    #expect(try archive.tensor("little_i1", as: Int8.self).max() == 100)
    #expect(archive.description.contains("big_i4  >i4  2 × 3"))
  }

  @Test func `compressed arrays are unpacked, in either order of elements`() throws {
    let archive = try NPZ(NumPyReference.folder + "/deflated.npz")
    #expect(try archive.tensor("words", as: Int.self) == arange(5000).mapElements { $0 % 7 }.reshaped(50, 100))
    #expect(try archive.tensor("fortran") == NumPyReference["table5"][0, ...])
  }

  @Test(arguments: 1...3) func `each version of the format is read`(version: Int) throws {
    #expect(try Tensor<Double>(npy: NumPyReference.folder + "/version\(version).npy") == [0, 1, 2, 3])
  }

  @Test(arguments: [false, true]) func `what is written is read back`(compressed: Bool) throws {
    try withTemporaryPath { path in
      let numbers = RandomState(seed: 1).randn(300, 7), flags = numbers .> 0, small = Tensor<Int16>([1, -2, 3])
      try NPZ.write(
        [
          "numbers": .init(numbers.transposed), "flags": .init(flags), "small": .init(small),
          "none": .init(zeros(0, 3)),
        ],
        to: path, compressed: compressed)
      let archive = try NPZ(path)
      #expect(archive.names == ["numbers", "flags", "small", "none"])
      #expect(try archive.tensor("numbers") == numbers.transposed)
      #expect(try archive.tensor("flags", as: Bool.self) == flags)
      #expect(try archive.tensor("small", as: Int16.self) == small)
      #expect(try archive.tensor("none").shape == [0, 3])
    }
  }

  @Test func `damaged and foreign files are refused with the place`() throws {
    let bytes = [UInt8](FileManager.default.contents(atPath: NumPyReference.folder + "/deflated.npz")!)
    func error(_ bytes: [UInt8], _ name: String = "words") throws -> String {
      var text = ""
      try withTemporaryPath { path in
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        do { _ = try NPZ(path).tensor(name, as: Int.self) } catch { text = "\(error)" }
      }
      return text
    }
    #expect(try error(Array(bytes.dropLast(30))).contains("the directory of a ZIP archive is missing"))
    #expect(try error([]).contains("not a .npz file"))
    var flipped = bytes
    flipped[200] ^= 0x55
    let damage = try error(flipped)
    #expect(damage.contains("entry 'words.npy' at byte 0") && damage.contains("damaged"))
    #expect(try error(bytes, "word").contains("holds no array 'word'; it holds words, fortran"))
  }
}
