// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Tensors
import Testing

@Suite struct TensorDisplayTests {
  private func texts<Scalar>(_ tensor: Tensor<Scalar>) -> (plain: String, html: String) {
    func text(_ type: MIMEType) -> String {
      if case .text(let text)? = tensor.mimeBundle.contents[type] { text } else { "" }
    }
    return (text(.plainText), text(.html))
  }

  @Test func `plain text has all digits, the table four decimals`() {
    let shown = texts(Tensor([[1.0 / 3, 2], [.nan, -0.5]]))
    #expect(shown.plain.contains("0.33333333") && shown.plain.contains("Tensor<Double> 2 × 2"))
    #expect(shown.html.contains("<td>0.3333</td>") && shown.html.contains("<td>-0.5</td>"))
    #expect(shown.html.contains("Tensor&lt;Double&gt; 2 × 2"))
  }

  @Test func `a wide table shows its ends and scrolls in its own box`() {
    let html = texts(RandomState(seed: 1).randn(200, 3000)).html
    #expect(html.hasPrefix("<div style=\"overflow-x:auto\">"))
    #expect(html.contains("<th>2999</th>") && html.contains("<th>…</th>") && html.contains("<th>199</th>"))
    #expect(html.components(separatedBy: "<td>").count - 1 == 11 * 11)
  }

  @Test func `masks and integers stand as they are, and higher ranks have no table`() {
    #expect(texts(Tensor([true, false])).html.contains("<td>true</td>"))
    #expect(texts(Tensor([1, -20])).html.contains("<td>-20</td>"))
    #expect(texts(zeros(2, 2, 2)).html == "" && texts(zeros(2, 2, 2)).plain.contains("2 × 2 × 2"))
  }
}
