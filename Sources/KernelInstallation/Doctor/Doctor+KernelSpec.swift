// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Doctor {
  /// Will Jupyter offer this Martlet?
  package func checkKernelSpec() -> [Finding] {
    let program = installation.directory + "/martlet"
    let files = JupyterFolders(environment: environment).searchPath.flatMap(Self.kernelFiles)
    let ours = files.compactMap { file -> (file: String, description: KernelDescription)? in
      KernelDescription(path: file).flatMap { $0.startsMartlet ? (file, $0) : nil }
    }
    guard !ours.isEmpty else {
      return [
        .warning(
          "kernelspec", "Jupyter does not know Martlet: there is no kernelspec for it in Jupyter's folders",
          mend: "\(program) install --user")
      ]
    }
    return ours.map { file, description in
      let folder = (file as NSString).deletingLastPathComponent
      let started = description.argv[0]
      if Self.resolved(started) == Self.resolved(program) {
        return .ok("kernelspec", "'\(description.displayName)' in \(folder)")
      }
      let isThere = FileManager.default.isExecutableFile(atPath: started)
      return .warning(
        "kernelspec",
        "'\(description.displayName)' in \(folder) starts \(started), \(isThere ? "a different Martlet" : "which does not exist")",
        mend: "\(program) install --user")
    }
  }

  /// The `kernel.json` files in a data folder of Jupyter's.
  private static func kernelFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/kernels")) ?? []
    return names.sorted().map { "\(folder)/kernels/\($0)/kernel.json" }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
