// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Places mathematics: italic variables, upright digits, air around relations, scripts, fractions, roots.
struct MathLayout {
  static let scriptScale = 0.7
  static let relationAir = 0.278
  static let binaryAir = 0.222

  var size: Double
  /// Inside a script operators stand close.
  var isScript = false

  func set(_ nodes: [MathNode]) -> TypesetText {
    var line = TypesetText()
    var pen = 0.0
    var before: MathNode.Kind?
    for (i, node) in nodes.enumerated() {
      let kind = Self.kind(of: node)
      let next = i + 1 < nodes.count ? Self.kind(of: nodes[i + 1]) : nil
      let air = air(kind, after: before, before: next)
      pen += air.leading
      let part = set(node)
      line.append(part, at: Point(pen, 0))
      pen += part.width + air.trailing
      if case .word = node, next == .ordinary { pen += size * 0.167 }
      before = kind
    }
    line.width = max(pen, 0)
    return line
  }

  private static func kind(of node: MathNode) -> MathNode.Kind {
    switch node {
    case .symbol(_, _, let kind): kind
    case .scripts(let base, _, _): kind(of: base)
    default: .ordinary
    }
  }

  private func air(
    _ kind: MathNode.Kind, after: MathNode.Kind?, before: MathNode.Kind?
  ) -> (leading: Double, trailing: Double) {
    if isScript { return (0, 0) }
    switch kind {
    case .relation:
      return (after == nil ? 0 : Self.relationAir * size, before == nil ? 0 : Self.relationAir * size)
    case .binary:
      let isUnary = after == nil || after == .relation || after == .binary || after == .opening || after == .punctuation
      return isUnary || before == nil ? (0, 0) : (Self.binaryAir * size, Self.binaryAir * size)
    case .punctuation: return (0, 0.167 * size)
    default: return (0, 0)
    }
  }

  private var script: MathLayout { MathLayout(size: size * Self.scriptScale, isScript: true) }

  private func set(_ node: MathNode) -> TypesetText {
    let setter = Typesetter(size: size)
    switch node {
    case .symbol(let scalar, let italic, _):
      return setter.run(String(Character(scalar)), style: italic ? .oblique : .regular)
    case .word(let word, let style): return setter.run(word, style: style)
    case .line(let body, let isOver): return lined(set(body), isOver)
    case .group(let nodes): return set(nodes)
    case .space(let ems):
      var space = TypesetText()
      space.width = ems * size
      return space
    case .unknown(let source):
      var run = setter.run(source, style: .regular)
      for i in run.glyphs.indices { run.glyphs[i].isWarning = true }
      run.problems.append("unknown TeX command \(source)")
      return run
    case .scripts(let base, let below, let above): return scripts(set(base), below, above)
    case .fraction(let top, let bottom): return fraction(script.set([top]), script.set([bottom]))
    case .root(let body): return root(set(body))
    case .accent(let mark, let body): return accent(mark, set(body))
    }
  }

  private func scripts(_ base: TypesetText, _ below: MathNode?, _ above: MathNode?) -> TypesetText {
    var whole = base
    let gap = size * 0.05
    if let below { whole.append(script.set([below]), at: Point(base.width + gap, size * 0.18)) }
    if let above {
      let part = script.set([above])
      let lift = max(size * 0.36, base.ascent - part.ascent * 0.6)
      whole.append(part, at: Point(base.width + gap, -lift))
    }
    return whole
  }

  private func fraction(_ top: TypesetText, _ bottom: TypesetText) -> TypesetText {
    var whole = TypesetText()
    let width = max(top.width, bottom.width) + size * 0.2
    let axis = size * 0.3
    let gap = size * 0.14
    whole.append(top, at: Point((width - top.width) / 2, -(axis + gap + top.descent)))
    whole.append(bottom, at: Point((width - bottom.width) / 2, gap + bottom.ascent - axis))
    whole.bars.append(Rect(x: 0, y: -axis - size * 0.03, width: width, height: size * 0.06))
    whole.width = width
    return whole
  }

  private func root(_ body: TypesetText) -> TypesetText {
    let sign = Typesetter(size: size).run("√", style: .regular)
    var whole = sign
    let height = max(body.ascent + size * 0.1, sign.ascent)
    whole.append(body, at: Point(sign.width, 0))
    whole.bars.append(
      Rect(x: sign.width - size * 0.02, y: -height, width: body.width + size * 0.06, height: size * 0.06))
    whole.ascent = max(whole.ascent, height + size * 0.03)
    whole.width = sign.width + body.width + size * 0.06
    return whole
  }

  private func lined(_ body: TypesetText, _ isOver: Bool) -> TypesetText {
    var whole = body
    let y = isOver ? -body.ascent - size * 0.1 : body.descent + size * 0.06
    whole.bars.append(Rect(x: 0, y: y, width: body.width, height: size * 0.06))
    whole.ascent = max(whole.ascent, -y)
    whole.descent = max(whole.descent, y + size * 0.06)
    return whole
  }

  private func accent(_ mark: Unicode.Scalar, _ body: TypesetText) -> TypesetText {
    var whole = body
    let sign = Typesetter(size: size * 0.9).run(String(Character(mark)), style: .regular)
    guard let glyph = sign.glyphs.first else { return body }
    // Signs lie at different heights of their own: what counts is where their ink begins.
    let ink = FontLibrary.shared.metrics(glyph.face, glyph.index)
    let lift = body.ascent + size * 0.08 + ink.bottom * glyph.size
    let middle = (ink.left + ink.right) / 2 * glyph.size
    // Slanted letters lean to the right at their top.
    whole.append(sign, at: Point(body.width / 2 + size * 0.06 - middle, -lift))
    whole.width = body.width
    return whole
  }
}
