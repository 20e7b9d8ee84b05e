// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Losses and gradients of a small autoencoder over all samples at once, in one pass over memory that fits the cache:
/// for layers as thin as the lecture's, matrix products and one operation after another waste most of the time.
final class FusedAutoencoderStep {
  private let model: DenseAutoencoder
  private let samples, inputs, latents, blocks: Int
  /// Block by block, inputs × samples of the block.
  private let columns: Tensor<Float>
  /// 1 for samples, 0 for what fills up the last block.
  private let present: Tensor<Float>
  private let reconstructionWeight, sparsityWeight: Double
  private var gradients: [Float]
  private var sums: [Double]

  private static let block = Int(martlet_autoencoder_block)

  /// nil for models that are not of this kind, or large enough for matrix products to be better.
  init?(_ model: any AutoencoderModel, _ x: Tensor<Float>) {
    guard let model = model as? DenseAutoencoder, case .gelu(.l1, let weight) = model.kind else { return nil }
    (self.model, samples, inputs, latents) = (model, x.shape[0], x.shape[1], model.encoder.outputs)
    guard inputs <= 32, latents <= 512 else { return nil }
    let block = Self.block
    blocks = (samples + block - 1) / block
    reconstructionWeight = 1 / Double(samples * inputs)
    sparsityWeight = weight / Double(samples * latents)
    var columns = Tensor<Float>(repeating: 0, shape: [blocks, inputs, block])
    var present = Tensor<Float>(repeating: 0, shape: [blocks * block])
    let (samples, inputs) = (samples, inputs)
    x.withUnsafeBufferPointer { x in
      columns.withUnsafeMutableBufferPointer { columns in
        for sample in 0..<samples {
          let start = sample / block * inputs * block + sample % block
          for input in 0..<inputs { columns[start + input * block] = x[sample * inputs + input] }
        }
      }
    }
    present.withUnsafeMutableBufferPointer { present in for sample in 0..<samples { present[sample] = 1 } }
    (self.columns, self.present) = (columns, present)
    gradients = Array(repeating: 0, count: blocks * (2 * latents * inputs + latents + inputs))
    sums = Array(repeating: 0, count: blocks * 2)
  }

  /// The losses, sparsity first; the gradients are left at the parameters.
  func losses() -> [Double] {
    let parts = [model.encoder.weight, model.encoder.bias, model.decoder.weight, model.decoder.bias].compactMap { $0 }
    fillBlocks()
    let width = gradients.count / blocks
    var start = 0
    gradients.withUnsafeBufferPointer { gradients in
      for parameter in parts {
        parameter.withGradientMemory { target, _ in
          for index in 0..<parameter.count {
            // The blocks one after another, in double precision: the same for any number of threads.
            var sum = 0.0
            for block in 0..<blocks { sum += Double(gradients[block * width + start + index]) }
            target[index] = Float(sum)
          }
        }
        start += parameter.count
      }
    }
    let totals = (0..<2).map { loss in (0..<blocks).reduce(0.0) { $0 + sums[$1 * 2 + loss] } }
    // The sparsity loss holds its weight already.
    return [totals[0] * sparsityWeight, totals[1] * reconstructionWeight]
  }

  private func fillBlocks() {
    let width = gradients.count / blocks, block = Self.block
    let (encoder, decoder) = (model.encoder, model.decoder)
    guard let encoderBias = encoder.bias, let decoderBias = decoder.bias else { return }
    encoder.weight.value.withUnsafeBufferPointer { encoder in
      encoderBias.value.withUnsafeBufferPointer { encoderBias in
        decoder.weight.value.withUnsafeBufferPointer { decoder in
          decoderBias.value.withUnsafeBufferPointer { decoderBias in
            let task = martlet_autoencoder_f32_task(
              encoder: encoder.baseAddress, encoder_bias: encoderBias.baseAddress, decoder: decoder.baseAddress,
              decoder_bias: decoderBias.baseAddress, inputs: inputs, latents: latents,
              reconstruction_weight: Float(reconstructionWeight), sparsity_weight: Float(sparsityWeight))
            columns.withUnsafeBufferPointer { columns in
              present.withUnsafeBufferPointer { present in
                gradients.withUnsafeMutableBufferPointer { gradients in
                  sums.withUnsafeMutableBufferPointer { sums in
                    // Disjoint parts of both, which closures that may run at once cannot see.
                    nonisolated(unsafe) let (gradients, sums) = (gradients.baseAddress!, sums.baseAddress!)
                    parallel(blocks, grain: 1) { chosen in
                      let scratch = UnsafeMutablePointer<Float>.allocate(
                        capacity: block * (2 * latents + inputs + 1))
                      for index in chosen {
                        martlet_autoencoder_f32(
                          columns.baseAddress! + index * inputs * block, present.baseAddress! + index * block, task,
                          gradients + index * width, sums + index * 2, scratch)
                      }
                      scratch.deallocate()
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
