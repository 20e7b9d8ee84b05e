// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import JupyterKernel
import JupyterProtocol

extension SwiftInterpreter {
  /// - Parameter isUserPresent: whether somebody is there to ask.
  func prepareAssistant(_ setUp: SetUp, isUserPresent: Bool) {
    if isUserPresent { assistant?.warmUp(prelude: setUp.pipeline.languagePrelude(in: session)) }
    assistant?.prepare(prelude: setUp.pipeline.languagePrelude(in: session))
  }

  public func complete(code: String, cursor: Int) -> Completions {
    guard let setUp, let assistant else {
      return Completions(matches: [], cursorStart: cursor, cursorEnd: cursor)
    }
    return assistant.complete(code, cursor: cursor, prelude: setUp.pipeline.languagePrelude(in: session))
  }

  public func inspect(code: String, cursor: Int, detailLevel: Int) -> DisplayData? {
    guard let setUp, let assistant else { return nil }
    let session = session
    return assistant.inspect(
      code, cursor: cursor, detailLevel: detailLevel, prelude: setUp.pipeline.languagePrelude(in: session),
      session: session)
  }

  public func isComplete(code: String) -> Completeness {
    if Magic(code) != nil { return .complete }
    return switch CellCompleteness.judge(code) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }

  public var languageInfo: LanguageInfo {
    LanguageInfo(
      name: "swift", version: setUp?.toolchain.version(rememberedIn: Installation.cacheDirectory()) ?? "",
      mimeType: "text/x-swift", fileExtension: ".swift",
      pygmentsLexer: "swift", codeMirrorMode: "swift")
  }

  public var implementation: ImplementationInfo {
    ImplementationInfo(
      name: "martlet", version: MartletVersion.current,
      banner:
        "Martlet \(MartletVersion.current), a Swift kernel for looking inside language models. %help lists its magics.",
      helpLinks: [HelpLink(text: "The Swift Programming Language", url: "https://docs.swift.org/swift-book/")])
  }
}
