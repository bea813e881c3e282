extension StringProtocol {
  /// The columns of the pieces that are left of numbers when only the columns `shown` of the text
  /// can be seen: a piece of a number reads as another number, so it is not shown at all.
  ///
  /// A name that ends in digits keeps its beginning: `hidden12` may become `hidden1`, not `12`.
  package func cutNumbers(showing shown: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var word = ""
    var seen = ""
    var start = 0
    var column = 0
    func close() {
      if seen.count < word.count, !seen.isEmpty, word.isNumber || seen.readsAsNumber {
        found.append(start..<column)
      }
    }
    for character in self {
      if !word.isContinued(by: character) {
        close()
        (word, seen, start) = ("", "", column)
      }
      let width = character.columns ?? 0
      if character.isPartOfWord || "+-".contains(character) {
        word.append(character)
        if shown.contains(column), column + width <= shown.upperBound { seen.append(character) }
      }
      column += width
    }
    close()
    return found
  }

  /// Whether the word continues with a character, as `1e` does with `-`.
  private func isContinued(by next: Character) -> Bool {
    guard let last else { return false }
    return next.isPartOfWord
      || "+-".contains(next) && last == "e" && dropLast().last?.isWholeNumber == true
  }

  /// Whether a whole word is a number, or a word in place of one.
  private var isNumber: Bool {
    ["NaN", "inf", "-inf"].contains { $0 == self } || first.map { "-.".contains($0) } == true
      || first?.isWholeNumber == true
  }

  private var readsAsNumber: Bool {
    contains(where: \.isWholeNumber) && allSatisfy { $0.isWholeNumber || "-+.e".contains($0) }
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isWholeNumber || self == "_" || self == "." }
}
