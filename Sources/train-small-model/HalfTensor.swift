// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A tensor to be stored in 16 bits a number: the checkpoint is half as large, and weights of this model lose nothing that
/// its loss would show.
struct HalfTensor: SafetensorsValue {
  let shape: [Int]
  private let values: [Float16]

  init(_ tensor: Tensor<Float>) {
    shape = tensor.shape
    values = tensor.map { Float16($0) }
  }

  var safetensorsType: String { "F16" }

  func withElementBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try values.withUnsafeBytes(body)
  }

  /// What a reader of the file gets.
  var rounded: Tensor<Float> { Tensor(values.map { Float($0) }).reshaped(shape) }
}
