import Learning

// data = "data" name "=" ( "csv" | "npy" ) "(" text { "," setting } ")"
extension DataStatement {
  /// The settings of `data` besides the name of the file.
  static var settings: [String] {
    [
      "label", "columns", "without", "classes", "header", "skip", "fill", "test", "batch", "seed",
      "standardize",
    ]
  }

  /// Reads the rest of the statement after `data`.
  init(_ tokens: inout TokenReader, _ names: inout NameTable) throws(Diagnostic) {
    nameToken = tokens.next
    try tokens.expectName("a name after 'data'")
    tokens.next += 1
    try tokens.expect(.equals, "'=' after '\(tokens.text.shortText(nameToken))'")
    guard tokens.isNext("csv") || tokens.isNext("npy"), tokens.kindAfterNext == .leftParenthesis
    else {
      throw tokens.expected("csv(\"…\"), a file of rows,")
    }
    call = try tokens.settingCall(names)
    fileToken = Int(try call.rowsFile().written.first)
    try call.expectSettings(unnamed: 1, named: Self.settings)
    let text = tokens.text.spelling(of: nameToken)
    name = names.name(text)
    features = names.name(text + ".x")
    labels = names.name(text + ".y")
    label = try call.label()
    columns = FeatureChoice(
      columns: try call.columns("columns"), without: try call.columns("without") ?? [])
    missing = MissingRule(
      skipsRows: try call.isWord("rows", for: "skip"),
      fillsMeans: try call.isWord("mean", for: "fill"))
    numbersClasses = try call.isTrue("classes")
    header = try call.truth("header")
    test = try call.testShare()
    batchSize = try call.wholeNumber("batch", from: 1)
    seed = UInt64(try call.wholeNumber("seed", from: 0) ?? 0)
    standardizes = try call.isTrue("standardize")
    lastToken = tokens.next - 1
  }
}

extension SettingCall {
  /// The setting with the name of the data file, in quotes.
  fileprivate func rowsFile() throws(Diagnostic) -> Setting {
    let description = "the name of a file in quotes"
    guard let first = settings.first else {
      let call = TokenRange(nameToken, nameToken + 2)
      throw Diagnostic(.expected(description, found: "nothing"), at: text.span(of: call))
    }
    guard first.nameToken == nil, case .text = first.value else {
      let written = TokenRange(first.nameToken ?? Int(first.written.first), Int(first.written.last))
      throw text.expected(description, found: written)
    }
    return first
  }

  fileprivate func label() throws(Diagnostic) -> ColumnReference? {
    guard let setting = setting("label") else { return nil }
    guard let column = column(setting) else {
      throw expected("a column for 'label', by its name or its number,", setting)
    }
    return column
  }

  /// The columns in square brackets; `nil` if there is no such setting.
  fileprivate func columns(_ name: String) throws(Diagnostic) -> [ColumnReference]? {
    guard let setting = setting(name) else { return nil }
    let description =
      "columns for '\(name)' in square brackets, such as [\(name == "without" ? "id" : "a, b")],"
    guard case .list(let items) = setting.value else {
      let error = expected(description, setting)
      switch setting.value {
      case .word, .text, .number:
        let list = "[\(text.source.text(of: text.span(of: setting.written)))]"
        throw error.with([.write(Correction(text.span(of: setting.written), list))])
      case .percent, .call, .list: throw error
      }
    }
    if items.isEmpty { throw expected(description, setting) }
    var columns: [ColumnReference] = []
    for item in items {
      guard let column = column(item) else { throw expected(description, item) }
      columns.append(column)
    }
    return columns
  }

  /// A column by its name, its name in quotes or its number; `nil` if it is none of them.
  private func column(_ setting: Setting) -> ColumnReference? {
    let token = Int(setting.written.first)
    switch setting.value {
    case .word: return .name(text.spelling(of: token))
    case .text: return .name(text.source.path(text.span(of: token)))
    case .number(let value):
      guard let number = Int(exactly: value), abs(number) <= Int(Int32.max) else { return nil }
      return .number(number)
    case .percent, .call, .list: return nil
    }
  }

  /// Whether a setting is there, which can be only this word.
  fileprivate func isWord(_ word: String, for name: String) throws(Diagnostic) -> Bool {
    guard let setting = setting(name) else { return false }
    guard case .word = setting.value, text.spelling(of: Int(setting.written.first)) == word else {
      let error = expected("'\(word)' for '\(name)'", setting)
      throw error.with([.write(Correction(text.span(of: setting.written), word))])
    }
    return true
  }

  /// `20%` or `0.2`.
  fileprivate func testShare() throws(Diagnostic) -> TestShare {
    guard let setting = setting("test") else { return .none }
    switch setting.value {
    case .number(let part), .percent(let part):
      guard let share = TestShare(part) else {
        let error = outOfRange("test", setting, .belowOne)
        guard case .number = setting.value, part > 1, part < 100 else { throw error }
        throw error.with([.write(.inserting("%", after: text.span(of: setting.written)))])
      }
      return share
    case .word, .text, .call, .list:
      throw expected("a part of the rows for 'test', such as 20%,", setting)
    }
  }

  fileprivate func isTrue(_ name: String) throws(Diagnostic) -> Bool { try truth(name) ?? false }

  /// `true` or `false`; `nil` if there is no such setting.
  fileprivate func truth(_ name: String) throws(Diagnostic) -> Bool? {
    guard let setting = setting(name) else { return nil }
    let error = expected("true or false for '\(name)'", setting)
    guard case .word = setting.value else { throw error }
    switch text.spelling(of: Int(setting.written.first)) {
    case "true": return true
    case "false": return false
    case "True", "TRUE":
      throw error.with([.write(Correction(text.span(of: setting.written), "true"))])
    case "False", "FALSE":
      throw error.with([.write(Correction(text.span(of: setting.written), "false"))])
    default: throw error
    }
  }
}
