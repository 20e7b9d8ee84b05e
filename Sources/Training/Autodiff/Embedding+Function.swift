// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Rows of a table, one for each number: torch's `embedding`.
/// - Parameters:
///   - ids: any shape; numbers from 0 up to, not including, the number of rows.
///   - table: rows × width.
/// - Returns: the shape of `ids`, with the width last.
public func embedding<S>(_ ids: Tensor<Int>, _ table: Tracked<S>) -> Tracked<S> {
  guard table.rank == 2 else {
    trap("embedding: the table needs two axes, but its shape is \(describe(shape: table.shape))")
  }
  let (rows, width) = (table.shape[0], table.shape[1])
  let ids = ids.contiguous()
  for (place, id) in ids.enumerated() where id < 0 || id >= rows {
    trap("embedding: number \(id) (element \(place) in row order) is outside the table, which has \(rows) rows")
  }
  var output = Tensor<S>(uninitialized: ids.shape + [width])
  copyRows(ids, of: table.value, into: &output, width)
  return .recorded(output, "embedding", [table]) { gradient, inputs in
    gradient = gradient.contiguous()
    gradient.withUnsafeBufferPointer { above in
      inputs[0].withZeroedGradientMemory { target in
        for (place, id) in ids.enumerated() {
          S.kernels.add(above.baseAddress! + place * width, target + id * width, width)
        }
      }
    }
  }
}

private func copyRows<S>(_ ids: Tensor<Int>, of table: Tensor<S>, into output: inout Tensor<S>, _ width: Int) {
  table.withUnsafeBufferPointer { table in
    output.withUnsafeMutableBufferPointer { output in
      ids.withUnsafeBufferPointer { ids in
        guard let table = table.baseAddress, let output = output.baseAddress else { return }
        parallel(ids.count, grain: max(1, (1 << 16) / max(width, 1))) {
          for place in $0 { (output + place * width).update(from: table + ids[place] * width, count: width) }
        }
      }
    }
  }
}
