// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

@Suite struct KernelSpecTests {
  @Test func theFirstFolderInJupytersOrderWins() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    for (folder, name) in [(first, "first"), (second, "second")] {
      try folder.makeFolder("kernels/MyKernel")
      _ = try folder.write(
        #"{"argv": ["\#(name)", "{connection_file}"], "display_name": "D", "language": "swift", "env": {"A": "1"}}"#,
        to: "kernels/MyKernel/kernel.json")
    }
    let environment = ["JUPYTER_PATH": first.path, "JUPYTER_DATA_DIR": second.path]
    let spec = try KernelSpec.installed(named: "mykernel", environment: environment)
    #expect(spec.name == "MyKernel")
    #expect(spec.arguments == ["first", "{connection_file}"])
    #expect(spec.environment == ["A": "1"])
    #expect(spec.interruptMode == .signal)
  }

  @Test func anUnknownNameListsWhatThereIs() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("kernels/known")
    _ = try folder.write(#"{"argv": ["a"]}"#, to: "kernels/known/kernel.json")
    do {
      _ = try KernelSpec.installed(named: "no-such-kernel", environment: ["JUPYTER_PATH": folder.path])
      Issue.record("found")
    } catch {
      #expect("\(error)".contains("no kernel named 'no-such-kernel' is installed; there are: "))
      #expect("\(error)".contains("known"))
    }
  }

  @Test func aSpecificationWithoutCommandIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("kernels/bad")
    let path = try folder.write("{}", to: "kernels/bad/kernel.json")
    #expect(throws: RunError.malformedKernelSpec(path: path)) {
      try KernelSpec.installed(named: "bad", environment: ["JUPYTER_PATH": folder.path])
    }
  }
}
