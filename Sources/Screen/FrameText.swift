extension Frame {
  /// The characters of each row, without blanks at the end.
  package var lines: [String] {
    rows { cells in String(cells.lazy.filter { $0 != .continuation }.map(\.character)) }
  }

  /// One letter per cell that names its style, row by row; blank cells are blank.
  package var styleLines: [String] {
    rows { cells in
      String(cells.map { $0.character == " " && $0.style != .selection ? " " : $0.style.rawValue })
    }
  }

  private func rows(_ text: (ArraySlice<Cell>) -> String) -> [String] {
    (0..<size.rows).map { row in
      let line = text(cells[row * size.columns..<(row + 1) * size.columns])
      guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
      return String(line[...last])
    }
  }
}
