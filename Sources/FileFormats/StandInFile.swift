// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Tells what lies in the place of a data file when a download or a checkout went wrong without an error.
package enum StandInFile {
  /// So many bytes from the start of a file are enough to tell.
  package static let prefixLength = 512

  /// What the file is instead, and what to do; nil where nothing speaks against it.
  /// - Parameters:
  ///   - start: the first bytes, ``prefixLength`` or all there are.
  ///   - mayBeMarkup: whether a page of HTML or XML could be what is meant, as in a data set of plain texts.
  package static func description(of start: some Collection<UInt8>, mayBeMarkup: Bool = false) -> String? {
    var text = start.prefix(prefixLength)[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    text = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    func begins(_ word: String) -> Bool {
      text.prefix(word.utf8.count).elementsEqual(word.utf8) {
        $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1
      }
    }
    if begins("version https://git-lfs.github.com/spec/") || begins("version https://hawser.github.com/spec/") {
      return "it is a Git LFS pointer, not the file itself; fetch the file with 'git lfs pull' or download it"
    }
    if begins("/annex/objects/") {
      return "it is a git-annex pointer, not the file itself; fetch the file with 'git annex get'"
    }
    guard !mayBeMarkup else { return nil }
    if ["<!doctype html", "<html", "<head", "<body"].contains(where: begins) {
      return
        "it is an HTML page, not the file itself; a page with a login or an error was saved in its place, so download "
        + "it again"
    }
    if begins("<?xml") {
      return
        "it is an XML document, not the file itself; a server's error message may have been saved in its place, so "
        + "download it again"
    }
    return nil
  }
}
