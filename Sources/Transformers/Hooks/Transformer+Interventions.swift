// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Synchronization

extension Transformer {
  private static let handles = Atomic<UInt64>(0)

  /// A copy of the model with interventions that take part in all that it does, after those it has already.
  ///
  /// ```swift
  /// let ablated = model.changing(.zero(.blocks[3].mlp.post.neuron(7)))
  /// ablated.generate(prompt, maxNewTokens: 20)
  /// ```
  public func changing(_ interventions: Intervention...) -> Transformer { changing(interventions) }

  public func changing(_ interventions: [Intervention]) -> Transformer {
    var copy = self
    for intervention in interventions { copy.attach(intervention) }
    return copy
  }

  /// Attaches an intervention to this copy of the model until it is removed.
  @discardableResult
  public mutating func attach(_ intervention: Intervention) -> InterventionHandle {
    let handle = InterventionHandle(number: Self.handles.wrappingAdd(1, ordering: .relaxed).newValue)
    attached.append(AttachedIntervention(handle: handle, intervention: intervention))
    return handle
  }

  /// Removes an attached intervention; does nothing where it is not attached.
  public mutating func remove(_ handle: InterventionHandle) { attached.removeAll { $0.handle == handle } }

  /// Removes all attached interventions.
  public mutating func removeInterventions() { attached = [] }
}
