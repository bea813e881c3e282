import Cells

extension DiagnosticList {
  /// The first twenty mistakes as printed, and the number of further ones.
  public func text(file: String, source: SourceText) -> String {
    let shown = diagnostics.prefix(Self.shownCount).map { $0.text(file: file, source: source) }
    let hidden = diagnostics.count - shown.count
    return (hidden == 0 ? shown : shown + ["and \(hidden) more"]).joined(separator: "\n")
  }
}

extension Diagnostic {
  /// The mistake as printed: location and sentence, the line, carets under the location, notes.
  ///
  ///     two.expr:2:9: error: expected ')' and found ','
  ///     2 | f = (x, y)
  ///       |       ^
  public func text(file: String, source: SourceText) -> String {
    var lines: [String] = []
    if let span {
      let number = source.line(at: span.start)
      let place = "\(file):\(number):\(source.column(at: span.start))"
      lines.append("\(place): \(severity.rawValue): \(sentence)")
      let excerpt = Excerpt(of: span, line: number, in: source)
      let margin = String(number)
      lines.append("\(margin) | \(excerpt.line)")
      lines.append("\(String(repeating: " ", count: margin.count)) | \(excerpt.carets)")
    } else {
      lines.append("\(file): \(severity.rawValue): \(sentence)")
    }
    let line = span.map { source.line(at: $0.start) }
    let sentences = notes.compactMap { $0.sentence(in: source, line: line) }
    return (lines + sentences.map { "  " + $0 }).joined(separator: "\n")
  }

