import ExpressionLanguage
import Testing

/// Applies every change that the messages of a file offer, each alone, and records the ones after
/// which the same mistake is still there, or another one in what the change has written.
func expectOffersWork(
  _ list: DiagnosticList, in source: SourceText, inputs: [String: Double], files: FileTables
) {
  for diagnostic in list.diagnostics {
    for correction in diagnostic.notes.compactMap(\.correction) {
      let changed = correction.applied(to: source.utf8)
      let syntax = Syntax(parsing: changed)
      guard
        case .failure(let after) = Document.make(from: syntax, inputs: inputs, files: files)
      else { continue }
      for other in after.diagnostics where isSame(other, diagnostic, correction) {
        Issue.record(
          """
          after what is offered there is the same mistake:
          \(diagnostic.text(file: "f", source: source))
          \(other.text(file: "f", source: syntax.source))
          """)
      }
    }
  }
}

/// Whether a mistake after a change is the one that the change should remove: of the same kind, at
/// the place to which the change has moved it, or inside of what the change has written.
private func isSame(_ other: Diagnostic, _ before: Diagnostic, _ correction: Correction) -> Bool {
  guard kind(other) == kind(before) else { return false }
  guard let place = before.span?.start, let found = other.span?.start else { return true }
  // What was in a line that is left out is gone.
  let isGone = correction.edits.contains {
    $0.text.isEmpty && place >= $0.span.start && place < $0.span.end
  }
  if isGone { return false }
  var shift = 0
  for edit in correction.edits {
    let start = edit.span.start + shift
    let end = start + edit.text.utf8.count
    if found >= start, found < end, place >= edit.span.start, place < edit.span.end { return true }
    if edit.span.end <= place { shift += edit.text.utf8.count - (edit.span.end - edit.span.start) }
  }
  return found == place + shift && other.problem == before.problem
}

/// The kind of a mistake, without what it is about.
private func kind(_ diagnostic: Diagnostic) -> String {
  String("\(diagnostic.problem)".prefix { $0 != "(" })
}
