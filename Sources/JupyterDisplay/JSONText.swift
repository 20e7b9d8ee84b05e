// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Writes the JSON that display messages travel as; small, so that a figure does not wait for an encoder.
package enum JSONText {
  /// A string of JSON, in its quotes.
  package static func quoted(_ text: String) -> String {
    var text = text
    return text.withUTF8 { input in
      String(unsafeUninitializedCapacity: input.count * 6 + 2) { output in
        var count = 0
        func put(_ byte: UInt8) {
          output[count] = byte
          count += 1
        }
        put(UInt8(ascii: "\""))
        for byte in input {
          switch byte {
          case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            put(UInt8(ascii: "\\"))
            put(byte)
          case 0x0a:
            put(UInt8(ascii: "\\"))
            put(UInt8(ascii: "n"))
          case 0..<0x20:
            for escape in "\\u00".utf8 { put(escape) }
            for digit in [byte >> 4, byte & 15] { put(digit < 10 ? 48 + digit : 87 + digit) }
          default: put(byte)
          }
        }
        put(UInt8(ascii: "\""))
        return count
      }
    }
  }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output in
      var count = 0
      var index = 0
      while index < bytes.count {
        let left = bytes.count - index
        let word =
          UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
          | (left > 2 ? UInt32(bytes[index + 2]) : 0)
        output[count] = alphabet[Int(word >> 18)]
        output[count + 1] = alphabet[Int(word >> 12 & 63)]
        output[count + 2] = left > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "=")
        output[count + 3] = left > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "=")
        count += 4
        index += 3
      }
      return count
    }
  }
}

extension MIMEBundle {
  /// The content of a display message. MIME types are sorted, so that equal bundles give equal bytes.
  package func json(displayID: String? = nil) -> String {
    let data = contents.sorted { $0.key.rawValue < $1.key.rawValue }.map { type, content in
      switch content {
      case .text(let text): (type.rawValue, JSONText.quoted(text))
      case .binary(let bytes): (type.rawValue, JSONText.quoted(JSONText.base64(bytes)))
      case .json(let json): (type.rawValue, json)
      }
    }
    let metadata = metadata.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, $0.value) }
    var members = [("data", JSONText.object(data)), ("metadata", JSONText.object(metadata))]
    if let displayID {
      members.append(("transient", JSONText.object([("display_id", JSONText.quoted(displayID))])))
    }
    return JSONText.object(members)
  }
}
