// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Places in a model to read or change: one, or many at once.
///
/// ```swift
/// .blocks[3].mlp.post                       // one layer
/// .blocks[0..<24].mlp.pre                   // many: results get an axis of layers
/// .blocks[...].attn.pattern.heads([0, 5])   // some heads; .neurons(0..<100) for parts of other activations
/// .blocks[-1].resid.post.at(.last)          // the last layer, at one position of each sequence
/// [.embed, .blocks[5].attn.z, .logits]      // several
/// "blocks.3.mlp.hook_post"                  // by the classic name
/// ```
/// Layers count from 0, negative ones from the end. A layer that the model does not have traps when the model runs.
public struct HookPoints: Hashable, Sendable {
  /// Sites of one kind.
  struct Term: Hashable, Sendable {
    var site: HookSite
    /// Nil outside of blocks.
    var layers: LayerChoice?
    var units: UnitChoice?
    /// Nil for the positions that the whole call is about.
    var positions: Positions?
  }

  var terms: [Term]

  init(terms: [Term]) { self.terms = terms }

  init(_ site: HookSite, _ layers: LayerChoice? = nil) { terms = [Term(site: site, layers: layers)] }

  public init(_ point: HookPoint) { self.init(point.site, point.layer.map { .one($0) }) }

  /// Points by their classic names, for example those of a list that a filter has passed.
  ///
  /// Traps on a name that is none.
  public init(named names: [String]) {
    terms = names.flatMap { name -> [Term] in
      guard let point = HookPoint(name) else {
        let alike = HookSite.allCases.filter { $0.name.hasSuffix(name.split(separator: "_").last ?? "") }
        let hint = alike.first.map { HookPoint($0, layer: $0.isInBlock ? 0 : nil).name } ?? "blocks.0.mlp.hook_post"
        trap("HookPoints: '\(name)' is not a hook point; names are written like '\(hint)'")
      }
      return HookPoints(point).terms
    }
  }

  /// Only these neurons (or components of the last axis), in this order.
  public func neurons(_ indices: [Int]) -> HookPoints { mapped { $0.units = .columns(indices) } }
  public func neurons(_ range: Range<Int>) -> HookPoints { neurons(Array(range)) }
  public func neuron(_ index: Int) -> HookPoints { neurons([index]) }

  /// Only these heads, in this order.
  ///
  /// Traps where the site has no axis of heads.
  public func heads(_ indices: [Int]) -> HookPoints {
    mapped {
      guard $0.site.hasHeads else { trap("HookPoints: \($0.site) has no heads; use .neurons") }
      $0.units = .heads(indices)
    }
  }
  public func head(_ index: Int) -> HookPoints { heads([index]) }

  /// Only at these positions of each sequence, whatever the whole call says.
  public func at(_ positions: Positions) -> HookPoints { mapped { $0.positions = positions } }

  public static func + (a: HookPoints, b: HookPoints) -> HookPoints { HookPoints(terms: a.terms + b.terms) }

  private func mapped(_ change: (inout Term) -> Void) -> HookPoints {
    HookPoints(
      terms: terms.map {
        var term = $0
        change(&term)
        return term
      })
  }
}

extension HookPoints: ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
  public init(arrayLiteral elements: HookPoints...) { terms = elements.flatMap(\.terms) }
  public init(stringLiteral name: String) { self.init(named: [name]) }
}

/// Which layers are meant; known only beside a model.
enum LayerChoice: Hashable, Sendable {
  case one(Int)
  case span(from: Int?, to: Int?)
  case list([Int])

  func resolve(count: Int) -> [Int] {
    func resolved(_ layer: Int) -> Int {
      let index = layer < 0 ? layer + count : layer
      guard (0..<count).contains(index) else {
        trap("blocks[\(layer)]: the model has \(count) layers, numbered 0 to \(count - 1)")
      }
      return index
    }
    switch self {
    case .one(let layer): return [resolved(layer)]
    case .list(let layers): return layers.map(resolved)
    case .span(let from, let to):
      let (from, to) = (from ?? 0, to ?? count)
      guard 0 <= from, from <= to, to <= count else {
        trap("blocks[\(from)..<\(to)]: the model has \(count) layers, numbered 0 to \(count - 1)")
      }
      return Array(from..<to)
    }
  }

  /// An integer names one layer, and results have no axis for it.
  var keepsAxis: Bool {
    if case .one = self { return false }
    return true
  }
}

/// Which part of an activation is meant.
enum UnitChoice: Hashable, Sendable {
  case columns([Int])
  case heads([Int])
}
