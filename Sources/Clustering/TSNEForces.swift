// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Tensors

/// The two parts of t-SNE's gradient at given points, and its objective.
protocol TSNEForces: AnyObject {
  var count: Int { get }
  /// The sum of p ln p.
  var entropy: Double { get }
  /// Fills the attraction and repulsion of `state`; returns the sum of 1 / (1 + |d|²) over all ordered pairs.
  func compute(_ state: TSNEState) -> Double
  /// The sum of p ln(1 + |d|²).
  func spread(_ state: TSNEState) -> Double
}

/// Points and what moves them; coordinates x, then coordinates y.
final class TSNEState {
  let count: Int
  /// The points and some more up to a whole number of vectors, which lie so far away that they exert no force.
  let padded: Int
  let x: Scratch<Float>
  let y: Scratch<Float>
  let attractionX: Scratch<Float>
  let attractionY: Scratch<Float>
  let repulsionX: Scratch<Float>
  let repulsionY: Scratch<Float>
  /// For each point the sum of 1 / (1 + |d|²) over the others.
  let normals: Scratch<Double>

  init(_ points: Tensor<Float>) {
    count = points.shape[0]
    padded = (count + 15) / 16 * 16
    (x, y) = (Scratch(padded, filledWith: 1e18), Scratch(padded, filledWith: 1e18))
    for i in 0..<count { (x[i], y[i]) = (points[i, 0], points[i, 1]) }
    (attractionX, attractionY) = (Scratch(count, filledWith: 0), Scratch(count, filledWith: 0))
    (repulsionX, repulsionY) = (Scratch(count, filledWith: 0), Scratch(count, filledWith: 0))
    normals = Scratch(count, filledWith: 0)
  }

  /// In order, so that it is the same for any number of threads.
  var normal: Double { normals.elements.reduce(0, +) }
}

/// Forces from all pairs.
final class ExactForces: TSNEForces {
  private let affinities: DenseAffinities
  private let grain: Int

  init(_ affinities: DenseAffinities) {
    self.affinities = affinities
    // A thread is worth about 20 microseconds of work, 100000 pairs.
    grain = max(1, 100_000 / affinities.count)
  }

  var count: Int { affinities.count }
  var entropy: Double { affinities.entropy }

  func compute(_ state: TSNEState) -> Double {
    parallel(count, grain: grain) { rows in
      martlet_tsne_exact_forces(
        state.x.start, state.y.start, affinities.stride, affinities.values.start, rows.lowerBound, rows.upperBound,
        state.attractionX.start, state.attractionY.start, state.repulsionX.start, state.repulsionY.start,
        state.normals.start)
    }
    return state.normal
  }

  func spread(_ state: TSNEState) -> Double {
    let costs = Scratch(count, filledWith: 0.0)
    parallel(count, grain: grain) { rows in
      for i in rows {
        costs[i] = martlet_tsne_row_cost(
          state.x.start, state.y.start, count, affinities.values.start + i * affinities.stride, i)
      }
    }
    return costs.elements.reduce(0, +)
  }
}

/// Attraction to neighbours, repulsion from a tree of cells.
final class TreeForces: TSNEForces {
  private let affinities: NeighborAffinities
  private let angle: Float
  private let tree: Quadtree

  init(_ affinities: NeighborAffinities, angle: Double) {
    self.affinities = affinities
    self.angle = Float(angle)
    tree = Quadtree(affinities.count)
  }

  var count: Int { affinities.count }
  var entropy: Double { affinities.entropy }

  func compute(_ state: TSNEState) -> Double {
    tree.build(state.x.start, state.y.start)
    let groups = (count + 15) / 16
    parallel(groups, grain: 16) { part in
      let points = part.lowerBound * 16..<min(part.upperBound * 16, count)
      tree.repel(points, angle: angle)
      martlet_tsne_attraction(
        state.x.start, state.y.start, affinities.starts, affinities.neighbors.start, affinities.values.start,
        points.lowerBound, points.upperBound, state.attractionX.start, state.attractionY.start)
    }
    tree.hand(to: state)
    return state.normal
  }

  func spread(_ state: TSNEState) -> Double {
    let costs = Scratch(count, filledWith: 0.0)
    parallel(count, grain: 256) { rows in
      for i in rows {
        let (start, end) = (Int(affinities.starts[i]), Int(affinities.starts[i + 1]))
        costs[i] = martlet_tsne_neighbor_cost(
          state.x.start, state.y.start, affinities.neighbors.start + start, affinities.values.start + start,
          end - start, i)
      }
    }
    return costs.elements.reduce(0, +)
  }
}
