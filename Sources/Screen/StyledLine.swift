import Cells

/// One line of text whose parts mean different things.
package struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
  package struct Span: Hashable, Sendable {
    package let text: String
    package let style: Style
  }

  package private(set) var spans: [Span] = []

  package init(_ text: String = "", _ style: Style = .plain) { append(text, style) }
  package init(stringLiteral text: String) { self.init(text) }

  package var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  package mutating func append(_ text: String, _ style: Style = .plain) {
    if !text.isEmpty { spans.append(Span(text: text, style: style)) }
  }

  /// Fills with blanks up to `column`.
  package mutating func pad(to column: Int) {
    append(String(repeating: " ", count: max(0, column - columns)))
  }

  /// Draws a rule up to `column`.
  package mutating func rule(to column: Int) {
    append(String(repeating: "─", count: max(0, column - columns)), .faint)
  }

  package func appending(_ text: String, _ style: Style = .plain) -> StyledLine {
    var line = self
    line.append(text, style)
    return line
  }
}

extension Frame {
  /// Writes a line into a row, from a column up to the right edge; what is cut ends in `…`.
  package mutating func write(_ line: StyledLine, row: Int, from column: Int = 0) {
    write(line, at: Point(column: column, row: row), width: size.columns - column)
  }

  /// Writes lines into rows from `row` downwards.
  package mutating func write(_ lines: some Sequence<StyledLine>, from row: Int) {
    for (index, line) in lines.enumerated() { write(line, row: row + index) }
  }

  /// Writes a line from `point` to the right, at most `width` columns; what is cut ends in `…`.
  package mutating func write(_ line: StyledLine, at point: Point, width: Int) {
    var column = point.column
    let end = point.column + width
    for span in line.spans {
      let room = end - column
      guard room > 0 else { return }
      write(span.text.fitted(to: room), at: Point(column: column, row: point.row), span.style)
      column += min(room, span.text.columns)
    }
  }
}
