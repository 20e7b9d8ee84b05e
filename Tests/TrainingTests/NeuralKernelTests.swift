// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Foundation
import Testing

/// The elementwise kernels in C, against the C library in double precision.
@Suite struct NeuralKernelTests {
  private typealias Kernel = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  private func apply(_ kernel: Kernel, _ x: [Float]) -> [Float] {
    var y = x
    kernel(x, &y, x.count)
    return y
  }

  private func grid(_ low: Float, _ high: Float) -> [Float] {
    (0...50_001).map { low + (high - low) * Float($0) / 50_001 }
  }

  /// The greatest error in units of the last place of the exact value.
  private func worst(_ kernel: Kernel, _ x: [Float], _ exact: (Double) -> Double) -> Double {
    zip(x, apply(kernel, x)).map { x, y in
      let expected = exact(Double(x))
      return y == Float(expected) ? 0 : abs(Double(y) - expected) / Double(Float(expected).ulp)
    }.max() ?? 0
  }

  /// The greatest error.
  private func distance(_ kernel: Kernel, _ x: [Float], _ exact: (Double) -> Double) -> Double {
    zip(x, apply(kernel, x)).map { abs(Double($1) - exact(Double($0))) }.max() ?? 0
  }

  @Test func `elementary functions err by at most three units in the last place`() {
    for range in [grid(-104, 89), grid(-1, 1), grid(-1e-4, 1e-4)] { #expect(worst(martlet_exp_f32, range, exp) < 1.5) }
    for range in [grid(-12, 12), grid(-1, 1), grid(-1e-4, 1e-4)] { #expect(worst(martlet_tanh_f32, range, tanh) < 3) }
    for range in [grid(-6, 6), grid(-1, 1), grid(-1e-4, 1e-4)] { #expect(worst(martlet_erf_f32, range, erf) < 2) }
    #expect(worst(martlet_sigmoid_f32, grid(-80, 80)) { 1 / (1 + exp(-$0)) } < 3)
  }

  @Test func `elementary functions keep zeros, infinities and NaN`() {
    let x: [Float] = [0, -0.0, .infinity, -.infinity, 1e30, -1e30]
    #expect(apply(martlet_exp_f32, x) == [1, 1, .infinity, 0, .infinity, 0])
    #expect(apply(martlet_tanh_f32, x) == [0, -0.0, 1, -1, 1, -1])
    #expect(apply(martlet_erf_f32, x) == [0, -0.0, 1, -1, 1, -1])
    #expect(apply(martlet_sigmoid_f32, x) == [0.5, 0.5, 1, 0, 1, 0])
    #expect(apply(martlet_relu_f32, x) == [0, 0, .infinity, 0, 1e30, 0])
    for kernel in [
      martlet_exp_f32, martlet_tanh_f32, martlet_erf_f32, martlet_sigmoid_f32, martlet_relu_f32, martlet_gelu_erf_f32,
      martlet_gelu_tanh_f32,
    ] {
      #expect(apply(kernel, [.nan])[0].isNaN)
    }
  }

  // The value itself is rounded to float: half a unit in the last place of 6 is 2.4e-7.
  @Test func `both forms of GELU and their slopes are right to float precision`() {
    let x = grid(-6, 6)
    let normal = { (x: Double) in (1 + erf(x / 2.0.squareRoot())) / 2 }
    #expect(distance(martlet_gelu_erf_f32, x) { $0 * normal($0) } < 1e-6)
    let inner = { (x: Double) in (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x) }
    #expect(distance(martlet_gelu_tanh_f32, x) { 0.5 * $0 * (1 + tanh(inner($0))) } < 1e-6)

    let ones = [Float](repeating: 1, count: x.count)
    let erfSlope: Kernel = { martlet_gelu_erf_backward_f32($0, ones, $1, $2) }
    #expect(distance(erfSlope, x) { normal($0) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() } < 1e-6)
    let tanhSlope: Kernel = { martlet_gelu_tanh_backward_f32($0, ones, $1, $2) }
    #expect(
      distance(tanhSlope, x) { x in
        let t = tanh(inner(x))
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      } < 1e-6)
    #expect(apply(tanhSlope, [-1e30, 1e30]) == [0, 1] && apply(erfSlope, [-1e30, 1e30]) == [0, 1])
  }
}
