import Screen

/// The colours of pixels. Negative is blue and positive is red or, in the palette for any colour
/// vision, vermillion; the middle is a light grey, so that pictures look the same on light and on
/// dark backgrounds.
///
/// With 256 colours any two of the nine levels differ by ΔE 13 or more (CIE 1976), with normal
/// colour vision and with simulated deuteranopia, protanopia and tritanopia (Machado et al., 2009).
/// With eight colours there are five levels: 1 and 2 look the same, and so do 3 and 4.
extension Palette {
  /// The colour of a pixel; `nil` lets the terminal's background show through. Only for terminals
  /// with colours.
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
  /// Light, so that black text is legible on them; the first three differ with any colour vision.
  private static let manyCategories = [111, 215, 158, 175, 228, 250, 74, 180, 146, 151]
  private static let fewCategories = [6, 3, 5, 2, 4, 1, 7]

  /// The appearance of a cell with pixels: the upper pixel as the text colour, the lower one as the
  /// background; or a character on a pixel, in black or white, whichever is legible there.
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
