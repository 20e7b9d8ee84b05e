// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `!pip install x`, `%matplotlib inline`, `?x`: what IPython does before Python sees it.
struct CommandHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard let sign = line.words.first, line.tokens.count > 1 else { return nil }
    if sign == "!" { return Self.shell(line.words[1], scope: line.range) }
    if sign == "%" || sign == "%%" {
      let name = line.words[1]
      return Advice(
        "'\(sign)\(name)' is a magic of IPython, not of this kernel",
        remedies: [IPythonMagics.remedy(for: name) ?? "leave the line out; '%help' lists this kernel's magics"],
        scope: line.range)
    }
    let isQuestion = sign == "?" || sign == "??" || line.words.last == "?" || line.words.last == "??"
    guard isQuestion, line.tokens.count == 2 else { return nil }
    return Advice(
      "'?' does not ask for help here", remedies: ["put the cursor on the name and press Shift-Tab"], scope: line.range)
  }

  static func shell(_ command: String, scope: Range<Int>) -> Advice {
    let installs = ["pip", "pip3", "conda", "apt", "mamba", "uv"].contains(command)
    return Advice(
      "a cell is Swift and cannot run the shell's '\(command)'",
      remedies: [
        installs
          ? "leave the line out: Martlet's modules can be used in every cell, and nothing needs to be installed"
          : "run it in a terminal, or start it with Foundation's 'Process'"
      ], scope: scope)
  }
}

/// What stands in for IPython's magics.
package enum IPythonMagics {
  /// What to do where one types an IPython magic; nil for names that are none.
  package static func remedy(for name: String) -> String? { table[name] }

  private static let table: [String: String] = {
    var table = [
      "matplotlib": "leave the line out: a cell shows the value of its last expression, figures too",
      "timeit": "write 'ContinuousClock().measure { … }'", "time": "write 'ContinuousClock().measure { … }'",
      "cd": "write 'FileManager.default.changeCurrentDirectoryPath(\"…\")'",
      "pwd": "write 'FileManager.default.currentDirectoryPath'",
      "ls": "write 'try FileManager.default.contentsOfDirectory(atPath: \".\")'",
      "whos": "write '%who'", "who_ls": "write '%who'", "lsmagic": "write '%help'", "magic": "write '%help'",
      "reset_selective": "write '%reset', which forgets everything",
      "env": "write 'ProcessInfo.processInfo.environment'",
      "writefile": "write 'try \"…\".write(toFile: \"…\", atomically: true, encoding: .utf8)'",
      "run": "paste the code into a cell: a cell can declare everything a file can",
      "capture": "leave the line out; a semicolon at the end of a cell hides its value",
    ]
    for name in ["pip", "conda", "mamba"] {
      table[name] = "leave the line out: Martlet's modules can be used in every cell, and nothing needs to be installed"
    }
    for name in ["load_ext", "reload_ext", "autoreload", "config", "pylab", "precision"] {
      table[name] = "leave the line out: there are no extensions to load"
    }
    for name in ["bash", "sh", "system", "sx"] {
      table[name] = "run it in a terminal, or start it with Foundation's 'Process'"
    }
    return table
  }()
}
