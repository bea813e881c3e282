import ComputationGraph
import Limits

/// Gives the mistakes of a file the changes that remove them. A change is offered if the file with
/// it has neither this mistake nor a new one: each is tried before it is offered.
struct CorrectionTrial {
  /// Finds the mistakes of a file.
  typealias Check = (ReadFile) -> [Diagnostic]
  /// Computes a name of a file, as far as its lines have no mistakes.
  typealias Computation = (ReadFile, _ name: String) -> Tensor?

  let file: ReadFile
  let diagnostics: [Diagnostic]
  let check: Check
  let translation: FileTranslation?

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
