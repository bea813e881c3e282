import Backpropagation
import ComputationGraph
import Screen

/// The pane while a number is predicted: the question and what is known, and after a wrong answer
/// what is wrong and the formula.
extension Explanation {
  init(_ prediction: Prediction, words: Wording) {
    let question = prediction.question
    var lines = [StyledLine(" question   ", .faint).appending(words.sentence(question))]
    lines += Self.given(question, words)
    if let response = prediction.response {
      lines.append(
        StyledLine(prediction.isWrong ? " ✗ " : " ", .error).appending(response, .error))
    }
    if prediction.hint >= .symbols {
      lines.append(StyledLine(" formula    ", .faint).appending(words.symbols(question)))
    }
    let numbers = words.numbers(question)
    if prediction.hint >= .numbers, !numbers.isEmpty {
      lines.append(StyledLine(" numbers    ", .faint).appending(numbers))
    }
    self.init(heading: "predict \(words.subject(question))", lines: lines)
  }

  /// What is known, on as many lines as it takes on a narrow screen.
  private static func given(_ question: Question, _ words: Wording) -> [StyledLine] {
    let margin = " given      "
    var lines = [StyledLine(margin, .faint)]
    for item in words.given(question) {
      let line = lines[lines.count - 1]
      let isFirst = line.columns == margin.count
      if !isFirst, line.columns + 3 + item.name.columns + 3 + item.text.columns > 80 {
        lines.append(StyledLine(String(repeating: " ", count: margin.count)))
      } else if !isFirst {
        lines[lines.count - 1].append("   ")
      }
      lines[lines.count - 1].append("\(item.name) = ")
      lines[lines.count - 1].append(item.text, item.isGradient ? .gradient : .value)
    }
    return lines
  }
}
