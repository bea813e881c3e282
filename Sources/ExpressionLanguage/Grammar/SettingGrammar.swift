/// The numbers that a setting accepts.
struct SettingRange {
  /// The range in the words of a message.
  let words: String
  let contains: (Double) -> Bool

  static var any: Self { Self(words: "finite") { $0.isFinite } }
  static var belowOne: Self { Self(words: "at least 0 and below 1") { $0 >= 0 && $0 < 1 } }
  static var notNegative: Self { Self(words: "at least 0") { $0 >= 0 } }
  static var positive: Self { Self(words: "above 0") { $0 > 0 } }
}

// call    = name "(" [ setting { "," setting } ] ")"
// setting = [ name "=" ] ( number [ "%" ] | name | text | call | "[" [ item { "," item } ] "]" )
// item    = number | name | text
extension TokenReader {
  mutating func settingCall(_ names: NameTable) throws(Diagnostic) -> SettingCall {
    var call = SettingCall(text: text, nameToken: next)
    next += 1
    let open = next
    try expect(.leftParenthesis, "'('")
    try text.expectQuotedFile(after: open, names)
    if passes(.rightParenthesis) { return call }
    if kind == .comma { throw expected("an argument") }
    repeat {
      if kind == .comma { next += 1 }
      let isNamed = kind == .name && kindAfterNext == .equals
      if kind == .name, kindAfterNext == .doubleEquals {
        next += 1
        throw expected("'='")
      }
      if !isNamed, call.settings.last?.nameToken != nil {
        let lacksEquals = kind == .name && [.number, .string].contains(kindAfterNext)
        throw bracketOpenAtLineEnd
          ?? Diagnostic(
            .operandAfterNamedArgument, at: here,
            notes: lacksEquals ? [.write(.inserting(" =", after: here))] : [])
      }
      let nameToken = isNamed ? next : nil
      if isNamed { next += 2 }
      let first = next
      try descend()
      let value = try settingValue(names)
      ascend()
      call.settings.append(
        Setting(nameToken: nameToken, value: value, written: TokenRange(first, next - 1)))
    } while kind == .comma
    if kind != .rightParenthesis, kind != .endOfLine { throw expected("',' or ')'") }
    try close(.rightParenthesis, openedAt: open)
    return call
  }

  private mutating func settingValue(_ names: NameTable) throws(Diagnostic) -> Setting.Value {
    switch kind {
    case .number, .minus, .plus:
      let value = try signedNumber().value
      return passes(.percent) ? .percent(value / 100) : .number(value)
    case .string:
      try quotedText()
      return .text
    case .name where kindAfterNext == .leftParenthesis:
      return .call(try settingCall(names))
    case .name:
      next += 1
      return .word
    case .leftBracket:
      return .list(try settingItems())
    default:
      throw bracketOpenAtLineEnd ?? expected("an argument")
    }
  }
}

extension TokenReader {
  private mutating func settingItems() throws(Diagnostic) -> [Setting] {
    let open = next
    next += 1
    var items: [Setting] = []
    while kind != .rightBracket {
      let first = next
      let value: Setting.Value
      switch kind {
      case .number, .minus, .plus: value = .number(try signedNumber().value)
      case .string:
        try quotedText()
        value = .text
      case .name:
        next += 1
        value = .word
      default: throw bracketOpenAtLineEnd ?? expected("a column, by its name or its number,")
      }
      items.append(
        Setting(nameToken: nil, value: value, written: TokenRange(first, next - 1)))
      if !passes(.comma), kind != .rightBracket, kind != .endOfLine {
        throw expected("',' or ']'")
      }
    }
    try close(.rightBracket, openedAt: open)
    return items
  }
}

// The values of the settings.
extension SettingCall {
  /// Throws if there are more than `count` settings without a name, unknown names or repeated
  /// names.
  func expectSettings(unnamed count: Int = 0, named names: [String]) throws(Diagnostic) {
    if unnamed.count > count {
      let setting = unnamed[count]
      throw expected("a named argument", setting).with(
        names.first.map { [.write(.inserting("\($0) = ", before: text.span(of: setting.written)))] }
          ?? [])
    }
    var seen: Set<String> = []
    for setting in settings {
      guard let token = setting.nameToken else { continue }
      let option = text.spelling(of: token)
      guard names.contains(option) else {
        throw Diagnostic(
          .unknownArgument(option, function: name), at: text.span(of: token),
          notes: [.nearest(to: option, among: names, at: text.span(of: token)) ?? .oneOf(names)])
      }
      if !seen.insert(option).inserted {
        throw Diagnostic(.repeatedParameter(option), at: text.span(of: token))
      }
    }
  }

  /// The setting with this name, if there is one.
  func setting(_ name: String) -> Setting? {
    settings.first { $0.nameToken.map(text.spelling) == name }
  }

  /// The number of the setting with this name; `nil` if there is none.
  func number(_ name: String, _ range: SettingRange) throws(Diagnostic) -> Double? {
    guard let setting = setting(name) else { return nil }
    return try number(name, setting, range)
  }

  /// The number of a setting.
  func number(
    _ name: String, _ setting: Setting, _ range: SettingRange
  ) throws(Diagnostic) -> Double {
    guard case .number(let value) = setting.value else {
      throw expected("a number for '\(name)'", setting)
    }
    guard range.contains(value) else { throw outOfRange(name, setting, range) }
    return value
  }

  /// The whole number of the setting with this name; `nil` if there is none.
  func wholeNumber(_ name: String, from least: Int) throws(Diagnostic) -> Int? {
    guard let setting = setting(name) else { return nil }
    return try wholeNumber(
      "a whole number from \(least) on for '\(name)'", setting, least...1 << 32)
  }

  /// The whole number of a setting, which `description` describes.
  func wholeNumber(
    _ description: String, _ setting: Setting, _ range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard case .number(let value) = setting.value, let whole = Int(exactly: value),
      range.contains(whole)
    else { throw expected(description, setting) }
    return whole
  }

  func outOfRange(_ name: String, _ setting: Setting, _ range: SettingRange) -> Diagnostic {
    Diagnostic(
      .outOfRange(argument: name, range: range.words, found: text.shortText(setting.written)),
      at: text.span(of: setting.written))
  }

  func expected(_ description: String, _ setting: Setting) -> Diagnostic {
    text.expected(description, found: setting.written)
  }
}
