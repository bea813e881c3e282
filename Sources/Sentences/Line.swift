import Cells

/// A line of a pane: terms that each mean something.
///
/// A screen makes coloured cells of it, a report plain text. Numbers in it have been written, or
/// hidden, by `Writing`.
package struct Line: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// What a term is.
  package enum Meaning: Hashable, Sendable {
    /// Part of a sentence.
    case word
    /// A formula, in symbols or with numbers in it.
    case formula
    /// ` = ` or ` + `: before it a long line is broken.
    case sign
    /// What stands before a line and says what it is about.
    case label
    /// What is there for orientation only.
    case remark
    /// The name of a node where a row is about it.
    case name
    case title
    /// A key, or a command, that can be pressed or typed.
    case key
    /// The row that is chosen.
    case choice
    /// Something went wrong, or is not a number.
    case error
    case number(Role, Form)

    package static let value = Meaning.number(.value, .fresh)
    package static let newValue = Meaning.number(.value, .new)
    package static let staleValue = Meaning.number(.value, .stale)
    package static let gradient = Meaning.number(.gradient, .fresh)
    package static let newGradient = Meaning.number(.gradient, .new)
    package static let staleGradient = Meaning.number(.gradient, .stale)
    package static let local = Meaning.number(.local, .fresh)
  }

  /// What a number is in the lecture.
  package enum Role: Hashable, Sendable { case value, gradient, local }

  /// Whether a number is true now, has just become so, or was true before an update or an edit.
  package enum Form: Hashable, Sendable { case fresh, new, stale }

  package struct Term: Hashable, Sendable {
    package let text: String
    package let meaning: Meaning
  }

  package private(set) var terms: [Term] = []
  /// Whether it says most, where there is room for one line only.
  package var isTelling = false

  package init(_ text: String = "", _ meaning: Meaning = .word) { append(text, meaning) }
  package init(stringLiteral text: String) { self.init(text) }

  /// A line that begins with a label, in so many columns.
  package init(label: String, _ width: Int) {
    let blanks = String(repeating: " ", count: max(0, width - 1 - label.columns))
    append(" " + label + blanks, .label)
  }

  /// How many columns it takes.
  package var columns: Int { terms.reduce(0) { $0 + $1.text.columns } }

  package mutating func append(_ text: String, _ meaning: Meaning = .word) {
    if !text.isEmpty { terms.append(Term(text: text, meaning: meaning)) }
  }

  package mutating func append(_ line: Line) { terms += line.terms }

  /// Fills with blanks up to `column`.
  package mutating func pad(to column: Int) {
    append(String(repeating: " ", count: max(0, column - columns)))
  }

  package func appending(_ text: String, _ meaning: Meaning = .word) -> Line {
    appending(Line(text, meaning))
  }

  package func appending(_ other: Line) -> Line {
    var line = self
    line.append(other)
    return line
  }

  /// The line in lines of at most `width` columns, broken before its signs, and elsewhere only where
  /// what is between two of them is too long.
  package func wrapped(to width: Int) -> [Line] {
    var parts: [[Term]] = [[]]
    for term in terms {
      if term.meaning == .sign { parts.append([]) }
      parts[parts.count - 1].append(term)
    }
    var lines: [Line] = []
    for part in parts {
      let columns = part.reduce(0) { $0 + $1.text.columns }
      if let last = lines.last, last.columns + columns <= width {
        lines[lines.count - 1].terms += part
      } else {
        let text = part.map(\.text).joined()
        lines += text.wrapped(to: width).map { Line($0) }
      }
    }
    return lines
  }

  /// The characters alone, for reports and where there is one style only.
  package var text: String { terms.map(\.text).joined() }

  /// The same: a line put into a text is its characters.
  package var description: String { text }

  /// The line as a sentence that stands below nothing: without the blanks that align it.
  package var sentence: String { text.split(separator: " ").joined(separator: " ") }
}
