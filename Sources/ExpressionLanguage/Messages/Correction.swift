/// A change of a file that a message offers, as data: it can be applied, and its words are made
/// from it.
public struct Correction: Hashable, Sendable {
  /// A part of the file and the text that takes its place; an empty part is where text is inserted.
  public struct Edit: Hashable, Sendable {
    /// The bytes that are replaced.
    public let span: SourceSpan
    /// The text in their place.
    public let text: String

    /// Text inserted at a place.
    init(_ offset: Int, _ text: String) {
      self.init(SourceSpan(start: offset, end: offset), text)
    }

    /// A replacement of the bytes of `span` by `text`.
    public init(_ span: SourceSpan, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// The edits, in the order of the file.
  public let edits: [Edit]

  /// The change that consists of `edits`.
  public init(_ edits: [Edit]) { self.edits = edits.sorted { $0.span.start < $1.span.start } }

  /// Whether no part of the file is replaced twice, as where lines are to be moved into themselves.
  /// Only such a change can be applied.
  var isOrderly: Bool {
    zip(edits, edits.dropFirst()).allSatisfy { $0.span.end <= $1.span.start }
  }

  /// The replacement of one part of the file.
  public init(_ span: SourceSpan, _ text: String) { edits = [Edit(span, text)] }

  /// Text put before a part of the file.
  static func inserting(_ text: String, before span: SourceSpan) -> Self {
    Correction([Edit(span.start, text)])
  }

  /// Text put behind a part of the file.
  static func inserting(_ text: String, after span: SourceSpan) -> Self {
    Correction([Edit(span.end, text)])
  }

  /// A line below all others.
  static func appending(_ line: String, to source: SourceText) -> Self {
    let isOpen = source.utf8.last.map { $0 != UInt8(ascii: "\n") } ?? false
    return Correction([Edit(source.utf8.count, (isOpen ? "\n" : "") + line + "\n")])
  }

  /// A part of the file put into quotes.
  static func quoting(_ span: SourceSpan) -> Self {
    Correction([Edit(span.start, "\""), Edit(span.end, "\"")])
  }

  /// A part of the file as the argument of a function.
  static func wrapping(_ span: SourceSpan, in function: String) -> Self {
    Correction([Edit(span.start, "\(function)("), Edit(span.end, ")")])
  }

  /// The bytes of the file after the change, which has to be orderly.
  public func applied(to utf8: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for edit in edits {
      result += utf8[start..<edit.span.start]
      result += Array(edit.text.utf8)
      start = edit.span.end
    }
    return result + utf8[start...]
  }

  /// Where a place of the file is after the change; `nil` if the change has replaced it.
  func moved(_ offset: Int) -> Int? {
    var shift = 0
    for edit in edits where edit.span.start <= offset {
      if offset < edit.span.end { return nil }
      shift += edit.text.utf8.count - (edit.span.end - edit.span.start)
    }
    return offset + shift
  }

  /// Whether a part of the changed file has text of the change in it, or is where it has removed
  /// something.
  func touches(_ span: SourceSpan) -> Bool {
    var shift = 0
    for edit in edits {
      let start = edit.span.start + shift
      let end = start + edit.text.utf8.count
      // Where something was removed, only what goes over the gap is touched.
      let reaches =
        edit.text.isEmpty
        ? span.start < start && span.end > start
        : span.start < end && max(span.end, span.start + 1) > start
      if reaches { return true }
      shift += edit.text.utf8.count - (edit.span.end - edit.span.start)
    }
    return false
  }
}

extension Correction {
  /// Consecutive lines of the file that a correction changes.
  private struct Change {
    let lines: ClosedRange<Int>
    /// What stands there afterwards.
    var text: String
  }

