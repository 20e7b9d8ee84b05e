// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS
import CNumerics
import Glibc
import Tensors

extension Float: DifferentiableScalar {
  public static let kernels = Kernels<Float>(
    map: { function, x, y, count in
      switch function {
      case .exp: martlet_exp_f32(x, y, count)
      case .tanh: martlet_tanh_f32(x, y, count)
      case .sigmoid: martlet_sigmoid_f32(x, y, count)
      case .relu: martlet_relu_f32(x, y, count)
      case .geluErf: martlet_gelu_erf_f32(x, y, count)
      case .geluTanh: martlet_gelu_tanh_f32(x, y, count)
      case .erf: martlet_erf_f32(x, y, count)
      case .sqrt: martlet_sqrt_f32(x, y, count)
      case .log: for i in 0..<count { y[i] = logf(x[i]) }
      case .abs: for i in 0..<count { y[i] = Swift.abs(x[i]) }
      case .sin: for i in 0..<count { y[i] = sinf(x[i]) }
      case .cos: for i in 0..<count { y[i] = cosf(x[i]) }
      }
    },
    slope: { function, x, y, gradient, out, count in
      switch function {
      case .exp: for i in 0..<count { out[i] = gradient[i] * y[i] }
      case .tanh: martlet_tanh_backward_f32(y, gradient, out, count)
      case .sigmoid: martlet_sigmoid_backward_f32(y, gradient, out, count)
      case .relu: martlet_relu_backward_f32(x, gradient, out, count)
      case .geluErf: martlet_gelu_erf_backward_f32(x, gradient, out, count)
      case .geluTanh: martlet_gelu_tanh_backward_f32(x, gradient, out, count)
      case .erf: for i in 0..<count { out[i] = gradient[i] * 1.12837917 * expf(-x[i] * x[i]) }
      case .sqrt: for i in 0..<count { out[i] = gradient[i] / (2 * y[i]) }
      case .log: for i in 0..<count { out[i] = gradient[i] / x[i] }
      case .abs: for i in 0..<count { out[i] = x[i] > 0 ? gradient[i] : (x[i] < 0 ? -gradient[i] : 0) }
      case .sin: for i in 0..<count { out[i] = gradient[i] * cosf(x[i]) }
      case .cos: for i in 0..<count { out[i] = -gradient[i] * sinf(x[i]) }
      }
    },
    rows: { function, x, y, rows, width in
      switch function {
      case .softmax: martlet_softmax_f32(x, y, rows, width)
      case .logSoftmax: martlet_log_softmax_f32(x, y, rows, width)
      }
    },
    rowSlope: { function, y, gradient, out, rows, width in
      switch function {
      case .softmax: martlet_softmax_backward_f32(y, gradient, out, rows, width)
      case .logSoftmax: martlet_log_softmax_backward_f32(y, gradient, out, rows, width)
      }
    },
    add: { x, y, count in cblas_saxpy(Int32(count), 1, x, 1, y, 1) },
    addColumnSums: { x, y, rows, width in martlet_add_column_sums_f32(x, y, rows, width) },
    multiply: { a, b, c in
      cblas_sgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
        Int32(c.rows), Int32(c.columns), Int32(c.inner), c.factor, a.start, Int32(a.stride), b.start, Int32(b.stride),
        c.keeping, c.start, Int32(c.stride))
    })
}
