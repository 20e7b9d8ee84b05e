// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import KernelInstallation

/// `--user`, `--sys-prefix` or `--prefix P`, as `jupyter kernelspec install` has them.
struct PlaceOptions: ParsableArguments {
  @Flag(name: .long, help: "For this user (the default).")
  var user = false

  @Flag(name: .long, help: "For the active Python environment.")
  var sysPrefix = false

  @Option(name: .long, help: "Under this prefix, in share/jupyter.")
  var prefix: String?

  func validate() throws {
    if [user, sysPrefix, prefix != nil].filter({ $0 }).count > 1 {
      throw ValidationError("--user, --sys-prefix and --prefix exclude each other.")
    }
  }

  var place: InstallationPlace {
    if let prefix { return .prefix(prefix) }
    return sysPrefix ? .systemPrefix : .user
  }
}
