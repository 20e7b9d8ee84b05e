// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors

/// Every estimator, a line each; what the suite asks of them is in `EstimatorContractTests`.
let estimatorCases: [EstimatorCase] = [
  .classifier("logistic regression, L2", LogisticRegression()),
  .classifier("logistic regression, L1", LogisticRegression(penalty: .l1)),
  .classifier("logistic regression, elastic net", LogisticRegression(penalty: .elasticNet(l1Ratio: 0.5))),
  .classifier("logistic regression, no penalty", LogisticRegression(penalty: .none)),
  // SAGA stops short of the optimum, and of floats computes in single precision.
  .classifier("logistic regression, SAGA", LogisticRegression(penalty: .l1, solver: .saga(seed: 0)), precision: 1e-2),
]
