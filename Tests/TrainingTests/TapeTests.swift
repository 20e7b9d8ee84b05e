// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training

/// What is recorded, kept and given back.
@Suite struct TapeTests {
  @Test func `gradients of several calls add up until they are forgotten`() {
    let x = Variable(Tensor([1, 2]), requiresGradient: true)
    (x * x).sum().backward()
    (x * 3).sum().backward()
    #expect(x.gradient == Tensor([5, 7]))
    x.gradient = nil
    #expect(x.gradient == nil)
    x.sum().backward()
    #expect(x.gradient == Tensor([1, 1]))
  }

  @Test func `a retained graph can be walked again`() {
    let x = Variable(Tensor([1, 2]), requiresGradient: true)
    let y = x * x, z = (y * 2).sum()
    y.retainGradient()
    z.backward(retainingGraph: true)
    #expect(y.gradient == Tensor([2, 2]))
    z.backward()
    #expect(x.gradient == Tensor([8, 16]) && y.gradient == Tensor([4, 4]))
  }

  @Test func `nothing is recorded where nothing is wanted`() {
    let x = Variable(Tensor([1, 2]), requiresGradient: true)
    #expect(!withoutGradients { x * x }.requiresGradient)
    #expect(!(Variable(Tensor([1, 2])) * 2).requiresGradient)
    #expect(!(x * 2).detached.requiresGradient && (x * 2).requiresGradient)
    let y = (x.detached * x).sum()
    y.backward()
    #expect(x.gradient == Tensor([1, 2]))
  }

  @Test func `a parameter that changes between the ways out and back does not change the gradient`() {
    let weight = Parameter(Tensor([3]))
    let x = Variable(Tensor([2]), requiresGradient: true)
    let y = (x * weight).sum()
    weight.assign(Tensor([100]))
    y.backward()
    #expect(x.gradient == Tensor([3]))
  }

  @Test func `a copy of a gradient stays as it was`() {
    let x = Variable(Tensor([1, 2]), requiresGradient: true)
    x.sum().backward()
    let kept = x.gradient
    x.sum().backward()
    #expect(kept == Tensor([1, 1]) && x.gradient == Tensor([2, 2]))
  }

  @Test func `a chain of a hundred thousand steps is walked and released without recursion`() {
    let x = Variable(Tensor([1]), requiresGradient: true)
    var y = x
    for _ in 0..<100_000 { y = y + 1 }
    y.sum().backward()
    #expect(x.gradient == Tensor([1]))
    var z = x
    for _ in 0..<100_000 { z = z + x }
    z = x
  }

  @Test func `shared values get the gradients of all their uses, in any order`() {
    let x = Tracked(Tensor([0.5, -1.5]), requiresGradient: true)
    expectRightGradients("diamond", [x.value]) { inputs in
      let a = exp(inputs[0]), b = a * inputs[0], c = a + b
      return c * b + a
    }
  }
}
