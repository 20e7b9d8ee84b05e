// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import COpenBLAS

/// Runs linear algebra on one thread: on several, OpenBLAS adds in an order that depends on their number, and results
/// must not.
func onOneThread<Result>(_ body: () -> Result) -> Result {
  let count = openblas_get_num_threads()
  openblas_set_num_threads(1)
  defer { openblas_set_num_threads(count) }
  return body()
}
