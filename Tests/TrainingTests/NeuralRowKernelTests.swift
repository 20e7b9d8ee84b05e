// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Foundation
import Tensors
import Testing

/// The kernels over rows, against plain formulas in double precision; backward ones against central differences of them.
@Suite struct NeuralRowKernelTests {
  // Widths around the block lengths of the loops: shorter, equal, with a rest.
  private let widths = [1, 2, 15, 16, 17, 33, 64, 100, 131]
  private let rows = 5

  private func numbers(_ count: Int, seed: Int) -> [Float] { RandomState(seed: seed).randn(count).map { Float($0) } }

  private func expectNear(_ actual: [Float], _ expected: [Double], _ tolerance: Double, _ note: String) {
    let worst = zip(actual, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(worst <= tolerance, "\(note): \(worst)")
  }

  /// Applies a function of one row to every row.
  private func byRow(_ x: [Double], _ width: Int, _ body: ([Double]) -> [Double]) -> [Double] {
    stride(from: 0, to: x.count, by: width).flatMap { body(Array(x[$0..<$0 + width])) }
  }

  /// The gradient of the sum of `f` weighted by `above`, by central differences.
  private func differences(_ x: [Double], _ above: [Float], _ f: ([Double]) -> [Double]) -> [Double] {
    let step = 1e-5
    return x.indices.map { index in
      var (low, high) = (x, x)
      low[index] -= step
      high[index] += step
      return zip(above, zip(f(high), f(low))).reduce(0) { $0 + Double($1.0) * ($1.1.0 - $1.1.1) } / (2 * step)
    }
  }

  private func softmax(_ row: [Double]) -> [Double] {
    let top = row.max() ?? 0
    let powers = row.map { exp($0 - top) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  @Test func `softmax and log-softmax are right forwards and backwards`() {
    for width in widths {
      let x = numbers(rows * width, seed: width), above = numbers(rows * width, seed: width + 1)
      let exact = x.map(Double.init)
      var y = x, gradient = x
      martlet_softmax_f32(x, &y, rows, width)
      expectNear(y, byRow(exact, width, softmax), 3e-7, "softmax \(width)")
      martlet_softmax_backward_f32(y, above, &gradient, rows, width)
      expectNear(gradient, differences(exact, above) { byRow($0, width, softmax) }, 2e-6, "softmax backward \(width)")
      martlet_log_softmax_f32(x, &y, rows, width)
      let log = { (x: [Double]) in byRow(x, width, softmax).map { Foundation.log($0) } }
      expectNear(y, log(exact), 2e-6, "log-softmax \(width)")
      martlet_log_softmax_backward_f32(y, above, &gradient, rows, width)
      expectNear(gradient, differences(exact, above, log), 5e-6, "log-softmax backward \(width)")
    }
  }

  @Test func `softmax survives large numbers and masks`() {
    var y: [Float] = [1000, 1000, -1000, -.infinity]
    martlet_softmax_f32(y, &y, 1, 4)
    #expect(y == [0.5, 0.5, 0, 0])
    var log: [Float] = [1000, -1000]
    martlet_log_softmax_f32(log, &log, 1, 2)
    #expect(log == [0, -2000])
    var lost: [Float] = [.nan, 1]
    martlet_softmax_f32(lost, &lost, 1, 2)
    #expect(lost[0].isNaN && lost[1].isNaN)
  }

  @Test func `causal softmax sees only what came before`() {
    let (count, first, scale) = (7, 3, Float(0.25))
    let width = count + first
    let x = numbers(count * width, seed: 3), above = numbers(count * width, seed: 4)
    func pattern(_ x: [Double]) -> [Double] {
      byRow(Array(0..<count).map(Double.init), 1) { row in
        let start = Int(row[0]) * width, seen = first + Int(row[0]) + 1
        let scaled = x[start..<start + seen].map { $0 * Double(scale) }
        return softmax(scaled) + [Double](repeating: 0, count: width - seen)
      }
    }
    var y = x, gradient = x
    martlet_causal_softmax_f32(x, &y, count, width, first, scale)
    expectNear(y, pattern(x.map(Double.init)), 3e-7, "causal softmax")
    martlet_causal_softmax_backward_f32(y, above, &gradient, count, width, first, scale)
    expectNear(gradient, differences(x.map(Double.init), above, pattern), 2e-6, "causal softmax backward")
  }

  @Test func `layer norm is right forwards and backwards, with and without weights`() {
    for width in widths.dropFirst() {
      let x = numbers(rows * width, seed: width), above = numbers(rows * width, seed: width + 1)
      let weight = numbers(width, seed: 7), bias = numbers(width, seed: 8)
      let norm = { (x: [Double], weight: [Double], bias: [Double]) in
        byRow(x, width) { row in
          let mean = row.reduce(0, +) / Double(width)
          let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
          return row.indices.map { (row[$0] - mean) / (variance + 1e-5).squareRoot() * weight[$0] + bias[$0] }
        }
      }
      let exact = x.map(Double.init), w = weight.map(Double.init), b = bias.map(Double.init)
      var y = x, gradient = x
      var weightGradient = [Float](repeating: 1, count: width), biasGradient = weightGradient
      martlet_layer_norm_f32(x, weight, bias, &y, rows, width, 1e-5)
      expectNear(y, norm(exact, w, b), 5e-6, "layer norm \(width)")
      martlet_layer_norm_backward_f32(
        x, weight, above, &gradient, &weightGradient, &biasGradient, rows, width, 1e-5)
      // Two numbers that lie close together are divided by a small deviation, which magnifies their rounding.
      let tolerance = width == 2 ? 1e-3 : 2e-5
      expectNear(gradient, differences(exact, above) { norm($0, w, b) }, tolerance, "layer norm input \(width)")
      // Added to what was there.
      expectNear(
        weightGradient, differences(w, above) { norm(exact, $0, b) }.map { $0 + 1 }, 2e-5, "layer norm weight \(width)")
      expectNear(
        biasGradient, differences(b, above) { norm(exact, w, $0) }.map { $0 + 1 }, 2e-5, "layer norm bias \(width)")
      let (one, zero) = ([Double](repeating: 1, count: width), [Double](repeating: 0, count: width))
      martlet_layer_norm_f32(x, nil, nil, &y, rows, width, 1e-5)
      expectNear(y, norm(exact, one, zero), 5e-6, "plain layer norm \(width)")
      martlet_layer_norm_backward_f32(x, nil, above, &gradient, nil, nil, rows, width, 1e-5)
      expectNear(
        gradient, differences(exact, above) { norm($0, one, zero) }, tolerance, "plain layer norm input \(width)")
    }
  }

  @Test func `cross-entropy and its gradient leave out negative targets`() {
    for width in widths {
      let x = numbers(rows * width, seed: width)
      let targets: [Int64] = [0, Int64(width - 1), -100, Int64(width / 2), 0]
      let losses = { (x: [Double]) in
        (0..<self.rows).map { row in
          let target = Int(targets[row])
          return target < 0 ? 0 : -log(softmax(Array(x[row * width..<(row + 1) * width]))[target])
        }
      }
      var values = [Float](repeating: 9, count: rows), again = values, gradient = x
      martlet_cross_entropy_f32(x, targets, &values, rows, width)
      expectNear(values, losses(x.map(Double.init)), 2e-6, "cross-entropy \(width)")
      martlet_cross_entropy_gradient_f32(x, targets, &again, &gradient, rows, width, 0.5)
      expectNear(again, losses(x.map(Double.init)), 2e-6, "cross-entropy with gradient \(width)")
      let half = [Float](repeating: 0.5, count: rows)
      expectNear(gradient, differences(x.map(Double.init), half, losses), 1e-6, "cross-entropy gradient \(width)")
    }
  }

  @Test func `rows are added and columns summed`() {
    for width in widths {
      let x = numbers(rows * width, seed: width), row = numbers(width, seed: 9)
      var y = x, sums = row
      martlet_add_row_f32(row, &y, rows, width)
      expectNear(y, x.indices.map { Double(x[$0]) + Double(row[$0 % width]) }, 1e-6, "add row \(width)")
      martlet_add_column_sums_f32(x, &sums, rows, width)
      let expected = (0..<width).map { column in
        (0..<rows).reduce(Double(row[column])) { $0 + Double(x[$1 * width + column]) }
      }
      expectNear(sums, expected, 2e-6, "column sums \(width)")
    }
  }
}
