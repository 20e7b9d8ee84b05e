// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSourceKit

/// What a request to the library is made of.
enum SourceKitArgument {
  case identifier(String)
  case string(String)
  case int(Int)
  case strings([String])
  case dictionary([String: SourceKitArgument])

  static func bool(_ value: Bool) -> SourceKitArgument { .int(value ? 1 : 0) }
}

extension SourceKitLibrary {
  /// Sends a request and hands its response to `read`; the response lives only that long.
  /// - Throws: `LanguageServiceError.requestFailed` with the library's own words.
  func send<T>(
    _ kind: String, _ arguments: [String: SourceKitArgument], read: (SourceKitValue) -> T
  ) throws(LanguageServiceError) -> T {
    var fields = arguments
    fields["key.request"] = .identifier("source.request." + kind)
    let request = dictionary(fields)
    defer { functions.release(request) }
    guard let response = functions.send(request) else { throw .requestFailed("\(kind): no response") }
    defer { functions.dispose(response) }
    if functions.isError(response) {
      let reason = functions.errorDescription(response).map { String(cString: $0) } ?? "no reason given"
      throw .requestFailed("\(kind): \(reason)")
    }
    return read(SourceKitValue(library: self, value: functions.value(response)))
  }

  private func dictionary(_ fields: [String: SourceKitArgument]) -> sk_object {
    guard let object = functions.makeDictionary(nil, nil, 0) else {
      preconditionFailure("sourcekitd made no request dictionary")
    }
    for (name, argument) in fields {
      let key = identifier(name)
      switch argument {
      case .identifier(let value): functions.setUID(object, key, identifier(value))
      case .int(let value): functions.setInt(object, key, Int64(value))
      case .string(let value):
        withBytes(value) { functions.setString(object, key, $0, $1) }
      case .strings(let values):
        let array = self.array(values)
        functions.setValue(object, key, array)
        functions.release(array)
      case .dictionary(let fields):
        let inner = dictionary(fields)
        functions.setValue(object, key, inner)
        functions.release(inner)
      }
    }
    return object
  }

  private func array(_ values: [String]) -> sk_object {
    guard let object = functions.makeArray(nil, 0) else { preconditionFailure("sourcekitd made no request array") }
    let append = Int(bitPattern: UInt.max)
    for value in values {
      withBytes(value) { functions.arraySetString(object, append, $0, $1) }
    }
    return object
  }

  private func withBytes(_ text: String, _ body: (UnsafePointer<CChar>, Int) -> Void) {
    let bytes = text.utf8.count
    text.withCString { body($0, bytes) }
  }
}