  /// The mistake in one sentence.
  public var sentence: String {
    switch problem {
    case .notUTF8(let byte):
      "expected UTF-8 and found the byte 0x\(String(byte, radix: 16, uppercase: true))"
    case .fileTooLarge: "the file is larger than a gigabyte"
    case .strayCharacter(let scalar): "found \(Self.name(of: scalar)), which means nothing here"
    case .hiddenCharacter(let scalar):
      scalar.rearrangesText
        ? "found \(scalar.codePoint), which makes a line look like another one"
        : "found \(scalar.codePoint), which cannot be seen, so that two names would look alike"
    case .lookAlike(let name, let first, let line):
      "\(quoted(name)) looks like \(quoted(first)) on line \(line) and is another name"
        + Self.difference(name, first)
    case .malformedNumber(let text): "'\(text)' is not a number"
    case .numberTooLarge(let text): "\(text) is too large: numbers end at about 1.8e308"
    case .expected(let expected, let found): "expected \(expected) and found \(found)"
    case .missingOperator(let left, let right):
      "expected an operator between '\(left)' and '\(right)'"
    case .neverClosed(let bracket): "this \(quoted(bracket)) is never closed"
    case .neverOpened(let bracket): "this \(quoted(bracket)) closes nothing"
    case .nestedTooDeeply(let limit): "expected at most \(limit) levels of nesting and found more"
    case .assignmentToExpression(let text):
      "expected a name before '=' and found the expression '\(text)'"
    case .noDefinition: "expected a definition, 'name = expression', and found no '='"
    case .secondEquals: "expected the end of the line and found a second '='"
    case .reservedWord(let word): "\(quoted(word)) has a meaning of its own and cannot be a name"
    case .digitFirst(let name): "names do not begin with a digit, as \(quoted(name)) does"
    case .changesValue(let name):
      "\(quoted(name)) cannot be changed, because a name stands for one value"
    case .importsNothing: "nothing is imported: all functions are there"
    case .foreignWord(let word, .loop):
      "\(quoted(word)) begins nothing here, as there are no loops"
    case .foreignWord(let word, .condition):
      "\(quoted(word)) begins nothing here, as there are no conditions"
    case .foreignWord(let word, .statement): "\(quoted(word)) begins nothing here"
    case .operandAfterNamedArgument: "expected a named argument, because one stands before this"
    case .outOfRange(let argument, let range, let found):
      "\(quoted(argument)) must be \(range), and is \(found)"
    case .missingArgument(let argument, let function): "\(quoted(function)) needs \(argument)"
    case .unknownOptimizer(let name): "no way to minimize is called \(quoted(name))"
    case .unknownSchedule(let name): "no course of the learning rate is called \(quoted(name))"
    case .alreadyDefined(let name, let line): "\(quoted(name)) is already defined on line \(line)"
    case .usedBeforeDefinition(let name, let line):
      "\(quoted(name)) is used here but defined later, on line \(line)"
    case .usedInOwnDefinition(let name): "\(quoted(name)) is used in its own definition"
    case .callsItself(let name): "\(quoted(name)) calls itself, and functions cannot be recursive"
    case .unknownName(let name): "nothing here is called \(quoted(name))"
    case .unknownFunction(let name): "no function is called \(quoted(name))"
    case .functionAsValue(let name): "\(quoted(name)) is a function and has no value of its own"
    case .valueAsFunction(let name): "\(quoted(name)) is a value and not a function"
    case .repeatedParameter(let name): "the parameter \(quoted(name)) is named twice"
    case .wrongArgumentCount(let function, let expected, let given):
      "\(quoted(function)) takes \(Self.count(of: expected)) and is given \(given)"
    case .unknownArgument(let name, let function):
      "\(quoted(function)) has no argument that is named \(quoted(name))"
    case .notConstant(let name):
      "expected numbers only, the initial value of a parameter, and found \(quoted(name))"
    case .secondMinimize(let line): "line \(line) already says what to minimize"
    case .secondDecimals(let line): "line \(line) already says how many decimals are shown"
    case .secondData(let line): "line \(line) already names data, and a file has one 'data'"
    case .dataAsValue(let name, let hasLabels):
      "\(quoted(name)) is data and no value; \(Self.parts(of: name, hasLabels))"
    case .unknownPart(let part, let name, let hasLabels):
      "there is no \(quoted(name + "." + part)); \(Self.parts(of: name, hasLabels))"
    case .noLabels(let name, let line):
      "\(quoted(name)) stands for labels, and line \(line) names none with 'label = …'"
    case .notData(let name, let part):
      "\(quoted(name)) is no data, and only data has a '.\(shortened(part))'"
    case .accuracyInExpression:
      "'accuracy' is no function; it stands alone, as in report accuracy(scores, labels)"
    case .notAWeight(let name):
      "\(quoted(name)) is computed; only leaves, such as weights, can be shown as images"
    case .textWithoutUse: "text in quotes names a file, and only 'csv' and 'npy' take one"
    case .doesNotFit(let problem): problem.sentence
    case .tooManyNumbers(let limit): "this makes more than \(limit) numbers"
    case .unreadableFile(let path, let reason): "cannot read \(quoted(printable(path))): \(reason)"
    case .badTable(let path, let problem): problem.sentence(shortened(printable(path)))
    case .badData(let path, let problem): problem.sentence(shortened(printable(path)))
    case .noSuchArray(let name, let names, let path):
      "\(shortened(printable(path))) "
        + (name.map { "has no array called \(quoted(printable($0)))" }
          ?? "holds several arrays, and one has to be named")
        + (names.isEmpty
          ? "; it is one array without a name"
          : ": \(names.prefix(6).map { "\"\(shortened(printable($0)))\"" }.joined(separator: ", "))"
            + (names.count > 6 ? " and \(names.count - 6) more" : ""))
    case .badArrayEntry(let number, let indices, let path):
      "\(shortened(printable(path))): expected finite numbers and found \(number) at "
        + "[\(indices.map(String.init).joined(separator: ", "))]"
    case .nothingToCompute: "there is nothing to compute"
    case .missingInputs(let names): "no value is given for \(Self.enumeration(of: names))"
    case .unknownInput(let name): "nothing here is called \(quoted(name))"
    case .inputIsComputed(let name, let line):
      "\(quoted(name)) is computed on line \(line); only leaves can be set"
    case .inputIsTensor(let name, let shape, let line):
      "\(quoted(name)) is \(shape.words) (line \(line)); only single numbers can be set"
    case .savedInAnotherShape(let name, let shape, let saved, let folder):
      "\(quoted(name)) is \(shape.words) here, and was saved in \(printable(folder)) as \(saved.words)"
    case .notSaved(let name, let folder):
      "no \(quoted(name)) was saved in \(printable(folder)), and this one is trained"
    case .savedAndNotTrained(let name, let folder):
      "\(quoted(name)) was saved in \(printable(folder)), and none is trained here"
    case .tooManyNodes(let limit): "the file makes more than \(limit) nodes"
    case .callsTooDeep: "functions call functions too deeply here"
    case .uncalledFunction(let name): "nothing calls \(quoted(name)), so it is not in the graph"
    case .unusedValue(let name, let output):
      "nothing uses \(quoted(name)), neither the output \(quoted(output)) nor a report, picture or "
        + "promise"
    case .unusedData(let name, let hasLabels):
      "nothing uses the rows of \(quoted(name)); \(Self.parts(of: name, hasLabels))"
    case .rows(let path, let note): note.sentence(shortened(printable(path)))
    case .nothingToMove(let output, let leaf):
      "no parameter leads to the output \(quoted(output)), so updates change nothing"
        + (leaf.map { "; 'param' before \(quoted($0)) would make it one" }
          ?? "; one that it is computed from, as in param w = 3, would be moved")
    }
  }

  private static func parts(of data: String, _ hasLabels: Bool) -> String {
    let name = shortened(data)
    return "'\(name).x' holds its features" + (hasLabels ? " and '\(name).y' its labels" : "")
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      return "the character \(scalar.codePoint)"
    default:
      return "'\(scalar)'"
    }
  }

  /// The first characters in which a name differs from another one that looks like it.
  private static func difference(_ name: String, _ other: String) -> String {
    for (own, others) in zip(name.unicodeScalars, other.unicodeScalars) where own != others {
      return ": it has \(own.codePoint) where that has \(others.codePoint)"
    }
    return ""
  }

  private static func count(of range: ClosedRange<Int>) -> String {
    if range.upperBound == .max { return "at least " + range.lowerBound.counted("argument") }
    if range.count > 2 { return "\(range.lowerBound) to \(range.upperBound) arguments" }
    guard range.count == 1 else { return "\(range.lowerBound) or \(range.upperBound) arguments" }
    return range.lowerBound.counted("argument")
  }

  private static func enumeration(of names: [String]) -> String {
    let shown = names.prefix(10).map(quoted)
    if names.count > shown.count {
      return shown.joined(separator: ", ") + " and \(names.count - shown.count) more"
    }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Diagnostic.Note {
  /// The note as a sentence, about a mistake in a line of `source`; `nil` if it cannot be said.
  public func sentence(in source: SourceText, line: Int?) -> String? {
    switch self {
    case .didYouMean(let name, _): "did you mean \(quoted(name))?"
    case .resembles(let name, let other): "\(quoted(name)) is written almost like \(quoted(other))"
    case .oneOf(let names):
      "there \(names.count == 1 ? "is" : "are") "
        + names.dropLast().joined(separator: ", ") + (names.count > 1 ? " and " : "")
        + (names.last ?? "")
    case .write(let correction, let purpose):
      correction.words(in: source, line: line).map { (purpose.map { $0 + ", " } ?? "") + $0 }
    case .move(let line, let isHere, _):
      isHere ? "move this line below line \(line)" : "move line \(line) above this line"
    case .instead(let sentence): sentence
    case .giveValue(let name, _):
      "give a value in a line of the file, \(shortened(name)) = 1, or as an option, --set \(shortened(name))=1"
    case .hasArgument(let name, let function):
      "its named argument is \(quoted(name)), as in \(function)(x, \(name) = 1)"
    case .operands(let facts, let fit, _):
      facts.map(\.words).joined(separator: ", ") + (fit.map { "; \($0.words) and would fit" } ?? "")
    case .insideFunction(let name, let line, let expression):
      "in '\(expression)' of the function \(quoted(name)) (line \(line))"
    }
  }
}

/// Arbitrary text from a file, with `�` for characters that a terminal would not show.
func printable(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .unassigned, .privateUse, .surrogate: "\u{FFFD}"
        default: scalar.isHidden ? "\u{FFFD}" : scalar
        }
      }))
}

/// A name in quotes, for a sentence.
func quoted(_ name: String) -> String { "'\(shortened(name))'" }

func shortened(_ name: String) -> String {
  name.utf8.count > 40 && name.count > 40 ? name.prefix(39) + "…" : name
}
