// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Module {
  /// The parameters' values by name: torch's `state_dict()`. A parameter that is used in two places comes once.
  public var stateDictionary: [String: Tensor<Float>] {
    Dictionary(uniqueKeysWithValues: namedParameters.map { ($0.name, $0.parameter.value) })
  }

  /// Takes over the parameters' values by name: torch's `load_state_dict`.
  /// - Throws: ``StateError`` where a parameter is missing, unknown or of another shape; then nothing was changed.
  public func load(_ state: [String: Tensor<Float>]) throws(StateError) {
    try load(state.mapValues(\.shape)) { name in state[name] }
  }

  /// Writes the parameters as a safetensors file, which torch and Hugging Face read.
  /// - Parameter metadata: free text to store beside them.
  public func save(_ path: String, metadata: [String: String] = [:]) throws(SafetensorsError) {
    try Safetensors.write(stateDictionary, metadata: ["format": "pt"].merging(metadata) { $1 }, to: path)
  }

  /// Takes over the parameters from a safetensors file, or from several parts with an index.
  /// - Throws: ``SafetensorsError`` where the file cannot be read, ``StateError`` where it does not fit the module; then
  ///   nothing was changed.
  public func load(_ path: String) throws {
    let file = try Safetensors(path)
    var values: [String: Tensor<Float>] = [:]
    for (name, _) in namedParameters where file.entries[name] != nil { values[name] = try file.tensor(name) }
    try load(file.entries.mapValues(\.shape)) { values[$0] }
  }

  private func load(_ shapes: [String: [Int]], _ value: (String) -> Tensor<Float>?) throws(StateError) {
    let parameters = namedParameters
    let known = Set(parameters.map(\.name))
    let missing = parameters.map(\.name).filter { shapes[$0] == nil }
    let unknown = shapes.keys.filter { !known.contains($0) }.sorted()
    guard missing.isEmpty, unknown.isEmpty else { throw .names(missing: missing, unknown: unknown) }
    for (name, parameter) in parameters where shapes[name] != parameter.shape {
      throw .shape(name: name, stored: shapes[name] ?? [], expected: parameter.shape)
    }
    for (name, parameter) in parameters { if let value = value(name) { parameter.assign(value) } }
  }
}

/// How saved parameters and a module differ.
public enum StateError: Error, CustomStringConvertible, Equatable {
  case names(missing: [String], unknown: [String])
  case shape(name: String, stored: [Int], expected: [Int])

  public var description: String {
    switch self {
    case .names(let missing, let unknown):
      let parts = [("missing", missing), ("not in the module", unknown)].filter { !$0.1.isEmpty }
        .map { "\($0.0): " + $0.1.prefix(8).joined(separator: ", ") + ($0.1.count > 8 ? ", …" : "") }
      return "the saved parameters are not those of this module; " + parts.joined(separator: "; ")
    case .shape(let name, let stored, let expected):
      return "\(name): saved with shape \(describe(shape: stored)), but the module has \(describe(shape: expected))"
    }
  }
}
