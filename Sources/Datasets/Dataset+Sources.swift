// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Foundation
import HuggingFaceHub
import JupyterDisplay
import SmallModelFiles

extension Dataset {
  /// FineWeb, filtered English web pages (Penedo et al. 2024), as parquet files on the hub.
  /// - Parameters:
  ///   - subset: a folder of the repository: `data` (everything), `sample/10BT`, `data/CC-MAIN-2024-10`, …
  ///   - fields: further columns, for example `url` or `language_score`.
  public static func fineWeb(
    _ subset: String = "data", fields: [String] = [], client: HubClient = HubClient()
  ) -> Dataset {
    hub(
      .dataset("HuggingFaceFW/fineweb"), folder: subset, files: { $0.hasSuffix(".parquet") },
      format: .parquet(text: "text", fields: fields), client: client)
  }

  /// C4, cleaned web pages (Raffel et al. 2020), as packed JSON lines on the hub.
  /// - Parameters:
  ///   - variant: `en`, `en.noblocklist`, `en.noclean`, `realnewslike` or `multilingual`.
  ///   - split: `train` or `validation`.
  ///   - fields: further fields: `url`, `timestamp`.
  public static func c4(
    _ variant: String = "en", split: String = "train", fields: [String] = [], client: HubClient = HubClient()
  ) -> Dataset {
    hub(
      .dataset("allenai/c4"), folder: variant, files: { $0.contains("c4-\(split)") && $0.hasSuffix(".json.gz") },
      format: .jsonLines(text: "text", fields: fields), client: client)
  }

  private static func hub(
    _ repository: HubRepository, folder: String, files wanted: @escaping @Sendable (String) -> Bool,
    format: DocumentFormat, client: HubClient
  ) -> Dataset {
    var dataset = Dataset(name: "\(repository.id)/\(folder)", format: format, client: client) { client in
      try await client.files(of: repository, in: folder).map(\.path).filter(wanted)
        .map { DataFile(name: $0, place: .hub(repository)) }
    }
    dataset.substitute = { .martletSmall }
    return dataset
  }

  /// The invented texts that the small model learnt from, some 5800 documents, which ship with Martlet. Without a network
  /// they take the place of ``fineWeb(_:fields:client:)`` and ``c4(_:split:fields:client:)``, and the cell says so.
  public static var martletSmall: Dataset {
    Dataset(name: "the small model's corpus", format: .text(.line), client: HubClient()) { _ in
      let path = try SmallModel.directory() + "/corpus.txt"
      return [DataFile(name: "martlet-small/corpus.txt", place: .url(URL(fileURLWithPath: path)))]
    }
  }

  /// Parquet files: a file, all `.parquet` files below a folder, or an address on a server.
  public static func parquet(
    _ url: URL, text: String = "text", fields: [String] = [], client: HubClient = HubClient()
  ) -> Dataset {
    local(url, [".parquet"], .parquet(text: text, fields: fields), client)
  }

  /// Files with a JSON object on each line, also packed by gzip or zstd: a file, a folder, or an address.
  public static func jsonLines(
    _ url: URL, text: String = "text", fields: [String] = [], client: HubClient = HubClient()
  ) -> Dataset {
    let endings = [".jsonl", ".ndjson", ".json"].flatMap { [$0, $0 + ".gz", $0 + ".zst"] }
    return local(url, endings, .jsonLines(text: text, fields: fields), client)
  }

  /// Files of comma-separated values whose first line names the fields, also packed: a file, a folder, or an address.
  /// - Parameter separator: an ASCII character.
  public static func csv(
    _ url: URL, text: String = "text", fields: [String] = [], separator: Character = ",",
    client: HubClient = HubClient()
  ) -> Dataset {
    guard let byte = CSVRecordReader.separator(separator) else {
      trap(
        "Dataset.csv: the separator must be one ASCII character that is neither a quotation mark nor a line end, but is "
          + String(separator).debugDescription)
    }
    let endings = [".csv", ".tsv"].flatMap { [$0, $0 + ".gz", $0 + ".zst"] }
    return local(url, endings, .csv(text: text, fields: fields, separator: byte), client)
  }

  /// Plain texts, also packed: a file, all `.txt` files below a folder, or an address.
  /// - Parameter unit: what counts as a document; a line, as in Hugging Face's loader, unless told otherwise.
  public static func text(_ url: URL, by unit: TextUnit = .line, client: HubClient = HubClient()) -> Dataset {
    local(url, [".txt", ".txt.gz", ".txt.zst"], .text(unit), client)
  }

  private static func local(
    _ url: URL, _ endings: [String], _ format: DocumentFormat, _ client: HubClient
  ) -> Dataset {
    let name = url.isFileURL ? url.path : url.absoluteString
    return Dataset(name: name, format: format, client: client) { _ in
      var isFolder: ObjCBool = false
      guard url.isFileURL, FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
      else { return [DataFile(name: name, place: .url(url))] }
      let paths = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
      let wanted = paths.filter { path in endings.contains { path.hasSuffix($0) } }.sorted()
      guard !wanted.isEmpty else {
        throw DatasetError.empty(name: name, reason: "the folder holds no files that end in \(endings[0])")
      }
      return wanted.map { DataFile(name: $0, place: .url(url.appendingPathComponent($0))) }
    }
  }
}
