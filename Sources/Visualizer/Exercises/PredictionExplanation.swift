import Backpropagation
import Cells
import ComputationGraph
import Screen
import Sentences

extension Session {
  /// Draws what the pane would say of a prediction over the last rows of a presentation, above the
  /// line that is typed: as much as half of the screen.
  func presentQuestion(into frame: inout Frame) {
    guard prediction != nil else { return }
    let bottom = frame.size.rows - 1
    let lines = explanation.lines.suffix(max(0, min(bottom, frame.size.rows / 2)))
    for (index, line) in lines.enumerated() {
      let point = Point(column: 0, row: bottom - lines.count + index)
      let size = Size(columns: frame.size.columns, rows: 1)
      frame.fill(Rectangle(origin: point, size: size), with: " ", .plain)
      frame.write(line, at: point, width: frame.size.columns)
    }
  }
}

/// The pane while a number is predicted: the question and what is known, and after a wrong answer
/// what is wrong and the formula.
extension Explanation {
  init(_ prediction: Prediction, words: Wording) {
    let question = prediction.question
    var lines = [Line(label: "question", 12).appending(words.sentence(question))]
    lines += Self.given(question, words)
    let place = lines.count
    if let response = prediction.response {
      lines.append(
        Line(prediction.isWrong ? " ✗ " : " ", .error).appending(response, .error))
    }
    if prediction.hint >= .symbols {
      lines.append(Line(label: "formula", 12).appending(words.symbols(question)))
    }
    let numbers = words.numbers(question)
    if prediction.hint >= .numbers, !numbers.isEmpty {
      lines.append(Line(label: "numbers", 12).appending(numbers))
    }
    // What was wrong is said above the hints that came later, unless they need its line.
    if prediction.hasAskedSince, prediction.response != nil, lines.count > Self.roomForLines {
      lines.remove(at: place)
    }
    self.init(heading: "predict \(words.subject(question))", lines: lines)
  }

  /// The lines that the pane has on a screen of 24 rows.
  private static let roomForLines = 6

  /// What is known, on as many lines as it takes on a narrow screen.
  private static func given(_ question: Question, _ words: Wording) -> [Line] {
    let margin = " given      "
    var lines = [Line(margin, .remark)]
    for item in words.given(question) {
      let line = lines[lines.count - 1]
      let isFirst = line.columns == margin.count
      if !isFirst, line.columns + 3 + item.name.columns + 3 + item.text.columns > 80 {
        lines.append(Line(String(repeating: " ", count: margin.count)))
      } else if !isFirst {
        lines[lines.count - 1].append("   ")
      }
      lines[lines.count - 1].append("\(item.name) = ")
      lines[lines.count - 1].append(item.text, item.isGradient ? .gradient : .value)
    }
    return lines
  }
}
