extension String {
  /// The text in lines of at most `width` columns, broken at blanks where there are any.
  package func wrapped(to width: Int) -> [String] {
    Self.lines(of: split(separator: " ").map(String.init), width: width)
  }

  /// The same for formulas: the text is broken before the given words, and elsewhere only where
  /// what is between them is too long for a line.
  package func wrapped(to width: Int, before words: Set<String>) -> [String] {
    var pieces: [String] = []
    for word in split(separator: " ").map(String.init) {
      if let last = pieces.last, !words.contains(word), last.columns + 1 + word.columns <= width {
        pieces[pieces.count - 1] = last + " " + word
      } else {
        pieces.append(word)
      }
    }
    return Self.lines(of: pieces, width: width)
  }

  private static func lines(of pieces: [String], width: Int) -> [String] {
    var lines: [String] = []
    for piece in pieces {
      if let line = lines.last, line.columns + 1 + piece.columns <= width {
        lines[lines.count - 1] = line + " " + piece
      } else {
        lines.append(piece)
      }
    }
    return lines
  }
}
