// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Ranges with negative ends, as one writes them. Swift reads `-100...` as the negative of `100...`, and `...-1` as an
// operator of four characters.

prefix operator ...-
prefix operator ..<-
infix operator ...- : RangeFormationPrecedence
infix operator ..<- : RangeFormationPrecedence

extension PartialRangeFrom where Bound: SignedNumeric {
  /// `-100...`: from -100 on.
  public static prefix func - (range: Self) -> Self { (-range.lowerBound)... }
}

/// `...-1`: up to -1.
public prefix func ...- <Bound: SignedNumeric & Comparable>(upper: Bound) -> PartialRangeThrough<Bound> { ...(-upper) }

/// `..<-1`: below -1.
public prefix func ..<- <Bound: SignedNumeric & Comparable>(upper: Bound) -> PartialRangeUpTo<Bound> { ..<(-upper) }

/// `-5...-1`: from -5 to -1.
public func ...- <Bound: SignedNumeric & Comparable>(lower: Bound, upper: Bound) -> ClosedRange<Bound> {
  lower...(-upper)
}

/// `-5..<-1`: from -5 to below -1.
public func ..<- <Bound: SignedNumeric & Comparable>(lower: Bound, upper: Bound) -> Range<Bound> { lower..<(-upper) }
