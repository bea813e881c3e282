import Learning

extension CSVProblem {
  /// The problem with the file called `name`, in one sentence.
  package func sentence(_ name: String) -> String {
    switch self {
    case .noRows: "\(name) holds no numbers"
    case .tooManyNumbers(let limit): "\(name) holds more than \(limit) numbers"
    case .notANumber(let text, let cell):
      "\(name), \(cell.words): expected a number and found '\(excerpt(text))'"
    case .numberTooLarge(let text, let cell):
      "\(name), \(cell.words): \(excerpt(text)) is too large: numbers end at about 1.8e308"
    case .emptyCell(let isWord, let cell):
      "\(name), \(cell.words): expected a \(isWord ? "word" : "number") and found ''"
    case .wrongCount(let count, let line, let expected, let expectedLine):
      "\(name), line \(line): expected \(expected.counted("value")), as on line \(expectedLine), "
        + "and found \(count)"
    case .otherSeparator(let separator, let line):
      "\(name), line \(line): cells are separated by commas, and this file seems to use "
        + (separator == .semicolon ? "';'" : "tabs")
    case .unclosedQuote(let cell): "\(name), \(cell.words): this quote is never closed"
    case .textAfterQuote(let cell):
      "\(name), \(cell.words): expected a comma or the end of the line after the closing quote"
    case .cellTooLong(let limit, let isQuoted, let cell):
      "\(name), \(cell.words): expected at most \(limit) bytes and found more"
        + (isQuoted ? "; a quote opens here and may never be closed" : "")
    case .notUTF8(let cell):
      "\(name), \(cell.words): expected UTF-8 and found other bytes"
    case .zeroByte(let cell):
      "\(name), \(cell.words): expected text and found a byte 0, as files in UTF-16 have them; save "
        + "the file as UTF-8"
    case .tooManyWords(let limit, let cell):
      "\(name), \(cell.words): expected at most \(limit) different words and found another one"
    }
  }

  private func excerpt(_ text: String) -> String {
    let text = printable(text)
    return text.count > 24 ? text.prefix(23) + "…" : text
  }
}

extension CSVCell {
  /// `line 3, column 2 (height)`.
  fileprivate var words: String {
    "line \(line), column \(column)" + (name.map { " (\(shortened(printable($0))))" } ?? "")
  }
}
