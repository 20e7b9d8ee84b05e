// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Which elements of a tensor an index expression names: a strided view, or with lists and masks a gathered one.
///
/// A gathered selection consists of outer axes, the listed positions, and inner axes, in this order. Positions listed
/// for several axes are matched element by element, as in NumPy; unlike there an integer never counts as a list.
struct Selection {
  /// A run of plain axes.
  struct Axes {
    var shape: [Int] = []
    var strides: [Int] = []
    var count: Int { shape.reduce(1, *) }
  }

  var start: Int
  var outer = Axes()
  /// The shape of the lists and where each entry lies relative to `start`; nil for a plain view.
  var listed: Tensor<Int>?
  var inner = Axes()

  /// The shape of what is selected.
  var shape: [Int] { outer.shape + (listed?.shape ?? []) + inner.shape }

  init<Scalar>(_ indices: [AxisSelection], in tensor: Tensor<Scalar>) {
    let name = "[\(indices.map(\.summary).joined(separator: ", "))]"
    start = tensor.offset
    var axis = 0
    // A slice between two lists moves the listed axes to the front, NumPy's rule.
    var (interrupted, sliceAfterList) = (false, false)
    for index in Self.expanded(indices, rank: tensor.rank, shape: tensor.shape, name) {
      switch index {
      case .position(let position):
        start += Self.resolve(position, axis, tensor.shape, name) * tensor.strides[axis]
        axis += 1
      case .range(let from, let to, let step):
        let (first, count) = Self.bounds(from, to, step, axis, tensor.shape, name)
        start += first * tensor.strides[axis]
        append(count, tensor.strides[axis] * step)
        sliceAfterList = listed != nil
        axis += 1
      case .newAxis:
        append(1, 0)
        sliceAfterList = listed != nil
      case .positions(let positions):
        let (length, stride, at) = (tensor.shape[axis], tensor.strides[axis], axis)
        merge(
          elementwise(positions) { position in
            let resolved = position < 0 ? position + length : position
            guard resolved >= 0 && resolved < length else { Self.refuse(position, at, tensor.shape, name) }
            return resolved * stride
          }, name)
        interrupted = interrupted || sliceAfterList
        axis += 1
      case .mask(let mask):
        let covered = axis..<axis + mask.rank
        guard Array(tensor.shape[covered]) == mask.shape else {
          trap(
            "\(name): a mask of shape \(describe(shape: mask.shape)) does not fit the axes "
              + "\(describe(shape: Array(tensor.shape[covered]))) of a tensor of shape \(describe(shape: tensor.shape))"
          )
        }
        merge(mask.offsetsOfTrue(strides: Array(tensor.strides[covered])), name)
        interrupted = interrupted || sliceAfterList
        axis += mask.rank
      case .ellipsis: trap("\(name): `...` may stand only once between the brackets")
      }
    }
    if interrupted {
      inner = Axes(shape: outer.shape + inner.shape, strides: outer.strides + inner.strides)
      outer = Axes()
    }
  }

  private mutating func append(_ length: Int, _ stride: Int) {
    if listed == nil {
      outer.shape.append(length)
      outer.strides.append(stride)
    } else {
      inner.shape.append(length)
      inner.strides.append(stride)
    }
  }

  private mutating func merge(_ offsets: Tensor<Int>, _ name: String) {
    listed = listed.map { elementwise($0, offsets, "positions in \(name)", Add()) } ?? offsets
  }

  /// The indices with `...` (or what is missing at the end) written out as whole axes.
  private static func expanded(_ indices: [AxisSelection], rank: Int, shape: [Int], _ name: String) -> [AxisSelection] {
    let covered = indices.reduce(0) { $0 + $1.axesCovered }
    guard covered <= rank else {
      trap("\(name): \(covered) axes are indexed, but the tensor has \(rank) (shape \(describe(shape: shape)))")
    }
    let whole = [AxisSelection](repeating: .range(from: nil, to: nil, step: 1), count: rank - covered)
    var result = indices
    if let place = indices.firstIndex(where: \.isEllipsis) {
      result.replaceSubrange(place...place, with: whole)
    } else {
      result += whole
    }
    return result
  }

  private static func resolve(_ position: Int, _ axis: Int, _ shape: [Int], _ name: String) -> Int {
    let resolved = position < 0 ? position + shape[axis] : position
    guard (0..<shape[axis]).contains(resolved) else { refuse(position, axis, shape, name) }
    return resolved
  }

  private static func refuse(_ position: Int, _ axis: Int, _ shape: [Int], _ name: String) -> Never {
    trap(
      "\(name): position \(position) is outside axis \(axis), which has length \(shape[axis]) "
        + "(shape \(describe(shape: shape)))"
    )
  }

  private static func bounds(
    _ from: Int?, _ to: Int?, _ step: Int, _ axis: Int, _ shape: [Int], _ name: String
  ) -> (first: Int, count: Int) {
    let length = shape[axis]
    func resolved(_ bound: Int) -> Int {
      let position = bound < 0 ? bound + length : bound
      guard (0...length).contains(position) else {
        trap(
          "\(name): bound \(bound) is outside axis \(axis), which has length \(length) "
            + "(shape \(describe(shape: shape)))"
        )
      }
      return position
    }
    if step > 0 {
      let (first, last) = (from.map(resolved) ?? 0, to.map(resolved) ?? length)
      return (first, max(0, (last - first + step - 1) / step))
    }
    let (first, last) = (min(from.map(resolved) ?? length - 1, length - 1), to.map(resolved) ?? -1)
    return (max(first, 0), max(0, (first - last - step - 1) / -step))
  }
}

extension AxisSelection {
  fileprivate var axesCovered: Int {
    switch self {
    case .position, .range, .positions: 1
    case .mask(let mask): mask.rank
    case .newAxis, .ellipsis: 0
    }
  }

  var isEllipsis: Bool {
    if case .ellipsis = self { return true }
    return false
  }

  /// How the index is written, for messages.
  fileprivate var summary: String {
    switch self {
    case .position(let position): return "\(position)"
    case .range(nil, nil, 1): return "0..."
    case .range(let from, let to, 1):
      return "\(from.map(String.init) ?? "")" + (to.map { "..<\($0)" } ?? "...")
    case .range(let from, let to, let step):
      return "every(\(step)\(from.map { ", from: \($0)" } ?? "")\(to.map { ", to: \($0)" } ?? ""))"
    case .positions(let positions): return "\(positions.count) positions"
    case .mask(let mask): return "mask of \(describe(shape: mask.shape))"
    case .newAxis: return "newAxis"
    case .ellipsis: return "..."
    }
  }
}

extension Tensor where Scalar == Bool {
  /// Where elements that are true lie in a tensor with the given strides.
  fileprivate func offsetsOfTrue(strides: [Int]) -> Tensor<Int> {
    if rank == 1 { return truePositions(start: 0, stride: strides[0]) }
    let mask = contiguous()
    let offsets = Tensor<Int>(uninitialized: [mask.sum()])
    let target = offsets.base
    mask.withUnsafeBufferPointer { flags in
      var found = 0
      for i in 0..<flags.count where flags[i] {
        var (rest, offset) = (i, 0)
        for axis in stride(from: rank - 1, through: 0, by: -1) {
          offset += rest % shape[axis] * strides[axis]
          rest /= shape[axis]
        }
        target[found] = offset
        found += 1
      }
    }
    return offsets
  }
}
