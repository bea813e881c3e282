import ComputationGraph
import Learning

// data = "data" name "=" "csv" "(" text { "," setting } ")"
extension Parser {
  /// What `data` takes besides the name of the file.
  static var dataSettings: [String] { ["label", "test", "batch", "seed", "standardize"] }

  func data() throws(Diagnostic) -> DataStatement {
    next += 1
    let nameToken = next
    guard kind == .name else { throw expected("a name after 'data'") }
    if reservedWord(at: next) != nil { throw reserved(next) }
    next += 1
    try expect(.equals, "'=' after '\(shortText(TokenRange(nameToken, nameToken)))'")
    guard kind == .name, text(next) == "csv", kindAfterNext == .leftParenthesis else {
      throw expected("csv(\"…\"), a file of rows,")
    }
    let call = try settingCall()
    let file = try rowsFile(call)
    try expectSettings(of: call, unnamed: 1, named: Self.dataSettings)
    let name = text(nameToken)
    return DataStatement(
      name: names.name(name), nameToken: nameToken, features: names.name(name + ".x"),
      labels: names.name(name + ".y"), fileToken: Int(file.written.first),
      label: try label(call), labelTokens: setting("label", of: call)?.written,
      test: try testShare(call), testTokens: setting("test", of: call)?.written,
      batchSize: try wholeNumber("batch", of: call, from: 1),
      batchTokens: setting("batch", of: call)?.written,
      seed: UInt64(try wholeNumber("seed", of: call, from: 0) ?? 0),
      standardizes: try isTrue("standardize", call), lastToken: next - 1)
  }

  private func rowsFile(_ call: SettingCall) throws(Diagnostic) -> Setting {
    let description = "the name of a file in quotes"
    guard let first = call.settings.first else {
      throw Diagnostic(
        .expected(description, found: "nothing"),
        at: span(of: TokenRange(call.nameToken, next - 1)))
    }
    guard first.nameToken == nil, case .text = first.value else {
      let written = TokenRange(first.nameToken ?? Int(first.written.first), Int(first.written.last))
      throw Diagnostic(
        .expected(description, found: "'\(shortText(written))'"), at: span(of: written))
    }
    return first
  }

  private func label(_ call: SettingCall) throws(Diagnostic) -> LabelColumn? {
    guard let setting = setting("label", of: call) else { return nil }
    let token = Int(setting.written.first)
    switch setting.value {
    case .word: return .name(text(token))
    case .text: return .name(source.path(tokens[token].span))
    case .number(let value):
      if let place = Int(exactly: value), abs(place) <= Int(Int32.max) { return .number(place) }
    case .percent, .call: break
    }
    throw expected("a column for 'label', by its name or its number,", setting)
  }

  /// `20%` or `0.2`.
  private func testShare(_ call: SettingCall) throws(Diagnostic) -> TestShare {
    guard let setting = setting("test", of: call) else { return .none }
    switch setting.value {
    case .number(let part), .percent(let part):
      guard let share = TestShare(part) else {
        var error = outOfRange("test", setting, .belowOne)
        if case .number = setting.value, part > 1, part < 100 {
          error = Diagnostic(
            error.problem, at: error.span, notes: [.write("\(shortText(setting.written))%")])
        }
        throw error
      }
      return share
    case .word, .text, .call:
      throw expected("a part of the rows for 'test', such as 20%,", setting)
    }
  }

  private func isTrue(_ name: String, _ call: SettingCall) throws(Diagnostic) -> Bool {
    guard let setting = setting(name, of: call) else { return false }
    if case .word = setting.value {
      switch text(Int(setting.written.first)) {
      case "true": return true
      case "false": return false
      case "True", "False", "TRUE", "FALSE":
        let error = expected("true or false for '\(name)'", setting)
        let word = text(Int(setting.written.first)).lowercased()
        throw Diagnostic(error.problem, at: error.span, notes: [.write(word)])
      default: break
      }
    }
    throw expected("true or false for '\(name)'", setting)
  }
}
