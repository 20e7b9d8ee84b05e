// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// How the weight of a linear layer lies in memory.
public enum WeightLayout: Sendable {
  /// outputs × inputs, as in torch's `Linear`.
  case outputsByInputs
  /// inputs × outputs, as in GPT-2's `Conv1D`.
  case inputsByOutputs
}

/// x times the weight, plus the bias, over the last axis of `x`: torch's `linear`, in one step.
/// - Parameters:
///   - x: any shape that ends with the number of inputs.
///   - weight: outputs × inputs, or as `layout` says.
///   - bias: one number per output.
/// - Returns: the shape of `x`, with the number of outputs last.
public func linear<S>(
  _ x: Tracked<S>, _ weight: Tracked<S>, _ bias: Tracked<S>? = nil, layout: WeightLayout = .outputsByInputs
) -> Tracked<S> {
  let shapes = LinearShapes(x.shape, weight.shape, bias?.shape, layout)
  let (input, factor) = (x.value.contiguous(), weight.value.contiguous())
  var output = Tensor<S>(uninitialized: shapes.output)
  output.withUnsafeMutableBufferPointer { output in
    guard let y = output.baseAddress else { return }
    if let bias {
      bias.value.withUnsafeBufferPointer { bias in
        parallel(shapes.rows, grain: max(1, (1 << 16) / shapes.outputs)) {
          for row in $0 { (y + row * shapes.outputs).update(from: bias.baseAddress!, count: shapes.outputs) }
        }
      }
    }
    input.withUnsafeBufferPointer { x in
      factor.withUnsafeBufferPointer { weight in
        guard let x = x.baseAddress, let weight = weight.baseAddress else { return }
        S.kernels.multiply(
          MatrixOperand(start: x, stride: shapes.inputs),
          MatrixOperand(start: weight, isTransposed: layout == .outputsByInputs, stride: shapes.weightStride),
          MatrixResult(
            start: y, rows: shapes.rows, columns: shapes.outputs, inner: shapes.inputs, stride: shapes.outputs,
            factor: 1, keeping: bias == nil ? 0 : 1))
      }
    }
  }
  return .recorded(output, "linear", [x, weight] + (bias.map { [$0] } ?? [])) { gradient, inputs in
    gradient = gradient.contiguous()
    gradient.withUnsafeBufferPointer { above in
      guard let above = above.baseAddress else { return }
      if inputs.count > 2, inputs[2].requiresGradient {
        inputs[2].withZeroedGradientMemory { S.kernels.addColumnSums(above, $0, shapes.rows, shapes.outputs) }
      }
      if inputs[1].requiresGradient {
        input.withUnsafeBufferPointer { x in
          inputs[1].withGradientMemory { target, keeping in
            let x = MatrixOperand(
              start: x.baseAddress!, isTransposed: layout == .inputsByOutputs, stride: shapes.inputs)
            let g = MatrixOperand(
              start: above, isTransposed: layout == .outputsByInputs, stride: shapes.outputs)
            let (left, right) = layout == .outputsByInputs ? (g, x) : (x, g)
            let (rows, columns) =
              layout == .outputsByInputs ? (shapes.outputs, shapes.inputs) : (shapes.inputs, shapes.outputs)
            S.kernels.multiply(
              left, right,
              MatrixResult(
                start: target, rows: rows, columns: columns, inner: shapes.rows, stride: columns, factor: 1,
                keeping: keeping))
          }
        }
      }
      if inputs[0].requiresGradient {
        factor.withUnsafeBufferPointer { weight in
          inputs[0].withGradientMemory { target, keeping in
            S.kernels.multiply(
              MatrixOperand(start: above, stride: shapes.outputs),
              MatrixOperand(
                start: weight.baseAddress!, isTransposed: layout == .inputsByOutputs, stride: shapes.weightStride),
              MatrixResult(
                start: target, rows: shapes.rows, columns: shapes.inputs, inner: shapes.outputs,
                stride: shapes.inputs, factor: 1, keeping: keeping))
          }
        }
      }
    }
  }
}

/// The lengths in a linear layer, checked.
private struct LinearShapes {
  let rows: Int
  let inputs: Int
  let outputs: Int
  let weightStride: Int
  let output: [Int]

  init(_ x: [Int], _ weight: [Int], _ bias: [Int]?, _ layout: WeightLayout) {
    let isTorch = layout == .outputsByInputs
    guard weight.count == 2 else {
      trap("linear: the weight needs two axes, but its shape is \(describe(shape: weight))")
    }
    (inputs, outputs) = isTorch ? (weight[1], weight[0]) : (weight[0], weight[1])
    guard let last = x.last, last == inputs else {
      trap(
        "linear: the last axis of the input has length \(x.last.map(String.init) ?? "none") (shape "
          + "\(describe(shape: x))), but the weight takes \(inputs) inputs (\(isTorch ? "outputs × inputs" : "inputs × outputs"): "
          + "\(describe(shape: weight)))")
    }
    if let bias, bias != [outputs] {
      trap("linear: the bias has shape \(describe(shape: bias)), but there are \(outputs) outputs")
    }
    rows = x.dropLast().reduce(1, *)
    weightStride = weight[1]
    output = x.dropLast() + [outputs]
  }
}
