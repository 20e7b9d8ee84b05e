// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The elements and attributes of SVG and MathML that a page shows, by their names in lower case: HTML takes them in any
/// case, and the document has them as the standards write them.
struct ForeignVocabulary: Sendable {
  let elements: [String: String]
  let attributes: [String: String]
  /// Elements that are left out with everything in them.
  let hidden: Set<String>
  /// Elements that hold text only.
  let textOnly: Set<String>

  private init(elements: String, attributes: String, hidden: Set<String>, textOnly: Set<String>) {
    func table(_ names: String) -> [String: String] {
      Dictionary(names.split(whereSeparator: \.isWhitespace).map { ($0.lowercased(), String($0)) }) { first, _ in first
      }
    }
    self.elements = table(elements)
    self.attributes = table(attributes)
    (self.hidden, self.textOnly) = (hidden, textOnly)
  }

  static let svg = ForeignVocabulary(
    elements: """
      svg g a defs desc title symbol use switch path rect circle ellipse line polyline polygon text tspan textPath image
      marker clipPath mask pattern linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer
      feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
      feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
      feTile feTurbulence
      """,
    attributes: """
      id class lang role version xmlns xmlns:xlink xml:space xml:lang viewBox preserveAspectRatio width height x y x1 y1 x2 y2
      cx cy r rx ry fx fy fr d points pathLength transform gradientTransform patternTransform gradientUnits patternUnits
      patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
      spreadMethod offset dx dy rotate textLength lengthAdjust startOffset method spacing side requiredFeatures
      systemLanguage filterUnits primitiveUnits in in2 result stdDeviation edgeMode mode operator k1 k2 k3 k4 type values
      tableValues slope intercept amplitude exponent order kernelMatrix divisor bias targetX targetY preserveAlpha
      surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength scale xChannelSelector
      yChannelSelector azimuth elevation pointsAtX pointsAtY pointsAtZ limitingConeAngle z radius baseFrequency numOctaves
      seed stitchTiles alignment-baseline baseline-shift clip-path clip-rule color color-interpolation
      color-interpolation-filters color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter
      flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
      image-rendering letter-spacing lighting-color marker-end marker-mid marker-start mask opacity paint-order
      shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
      stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect
      visibility word-spacing writing-mode
      """,
    hidden: ["foreignobject", "metadata"], textOnly: ["title", "desc"])

  static let mathML = ForeignVocabulary(
    elements: """
      math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup
      msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd menclose mfenced
      """,
    attributes: """
      id class lang dir role display displaystyle scriptlevel mathvariant mathsize mathcolor mathbackground stretchy symmetric
      fence separator form lspace rspace minsize maxsize largeop movablelimits accent accentunder linethickness numalign
      denomalign bevelled width height depth voffset notation open close separators columnalign rowalign columnspacing
      rowspacing columnlines rowlines frame framespacing equalrows equalcolumns columnspan rowspan encoding alttext align
      side xmlns lquote rquote
      """,
    hidden: ["annotation-xml"], textOnly: ["mi", "mn", "mo", "ms", "mtext", "annotation"])
}
