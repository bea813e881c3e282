import Cells

/// A line of a pane: a row of terms, each with its meaning.
///
/// A screen turns it into coloured cells, a report into plain text. Its numbers have already been
/// written, or hidden, by `Writing`.
package struct Line: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The meaning of a term.
  package enum Meaning: Hashable, Sendable {
    /// A part of a sentence.
    case word
    /// A formula, in symbols or with numbers in it.
    case formula
    /// ` = ` or ` + `; a long line is broken before it.
    case sign
    /// The subject of the line, written at its start.
    case label
    /// Text for orientation only.
    case remark
    /// The name of the node that a row is about.
    case name
    case title
    /// A key to press or a command to type.
    case key
    /// The chosen row.
    case choice
    /// A failure, or a value that is not a number.
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

  /// The kind of a number, in the terms of the lecture.
  package enum Role: Hashable, Sendable { case value, gradient, local }

  /// Whether a number is current, has just been computed, or dates from before an update or an edit.
  package enum Form: Hashable, Sendable { case fresh, new, stale }

  package struct Term: Hashable, Sendable {
    package let text: String
    package let meaning: Meaning
  }

  package private(set) var terms: [Term] = []
  /// Whether this is the line to show where there is room for only one.
  package var isTelling = false

  package init(_ text: String = "", _ meaning: Meaning = .word) { append(text, meaning) }
  package init(stringLiteral text: String) { self.init(text) }

  /// A line that begins with a label, padded to `width` columns.
  package init(label: String, _ width: Int) {
    let blanks = String(repeating: " ", count: max(0, width - 1 - label.columns))
    append(" " + label + blanks, .label)
  }

  /// The number of columns it takes.
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

  /// The line broken into lines of at most `width` columns, before its signs if possible; elsewhere
  /// only if the part between two signs is too long.
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

  /// The characters alone, for reports and for places with a single style.
  package var text: String { terms.map(\.text).joined() }

  /// The characters alone, so that a line can be interpolated into a text.
  package var description: String { text }

  /// The line as a sentence on its own, without the blanks that align it.
  package var sentence: String { text.split(separator: " ").joined(separator: " ") }
}