  /// What to do, in words: `write f = 2*x`, or `leave this line out`. `line` is the line that the
  /// message is about. `nil` if the change cannot be shown.
  func words(in source: SourceText, line: Int?) -> String? {
    if edits.count == 1, edits[0].span.start == source.utf8.count {
      return "write " + Self.rows(of: edits[0].text).joined(separator: "\n    ")
    }
    let changes = changes(in: source)
    guard changes.allSatisfy({ $0.text.utf8.count <= 1_000 }), changes.count <= 12 else {
      return nil
    }
    if changes.count == 1, let only = changes.first {
      let rows = Self.rows(of: only.text)
      let isHere = only.lines.lowerBound == line && only.lines.count == 1
      let place =
        only.lines.count > 1
        ? "lines \(only.lines.lowerBound) to \(only.lines.upperBound)"
        : isHere ? "this line" : "line \(only.lines.lowerBound)"
      if rows.isEmpty { return "leave \(place) out" }
      if rows.count == 1 { return "write " + (isHere ? "" : "\(place) as ") + rows[0] }
      return "write \(place) as" + rows.map { "\n    \($0)" }.joined()
    }
    var words = "write"
    for change in changes {
      for row in Self.rows(of: change.text) {
        words += "\n    \(change.lines.lowerBound) | \(row)"
      }
      if Self.rows(of: change.text).isEmpty {
        words += "\n    \(change.lines.lowerBound) |"
      }
    }
    return words
  }

  private static func rows(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { printable(String($0)).trimmed }
      .filter { !$0.isEmpty }
  }

  /// The last line that an edit changes; one that is removed with its end changes none after it.
  private static func lastLine(of edit: Edit, _ source: SourceText) -> Int {
    let line = source.line(at: edit.span.end)
    let isWhole =
      edit.text.isEmpty && edit.span.end > edit.span.start
      && source.bytes(ofLine: line).lowerBound == edit.span.end
    return isWhole ? line - 1 : line
  }

  private func changes(in source: SourceText) -> [Change] {
    var changes: [Change] = []
    var index = 0
    while index < edits.count {
      let first = source.line(at: edits[index].span.start)
      var last = Self.lastLine(of: edits[index], source)
      var group = [edits[index]]
      while index + 1 < edits.count, source.line(at: edits[index + 1].span.start) <= last {
        index += 1
        group.append(edits[index])
        last = max(last, Self.lastLine(of: edits[index], source))
      }
      let end = max(source.bytes(ofLine: last).upperBound, group.last?.span.end ?? 0)
      let bytes = source.bytes(ofLine: first).lowerBound..<end
      let moved = group.map {
        Edit(
          SourceSpan(start: $0.span.start - bytes.lowerBound, end: $0.span.end - bytes.lowerBound),
          $0.text)
      }
      let text = Correction(moved).applied(to: Array(source.utf8[bytes]))
      changes.append(
        Change(lines: first...last, text: String(decoding: text, as: UTF8.self)))
      index += 1
    }
    return changes
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return String(text)
  }
}

extension Diagnostic.Note {
  /// The note that the nearest of some names is meant in place of what a span says.
  static func nearest(
    to name: String, among candidates: [String], at span: SourceSpan
  ) -> Diagnostic.Note? {
    ExpressionLanguage.nearest(to: name, among: candidates).map {
      .didYouMean($0, Correction(span, $0))
    }
  }
}

extension Diagnostic.Note {
  /// The change that the note offers.
  public var correction: Correction? {
    switch self {
    case .write(let correction, _), .giveValue(_, let correction), .move(_, _, let correction):
      correction
    case .didYouMean(_, let correction), .operands(_, _, let correction): correction
    case .resembles, .oneOf, .instead, .hasArgument, .insideFunction: nil
    }
  }

  /// Whether the change only shows how something is written, with a number of its own.
  var isTemplate: Bool { if case .giveValue = self { true } else { false } }

  /// Whether the note says what there is in place of something.
  var isInstead: Bool { if case .instead = self { true } else { false } }

  /// What is left of the note without its change.
  var withoutCorrection: Diagnostic.Note? {
    switch self {
    case .operands(let facts, _, _): .operands(facts, fit: nil, nil)
    default: nil
    }
  }
}
