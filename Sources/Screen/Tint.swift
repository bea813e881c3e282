/// The meaning of one pixel of a picture. The terminal decides how it looks.
package struct Tint: Hashable, Sendable {
  /// −4…4 are signed levels, 16 and above are categories, 126 and 127 are neither.
  private let code: Int8

  private init(code: Int) { self.code = Int8(code) }

  /// The number of levels of each sign.
  package static let levels = 4
  /// The number of distinguishable categories; further ones start over.
  package static let categories = 10

  /// Neither positive nor negative.
  package static let zero = Tint(code: 0)
  /// Not a number, or infinite.
  package static let undefined = Tint(code: 127)
  /// Not a part of the picture: the background shows through.
  package static let clear = Tint(code: 126)

  /// A level from −4 to 4.
  package static func level(_ level: Int) -> Tint { Tint(code: max(-levels, min(levels, level))) }

  /// A category, counted from 0.
  package static func category(_ index: Int) -> Tint { Tint(code: 16 + index % categories) }

  /// The level of a number on a scale from −`largest` to `largest`.
  ///
  /// Only an exact zero has level 0: a small number still shows its sign.
  package init(_ number: Double, of largest: Double) {
    guard number.isFinite else {
      self = .undefined
      return
    }
    guard number != 0, largest > 0 else {
      self = .zero
      return
    }
    let share = min(1, abs(number) / largest) * Double(Self.levels)
    let level = max(1, Int(share.rounded(.up)))
    self.init(code: number < 0 ? -level : level)
  }

  /// The signed level; `nil` for categories and for what is not a number.
  package var level: Int? { code < 16 ? Int(code) : nil }
  /// The category, counted from 0.
  package var category: Int? { code >= 16 && code < 126 ? Int(code) - 16 : nil }

  /// The tint without colour: shades for positive levels, strokes for negative ones.
  package var character: Character {
    if let level { return Self.signs[level + Self.levels] }
    if let category { return Self.hatches[category] }
    return self == .clear ? " " : "!"
  }

  /// The tint in ASCII: round characters for positive levels, straight ones for negative ones.
  package var asciiCharacter: Character {
    if let level { return Self.asciiSigns[level + Self.levels] }
    if let category { return Self.asciiHatches[category] }
    return self == .clear ? " " : "!"
  }

  private static let signs: [Character] = ["#", "≡", "=", "-", "·", "░", "▒", "▓", "█"]
  private static let asciiSigns: [Character] = ["#", "H", "=", "-", ".", "+", "o", "O", "@"]
  private static let hatches: [Character] = ["·", "░", "-", "▒", "=", "▓", "~", "+", "^", "%"]
  private static let asciiHatches: [Character] = [
    ".", ":", "-", "+", "=", "#", "~", "%", "^", "\"",
  ]
}

/// The two pixels of a cell, one above the other.
package struct Pixels: Hashable, Sendable {
  package let upper: Tint
  package let lower: Tint

  package init(upper: Tint, lower: Tint) {
    self.upper = upper
    self.lower = lower
  }

  /// One pixel as large as the cell.
  package init(_ tint: Tint) {
    upper = tint
    lower = tint
  }

  /// The pixel that represents both where only one can be shown: that of the larger magnitude.
  package var stronger: Tint {
    if lower == .clear || upper == .undefined { return upper }
    if upper == .clear || lower == .undefined { return lower }
    return abs(lower.level ?? 0) > abs(upper.level ?? 0) ? lower : upper
  }
}
