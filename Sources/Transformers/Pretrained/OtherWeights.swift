// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The files in which other libraries keep weights.
enum OtherWeights {
  static let names = [
    "pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5", "flax_model.msgpack", "model.ckpt.index",
    "consolidated.00.pth",
  ]

  /// Such a file in a folder that has no `model.safetensors`.
  static func name(in folder: String) -> String? {
    guard access(folder + "/model.safetensors", F_OK) != 0, access(folder + "/model.safetensors.index.json", F_OK) != 0
    else { return nil }
    return names.first { access(folder + "/" + $0, F_OK) == 0 }
  }
}
