// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Text for an HTML page.
package func escapedHTML(_ text: String) -> String {
  text.reduce(into: "") { result, character in
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    default: result.append(character)
    }
  }
}
