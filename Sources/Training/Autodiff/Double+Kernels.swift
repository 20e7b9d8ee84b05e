// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS
import Glibc
import Tensors

extension Double: DifferentiableScalar {
  public static let kernels = Kernels<Double>(
    map: { function, x, y, count in
      for i in 0..<count { y[i] = function.value(x[i]) }
    },
    slope: { function, x, y, gradient, out, count in
      for i in 0..<count { out[i] = gradient[i] * function.slope(x[i], y[i]) }
    },
    rows: { function, x, y, rows, width in
      for row in 0..<rows { function.fill(y + row * width, from: x + row * width, width) }
    },
    rowSlope: { function, y, gradient, out, rows, width in
      for row in 0..<rows {
        let start = row * width
        function.fillSlope(out + start, output: y + start, gradient: gradient + start, width)
      }
    },
    add: { x, y, count in cblas_daxpy(Int32(count), 1, x, 1, y, 1) },
    addColumnSums: { x, y, rows, width in
      for row in 0..<rows { for i in 0..<width { y[i] += x[row * width + i] } }
    },
    multiply: { a, b, c in
      cblas_dgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
        Int32(c.rows), Int32(c.columns), Int32(c.inner), c.factor, a.start, Int32(a.stride), b.start, Int32(b.stride),
        c.keeping, c.start, Int32(c.stride))
    })
}

extension ElementaryFunction {
  fileprivate func value(_ x: Double) -> Double {
    switch self {
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .sqrt: x.squareRoot()
    case .tanh: Glibc.tanh(x)
    case .sigmoid: 1 / (1 + Glibc.exp(-x))
    case .relu: x < 0 ? 0 : x
    case .geluErf: 0.5 * x * (1 + Glibc.erf(x * 0.5.squareRoot()))
    case .geluTanh: 0.5 * x * (1 + Glibc.tanh(Self.inner(x)))
    case .abs: Swift.abs(x)
    case .sin: Glibc.sin(x)
    case .cos: Glibc.cos(x)
    case .erf: Glibc.erf(x)
    }
  }

  /// The derivative at `x`, where the function is `y`.
  fileprivate func slope(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .exp: return y
    case .log: return 1 / x
    case .sqrt: return 0.5 / y
    case .tanh: return 1 - y * y
    case .sigmoid: return y * (1 - y)
    case .relu: return x > 0 ? 1 : 0
    case .geluErf:
      return 0.5 * (1 + Glibc.erf(x * 0.5.squareRoot())) + x * Glibc.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    case .geluTanh:
      let t = Glibc.tanh(Self.inner(x))
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
    case .abs: return x > 0 ? 1 : (x < 0 ? -1 : 0)
    case .sin: return Glibc.cos(x)
    case .cos: return -Glibc.sin(x)
    case .erf: return 2 / Double.pi.squareRoot() * Glibc.exp(-x * x)
    }
  }

  private static func inner(_ x: Double) -> Double { (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x) }
}

extension RowFunction {
  fileprivate func fill(_ out: UnsafeMutablePointer<Double>, from x: UnsafePointer<Double>, _ width: Int) {
    let top = (0..<width).reduce(-Double.infinity) { Swift.max($0, x[$1]) }
    let sum = (0..<width).reduce(0.0) { $0 + Glibc.exp(x[$1] - top) }
    switch self {
    case .softmax: for i in 0..<width { out[i] = Glibc.exp(x[i] - top) / sum }
    case .logSoftmax: for i in 0..<width { out[i] = x[i] - top - Glibc.log(sum) }
    }
  }

  fileprivate func fillSlope(
    _ out: UnsafeMutablePointer<Double>, output y: UnsafePointer<Double>, gradient: UnsafePointer<Double>, _ width: Int
  ) {
    switch self {
    case .softmax:
      let mean = (0..<width).reduce(0.0) { $0 + gradient[$1] * y[$1] }
      for i in 0..<width { out[i] = y[i] * (gradient[i] - mean) }
    case .logSoftmax:
      let sum = (0..<width).reduce(0.0) { $0 + gradient[$1] }
      for i in 0..<width { out[i] = gradient[i] - Glibc.exp(y[i]) * sum }
    }
  }
}
