// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSourceKit
import Foundation

/// The toolchain's `libsourcekitdInProc.so`, opened at run time: the compiler as a library, behind a C interface.
///
/// Not safe to use from several threads; the server has one.
final class SourceKitLibrary {
  /// The functions in use, looked up once.
  struct Functions {
    var uid: sk_uid_from_string_fn
    var uidString: sk_uid_string_fn
    var makeDictionary: sk_dictionary_create_fn
    var makeArray: sk_array_create_fn
    var setValue: sk_set_value_fn
    var setString: sk_set_string_fn
    var setInt: sk_set_int_fn
    var setUID: sk_set_uid_fn
    var arraySetString: sk_array_set_string_fn
    var release: sk_release_fn
    var send: sk_send_fn
    var dispose: sk_response_dispose_fn
    var isError: sk_response_is_error_fn
    var errorDescription: sk_response_description_fn
    var value: sk_response_value_fn
    var valueType: sk_value_type_fn
    var member: sk_value_member_fn
    var count: sk_value_count_fn
    var element: sk_value_element_fn
    var int: sk_value_int_fn
    var string: sk_value_string_fn
    var stringLength: sk_value_string_length_fn
    var uidValue: sk_value_uid_fn
  }

  let functions: Functions
  private var identifiers: [String: sk_uid] = [:]

  /// Opens and initialises the library. It stays open until the process ends.
  init(path: String) throws(LanguageServiceError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .libraryUnusable(path: path, reason: dlerror().map { String(cString: $0) } ?? "dlopen failed")
    }
    func find<F>(_ name: String, as type: F.Type = F.self) throws(LanguageServiceError) -> F {
      guard let address = dlsym(handle, "sourcekitd_" + name) else {
        throw .libraryUnusable(path: path, reason: "it has no function sourcekitd_\(name)")
      }
      return unsafeBitCast(address, to: type)
    }
    let initialize = try find("initialize", as: sk_void_fn.self)
    functions = try Functions(
      uid: find("uid_get_from_cstr"),
      uidString: find("uid_get_string_ptr"),
      makeDictionary: find("request_dictionary_create"),
      makeArray: find("request_array_create"),
      setValue: find("request_dictionary_set_value"),
      setString: find("request_dictionary_set_stringbuf"),
      setInt: find("request_dictionary_set_int64"),
      setUID: find("request_dictionary_set_uid"),
      arraySetString: find("request_array_set_stringbuf"),
      release: find("request_release"),
      send: find("send_request_sync"),
      dispose: find("response_dispose"),
      isError: find("response_is_error"),
      errorDescription: find("response_error_get_description"),
      value: find("response_get_value"),
      valueType: find("variant_get_type"),
      member: find("variant_dictionary_get_value"),
      count: find("variant_array_get_count"),
      element: find("variant_array_get_value"),
      int: find("variant_int64_get_value"),
      string: find("variant_string_get_ptr"),
      stringLength: find("variant_string_get_length"),
      uidValue: find("variant_uid_get_value"))
    initialize()
  }

  /// The library's unique identifier for a key or value such as `key.offset`.
  func identifier(_ name: String) -> sk_uid {
    if let known = identifiers[name] { return known }
    guard let made = functions.uid(name) else { preconditionFailure("sourcekitd made no identifier for \(name)") }
    identifiers[name] = made
    return made
  }
}
