// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension String {
  /// Spaces and characters beyond ASCII encoded; what is encoded already stays.
  var percentEncodedDestination: String { percentEncoded(keeping: "-._~:/?#[]@!$&'()*+,;=%") }

  package var percentEncodedFragment: String { percentEncoded(keeping: "-._~!$'()*+,;=:@/?") }

  private func percentEncoded(keeping kept: String) -> String {
    var result = ""
    for byte in utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || kept.contains(character) {
        result.append(character)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
  /// Without percent-encoding; nil where it is broken or not UTF-8.
  var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest.removeFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
