// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import JupyterProtocol

extension KernelSpec {
  /// The installed kernel of this name, whatever its case, from the first of Jupyter's data folders that has it.
  /// - Throws: `RunError.unknownKernel`, which lists what is installed; `.malformedKernelSpec`.
  public static func installed(
    named name: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(RunError) -> KernelSpec {
    var known: Set<String> = []
    for folder in kernelFolders(environment) {
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? [] {
        let file = "\(folder)/\(entry)/kernel.json"
        guard FileManager.default.fileExists(atPath: file) else { continue }
        if entry.lowercased() == name.lowercased() { return try KernelSpec(path: file, name: entry) }
        known.insert(entry)
      }
    }
    throw .unknownKernel(name: name, installed: known.sorted())
  }

  /// Where Jupyter looks, in its order: `JUPYTER_PATH`, the user's data, the environment's, the system's.
  static func kernelFolders(_ environment: [String: String]) -> [String] {
    var roots = (environment["JUPYTER_PATH"] ?? "").split(separator: ":").map(String.init)
    if let data = environment["JUPYTER_DATA_DIR"] {
      roots.append(data)
    } else if let data = environment["XDG_DATA_HOME"], !data.isEmpty {
      roots.append("\(data)/jupyter")
    } else if let home = environment["HOME"] {
      roots.append("\(home)/.local/share/jupyter")
    }
    for prefix in ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap({ environment[$0] }) {
      roots.append("\(prefix)/share/jupyter")
    }
    roots += ["/usr/local/share/jupyter", "/usr/share/jupyter"]
    return roots.map { "\($0)/kernels" }
  }

  private init(path: String, name: String) throws(RunError) {
    guard let data = FileManager.default.contents(atPath: path),
      let json = try? JSON.decode(JSONValue.self, from: [UInt8](data)),
      let arguments = json["argv"]?.arrayValue?.compactMap(\.stringValue), !arguments.isEmpty
    else { throw .malformedKernelSpec(path: path) }
    self.init(
      name: name, displayName: json["display_name"]?.stringValue ?? name,
      language: json["language"]?.stringValue ?? "", arguments: arguments,
      environment: json["env"]?.objectValue?.compactMapValues(\.stringValue) ?? [:],
      interruptMode: json["interrupt_mode"]?.stringValue == "message" ? .message : .signal,
      folder: String(path.dropLast("/kernel.json".count)))
  }
}
