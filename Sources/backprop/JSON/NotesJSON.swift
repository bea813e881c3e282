import ExpressionLanguage

extension Diagnostic {
  /// A note of a file as an object: where it belongs, the sentence and what could be written instead.
  fileprivate func json(in source: SourceText) -> JSON {
    [
      "line": span.map { source.line(at: $0.start) },
      "column": span.map { source.column(at: $0.start) },
      "text": sentence,
      "notes": notes.compactMap { note in
        note.sentence(in: source, line: span.map { source.line(at: $0.start) })
      },
    ]
  }
}

extension Document {
  /// The notes of the file, each as an object.
  var notesJSON: JSON {
    let source = source
    return .array(notes.map { $0.json(in: source) })
  }

  /// The line that objects line by line begin with, if there are notes.
  func notesLine(file: String) -> JSON? {
    let notes = notesJSON
    if case .array(let all) = notes, all.isEmpty { return nil }
    return ["file": file, "notes": notes]
  }
}
