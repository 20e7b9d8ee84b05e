// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Transformers

let tokenizerTasks: [String: Task] = [
  "encode": { problem in
    let tokenizer = try Tokenizer.load(directory: try problem.text("folder"))
    let encoding = tokenizer.encoding(of: try problem.text("text"), addPrefixSpace: problem.has("prefix"))
    var answer = Answer()
    answer.add("ids", Tensor(encoding.ids))
    answer.add("starts", Tensor(encoding.characterRanges.map(\.lowerBound)))
    answer.add("ends", Tensor(encoding.characterRanges.map(\.upperBound)))
    answer.add("decoded", text: tokenizer.decode(encoding.ids))
    return answer
  },
  "trainTokenizer": { problem in
    let folder = try problem.text("folder")
    let tokenizer = Tokenizer.train(
      on: [try problem.text("text")], vocabularySize: try problem.integer("size"), specialTokens: [])
    try tokenizer.save(to: folder)
    return Answer()
  },
]
