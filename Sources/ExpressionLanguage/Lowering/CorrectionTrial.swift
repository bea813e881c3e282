import ComputationGraph
import Limits

/// Gives the mistakes of a file the changes that remove them. A change is offered if the file with
/// it has neither this mistake nor a new one: each is tried before it is offered.
struct CorrectionTrial {
  /// Finds the mistakes of a file.
  typealias Check = (ReadFile) -> [Diagnostic]
  /// Computes a name of a file, as far as its lines have no mistakes.
  typealias Computation = (ReadFile, _ name: String) -> Tensor?

  private let file: ReadFile
  private let diagnostics: [Diagnostic]
  private let check: Check
  private let translation: FileTranslation?

  init(
    _ file: ReadFile, _ diagnostics: [Diagnostic], check: @escaping Check,
    compute: @escaping Computation
  ) {
    self.file = file
    self.check = check
    self.diagnostics = diagnostics
    let source = file.syntax.source
    guard !file.isTrial, source.utf8.count <= Limits.correctedBytes.value else {
      translation = nil
      return
    }
    let shown = diagnostics.prefix(DiagnosticList.shownCount)
    var lines = Set(shown.compactMap { $0.span.map { source.line(at: $0.start) } })
    for span in shown.flatMap({ Self.spansOfMissing($0, file) }) {
      lines.insert(source.line(at: span.start))
    }
    guard !lines.isEmpty else {
      translation = nil
      return
    }
    let files = file.files
    translation = FileTranslation(of: source, mistaken: lines) { lines, expression in
      Self.value(of: expression, after: lines, files, compute)
    }
  }

  /// The mistakes with what is offered; those that are consequences of others are left out.
  var corrected: [Diagnostic] {
    guard !file.isTrial else { return diagnostics }
    var result: [Diagnostic] = []
    var covered: ClosedRange<Int>?
    for (number, diagnostic) in diagnostics.enumerated() {
      guard number < DiagnosticList.shownCount else {
        result.append(diagnostic.with(diagnostic.notes.filter { $0.correction == nil }))
        continue
      }
      let line = diagnostic.span.map { file.syntax.source.line(at: $0.start) }
      // The lines of a function are one mistake.
      if let line, covered?.contains(line) == true { continue }
      let (notes, lines) = notes(diagnostic, line)
      if let lines, lines.count > 1 { covered = lines }
      result.append(diagnostic.with(notes))
    }
    return result
  }

  /// The notes of a mistake, and the lines that its correction replaces.
  private func notes(
    _ diagnostic: Diagnostic, _ line: Int?
  ) -> (notes: [Diagnostic.Note], lines: ClosedRange<Int>?) {
    let isSmall = file.syntax.source.utf8.count <= Limits.correctedBytes.value
    var own = diagnostic.notes.map { note -> Diagnostic.Note? in
      guard let correction = note.correction else { return note }
      var isWhole = false
      if case .write = note { isWhole = true }
      // What else is wrong with a call is another question than what is called.
      var isName = false
      if case .didYouMean = note { isName = true }
      let works = isSmall && works(correction, for: diagnostic, isWhole: isWhole, isName: isName)
      return works ? note : note.withoutCorrection
    }.compactMap(\.self)
    if let line, let move = move(diagnostic, line) { return (own + [move], nil) }
    guard let line, let translation, diagnostic.problem.isAboutNotation(translation.dialect) else {
      return (own, nil)
    }
    // A comma is offered where a product would not do.
    if case .missingOperator = diagnostic.problem, own.count > 1 { own.removeLast() }
    let offers = own.contains { $0.correction != nil && !$0.isTemplate }
    // What is no product has been understood already.
    let isUnderstood = own.contains { if case .write(_, purpose: nil) = $0 { true } else { false } }
    if !offers || diagnostic.problem.isRatherTranslated && !isUnderstood,
      let (write, lines) = translated(diagnostic, line, translation)
    {
      return (own.filter { $0.correction == nil && !$0.isInstead } + [write], lines)
    }
    let isQuotient = translation.instead[line] == Untranslated.quotient
    if isQuotient, diagnostic.problem.isRatherTranslated {
      return (own.filter { $0.correction == nil } + [.instead(Untranslated.quotient)], nil)
    }
    if offers { return (own, nil) }
    guard own.isEmpty || own.allSatisfy(\.isTemplate) else { return (own, nil) }
    let words =
      (isQuotient || diagnostic.problem.isComparisonAlone ? nil : translation.instead[line])
      ?? WhatThereIs.inPlace(of: diagnostic)
    return (own + (words.map { [.instead($0)] } ?? []), nil)
  }

