// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Training

/// Keeps activations of a run on the tape, and their gradients.
final class ActivationTaps {
  /// Where the tape comes by.
  static let sites: Set<HookSite> = Set(HookSite.allCases)
    .subtracting([.ln1Scale, .ln2Scale, .lnFinalScale, .result, .attnIn, .qInput, .kInput, .vInput, .mlpIn])

  let points: Set<HookPoint>
  private(set) var kept: [HookPoint: Variable] = [:]

  init(_ points: Set<HookPoint>) { self.points = points }

  func wants(_ sites: [HookSite], _ layer: Int) -> Bool {
    sites.contains { points.contains(HookPoint($0, layer: layer)) }
  }

  func keep(_ value: Variable, _ site: HookSite, _ layer: Int?) -> Variable {
    let point = HookPoint(site, layer: layer)
    guard points.contains(point) else { return value }
    if value.requiresGradient { value.retainGradient() }
    kept[point] = value
    return value
  }
}
