// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension Doctor {
  /// A shared library of the system.
  package struct SystemLibrary: Equatable, Sendable {
    package var soname: String
    /// Debian's package with the library and with what building needs.
    package var package: String
    package var purpose: String

    package init(soname: String, package: String, purpose: String) {
      self.soname = soname
      self.package = package
      self.purpose = purpose
    }
  }

  package static let systemLibraries = [
    SystemLibrary(soname: "libzmq.so.5", package: "libzmq3-dev", purpose: "talks to Jupyter"),
    SystemLibrary(soname: "libsodium.so.23", package: "libsodium-dev", purpose: "signs messages"),
    SystemLibrary(soname: "libopenblas.so.0", package: "libopenblas-dev", purpose: "multiplies matrices"),
    SystemLibrary(soname: "libcairo.so.2", package: "libcairo2-dev", purpose: "draws figures"),
    SystemLibrary(soname: "libfreetype.so.6", package: "libcairo2-dev", purpose: "sets the text of figures"),
    SystemLibrary(soname: "libfontconfig.so.1", package: "libcairo2-dev", purpose: "finds fonts"),
    SystemLibrary(soname: "libz.so.1", package: "zlib1g-dev", purpose: "compresses figures"),
  ]

  /// Can the C libraries be opened?
  package func checkLibraries(_ libraries: [SystemLibrary] = systemLibraries) -> [Finding] {
    var findings: [Finding] = []
    for library in libraries {
      if let handle = dlopen(library.soname, RTLD_LAZY) {
        dlclose(handle)
        continue
      }
      findings.append(
        .problem(
          "libraries", "\(library.soname), which \(library.purpose), cannot be opened: \(String(cString: dlerror()))",
          mend: "sudo apt-get install \(library.package)"))
    }
    guard findings.isEmpty else { return findings }
    return [.ok("libraries", libraries.map(\.soname).joined(separator: ", "))]
  }
}
