// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Module {
  public var members: [(name: String, value: Any)] { storedProperties(of: self) }

  /// The parameters with the names that they have in the module, in the order of declaration. A parameter that is used in
  /// two places comes once, under its first name, as in torch.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return reachable().compactMap { name, value in
      guard let parameter = value as? Parameter, seen.insert(ObjectIdentifier(parameter)).inserted else { return nil }
      return (name, parameter)
    }
  }

  /// What an optimiser takes.
  public var parameters: [Parameter] { namedParameters.map(\.parameter) }

  /// How many numbers the module learns.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// Every module in this one, itself first, with its name (`""` for itself).
  public var namedModules: [(name: String, module: any Module)] {
    [("", self)] + reachable().compactMap { name, value in (value as? any Module).map { (name, $0) } }
  }

  /// Sets every gradient to nil; an optimiser's `zeroGradients()` does so for its own parameters.
  public func zeroGradients() { for parameter in parameters { parameter.gradient = nil } }

  /// Makes layers such as ``Dropout`` behave as in training: torch's `train()`.
  public func train() { setTraining(true) }

  /// Makes layers such as ``Dropout`` behave as in use: torch's `eval()`.
  public func eval() { setTraining(false) }

  private func setTraining(_ isTraining: Bool) {
    for (_, module) in namedModules { (module as? any TrainingModeLayer)?.isTraining = isTraining }
  }

  /// Parameters and modules below this one, in the order of declaration.
  private func reachable() -> [(name: String, value: Any)] {
    var found: [(String, Any)] = []
    func visit(_ value: Any, _ name: String) {
      if value is Parameter {
        found.append((name, value))
      } else if let module = value as? any Module {
        found.append((name, module))
        for (label, member) in module.members { visit(member, name + "." + label) }
      } else {
        for (label, member) in elements(of: value) { visit(member, label.isEmpty ? name : name + "." + label) }
      }
    }
    for (label, member) in members { visit(member, label) }
    return found
  }
}

/// A layer that does something else while its model is trained; ``Module/train()`` and ``Module/eval()`` tell it.
public protocol TrainingModeLayer: AnyObject {
  var isTraining: Bool { get set }
}

/// The stored properties of a value, those of its superclasses first.
private func storedProperties(of value: Any) -> [(name: String, value: Any)] {
  var mirrors: [Mirror] = []
  var next: Mirror? = Mirror(reflecting: value)
  while let mirror = next {
    mirrors.append(mirror)
    next = mirror.superclassMirror
  }
  return mirrors.reversed().flatMap { mirror in
    mirror.children.map { (propertyName($0.label ?? "_"), $0.value) }
  }
}

/// The name as it was declared: property wrappers and `lazy` store under another.
private func propertyName(_ label: String) -> String {
  let lazyPrefix = "$__lazy_storage_$_"
  if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
  return label.count > 1 && label.hasPrefix("_") ? String(label.dropFirst()) : label
}

/// What a collection or an optional holds; nothing for other values, which cannot hold parameters.
private func elements(of value: Any) -> [(name: String, value: Any)] {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.flatMap { child in [("", child.value)] }
  case .collection: return mirror.children.enumerated().map { ("\($0.offset)", $0.element.value) }
  case .tuple:
    // Elements without a name are labelled ".0", ".1" and so on.
    return mirror.children.map { ($0.label?.split(separator: ".").last.map(String.init) ?? "", $0.value) }
  case .dictionary:
    let pairs = mirror.children.compactMap { child in
      let pair = Array(Mirror(reflecting: child.value).children)
      return pair.count == 2 ? ("\(pair[0].value)", pair[1].value) : nil
    }
    return pairs.sorted { $0.0 < $1.0 }
  default: return []
  }
}
