// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import KernelInstallation
import Testing

@Suite("JupyterFolders")
struct JupyterFoldersTests {
  @Test func `the user's folder follows JUPYTER_DATA_DIR, then XDG_DATA_HOME, then HOME`() {
    var folders = JupyterFolders(environment: ["HOME": "/h", "XDG_DATA_HOME": "/x", "JUPYTER_DATA_DIR": "/j"])
    #expect(folders.user == "/j")
    folders.environment["JUPYTER_DATA_DIR"] = ""
    #expect(folders.user == "/x/jupyter")
    folders.environment["XDG_DATA_HOME"] = nil
    #expect(folders.user == "/h/.local/share/jupyter")
  }

  @Test func `Jupyter's path comes first and the system's folders last`() {
    let folders = JupyterFolders(environment: ["HOME": "/h", "JUPYTER_PATH": "/a:/b", "VIRTUAL_ENV": "/v"])
    #expect(
      folders.searchPath == [
        "/a", "/b", "/h/.local/share/jupyter", "/v/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter",
      ])
  }
}
