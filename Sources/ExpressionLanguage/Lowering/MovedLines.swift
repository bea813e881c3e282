// Offers to change the order of lines.
extension CorrectionTrial {
  /// A note that a line stands above the one that defines what it uses.
  func move(_ diagnostic: Diagnostic, _ line: Int) -> Diagnostic.Note? {
    guard case .usedBeforeDefinition(_, let definition) = diagnostic.problem, let translation,
      let use = translation.lines(of: line)
    else { return nil }
    let source = file.syntax.source
    // A line goes below all that it uses.
    let last =
      diagnostics.compactMap { other -> Int? in
        guard case .usedBeforeDefinition(_, let definition) = other.problem,
          let span = other.span, use.contains(source.line(at: span.start))
        else { return nil }
        return definition
      }.max() ?? definition
    if let target = translation.lines(of: last) {
      let down = moving(use, toLine: target.upperBound + 1)
      if works(down, for: diagnostic, isMove: true) { return .move(last, isHere: true, down) }
    }
    if let moved = translation.lines(of: definition) {
      let up = moving(moved, toLine: use.lowerBound)
      if works(up, for: diagnostic, isMove: true) { return .move(definition, isHere: false, up) }
    }
    return nil
  }

  /// The change that puts lines above another one, or at the end of the file.
  private func moving(_ lines: ClosedRange<Int>, toLine target: Int) -> Correction {
    let source = file.syntax.source
    let text = lines.map(source.line).joined(separator: "\n")
    let start = source.bytes(ofLine: lines.lowerBound).lowerBound
    let isLast = lines.upperBound == source.lineCount
    let end =
      isLast ? source.utf8.count : source.bytes(ofLine: lines.upperBound + 1).lowerBound
    let removal = Correction.Edit(SourceSpan(start: start, end: end), "")
    let insertion =
      target > source.lineCount
      ? Correction.Edit(source.utf8.count, "\n" + text)
      : Correction.Edit(source.bytes(ofLine: target).lowerBound, text + "\n")
    return Correction([removal, insertion])
  }
}
