// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Testing

@Suite struct StandInFileTests {
  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS pointer"),
    ("/annex/objects/SHA256E-s123--abc.npy\n", "git-annex pointer"),
    ("<!DOCTYPE html>\n<html lang=\"en\">", "HTML page"),
    ("\u{FEFF}\r\n  <!doctype HTML PUBLIC", "HTML page"),
    ("<HTML><HEAD><TITLE>403</TITLE>", "HTML page"),
    ("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code>", "XML document"),
  ]) func `what stands in for a file is called by its name`(text: String, expected: String) throws {
    let said = try #require(StandInFile.description(of: Array(text.utf8)))
    #expect(said.contains(expected) && said.contains("not the file itself"))
  }

  @Test(arguments: [
    "", "a,b\n1,2\n", "{\"version\": \"https://git-lfs.github.com/spec/v1\"}", "<", "<htm", "< html", "PAR1",
    "versions",
  ]) func `anything else is left to its reader`(text: String) {
    #expect(StandInFile.description(of: Array(text.utf8)) == nil)
  }

  @Test func `among plain texts a page may be meant, a pointer may not`() {
    #expect(StandInFile.description(of: Array("<html>".utf8), mayBeMarkup: true) == nil)
    #expect(
      StandInFile.description(of: Array("version https://git-lfs.github.com/spec/v1\n".utf8), mayBeMarkup: true) != nil)
  }
}
