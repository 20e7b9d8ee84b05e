// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import COpenBLAS
import Tensors

/// The loops of a forward pass over rows of floats.
enum Kernels {
  /// Rows that are worth a thread of their own when each takes about a microsecond.
  private static let grain = 32

  /// c = a w + bias
  static func linear(_ a: RowBuffer, _ rows: Int, _ weight: Tensor<Float>, bias: Tensor<Float>, into c: RowBuffer) {
    linear(a, rows, weight, bias: bias, columns: 0..<weight.shape[1], into: c)
  }

  /// c = a w + bias for some columns of `w`.
  static func linear(
    _ a: RowBuffer, _ rows: Int, _ weight: Tensor<Float>, bias: Tensor<Float>, columns: Range<Int>, into c: RowBuffer
  ) {
    parallel(rows, grain: grain) { part in
      for row in part { c[row].update(from: bias.base + columns.lowerBound, count: columns.count) }
    }
    addProduct(a, rows, weight, columns: columns, to: c)
  }

  /// c += a w, for some rows of `w` where `inner` is given.
  static func addProduct(
    _ a: RowBuffer, _ rows: Int, _ weight: Tensor<Float>, inner: Range<Int>? = nil, columns: Range<Int>? = nil,
    to c: RowBuffer, keeping: Bool = true
  ) {
    let width = weight.shape[1]
    let inner = inner ?? 0..<weight.shape[0]
    let columns = columns ?? 0..<width
    guard rows > 0 else { return }
    let w = weight.base + inner.lowerBound * width + columns.lowerBound
    let beta: Float = keeping ? 1 : 0
    withExtendedLifetime(weight) {
      if rows == 1 {
        cblas_sgemv(
          CblasRowMajor, CblasTrans, Int32(inner.count), Int32(columns.count), 1, w, Int32(width), a.base, 1, beta,
          c.base, 1)
      } else {
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns.count), Int32(inner.count), 1, a.base,
          Int32(a.stride), w, Int32(width), beta, c.base, Int32(c.stride))
      }
    }
  }

  /// c = a wᵀ
  static func productTransposed(_ a: RowBuffer, _ rows: Int, _ weight: Tensor<Float>, into c: RowBuffer) {
    let (outputs, inner) = (Int32(weight.shape[0]), Int32(weight.shape[1]))
    guard rows > 0 else { return }
    withExtendedLifetime(weight) {
      if rows == 1 {
        cblas_sgemv(CblasRowMajor, CblasNoTrans, outputs, inner, 1, weight.base, inner, a.base, 1, 0, c.base, 1)
      } else {
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), outputs, inner, 1, a.base, Int32(a.stride), weight.base,
          inner, 0, c.base, Int32(c.stride))
      }
    }
  }

  /// The listed rows of `source`, one below the other.
  static func gather(_ source: RowBuffer, _ places: [Int], into target: RowBuffer) {
    parallel(places.count, grain: grain) { part in
      for row in part { target[row].update(from: source[places[row]], count: source.width) }
    }
  }

  /// target += the listed rows of `source`
  static func addRows(_ source: RowBuffer, _ places: [Int], to target: RowBuffer) {
    parallel(places.count, grain: grain) { part in
      for row in part { martlet_add_row_f32(source[places[row]], target[row], 1, source.width) }
    }
  }

  static func addBias(_ bias: Tensor<Float>, to target: RowBuffer, _ rows: Int) {
    parallel(rows, grain: grain) { part in
      for row in part { martlet_add_row_f32(bias.base, target[row], 1, target.width) }
    }
  }

  /// The layer norm of the listed rows of `source`.
  static func layerNorm(
    _ source: RowBuffer, _ places: [Int], _ norm: GPT2Weights.LayerNorm, epsilon: Float, into target: RowBuffer
  ) {
    parallel(places.count, grain: grain) { part in
      for row in part {
        martlet_layer_norm_f32(
          source[places[row]], norm.weight.base, norm.bias.base, target[row], 1, source.width, epsilon)
      }
    }
  }

  /// The listed rows of `source` less their means, and what a layer norm divides each by.
  static func center(
    _ source: RowBuffer, _ places: [Int], into target: RowBuffer, scale: RowBuffer, epsilon: Float
  ) {
    for (row, place) in places.enumerated() {
      let (from, to) = (source[place], target[row])
      let mean = (0..<source.width).reduce(Float(0)) { $0 + from[$1] } / Float(source.width)
      for i in 0..<source.width { to[i] = from[i] - mean }
      let variance = (0..<source.width).reduce(Float(0)) { $0 + to[$1] * to[$1] } / Float(source.width)
      scale[row].pointee = (variance + epsilon).squareRoot()
    }
  }

  /// The rest of a layer norm whose scale has been shown, and perhaps changed.
  static func divide(_ target: RowBuffer, _ rows: Int, by scale: RowBuffer, _ norm: GPT2Weights.LayerNorm) {
    let (weight, bias) = (norm.weight.base, norm.bias.base)
    for row in 0..<rows {
      let (values, divisor) = (target[row], scale[row].pointee)
      for i in 0..<target.width { values[i] = values[i] / divisor * weight[i] + bias[i] }
    }
  }

  /// out = bias + the sum of what each head adds
  static func sumHeads(
    _ results: RowBuffer, _ rows: Int, _ heads: Int, bias: Tensor<Float>, into out: RowBuffer
  ) {
    parallel(rows, grain: grain) { part in
      for row in part {
        out[row].update(from: bias.base, count: out.width)
        for head in 0..<heads { martlet_add_row_f32(results[row] + head * out.width, out[row], 1, out.width) }
      }
    }
  }

  /// Applies the activation function in place to rows that lie without gaps.
  static func activate(_ buffer: RowBuffer, _ rows: Int, _ activation: GPT2Configuration.Activation) {
    parallel(rows * buffer.width, grain: 1 << 14) { part in
      let start = buffer.base + part.lowerBound
      switch activation {
      case .geluNew: martlet_gelu_tanh_f32(start, start, part.count)
      case .gelu: martlet_gelu_erf_f32(start, start, part.count)
      case .relu: martlet_relu_f32(start, start, part.count)
      }
    }
  }

  /// The logarithms of the probabilities of one target in each row of logits.
  static func logProbabilities(_ logits: RowBuffer, _ targets: [Int], into result: UnsafeMutablePointer<Float>) {
    parallel(targets.count, grain: 1) { part in
      for row in part {
        var (target, loss) = (Int64(targets[row]), Float(0))
        martlet_cross_entropy_f32(logits[row], &target, &loss, 1, logits.width)
        result[row] = -loss
      }
    }
  }
}
