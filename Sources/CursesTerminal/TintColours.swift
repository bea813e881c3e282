import Screen

/// The colours of pixels. Negative is blue and positive red or, for every eye, vermillion; in the
/// middle lies a light grey, so that pictures look the same on light and on dark backgrounds.
///
/// With 256 colours any two of the nine levels differ by ΔE 13 or more (CIE 1976), for usual eyes
/// and simulated for deuteranopia, protanopia and tritanopia (Machado and others, 2009). Eight
/// colours have five levels: 1 and 2, 3 and 4 look the same.
extension Palette {
  /// The colour of a pixel; `nil` lets the terminal's background through. Only for terminals that
  /// have colours.
  package func colour(of tint: Tint, on terminal: Abilities) -> Int? {
    let hasMany = terminal.colours == 256
    if let level = tint.level {
      return (hasMany ? manyLevels : Self.fewLevels)[level + Tint.levels]
    }
    if let category = tint.category {
      let colours = hasMany ? Self.manyCategories : Self.fewCategories
      return colours[category % colours.count]
    }
    return tint == .undefined ? 5 : nil
  }

  private var manyLevels: [Int] {
    switch self {
    case .standard: [25, 32, 74, 153, 254, 223, 216, 203, 124]
    case .colourBlind: [25, 32, 74, 153, 254, 223, 215, 172, 130]
    }
  }

  /// Blue, cyan, white, yellow, red.
  private static let fewLevels = [4, 4, 6, 6, 7, 3, 3, 1, 1]
  /// Light, so that black text can be read on them; the first three differ for every eye.
  private static let manyCategories = [111, 215, 158, 175, 228, 250, 74, 180, 146, 151]
  private static let fewCategories = [6, 3, 5, 2, 4, 1, 7]

  /// How a cell with pixels looks: the upper one in the colour of the text and the lower one behind
  /// it; or a character on a pixel, in black or white, whichever can be read there.
  package func look(of cell: Cell, _ pixels: Pixels, on terminal: Abilities) -> Look {
    let lower = colour(of: pixels.lower, on: terminal)
    if cell.isPixels { return Look(colour(of: pixels.upper, on: terminal), on: lower) }
    let isBold = [.error, .selection, .focus, .title].contains(cell.style)
    let many = terminal.colours == 256
    let isDark = many ? abs(pixels.lower.level ?? 0) > 2 : [1, 4, 5].contains(lower)
    let text = isDark ? (many ? 231 : 7) : (many ? 16 : 0)
    return Look(lower == nil ? nil : text, isBold ? .bold : [], on: lower)
  }
}
