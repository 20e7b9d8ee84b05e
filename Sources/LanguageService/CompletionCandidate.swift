// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One result of sourcekitd, as far as a notebook needs it.
struct CompletionCandidate {
  /// Without `source.lang.swift.`, for example `decl.struct`.
  var sourceKind: String
  var kind: CompletionKind
  /// Full name such as `moved(by:and:)`; for a call's arguments only `by:and:`.
  var name: String
  /// The text to insert, with placeholders for arguments.
  var sourceText: String
  var description: String
  var typeName: String
  var context: Context
  var module: String
  /// Bytes before the place of completion that the text replaces: the dot in `optional.x`, which becomes `?.`.
  var bytesToErase: Int
  /// The type is what the place expects.
  var fits: Bool
  var isDiscouraged: Bool
  var summary: String?

  /// How near a declaration is to the cursor; sourcekitd's semantic context.
  enum Context: String {
    case none, exprspecific, local, thisclass, superclass, otherclass, thismodule, othermodule
  }

  /// Reads a result; nil for what is never offered.
  /// - Parameter skipsForeign: leave out names of C libraries. They are thousands, and each field read costs time.
  init?(_ value: SourceKitValue, skipsForeign: Bool) {
    let module = value["key.modulename"].string ?? ""
    if skipsForeign, CompletionOrder.isForeign(module) { return nil }
    let sourceKind = (value["key.kind"].string ?? "").dropPrefix("source.lang.swift.")
    guard let kind = CompletionKind(sourceKit: sourceKind) else { return nil }
    self.sourceKind = sourceKind
    self.kind = kind
    self.module = module
    name = value["key.name"].string ?? ""
    description = value["key.description"].string ?? name
    sourceText = value["key.sourcetext"].string ?? name
    typeName = value["key.typename"].string ?? ""
    let context = (value["key.context"].string ?? "").dropPrefix("source.codecompletion.context.")
    self.context = Context(rawValue: context) ?? .none
    bytesToErase = value["key.num_bytes_to_erase"].int ?? 0
    fits = value["key.typerelation"].string?.hasSuffix(".convertible") ?? false
    isDiscouraged = value["key.not_recommended"].int == 1
    summary = value["key.doc.brief"].string
  }
}

extension String {
  func dropPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
