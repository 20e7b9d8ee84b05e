// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors
import Testing

@Suite struct TensorShapeTests {
  @Test func `reshaping keeps row order, also of views`() {
    let t = arange(6).reshaped(2, -1)
    #expect(t.shape == [2, 3])
    #expect(t.transposed.flattened() == [0, 3, 1, 4, 2, 5])
    #expect(t.permuted(1, 0) == t.transposed)
    #expect(arange(6).reshaped(1, 6, 1).squeezed().shape == [6])
    #expect(arange(6).reshaped(1, 6, 1).squeezed(axis: 0).shape == [6, 1])
    #expect(t.rows.map { $0.sum() } == [3, 12])
  }

  @Test func `joining and repeating place elements as NumPy does`() {
    let t = Tensor([[1, 2], [3, 4]])
    #expect(concatenate(t, t[..<1, ...]) == Tensor([[1, 2], [3, 4], [1, 2]]))
    #expect(concatenate(t, t, axis: 1) == Tensor([[1, 2, 1, 2], [3, 4, 3, 4]]))
    #expect(stack(t[0, ...], t[1, ...], axis: 1) == Tensor([[1, 3], [2, 4]]))
    #expect(Tensor([0, 1]).repeated(2) == [0, 0, 1, 1])
    #expect(t.repeated(2, axis: 1) == Tensor([[1, 1, 2, 2], [3, 3, 4, 4]]))
  }

  @Test func `sequences of numbers are those of NumPy`() {
    expectClose(linspace(1, 5, 17), NumPyReference["linspace(1,5,17)"])
    expectClose(linspace(-3.3, 7.7, 101), NumPyReference["linspace(-3.3,7.7,101)"])
    expectClose(linspace(2, 9, 1), NumPyReference["linspace(2,9,1)"])
    expectClose(linspace(9, 2, 4), NumPyReference["linspace(9,2,4)"])
    expectClose(arange(0, 1, step: 0.1), NumPyReference["arange(0,1,0.1)"])
    #expect(arange(2, -4, step: -2) == [2, 0, -2])
  }

  @Test func `arrays go in and come out`() {
    #expect(Array(Tensor([1.5, 2])) == [1.5, 2])
    let literal: Tensor = [true, false]
    #expect(Array(literal) == [true, false])
    #expect(Tensor((1...4), shape: [2, 2]).map { $0 } == [1, 2, 3, 4])
    #expect(Tensor<Int>([1.9, -1.9] as Tensor<Double>) == [1, -1])
    #expect(Tensor<Double>([true, false] as Tensor<Bool>) == [1, 0])
  }

  @Test func `the description is aligned and ends with type and shape`() {
    #expect(
      Tensor([[1.0, -2.5], [10, 0.25]]).description == "[[ 1.0, -2.5],\n [10.0, 0.25]]\nTensor<Double> 2 × 2")
    #expect(Tensor([1e10, 1]).description == "[1.0e+10, 1.0e+00]\nTensor<Double> 2")
    #expect(Tensor([Double.nan, 1 / 3.0]).description == "[       nan, 0.33333333]\nTensor<Double> 2")
    #expect(Tensor<Float>([0.1]).description == "[0.1]\nTensor<Float> 1")
    #expect(arange(2000).description == "[   0,    1,    2, …, 1997, 1998, 1999]\nTensor<Int> 2000")
    #expect(zeros(0, 3).description == "[]\nTensor<Double> 0 × 3")
  }

  @Test func `a cell shows text and a table`() {
    let bundle = Tensor([[1, 2], [3, 4]]).mimeBundle
    guard case .text(let html)? = bundle[.html] else {
      Issue.record("no HTML")
      return
    }
    #expect(html.contains("<td>4</td>") && html.contains("Tensor&lt;Int&gt; 2 × 2"))
    #expect(bundle[.plainText] == .text(Tensor([[1, 2], [3, 4]]).description))
    guard case .text(let large)? = zeros(1000, 1000).mimeBundle[.html] else {
      Issue.record("no HTML")
      return
    }
    #expect(large.count < 5000)
  }
}
