import Cells
import Debugging
import Exercises
import Screen
import Sentences

/// The line for a predicted number, present as long as a number is asked for.
struct Prompt: GraphlessLayer {
  private var line = TypedLine()

  /// The state that its keys know.
  struct Typed: Sendable {
    var line: TypedLine
    let isQuiz: Bool
    let hint: Prediction.Hint
  }

  static let rows: [KeyRow<Typed>] = [
    KeyRow(
      .enter, help: "answers", hint: Hint("Enter", "answers"),
      answers: {
        let text = $0.line.text
        $0.line = TypedLine()
        return .asks(.change { $0.answer(text) })
      }),
    KeyRow(
      "?", help: "shows the formula, then its numbers, at last the answer",
      answers: { _ in .asks(.change { $0.showMoreOfSolution() }) }
    ).hinting { typed in
      switch typed.hint {
      case .nothing, .part: Hint("?", "formula")
      case .symbols: Hint("?", "numbers")
      case .numbers: Hint("?", "answer")
      }
    },
    KeyRow(
      .escape, help: "leaves; nothing is lost", hint: Hint("Esc", "leaves"),
      answers: {
        $0.isQuiz
          ? .asks(.silentChange { $0.endQuiz() }) : .asks(.silentChange { $0.leavePrediction() })
      }),
  ]

  var hasLastLine: Bool { true }
  var takesText: Bool { true }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    guard let debugger, let prediction = debugger.exercise.prediction else { return .closed }
    var typed = Typed(line: line, isQuiz: debugger.exercise.quiz != nil, hint: prediction.hint)
    let answer = Self.rows.answer(to: key, for: &typed)
    line = typed.line
    guard case .passed = answer else { return answer }
    if key == .backspace, typed.isQuiz, line.text.isEmpty { return .taken(nil) }
    let words = debugger.words
    let result = line.take(key) { text in
      // Tab completes the last name of a formula, also after an operator or a parenthesis.
      let last = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      let count = last.reversed().prefix {
        $0.isLetter || $0.isNumber || "_.'′″".contains($0)
      }.count
      let name = last.suffix(count)
      return words.knownNames(asking: prediction.question).filter { $0.hasPrefix(name) }
        .map { last.dropLast(count) + $0 }
    }
    if result == .cancelled { return .asks(.silentChange { $0.leavePrediction() }) }
    return prediction.response == nil
      ? .taken(nil) : .asks(.silentChange { $0.exercise.prediction?.forgetResponse() })
  }

  mutating func paste(_ text: String) -> LayerAnswer {
    line.insert(text)
    return .taken(nil)
  }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    guard let debugger, let prediction = debugger.exercise.prediction else { return }
    let row = frame.size.rows - 1
    let width = frame.size.columns
    let line = StyledLine(" \(debugger.words.subject(prediction.question)) = ", .key)
      .appending(self.line.text, .selection)
    frame.writeLastLine(line)
    var keys = StyledLine()
    let typed = Typed(line: self.line, isQuiz: debugger.exercise.quiz != nil, hint: prediction.hint)
    for hint in Self.rows.compactMap({ $0.hint(typed) }) {
      keys.append(" \(hint.keys)", .key)
      keys.append(" \(hint.meaning) ", .faint)
    }
    let start = width - keys.columns
    if start > line.columns + 2 {
      frame.write(keys, at: Point(column: start, row: row), width: keys.columns)
    } else if self.line.text.isEmpty, Panes(frame.size).explanation == nil,
      let response = prediction.response.flatMap({
        debugger.words.sentence(for: $0, prediction.question)
      })
    {
      frame.write(
        StyledLine(response, .error), at: Point(column: line.columns + 1, row: row),
        width: max(0, width - line.columns - 1))
    }
  }
}