  /// The note that offers the translation of a line, if it works, and the lines it replaces.
  private func translated(
    _ diagnostic: Diagnostic, _ line: Int, _ translation: FileTranslation
  ) -> (Diagnostic.Note, ClosedRange<Int>)? {
    var blocks = [translation.block(ofLine: line)].compactMap(\.self)
    for span in Self.spansOfMissing(diagnostic, file) {
      if let block = translation.block(ofLine: file.syntax.source.line(at: span.start)),
        !blocks.contains(where: { $0.lines == block.lines })
      {
        blocks.append(block)
      }
    }
    blocks = blocks.filter { block in
      block.text != block.lines.map { file.syntax.source.line($0) } || !block.others.isEmpty
    }
    if let first = blocks.first {
      let correction = correction(blocks)
      if works(correction, for: diagnostic) {
        return (.write(correction, purpose: purpose(diagnostic, first)), first.lines)
      }
    }
    return nil
  }

  private func purpose(_ diagnostic: Diagnostic, _ block: FileTranslation.Block) -> String? {
    switch diagnostic.problem {
    case .missingInputs(let names) where ["π", "e"].contains(names[0]): nil
    case .missingOperator, .valueAsFunction, .missingInputs:
      block.text.count == 1 && block.text[0].contains("*") ? "to multiply" : nil
    case .expected("')'", found: "','"):
      makesArray(block) ? "for an array" : nil
    default: nil
    }
  }

  /// Whether a block has an array that its lines have not.
  private func makesArray(_ block: FileTranslation.Block) -> Bool {
    let before = block.lines.flatMap { file.syntax.source.line($0) }
    return block.text.joined().count { $0 == "[" } > before.count { $0 == "[" }
  }

  /// The names that have no value, besides the one that a mistake is marked at.
  private static func spansOfMissing(_ diagnostic: Diagnostic, _ file: ReadFile) -> [SourceSpan] {
    guard case .missingInputs(let names) = diagnostic.problem else { return [] }
    return file.syntax.freeInputs.filter { names.contains($0.name) }.map(\.span)
  }
}

// The order of lines.
extension CorrectionTrial {
  /// A note that a line stands above the one that defines what it uses.
  private func move(_ diagnostic: Diagnostic, _ line: Int) -> Diagnostic.Note? {
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

// Trying.
extension CorrectionTrial {
  /// Whether the file with a change has neither the mistake nor a new one in the text of the
  /// change.
  private func works(
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

  /// What an expression is worth after some lines, as far as they have no mistakes.
  private static func value(
    of expression: String, after lines: [String], _ files: FileTables, _ compute: Computation
  ) -> Tensor? {
    let result = "result‴"
    let text = (lines + ["\(result) = \(expression)"]).joined(separator: "\n")
    var file = ReadFile(syntax: Syntax(parsing: text), inputs: [:], files: files, seedOffset: 0)
    file.isTrial = true
    return compute(file, result)
  }

  /// The change that puts blocks into the place of lines.
  private func correction(_ blocks: [FileTranslation.Block]) -> Correction {
    let source = file.syntax.source
    var edits: [Correction.Edit] = []
    for block in blocks {
      let first = source.bytes(ofLine: block.lines.lowerBound).lowerBound
      var end = source.bytes(ofLine: block.lines.upperBound).upperBound
      if block.text.isEmpty, block.lines.upperBound < source.lineCount {
        // The end of the line goes with it.
        end = source.bytes(ofLine: block.lines.upperBound + 1).lowerBound
      }
      edits.append(
        Correction.Edit(
          SourceSpan(start: first, end: end), block.text.joined(separator: "\n")))
      for other in block.others {
        let bytes = source.bytes(ofLine: other.line)
        edits.append(
          Correction.Edit(
            SourceSpan(start: bytes.lowerBound, end: bytes.upperBound), other.text))
      }
    }
    return Correction(edits)
  }
}
