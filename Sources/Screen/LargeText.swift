import Cells

/// Numbers written large enough for the last row of a classroom.
///
/// A character is three dots wide, the point one, and five dots high. At scale 1 a dot is two cells
/// wide and one high, which is about square; at scale 2, twice that.
package enum LargeText {
  /// The size of a text in cells; `nil` where a character has no large form.
  package static func size(of text: String, scale: Int) -> Size? {
    var dots = text.count - 1
    for character in text {
      guard let letter = letters[character] else { return nil }
      dots += letter[0].count
    }
    return text.isEmpty ? nil : Size(columns: 2 * scale * dots, rows: height * scale)
  }

  /// The height of a character in dots.
  package static let height = 5

  fileprivate static let letters: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"],
    "1": [" # ", "## ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"],
    "3": ["###", "  #", "###", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"],
    "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"],
    "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"],
    "9": ["###", "# #", "###", "  #", "###"],
    ".": [" ", " ", " ", " ", "#"],
    "-": ["   ", "   ", "###", "   ", "   "],
    "+": ["   ", " # ", "###", " # ", "   "],
    "e": ["   ", "###", "###", "#  ", "###"],
    "i": ["#", " ", "#", "#", "#"],
    "n": ["   ", "## ", "# #", "# #", "# #"],
    "f": [" ##", "#  ", "## ", "#  ", "#  "],
    "N": ["# #", "###", "###", "# #", "# #"],
    "a": ["   ", " ##", "# #", "# #", " ##"],
  ]
}

extension Frame {
  /// Writes a text in large characters, its upper left corner at `point`; characters without a
  /// large form are left out.
  package mutating func writeLarge(_ text: String, at point: Point, scale: Int, _ style: Style) {
    var column = point.column
    for letter in text.compactMap({ LargeText.letters[$0] }) {
      for (row, dots) in letter.enumerated() {
        for (place, dot) in dots.enumerated() where dot == "#" {
          let origin = Point(column: column + 2 * scale * place, row: point.row + scale * row)
          fill(
            Rectangle(origin: origin, size: Size(columns: 2 * scale, rows: scale)), with: "█", style
          )
        }
      }
      column += 2 * scale * (letter[0].count + 1)
    }
  }
}
