// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import JupyterDisplay
import Tensors

/// The columns that fitting a neuron gives, in the order of the kernel.
enum LogitColumn: Int, CaseIterable {
  case intercept, slope, interceptError, slopeError, logLikelihood, ratio, kkt, train, test, status
}

/// Fits blocks of neurons on all processors, in C (`logit_scan.c`).
final class LogitScanKernel: Sendable {
  private let rows: LogitScanRows
  private let l1: Double
  private let tolerance: Double
  private let seed: Int

  init(_ rows: LogitScanRows, l1: Double, tolerance: Double, seed: Int) {
    (self.rows, self.l1, self.tolerance, self.seed) = (rows, l1, tolerance, seed)
  }

  /// All columns of one layer, one after another.
  /// - Parameters:
  ///   - layer: its number, which chooses the splits.
  ///   - position: where it stands among the scanned ones, which chooses given rows.
  func scan(_ matrix: LayerSource.Matrix, layer: Int, position: Int) -> [Double] {
    switch matrix {
    case .single(let matrix):
      scan(matrix, layer, position) { x, rows, width, count, number, problem, scratch, out, where_ in
        martlet_logit_scan_f32(
          x, rows, width, count, UInt64(bitPattern: Int64(layer)), UInt64(number), problem, scratch, out, width, where_)
      }
    case .double(let matrix):
      scan(matrix, layer, position) { x, rows, width, count, number, problem, scratch, out, where_ in
        martlet_logit_scan_f64(
          x, rows, width, count, UInt64(bitPattern: Int64(layer)), UInt64(number), problem, scratch, out, width, where_)
      }
    }
  }

  private typealias Kernel<Scalar> = (
    UnsafePointer<Scalar>, Int, Int, Int, Int, UnsafePointer<martlet_logit_problem>, UnsafeMutableRawPointer,
    UnsafeMutablePointer<Double>, UnsafeMutablePointer<Int>
  ) -> Int

  private func scan<Scalar: TensorScalar>(
    _ matrix: Tensor<Scalar>, _ layer: Int, _ position: Int, _ kernel: Kernel<Scalar>
  ) -> [Double] {
    let (sampleCount, width) = (matrix.shape[0], matrix.shape[1])
    let block = Int(MARTLET_LOGIT_BLOCK)
    let blocks = (width + block - 1) / block
    var out = [Double](repeating: .nan, count: LogitColumn.allCases.count * width)
    // For each block the row and the neuron of a number that is not finite.
    var bad = [(row: Int, neuron: Int)](repeating: (-1, 0), count: blocks)
    let scratchSize = martlet_logit_scratch_bytes(sampleCount, MemoryLayout<Scalar>.size)
    // So many blocks take some tenths of a second; between such parts the cell can be interrupted.
    let stretch = max(2, 20_000_000 / (block * sampleCount))
    matrix.withUnsafeBufferPointer { x in
      out.withUnsafeMutableBufferPointer { out in
        bad.withUnsafeMutableBufferPointer { bad in
          withProblem(position) { problem in
            nonisolated(unsafe) let (x, out, bad) = (x.baseAddress!, out.baseAddress!, bad.baseAddress!)
            for start in stride(from: 0, to: blocks, by: stretch) {
              Interrupt.check()
              parallel(min(stretch, blocks - start), grain: 1) { part in
                let scratch = UnsafeMutableRawPointer.allocate(byteCount: scratchSize, alignment: 64)
                for index in part {
                  let first = (start + index) * block
                  let row = kernel(
                    x + first, sampleCount, width, min(block, width - first), first, problem, scratch, out + first,
                    &bad[start + index].neuron)
                  bad[start + index].row = row
                }
                scratch.deallocate()
              }
            }
          }
        }
      }
    }
    if let index = bad.indices.first(where: { bad[$0].row >= 0 }) {
      let (row, neuron) = (bad[index].row, index * block + bad[index].neuron)
      trap(
        "LogitScan.fit: layer \(layer) holds \(matrix[row, neuron]) in row \(row), neuron \(neuron); "
          + "remove such rows or replace the value first")
    }
    return out
  }

  private func withProblem(_ position: Int, _ body: (UnsafePointer<martlet_logit_problem>) -> Void) {
    func pointer(_ values: UnsafeBufferPointer<UInt32>?, offset: Int = 0) -> UnsafePointer<UInt32>? {
      values?.baseAddress.map { $0 + offset }
    }
    rows.rows[0].withUnsafeBufferPointer { rows0 in
      rows.rows[1].withUnsafeBufferPointer { rows1 in
        rows.labels.withUnsafeBufferPointer { labels in
          (rows.given ?? []).withUnsafeBufferPointer { given in
            let step = rows.listsPerLayer == 0 ? 0 : rows.trainCount + rows.testCount
            let offset = rows.layersOwnLists ? position * rows.listsPerLayer * step : 0
            var problem = martlet_logit_problem()
            problem.rows0 = rows0.baseAddress
            problem.rows1 = rows1.baseAddress
            problem.count0 = UInt32(rows0.count)
            problem.count1 = UInt32(rows1.count)
            problem.train0 = UInt32(rows.trainCounts[0])
            problem.train1 = UInt32(rows.trainCounts[1])
            problem.tie = rows.hasTie ? 1 : 0
            problem.labels = labels.baseAddress
            problem.given = rows.given == nil ? nil : pointer(given, offset: offset)
            problem.given_train = UInt32(rows.trainCount)
            problem.given_test = UInt32(rows.testCount)
            problem.given_step = step
            problem.l1 = l1
            problem.tolerance = tolerance
            problem.seed = UInt64(bitPattern: Int64(seed))
            body(&problem)
          }
        }
      }
    }
  }

  /// The rows of one neuron, training rows first, and how many those are.
  func split(layer: Int, position: Int, neuron: Int) -> (order: [Int], trainCount: Int) {
    let count = rows.trainCount + rows.testCount
    if let given = rows.given {
      let list = rows.listsPerLayer == 0 ? 0 : (rows.layersOwnLists ? position * rows.listsPerLayer : 0) + neuron
      return (given[list * count..<(list + 1) * count].map { Int($0) }, rows.trainCount)
    }
    var order = [UInt32](repeating: 0, count: 2 * count)
    var counts: [UInt32] = [0, 0, 0, 0]
    withProblem(position) { problem in
      _ = martlet_logit_split(UInt64(bitPattern: Int64(layer)), UInt64(neuron), problem, &order, &counts)
    }
    return (order[..<count].map { Int($0) }, rows.trainCount)
  }
}
