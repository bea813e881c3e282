import Cells

extension Frame {
  /// The characters of each row, without trailing blanks. Text has no colours, so a character
  /// stands for the pixels of a picture.
  package var lines: [String] {
    rows { cells in
      String(cells.lazy.filter { $0 != .continuation }.map(\.colourless.character))
    }
  }

  /// One letter per cell, which names its style, row by row; blank cells stay blank.
  package var styleLines: [String] {
    rows { cells in
      String(cells.map { $0.character == " " && $0.style != .selection ? " " : $0.style.rawValue })
    }
  }

  /// Two lines for each row: a letter for each pixel of a picture, without trailing blanks. `A` to
  /// `D` are increasingly positive, `a` to `d` increasingly negative, `0` to `9` are categories.
  package var pixelLines: [String] {
    (0..<2 * size.rows).map { line in
      let row = cells[line / 2 * size.columns..<(line / 2 + 1) * size.columns]
      let letters = row.map { cell -> Character in
        (line % 2 == 0 ? cell.pixels?.upper : cell.pixels?.lower)?.letter ?? " "
      }
      return Self.trimmed(letters)
    }
  }

  private func rows(_ text: (ArraySlice<Cell>) -> String) -> [String] {
    (0..<size.rows).map { row in
      Self.trimmed(Array(text(cells[row * size.columns..<(row + 1) * size.columns])))
    }
  }

  private static func trimmed(_ line: [Character]) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }
}

extension Tint {
  /// The letter that stands for the tint in golden frames.
  private static let letters = Array("dcba·ABCD")

  fileprivate var letter: Character {
    if let level { return Self.letters[level + Self.levels] }
    if let category { return Character("\(category)") }
    return self == .clear ? " " : "!"
  }
}
