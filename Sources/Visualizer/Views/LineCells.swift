import Screen
import Sentences

extension StyledLine {
  /// A line as drawn: the meaning of a term decides its style.
  init(_ line: Line) {
    self.init()
    for term in line.terms { append(term.text, Style(term.meaning)) }
  }
}

extension Style {
  /// The style of a term.
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
