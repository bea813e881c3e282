import Cells
import Screen
import Sentences

extension StyledLine {
  /// A line as it is drawn: what a term means decides how it looks.
  init(_ line: Line) {
    self.init()
    for term in line.terms { append(term.text, Style(term.meaning)) }
  }
}

extension Style {
  /// How a term looks.
  init(_ meaning: Line.Meaning) {
    self =
      switch meaning {
      case .word, .formula, .sign, .number(.local, _): .plain
      case .label, .remark: .faint
      case .name: .name
      case .title: .title
      case .key: .key
      case .choice: .selection
      case .error: .error
      case .number(.value, .fresh): .value
      case .number(.value, .new): .newValue
      case .number(.value, .stale): .staleValue
      case .number(.gradient, .fresh): .gradient
      case .number(.gradient, .new): .newGradient
      case .number(.gradient, .stale): .staleGradient
      }
  }
}

extension Frame {
  /// Writes a line from `point` to the right, at most `width` columns.
  mutating func write(_ line: Line, at point: Point, width: Int) {
    write(StyledLine(line), at: point, width: width)
  }
}
