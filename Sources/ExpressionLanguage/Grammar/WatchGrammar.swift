import ComputationGraph

// report = "report" ( "accuracy" "(" expression "," expression ")" | expression )
extension Parser {
  func report() throws(Diagnostic) -> ReportStatement {
    let word = next
    next += 1
    let first = next
    if kind == .name, text(next) == "accuracy", kindAfterNext == .leftParenthesis,
      !definesAccuracy
    {
      let measure = try accuracy()
      return ReportStatement(measure: measure, written: TokenRange(first, next - 1))
    }
    let start = instructions.count
    try expression(after: word)
    return ReportStatement(
      measure: .value(start..<instructions.count), written: TokenRange(first, next - 1))
  }

  private func accuracy() throws(Diagnostic) -> ReportStatement.Measure {
    let first = next
    next += 1
    let open = next
    var bodies: [Range<Int>] = []
    repeat {
      next += 1
      let start = instructions.count
      try descend()
      try expression(after: next - 1)
      nesting -= 1
      bodies.append(start..<instructions.count)
    } while kind == .comma
    try close(.rightParenthesis, openedAt: open)
    guard bodies.count == 2 else {
      throw Diagnostic(
        .wrongArgumentCount(function: "accuracy", expected: 2...2, given: bodies.count),
        at: tokens[first].span, notes: [.write("report accuracy(scores, labels)")])
    }
    return .accuracy(scores: bodies[0], labels: bodies[1])
  }

  /// Whether a line above defines a function with this name, which then takes precedence.
  private var definesAccuracy: Bool {
    statements.contains { statement in
      if case .function(let function) = statement {
        names[function.name] == "accuracy"
      } else {
        false
      }
    }
  }
}

// show = "show" name "as" "images" "(" number "," number ")"
extension Parser {
  func show() throws(Diagnostic) -> ShowStatement {
    next += 1
    let nameToken = next
    guard kind == .name else { throw expected("a name after 'show'") }
    if reservedWord(at: next) != nil { throw reserved(next) }
    let name = valueName()
    guard kind == .name, text(next) == "as" else { throw expected("'as'") }
    next += 1
    guard kind == .name, text(next) == "images", kindAfterNext == .leftParenthesis else {
      throw expected("images(height, width)")
    }
    let call = try settingCall()
    if let token = call.settings.lazy.compactMap(\.nameToken).first {
      throw Diagnostic(
        .unknownArgument(text(token), function: "images"), at: tokens[token].span,
        notes: [.write("images(height, width)")])
    }
    guard call.settings.count == 2 else {
      throw Diagnostic(
        .wrongArgumentCount(
          function: "images", expected: 2...2, given: call.settings.count),
        at: tokens[call.nameToken].span, notes: [.write("images(height, width)")])
    }
    func size(_ setting: Setting) throws(Diagnostic) -> Int {
      try wholeNumber("a size, which is a whole number from 1 to 10000,", setting, 1...10_000)
    }
    return ShowStatement(
      name: name, nameToken: nameToken, height: try size(call.settings[0]),
      width: try size(call.settings[1]), lastToken: next - 1)
  }

  /// A name, or one such as `d.x`.
  func valueName() -> Name {
    let first = next
    next += 1
    guard isPart else { return names.name(text(first)) }
    next += 2
    return names.name(text(first) + "." + text(next - 1))
  }

  /// Whether the `.x` of data is next, and not the `.T` of a matrix.
  private var isPart: Bool {
    kind == .dot && kindAfterNext == .name && text(next + 1) != "T"
  }
}
