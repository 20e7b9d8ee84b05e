// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Points of the plane are two arrays of coordinates.

// Conditional probabilities of a sample's neighbours: p_j ~ exp(-beta d_j), with beta such that their perplexity is the
// one asked for within 1e-5 of its logarithm, by at most 100 bisections. `skipped` is the position of the sample itself,
// which gets 0, or -1. Returns beta.
double martlet_tsne_conditionals(
  const float *squared_distances, size_t count, ptrdiff_t skipped, double perplexity, double *out);

// Forces on points first ..< last from all `count` points, a multiple of 16, of which those past the real ones lie at
// 1e18. Row i of `p` starts at p[i * count]. Attraction: sum of p q d; repulsion: sum of q^2 d, with q = 1 / (1 + |d|^2).
// `normal` is the sum of q over the others.
void martlet_tsne_exact_forces(
  const float *x, const float *y, size_t count, const float *p, size_t first, size_t last, float *attraction_x,
  float *attraction_y, float *repulsion_x, float *repulsion_y, double *normal);

// The attraction alone, from neighbours: row i holds p[starts[i] ..< starts[i + 1]] and their points.
void martlet_tsne_attraction(
  const float *x, const float *y, const int64_t *starts, const int32_t *neighbors, const float *p, size_t first,
  size_t last, float *attraction_x, float *attraction_y);

// A quadtree in depth-first order. Its points are in the order of its leaves.
typedef struct {
  // Centre of mass, number of points and squared width of each node.
  const float *x, *y, *mass, *width;
  // The node after the subtree, and the points of a leaf; a node that is no leaf has none.
  const int32_t *next, *first, *last;
  int32_t count;
} martlet_quadtree;

// The repulsion alone, on points first ..< last of the tree's order, where nodes count as one point if they look smaller
// than `angle` from each of 16 neighbours in that order.
void martlet_tsne_tree_forces(
  const martlet_quadtree *tree, const float *x, const float *y, float angle, size_t first, size_t last,
  float *repulsion_x, float *repulsion_y, double *normal);

// The sum of p log(1 + |d|^2) over row i of all points, or of its neighbours.
double martlet_tsne_row_cost(const float *x, const float *y, size_t count, const float *p, size_t i);
double martlet_tsne_neighbor_cost(
  const float *x, const float *y, const int32_t *neighbors, const float *p, size_t count, size_t i);

// One step of gradient descent with momentum and gains; the gradient is 4 (exaggeration attraction - repulsion / normal).
// Returns the sum of squares of the gradient times its gains.
double martlet_tsne_step(
  float *position, float *update, float *gains, const float *attraction, const float *repulsion, size_t count,
  float exaggeration, float inverse_normal, float momentum, float rate);

// The k smallest of `values` but for values[skipped], the earlier of equals, in no order.
void martlet_smallest_f64(
  const double *values, size_t count, size_t skipped, size_t k, double *smallest, int32_t *positions);
