// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Keys and values of the positions that have been computed, so that later ones need only their own.
final class KeyValueCache {
  let capacity: Int
  /// How many positions of each sequence are stored.
  private(set) var lengths: [Int]
  private let width: Int
  private let layers: Int
  private let memory: UnsafeMutablePointer<Float>

  /// - Parameter capacity: the most positions of a sequence.
  init(_ configuration: GPT2Configuration, sequences: Int, capacity: Int) {
    self.capacity = capacity
    width = configuration.dModel
    layers = configuration.nLayers
    lengths = [Int](repeating: 0, count: sequences)
    memory = .allocate(capacity: max(1, sequences * layers * capacity * 2 * width))
  }

  deinit { memory.deallocate() }

  func keys(_ layer: Int, _ sequence: Int) -> RowBuffer {
    RowBuffer(memory + (sequence * layers + layer) * capacity * 2 * width, width: width, stride: 2 * width)
  }

  func values(_ layer: Int, _ sequence: Int) -> RowBuffer {
    RowBuffer(keys(layer, sequence).base + width, width: width, stride: 2 * width)
  }

  /// Stores the keys and values of every row of a chunk.
  func append(_ keys: RowBuffer, _ values: RowBuffer, _ layer: Int, _ chunk: Chunk) {
    for index in chunk.tokens.indices {
      let (ownKeys, ownValues) = (self.keys(layer, chunk.sequences[index]), self.values(layer, chunk.sequences[index]))
      for offset in 0..<chunk.tokens[index].count {
        let (row, position) = (chunk.starts[index] + offset, chunk.past[index] + offset)
        ownKeys[position].update(from: keys[row], count: width)
        ownValues[position].update(from: values[row], count: width)
      }
    }
  }

  /// Counts the positions of a chunk as stored, once every block has stored them.
  func advance(_ chunk: Chunk) {
    for index in chunk.tokens.indices { lengths[chunk.sequences[index]] += chunk.tokens[index].count }
  }
}
