import Limits

// report = "report" ( accuracy | expression )
// accuracy = "accuracy" "(" expression "," expression [ "," "threshold" "=" number ] ")"
extension ReportStatement {
  /// Reads the rest of the statement after `report`.
  init(_ reader: inout ExpressionReader) throws(Diagnostic) {
    let first = reader.tokens.next
    let isAccuracy =
      reader.tokens.isNext("accuracy") && reader.tokens.kindAfterNext == .leftParenthesis
      && reader.names.definition(of: "accuracy") != .function
    measure = isAccuracy ? try Self.accuracy(&reader) : .value(try reader.body())
    written = TokenRange(first, reader.tokens.next - 1)
  }

  private static func accuracy(_ reader: inout ExpressionReader) throws(Diagnostic) -> Measure {
    let first = reader.tokens.next
    reader.tokens.next += 1
    let open = reader.tokens.next
    var bodies: [Range<Int>] = []
    var threshold: Double?
    repeat {
      reader.tokens.next += 1
      if reader.tokens.kind == .name, reader.tokens.kindAfterNext == .equals {
        guard threshold == nil, reader.tokens.isNext("threshold") else {
          let name = reader.text.spelling(of: reader.tokens.next)
          throw Diagnostic(
            threshold == nil
              ? .unknownArgument(name, function: "accuracy") : .repeatedParameter(name),
            at: reader.text.span(of: reader.tokens.next),
            notes: [.instead("it is written report accuracy(scores, labels, threshold = 0)")])
        }
        reader.tokens.next += 2
        threshold = try reader.tokens.signedNumber().value
        continue
      }
      guard threshold == nil else {
        throw Diagnostic(.operandAfterNamedArgument, at: reader.tokens.here)
      }
      try reader.tokens.descend()
      bodies.append(try reader.body())
      reader.tokens.ascend()
    } while reader.tokens.kind == .comma
    try reader.tokens.close(.rightParenthesis, openedAt: open)
    guard bodies.count == 2 else {
      throw Diagnostic(
        .wrongArgumentCount(function: "accuracy", expected: 2...2, given: bodies.count),
        at: reader.text.span(of: first),
        notes: [.instead("it is written report accuracy(scores, labels)")])
    }
    return .accuracy(scores: bodies[0], labels: bodies[1], threshold: threshold)
  }
}

// decimals = "show" whole number "decimals"
extension DecimalsStatement {
  /// Whether `show` is followed by a number, or by the word in the wrong place.
  static func isNext(in tokens: TokenReader) -> Bool {
    tokens.kind == .number || tokens.kind == .minus
      || tokens.isNext("decimals") && tokens.kindAfterNext == .number
  }

  /// Reads the rest of the statement after `show`.
  init(_ tokens: inout TokenReader) throws(Diagnostic) {
    let first = tokens.next
    if tokens.kind == .name {
      let swapped = "\(tokens.text.spelling(of: first + 1)) decimals"
      throw tokens.expected("a number or the name of a weight")
        .with([.write(Correction(tokens.text.span(of: TokenRange(first, first + 1)), swapped))])
    }
    let most = Limits.decimals.value
    let value = try tokens.signedNumber().value
    let number = TokenRange(first, tokens.next - 1)
    guard let count = Int(exactly: value), (0...most).contains(count) else {
      throw tokens.text.expected("a whole number of decimals from 0 to \(most)", found: number)
    }
    guard tokens.isNext("decimals") || tokens.isNext("decimal") else {
      let correction =
        tokens.kind == .name
        ? Correction(tokens.text.span(of: tokens.next), "decimals")
        : Correction(tokens.text.span(of: number), "\(count) decimals")
      throw tokens.expected("'decimals' after '\(count)'").with([.write(correction)])
    }
    tokens.next += 1
    self.count = count
    written = TokenRange(first, tokens.next - 1)
  }
}

// show = "show" name "as" "images" "(" number "," number ")"
extension ShowStatement {
  /// Reads the rest of the statement after `show`.
  init(_ tokens: inout TokenReader, _ names: inout NameTable) throws(Diagnostic) {
    nameToken = tokens.next
    try tokens.expectName("a name after 'show'")
    name = tokens.valueName(in: &names)
    guard tokens.isNext("as") else { throw tokens.expected("'as'") }
    tokens.next += 1
    guard tokens.isNext("images"), tokens.kindAfterNext == .leftParenthesis else {
      throw tokens.expected("images(height, width)")
    }
    let call = try tokens.settingCall(names)
    let note = Diagnostic.Note.instead("it is written show W1 as images(height, width)")
    if let token = call.settings.lazy.compactMap(\.nameToken).first {
      throw Diagnostic(
        .unknownArgument(tokens.text.spelling(of: token), function: "images"),
        at: tokens.text.span(of: token), notes: [note])
    }
    guard call.settings.count == 2 else {
      throw Diagnostic(
        .wrongArgumentCount(function: "images", expected: 2...2, given: call.settings.count),
        at: call.nameSpan, notes: [note])
    }
    func size(_ setting: Setting) throws(Diagnostic) -> Int {
      let most = Limits.imageSide.value
      return try call.wholeNumber(
        "a size, which is a whole number from 1 to \(most),", setting, 1...most)
    }
    (height, width) = (try size(call.settings[0]), try size(call.settings[1]))
    lastToken = tokens.next - 1
  }
}
