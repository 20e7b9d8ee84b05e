// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

// Quantiles under NumPy's names. A line with a NaN has none: NaN; the forms with "nan" pass over it. Lines without any
// number give NaN. Fractions outside 0...1 (percentages outside 0...100) trap.

extension Tensor where Scalar: RealScalar & OrderedScalar {
  /// The value below which a fraction of all elements lies.
  public func quantile(_ fraction: Double, method: QuantileMethod = .linear) -> Scalar {
    quantile([fraction], method: method).item
  }

  /// Several quantiles of all elements.
  public func quantile(_ fractions: [Double], method: QuantileMethod = .linear) -> Tensor {
    flattened().quantiles(fractions, axis: 0, method, skipsNaN: false, "quantile")
  }

  /// A quantile along one axis.
  public func quantile(
    _ fraction: Double, axis: Int, keepingDimensions: Bool = false, method: QuantileMethod = .linear
  ) -> Tensor {
    let result = quantiles([fraction], axis: axis, method, skipsNaN: false, "quantile")[0, ...]
    return keepingDimensions ? result.inserting(axis: axis, rank: rank) : result
  }

  /// Several quantiles along one axis; the first axis of the result is that of the fractions.
  public func quantile(_ fractions: [Double], axis: Int, method: QuantileMethod = .linear) -> Tensor {
    quantiles(fractions, axis: axis, method, skipsNaN: false, "quantile")
  }

  /// The value below which so many percent of all elements lie.
  public func percentile(_ percent: Double, method: QuantileMethod = .linear) -> Scalar {
    quantile(percent / 100, method: method)
  }

  /// A percentile along one axis.
  public func percentile(
    _ percent: Double, axis: Int, keepingDimensions: Bool = false, method: QuantileMethod = .linear
  ) -> Tensor {
    quantile(percent / 100, axis: axis, keepingDimensions: keepingDimensions, method: method)
  }

  /// The middle element, or the mean of the middle two.
  public func median() -> Scalar { quantile(0.5) }

  /// Medians along one axis.
  public func median(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    quantile(0.5, axis: axis, keepingDimensions: keepingDimensions)
  }

  /// A quantile of the elements that are not NaN.
  public func nanquantile(_ fraction: Double, method: QuantileMethod = .linear) -> Scalar {
    flattened().quantiles([fraction], axis: 0, method, skipsNaN: true, "nanquantile").item
  }

  /// A quantile along one axis without NaN.
  public func nanquantile(
    _ fraction: Double, axis: Int, keepingDimensions: Bool = false, method: QuantileMethod = .linear
  ) -> Tensor {
    let result = quantiles([fraction], axis: axis, method, skipsNaN: true, "nanquantile")[0, ...]
    return keepingDimensions ? result.inserting(axis: axis, rank: rank) : result
  }

  /// The median of the elements that are not NaN.
  public func nanmedian() -> Scalar { nanquantile(0.5) }

  /// Medians along one axis without NaN.
  public func nanmedian(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    nanquantile(0.5, axis: axis, keepingDimensions: keepingDimensions)
  }

  private func quantiles(
    _ fractions: [Double], axis: Int, _ method: QuantileMethod, skipsNaN: Bool, _ operation: String
  ) -> Tensor {
    for fraction in fractions where !(0...1).contains(fraction) {
      trap("\(operation): a fraction must lie between 0 and 1, but is \(fraction); percentile takes percent")
    }
    let axis = resolve(axis: axis, rank: rank, operation: operation)
    // A few quantiles are picked out of each line; more of them are worth sorting it once.
    let picks = fractions.count <= 3 && (Scalar.self == Double.self || Scalar.self == Float.self)
    let lines =
      (picks ? self : sorted(axis: axis)).mapLines(
        axis: axis, resultLength: fractions.count, operation: operation
      ) { (line: UnsafePointer<Scalar>, count, result: UnsafeMutablePointer<Scalar>) in
        // NaN comes last, so that the numbers of a sorted line are its beginning.
        let numbers =
          picks
          ? countOfNumbers(line, count)
          : count > 0 && line[count - 1].isNaN ? (0..<count).first { line[$0].isNaN } ?? count : count
        for (index, fraction) in fractions.enumerated() {
          guard numbers > 0, skipsNaN || numbers == count else {
            result[index] = .nan
            continue
          }
          let (position, share) = method.place(of: fraction, among: numbers)
          let (low, high) =
            picks
            ? neighbours(line, count, position) : (line[position], line[Swift.min(position + 1, numbers - 1)])
          let part = Scalar(share)
          // From the nearer end, so that the result is exact at both, as NumPy does it.
          result[index] =
            low == high || part == 0
            ? low : part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part
        }
      } as Tensor
    return lines.permuted([axis] + (0..<rank).filter { $0 != axis })
  }

  private func inserting(axis: Int, rank: Int) -> Tensor {
    var kept = shape
    kept.insert(1, at: axis < 0 ? axis + rank : axis)
    return reshaped(kept)
  }
}

/// How many elements are not NaN. Lines without any are the rule, and one loop in C tells them.
private func countOfNumbers<Scalar: RealScalar>(_ line: UnsafePointer<Scalar>, _ count: Int) -> Int {
  var least = Scalar.zero
  if count > 0, let kernel = Kernels.reduction(MARTLET_LEAST, Scalar.self) { _ = kernel(line, count, &least) }
  return least.isNaN ? (0..<count).count { !line[$0].isNaN } : count
}

/// The elements at a place of the sorted line and the next, found without sorting it; for Double and Float.
private func neighbours<Scalar: RealScalar>(
  _ line: UnsafePointer<Scalar>, _ count: Int, _ position: Int
) -> (Scalar, Scalar) {
  let bytes = 2 * count * MemoryLayout<Scalar>.stride
  let memory = BufferPool.allocate(bytes, alignment: 64)
  defer { BufferPool.free(memory, bytes) }
  let line = UnsafeRawPointer(line)
  if Scalar.self == Double.self {
    var pair = [0.0, 0.0]
    martlet_neighbours_f64(
      line.assumingMemoryBound(to: Double.self), count, position,
      memory.bindMemory(to: UInt64.self, capacity: 2 * count), &pair)
    return (Scalar(pair[0]), Scalar(pair[1]))
  }
  var pair: [Float] = [0, 0]
  martlet_neighbours_f32(
    line.assumingMemoryBound(to: Float.self), count, position, memory.bindMemory(to: UInt32.self, capacity: 2 * count),
    &pair)
  return (Scalar(pair[0]), Scalar(pair[1]))
}
