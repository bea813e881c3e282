import Limits

// Whether a change may be offered: the file is read with it.
extension CorrectionTrial {
  /// Whether the file with a change has neither the mistake nor a new one in the text of the
  /// change.
  func works(
    _ correction: Correction, for diagnostic: Diagnostic, isMove: Bool = false,
    isWhole: Bool = false, isName: Bool = false
  ) -> Bool {
    let source = file.syntax.source
    guard correction.isOrderly else { return false }
    let changed = correction.applied(to: source.utf8)
    guard changed != source.utf8 else { return false }
    let trial = file.tried(as: changed)
    let after = check(trial)
    let place = diagnostic.span.map { correction.moved($0.start) }
    if isMove, after.count >= diagnostics.count { return false }
    // A parameter that is left out is missing where the function is called.
    if diagnostic.isMissingParameter, after.contains(where: \.isAboutCount) { return false }
    let line = correction.edits.first.map { trial.syntax.text.lineWithBrackets(at: $0.span.start) }
    for other in after where !other.problem.isAboutSize {
      // Operands that are multiplied are one argument less.
      if diagnostic.problem.isAboutCalls,
        other.isAboutCount || other.isAboutFunctions || other.isAboutPlaces,
        let line, let place = other.span?.start, line.contains(place)
      {
        return false
      }
      // A line that is offered is a line of the language.
      if isWhole, other.problem.isAboutArrangement,
        let line, let place = other.span?.start, line.contains(place)
      {
        return false
      }
      if !isName, !other.problem.isAboutFiles, let span = other.span, correction.touches(span) {
        // What shapes are is another question than how something is written.
        if case .doesNotFit(let problem) = other.problem, !diagnostic.isAboutShapes,
          !problem.isAboutRows, !problem.isAboutPlaces, !diagnostic.isMissingArgument
        {
          continue
        }
        // Nor is the order of lines, unless it is this one.
        if case .usedBeforeDefinition = other.problem, !isMove,
          other.problem != diagnostic.problem
        {
          continue
        }
        // Names of the file may have no value; a change has none of its own.
        if case .missingInputs(let names) = other.problem, isProgress(names, diagnostic) {
          continue
        }
        return false
      }
      if other.problem == diagnostic.problem, place == nil || other.span?.start == place {
        return false
      }
    }
    return true
  }

  /// Whether names without a value were in the file before, or there are fewer of them than before.
  private func isProgress(_ names: [String], _ diagnostic: Diagnostic) -> Bool {
    if case .missingInputs(let before) = diagnostic.problem {
      return names.allSatisfy(before.contains) && names.count < before.count
    }
    let tokens = file.syntax.text
    let spelled = Set(
      (0..<tokens.count).filter { tokens[$0].kind == .name }.map { tokens.spelling(of: $0) })
    return names.allSatisfy(spelled.contains)
  }

  /// Whether a file that takes the place of `file` has no mistake, as far as that is tried.
  static func isRight(_ utf8: [UInt8], _ file: ReadFile, check: Check) -> Bool {
    guard utf8.count <= Limits.correctedBytes.value else { return false }
    return check(file.tried(as: utf8)).allSatisfy { diagnostic in
      if case .missingInputs = diagnostic.problem { return true }
      return diagnostic.problem.isAboutSize
    }
  }
}
