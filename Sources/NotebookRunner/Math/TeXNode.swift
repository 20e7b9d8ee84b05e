// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A piece of a formula.
package indirect enum TeXNode: Equatable, Sendable {
  case row([TeXNode])
  /// A variable; `isUpright` for function names and Greek capitals.
  case identifier(String, isUpright: Bool)
  case number(String)
  /// An operator, relation or fence; `isLarge` for sums and products, which take their limits above and below.
  case symbol(String, isLarge: Bool)
  /// A function name such as `log`; `takesLimits` for those like `max`.
  case function(String, takesLimits: Bool)
  case text(String)
  /// White space, in em.
  case space(Double)
  case fraction(TeXNode, TeXNode, hasLine: Bool)
  case root(TeXNode, index: TeXNode?)
  case scripts(base: TeXNode, sub: TeXNode?, sup: TeXNode?)
  case accent(TeXNode, String, isOver: Bool, isStretchy: Bool)
  case fenced(open: String, TeXNode, close: String)
  case table([[TeXNode]], columns: TeXColumns)
}

/// How the columns of a table stand.
package enum TeXColumns: Equatable, Sendable {
  case centered
  /// `cases`: all to the left.
  case left
  /// `align`: right and left in turn.
  case alternating
}
