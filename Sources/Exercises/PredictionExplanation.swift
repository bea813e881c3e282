import Backpropagation
import Cells
import Debugging
import Explanations
import Sentences

/// The pane while a number is predicted: the question and the known numbers, and after a wrong
/// answer the mistake and the formula.
extension Explanation {
  package init(_ prediction: Prediction, words: Wording) {
    let question = prediction.question
    var lines = [Line(label: "question", 12).appending(words.sentence(question))]
    lines += Self.given(question, words)
    let place = lines.count
    if let response = prediction.response.flatMap({ words.sentence(for: $0, question) }) {
      lines.append(Line(prediction.isWrong ? " ✗ " : " ", .error).appending(response, .error))
    }
    if prediction.hint == .part, let part = words.wrongPart(prediction) {
      lines.append(Line(label: "look at", 12).appending(part))
    }
    if prediction.hint >= .symbols {
      lines.append(Line(label: "formula", 12).appending(words.symbols(question)))
    }
    let numbers = words.numbers(question)
    if prediction.hint >= .numbers, !numbers.isEmpty {
      lines.append(Line(label: "numbers", 12).appending(numbers))
    }
    // The reply stays above later hints, unless they need its line.
    if prediction.hasAskedSince, prediction.response != nil, lines.count > Self.roomForLines {
      lines.remove(at: place)
    }
    self.init(heading: "predict \(words.subject(question))", lines: lines)
  }

  /// The number of lines in the pane on a screen of 24 rows.
  private static let roomForLines = 6

  /// The known numbers, on as many lines as a narrow screen needs.
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
