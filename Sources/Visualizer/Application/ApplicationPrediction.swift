import Cells
import Screen
import Sentences

// Keys while a number is predicted, and between the questions of a quiz.
extension Application {
  /// Starts a quiz with its first question.
  package mutating func start(_ quiz: Quiz) {
    changeSession {
      $0.quiz = quiz
      $0.askNext()
      return nil
    }
    showResultOfQuiz()
  }

  /// Takes a key that goes into an answer; returns whether it does.
  mutating func takeWhilePredicting(_ key: Key, _ session: inout Session) -> Bool {
    guard session.prediction != nil else { return takeInQuiz(key, &session) }
    let words = session.words
    let text = session.prediction?.line.text ?? ""
    switch key {
    case .character("?"): tell { session.showMoreOfSolution() }
    case .escape where session.quiz != nil: session.endQuiz()
    case .backspace where session.quiz != nil && text.isEmpty: break
    default:
      let question = session.prediction?.question
      let result = session.prediction?.take(key) { typed in
        // What is completed is the last name of a formula, behind an operator or a parenthesis, too.
        let last = typed.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        let count = last.reversed().prefix {
          $0.isLetter || $0.isNumber || "_.'′″".contains($0)
        }.count
        let name = last.suffix(count)
        return question.map(words.knownNames)?.filter { $0.hasPrefix(name) }
          .map { last.dropLast(count) + $0 } ?? []
      }
      switch result {
      case .entered(let text)?: tell { session.answer(text) }
      case .cancelled?: session.leavePrediction()
      case .editing?, nil: break
      }
    }
    scene = .session(session)
    showResultOfQuiz()
    return true
  }

  /// Between two questions everything can be looked at; these keys go on.
  private mutating func takeInQuiz(_ key: Key, _ session: inout Session) -> Bool {
    guard let quiz = session.quiz, !quiz.isOver, commandLine == nil, fullView == nil else {
      return false
    }
    switch key {
    case .enter, .character(" "), .character("p"): session.askNext()
    case .character("q"): session.endQuiz()
    default: return false
    }
    scene = .session(session)
    showResultOfQuiz()
    return true
  }

  /// The result, to be read when a quiz is over.
  private mutating func showResultOfQuiz() {
    guard let quiz = session?.quiz, quiz.isOver else { return }
    reading = TextPane(title: "Result", lines: quiz.resultLines.map { StyledLine(" " + $0) })
  }

  /// Draws the line that is typed, with the keys that work in it.
  func drawPrompt(_ prediction: Prediction, _ words: Wording, into frame: inout Frame) {
    let row = frame.size.rows - 1
    let point = Point(column: 0, row: row)
    let width = frame.size.columns
    frame.fill(
      Rectangle(origin: point, size: Size(columns: width, rows: 1)), with: " ", .plain)
    let line = StyledLine(" \(words.subject(prediction.question)) = ", .key)
      .appending(prediction.line.text, .selection)
    frame.write(line, at: point, width: width)
    frame.cursor = Point(column: min(line.columns, max(0, width - 1)), row: row)
    var keys = StyledLine()
    let more =
      switch prediction.hint {
      case .nothing: "formula"
      case .symbols: "numbers"
      case .numbers: "answer"
      }
    for (key, meaning) in [("Enter", "answers"), ("?", more), ("Esc", "leaves")] {
      keys.append(" \(key)", .key)
      keys.append(" \(meaning) ", .faint)
    }
    let start = width - keys.columns
    if start > line.columns + 2 {
      frame.write(keys, at: Point(column: start, row: row), width: keys.columns)
    } else if prediction.line.text.isEmpty, Panes(frame.size).explanation == nil,
      let response = prediction.response
    {
      frame.write(
        StyledLine(response, .error), at: Point(column: line.columns + 1, row: row),
        width: max(0, width - line.columns - 1))
    }
  }
}
