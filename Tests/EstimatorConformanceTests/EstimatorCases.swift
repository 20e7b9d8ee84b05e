// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors

/// Every estimator, a line each; what the suite asks of them is in `EstimatorContractTests`.
let estimatorCases: [EstimatorCase] = []
