// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import NotebookRunner
import Testing

/// Real processes that are no kernels; serialised since each takes over the process's signals.
@Suite(.serialized) struct LaunchedKernelTests {
  private func launch(_ script: String, transport: ConnectionFile.Transport = .ipc) throws -> LaunchedKernel {
    let spec = KernelSpec(
      name: "test", displayName: "Test", language: "swift",
      arguments: ["/bin/sh", "-c", script, "{connection_file}"])
    return try LaunchedKernel(spec, in: "/", transport: transport)
  }

  private func reasonNotToStart(_ kernel: LaunchedKernel) -> String {
    do {
      _ = try KernelClient(kernel).waitUntilReady(timeout: .seconds(20))
      return "it started"
    } catch {
      return "\(error)"
    }
  }

  @Test func aProcessThatEndsIsReportedWithItsExitCodeAndItsWords() throws {
    let reason = reasonNotToStart(try launch("echo no such toolchain >&2; exit 3"))
    #expect(reason == "the kernel did not start: its process ended with exit code 3\nno such toolchain")
  }

  @Test func aProcessThatIsKilledIsReportedWithTheSignal() throws {
    let reason = reasonNotToStart(try launch("kill -9 $$"))
    #expect(reason.hasPrefix("the kernel did not start: its process was ended by signal 9"))
  }

  @Test(arguments: [ConnectionFile.Transport.ipc, .tcp])
  func theConnectionFileIsPrivateAndHasAKey(transport: ConnectionFile.Transport) throws {
    let kernel = try launch(
      #"stat -c %a "$0"; grep -c '"key":"[0-9a-f-]\{32,\}"' "$0"; pwd; exit 1"#, transport: transport)
    #expect(reasonNotToStart(kernel).hasSuffix("600\n1\n/"))
  }

  @Test func aProcessThatDoesNotGoIsEnded() throws {
    let kernel = try launch("trap '' TERM; sleep 60 & wait; sleep 60")
    kernel.close(gracefully: false)
    guard case .death? = try kernel.nextEvent(milliseconds: 1000) else {
      Issue.record("still there")
      return
    }
  }
}
