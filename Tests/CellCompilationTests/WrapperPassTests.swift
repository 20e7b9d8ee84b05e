// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct WrapperPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: WrapperPass()) }

  @Test func aWrappedVariableBecomesAMember() {
    #expect(
      pass("@Clamped var x = 3")
        == "struct __Wrapped_x { @Clamped var x = 3 }; var __wrapped_x = __Wrapped_x()")
  }

  @Test func aTaskLocalValueIsStatic() throws {
    #expect(
      pass("@TaskLocal var x = 3\nprint(x, $x)")
        == "struct __Wrapped_x { @TaskLocal static var x = 3 }; var __wrapped_x = __Wrapped_x.self\n"
        + "print(__wrapped_x.x, __wrapped_x.$x)")
    let session = try CompilingSession()
    session.run("@TaskLocal private var depth: Int?")
    session.run("let inner: Int? = $depth.withValue(6) { depth }")
  }

  @Test func itsUsesFollow() {
    let lines = pass("@Clamped(1...5) var x: Int\nx += 1; print(\"\\(x) \\($x)\", a.x)").split(separator: "\n")
    #expect(lines[1] == "__wrapped_x.x += 1; print(\"\\(__wrapped_x.x) \\(__wrapped_x.$x)\", a.x)")
  }

  @Test func aNearerNameIsLeftAlone() {
    #expect(pass("@Clamped var x = 3\n[1].map { x in x + 1 }").hasSuffix("\n[1].map { x in x + 1 }"))
  }

  @Test(arguments: [
    "@MainActor var x = 3", "@available(*, deprecated) var x = 3", "var x = 3", "@Clamped struct S {}",
    "struct S { @Clamped var x = 3 }", "@MyActor var x = 3",
  ])
  func otherDeclarationsAreLeftAlone(cell: String) {
    #expect(pass(cell) == cell)
  }

  @Test func laterCellsAndRerunsSeeIt() throws {
    let session = try CompilingSession()
    session.run(
      """
      @propertyWrapper struct Clamped {
        private var value = 0
        init(wrappedValue: Int) { self.wrappedValue = wrappedValue }
        var wrappedValue: Int { get { value } set { value = min(newValue, 10) } }
        var projectedValue: Bool { value == 10 }
      }
      """)
    #expect(session.run("@Clamped var level = 3\nlevel = 50\nlet full: Bool = $level") == true)
    session.run("level -= 1\nlet copy: Int = level\nfunc read() -> Int { level }")
    #expect(session.run("@Clamped var level = 3\nlevel = 50\nlet full: Bool = $level") == false)
    session.run("let level = level + 1\nlet more: Int = level")
  }
}
