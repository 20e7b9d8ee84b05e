// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing

/// Everything public of all modules is global in a cell: one name has one meaning, and one meaning one name.
@Suite struct NamesTests {
  private var functions: [PublicSymbol] { PublicInterface.symbols.filter(\.isFreeFunction) }

  /// Names that two modules share because they mean the same: of a tensor, and of a tensor whose gradient is wanted.
  private let sharedByTensors: Set = [
    "abs", "concatenate", "cos", "erf", "exp", "log", "pow", "sin", "sqrt", "stack", "tanh",
  ]

  @Test func `no two modules offer a function of the same name, but for tensors with and without gradients`() {
    #expect(functions.count > 100)
    let modules = Dictionary(grouping: functions, by: \.baseName).mapValues { Set($0.map(\.module)) }
    let shared = modules.filter { $0.value.count > 1 }
    #expect(Set(shared.keys) == sharedByTensors)
    for (name, modules) in shared {
      #expect(modules == ["Tensors", "Training"], "\(name) is in \(modules.sorted())")
    }
  }

  @Test func `functions that tensors and gradients share take the same arguments`() {
    for name in sharedByTensors {
      let labels = Dictionary(grouping: functions.filter { $0.baseName == name }, by: \.module)
        .mapValues { Set($0.map(\.path)) }
      #expect(labels["Training"]?.isSubset(of: labels["Tensors"] ?? []) == true, "\(name): \(labels)")
    }
  }

  @Test func `what a tensor can be asked as a method is no function as well`() {
    let methods = Set(
      PublicInterface.symbols.filter { $0.kind == "swift.method" && $0.path.hasPrefix("Tensor.") }.map(\.baseName))
    #expect(methods.isSuperset(of: ["mean", "median", "quantile", "variance"]))
    let twice = Set(functions.map(\.baseName)).intersection(methods)
    #expect(twice.isEmpty, "functions and methods of Tensor: \(twice.sorted())")
  }

  @Test func `no two modules offer a type of the same name`() {
    let kinds: Set = ["swift.struct", "swift.class", "swift.enum", "swift.protocol", "swift.typealias"]
    let types = PublicInterface.symbols.filter { kinds.contains($0.kind) && !$0.path.contains(".") }
    #expect(types.count > 100)
    let modules = Dictionary(grouping: types, by: \.path).mapValues { Set($0.map(\.module)) }
    #expect(modules.filter { $0.value.count > 1 }.isEmpty)
  }

  @Test func `the list of names says where each function that was looked at stands`() throws {
    let list = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/names.md")
    let text = try String(contentsOf: list, encoding: .utf8)
    for name in sharedByTensors { #expect(text.contains("`\(name)`"), "docs/names.md does not name \(name)") }
  }
}
