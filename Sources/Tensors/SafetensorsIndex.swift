// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import FoundationEssentials

/// The index of a checkpoint in several files: which file holds which tensor.
struct SafetensorsIndex {
  /// The names of the tensors in each file, by the file's path.
  let shards: [String: [String]]

  init(_ path: String) throws(SafetensorsError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path) } catch { throw SafetensorsError(error) }
    let map: [String: String]
    do {
      map = try JSONDecoder().decode(Content.self, from: Data(file.bytes)).map
    } catch {
      throw .malformedHeader(path: path, reason: describe(decodingError: error))
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var shards: [String: [String]] = [:]
    for (tensor, name) in map {
      guard !name.contains("/") else {
        throw .malformedHeader(path: path, reason: "'\(tensor)' is in '\(name)', which is not in the same folder")
      }
      shards[folder + name, default: []].append(tensor)
    }
    self.shards = shards
  }

  private struct Content: Decodable {
    let map: [String: String]
    private enum CodingKeys: String, CodingKey { case map = "weight_map" }
  }

  /// The index that `path` names or whose folder it is; nil where there is a single file.
  static func path(for path: String) -> String? {
    if path.hasSuffix(".json") { return path }
    let index = path + "/model.safetensors.index.json"
    let exists = FileManager.default.fileExists(atPath: index)
    return exists && !FileManager.default.fileExists(atPath: path + "/model.safetensors") ? index : nil
  }

  /// The file that `path` is or whose folder it is.
  static func singleFile(for path: String) -> String {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
      ? path + "/model.safetensors" : path
  }
}
