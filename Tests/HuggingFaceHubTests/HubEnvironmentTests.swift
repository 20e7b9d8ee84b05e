// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub
import Testing

@Suite struct HubEnvironmentTests {
  @Test func `the cache is where huggingface_hub has it`() {
    #expect(HubEnvironment(["HOME": "/home/ada"]).cache.path == "/home/ada/.cache/huggingface/hub")
    #expect(
      HubEnvironment(["HOME": "/home/ada", "XDG_CACHE_HOME": "/var/cache"]).cache.path == "/var/cache/huggingface/hub")
    #expect(HubEnvironment(["HOME": "/home/ada", "HF_HOME": "/data/hf"]).cache.path == "/data/hf/hub")
    #expect(HubEnvironment(["HF_HOME": "/data/hf", "HF_HUB_CACHE": "/fast"]).cache.path == "/fast")
  }

  @Test func `server, token and offline mode come from their variables`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("hf_file\n".utf8).write(to: folder.appendingPathComponent("token"))
    let plain = HubEnvironment(["HF_HOME": folder.path])
    #expect(plain.endpoint.absoluteString == "https://huggingface.co")
    #expect(plain.token == "hf_file" && !plain.isOffline)
    let other = HubEnvironment([
      "HF_HOME": folder.path, "HF_ENDPOINT": "http://mirror.example/", "HF_TOKEN": "hf_variable", "HF_HUB_OFFLINE": "1",
    ])
    #expect(other.endpoint.absoluteString == "http://mirror.example")
    #expect(other.token == "hf_variable" && other.isOffline)
  }
}
