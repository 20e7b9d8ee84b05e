// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension TransformerRun {
  /// A run with nothing but what is named, for what takes a run as a whole: a scan, a sweep, a figure.
  ///
  /// ```swift
  /// run.keeping(.blocks[3].mlp.pre)                  // one layer of the many that were captured
  /// run.keeping(.blocks[...].attn.z.head(5))         // one head in every layer
  /// run.keeping(.blocks[0..<6].resid.post.at(.last)) // one position
  /// ```
  /// Layers keep their numbers. Traps where something is named that was not captured.
  public func keeping(_ points: HookPoints) -> TransformerRun {
    let kept = points.terms.map { term in
      let (_, layout, capture) = find(HookPoints(terms: [term]))
      return capture.isLaidOut(as: layout) ? capture : Capture(layout, values: values(of: capture, layout))
    }
    return TransformerRun(tokens: tokens, plan: plan, captures: kept, configuration: configuration)
  }

  /// A run with nothing but what was captured in one block, which keeps its number; -1 is the last block.
  ///
  /// ```swift
  /// LogitScan(seed: 1).fit(run.layer(3), labels)   // the rows of layer 3 in a scan of all layers
  /// ```
  /// Traps where nothing was captured in that block.
  public func layer(_ layer: Int) -> TransformerRun {
    let choice = LayerChoice.one(layer)
    let number = choice.resolve(count: configuration.nLayers)[0]
    let terms = captures.map(\.layout).filter { $0.layers.contains(number) }.map {
      HookPoints.Term(site: $0.site, layers: choice, units: $0.units)
    }
    guard !terms.isEmpty else {
      let captured = Set(captures.flatMap(\.layout.layers).compactMap { $0 }).sorted()
      trap(
        "run.layer(\(layer)): nothing was captured in block \(number); "
          + (captured.isEmpty ? "no block was captured" : "captured blocks are \(captured)"))
    }
    return keeping(HookPoints(terms: terms))
  }
}

extension Capture {
  fileprivate func isLaidOut(as other: ActivationLayout) -> Bool {
    layout.layers == other.layers && layout.units == other.units && layout.positions == other.positions
      && layout.isSinglePosition == other.isSinglePosition
  }
}
