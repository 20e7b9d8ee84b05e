// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// One place in a model where activations can be read and changed.
///
/// ```swift
/// HookPoint("blocks.3.mlp.hook_post")   // the classic name
/// HookPoint(.mlpPost, layer: 3)
/// ```
public struct HookPoint: Hashable, Sendable {
  public let site: HookSite
  /// The block; nil outside of blocks.
  public let layer: Int?

  /// Traps where a site in a block comes without a layer, or another with one.
  public init(_ site: HookSite, layer: Int? = nil) {
    guard site.isInBlock == (layer != nil) else {
      trap("HookPoint: \(site) is \(site.isInBlock ? "in every block: say which layer" : "in no block")")
    }
    self.site = site
    self.layer = layer
  }

  /// The point with a classic name; nil where there is none. `unembed.hook_out` is taken for `logits`.
  public init?(_ name: String) {
    let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 3, parts[0] == "blocks" {
      guard let layer = Int(parts[1]), layer >= 0,
        let site = HookSite.allCases.first(where: { $0.isInBlock && $0.name == parts[2] })
      else { return nil }
      self.init(site, layer: layer)
    } else {
      let name = name == "unembed.hook_out" ? "logits" : name
      guard let site = HookSite.allCases.first(where: { !$0.isInBlock && $0.name == name }) else { return nil }
      self.init(site)
    }
  }

  /// The classic name: `blocks.3.mlp.hook_post`.
  public var name: String { layer.map { "blocks.\($0).\(site.name)" } ?? site.name }
}

extension HookPoint: Comparable, CustomStringConvertible {
  public static func < (a: HookPoint, b: HookPoint) -> Bool {
    (a.layer ?? (a.site < .residPre ? -1 : .max), a.site) < (b.layer ?? (b.site < .residPre ? -1 : .max), b.site)
  }

  public var description: String { name }
}
