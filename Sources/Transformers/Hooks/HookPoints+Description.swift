// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension HookPoints: CustomStringConvertible {
  /// The classic names, with ranges of layers and choices of units as they are written in Swift:
  /// `blocks.3.mlp.hook_pre`, `blocks[0..<24].mlp.hook_pre`, `blocks[...].attn.hook_z.heads([0, 5])`.
  public var description: String { terms.map(\.description).joined(separator: " + ") }
}

extension HookPoints.Term: CustomStringConvertible {
  var description: String {
    let name = layers.map { "blocks\($0).\(site.name)" } ?? site.name
    return name + (units?.description ?? "") + (positions.map { ".at(\($0))" } ?? "")
  }
}

extension LayerChoice: CustomStringConvertible {
  var description: String {
    switch self {
    case .one(let layer): layer < 0 ? "[\(layer)]" : ".\(layer)"
    case .list(let layers): "[\(layers)]"
    case .span(nil, nil), .span(0, nil): "[...]"
    case .span(let from, nil): "[\(from ?? 0)...]"
    case .span(let from, let to?): "[\(from ?? 0)..<\(to)]"
    }
  }
}

extension UnitChoice: CustomStringConvertible {
  var description: String {
    func written(_ one: String, _ many: String, _ indices: [Int]) -> String {
      if indices.count == 1 { return ".\(one)(\(indices[0]))" }
      if let first = indices.first, indices.count > 2, indices == Array(first..<first + indices.count) {
        return ".\(many)(\(first)..<\(first + indices.count))"
      }
      return ".\(many)(\(indices))"
    }
    return switch self {
    case .columns(let indices): written("neuron", "neurons", indices)
    case .heads(let indices): written("head", "heads", indices)
    }
  }
}

extension Positions: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .all: ".all"
    case .one(-1): ".last"
    case .one(let position): "\(position)"
    case .lastFew(let count): ".last(\(count))"
    case .list(let positions): "\(positions)"
    case .each(let positions): ".each(\(positions))"
    case .lists(let positions): ".each(\(positions))"
    }
  }

  /// The same words mean other positions in a sequence of another length.
  var dependOnLength: Bool {
    switch kind {
    case .all, .lastFew: true
    case .one(let position): position < 0
    case .list(let positions), .each(let positions): positions.contains { $0 < 0 }
    case .lists(let lists): lists.joined().contains { $0 < 0 }
    }
  }
}
