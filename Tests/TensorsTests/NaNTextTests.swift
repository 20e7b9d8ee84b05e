// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct NaNTextTests {
  @Test func theSignOfANaNIsNotShown() {
    #expect("\(Tensor([-Double.nan, 1.5]))".contains("nan") && !"\(Tensor([-Double.nan, 1.5]))".contains("-nan"))
    #expect(!"\(Tensor<Float>([-Float.nan]))".contains("-nan"))
    #expect("\(Tensor([-Double.infinity]))".contains("-inf"))
  }
}
