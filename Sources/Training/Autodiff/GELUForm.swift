// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The two forms of the Gaussian error linear unit (Hendrycks & Gimpel 2016, arXiv:1606.08415). They differ by up to
/// 5e-4, enough to tell a wrong model from a right one.
public enum GELUForm: Sendable {
  /// x Φ(x), with the error function: torch's default (`approximate='none'`).
  case erf
  /// ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))): GPT-2's (torch: `approximate='tanh'`).
  case tanh
}
