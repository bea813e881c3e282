extension NumberTableProblem {
  /// What is wrong with the file called `name`, in one sentence.
  func sentence(_ name: String) -> String {
    switch self {
    case .noNumbers: "\(name) holds no numbers"
    case .tooManyNumbers(let limit): "\(name) holds more than \(limit) numbers"
    case .notANumber(let text, let line, let column):
      "\(name), line \(line), column \(column): expected a number and found '\(text)'"
    case .numberTooLarge(let text, let line, let column):
      "\(name), line \(line), column \(column): \(text) is too large: numbers end at about 1.8e308"
    case .wrongCount(let count, let line, let expected, let firstLine):
      "\(name), line \(line): expected \(expected.counted("number")), as on line \(firstLine), "
        + "and found \(count)"
    }
  }
}
