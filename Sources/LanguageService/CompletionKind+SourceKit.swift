// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension CompletionKind {
  /// The kind for a result kind of sourcekitd without its `source.lang.swift.`; nil for what a notebook should not
  /// offer: operators, subscripts, and literals that are not words.
  init?(sourceKit kind: some StringProtocol) {
    switch kind {
    case "decl.class", "decl.actor": self = .class
    case "decl.struct": self = .struct
    case "decl.enum", "decl.enumelement": self = .enum
    case "decl.protocol": self = .interface
    case "decl.typealias", "decl.associatedtype", "decl.generic_type_param": self = .type
    case "decl.var.parameter": self = .param
    case "decl.var.global", "decl.var.local": self = .instance
    case "decl.module": self = .module
    case "decl.macro": self = .macro
    case "keyword", "literal.boolean", "literal.nil": self = .keyword
    case "pattern": self = .param
    case "decl.function.subscript", "decl.function.destructor": return nil
    case let kind where kind.hasPrefix("decl.function.operator"): return nil
    case let kind where kind.hasPrefix("decl.function"): self = .function
    case let kind where kind.hasPrefix("decl.var"): self = .property
    default: return nil
    }
  }
}
