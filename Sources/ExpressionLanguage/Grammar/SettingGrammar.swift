/// What `data`, `minimize` and `show` are given in brackets: `adam(lr = 0.1)`. It is written as
/// numbers and words and never computed.
struct SettingCall {
  let nameToken: Int
  var settings: [Setting] = []

  /// Those without a name, which stand before the others.
  var unnamed: [Setting] { settings.filter { $0.nameToken == nil } }
}

/// One of the things in the brackets.
struct Setting {
  enum Value {
    case number(Double)
    /// `20%`, as a part of 1.
    case percent(Double)
    case word
    case text
    case call(SettingCall)
  }

  let nameToken: Int?
  let value: Value
  let written: TokenRange
}

/// The numbers that a setting can be.
struct SettingRange {
  /// How a message says it.
  let words: String
  let contains: (Double) -> Bool

  static var any: Self { Self(words: "finite") { $0.isFinite } }
  static var belowOne: Self { Self(words: "at least 0 and below 1") { $0 >= 0 && $0 < 1 } }
  static var notNegative: Self { Self(words: "at least 0") { $0 >= 0 } }
  static var positive: Self { Self(words: "above 0") { $0 > 0 } }
}

// call    = name "(" [ setting { "," setting } ] ")"
// setting = [ name "=" ] ( number [ "%" ] | name | text | call )
extension Parser {
  func settingCall() throws(Diagnostic) -> SettingCall {
    var call = SettingCall(nameToken: next)
    next += 1
    let open = next
    try expect(.leftParenthesis, "'('")
    try expectQuotedFile(after: open)
    if passes(.rightParenthesis) { return call }
    repeat {
      if kind == .comma { next += 1 }
      let isNamed = kind == .name && kindAfterNext == .equals
      if !isNamed, call.settings.last?.nameToken != nil {
        throw Diagnostic(.operandAfterNamedArgument, at: here)
      }
      let nameToken = isNamed ? next : nil
      if isNamed { next += 2 }
      let first = next
      try descend()
      let value = try settingValue()
      nesting -= 1
      call.settings.append(
        Setting(nameToken: nameToken, value: value, written: TokenRange(first, next - 1)))
    } while kind == .comma
    if kind != .rightParenthesis, kind != .endOfLine { throw expected("',' or ')'") }
    try close(.rightParenthesis, openedAt: open)
    return call
  }

  private func settingValue() throws(Diagnostic) -> Setting.Value {
    switch kind {
    case .number, .minus, .plus:
      let value = try signedNumber().value
      return passes(.percent) ? .percent(value / 100) : .number(value)
    case .string:
      try quotedText()
      return .text
    case .name where kindAfterNext == .leftParenthesis:
      return .call(try settingCall())
    case .name:
      next += 1
      return .word
    default:
      throw bracketOpenAtLineEnd ?? expected("an argument")
    }
  }

  /// Passes over a text in quotes.
  func quotedText() throws(Diagnostic) {
    if !source.text(of: tokens[next].span).dropFirst().hasSuffix("\"") {
      throw Diagnostic(.neverClosed("\""), at: tokens[next].span)
    }
    next += 1
  }
}

// What the settings of a call say.
extension Parser {
  /// Says what a call is given that it does not take: more than `count` settings without a name,
  /// unknown names and names that are repeated.
  func expectSettings(
    of call: SettingCall, unnamed count: Int = 0, named names: [String]
  ) throws(Diagnostic) {
    if call.unnamed.count > count {
      let setting = call.unnamed[count]
      throw Diagnostic(
        .expected("a named argument", found: "'\(shortText(setting.written))'"),
        at: span(of: setting.written),
        notes: names.first.map { [.write("\($0) = \(shortText(setting.written))")] } ?? [])
    }
    var seen: Set<String> = []
    for setting in call.settings {
      guard let token = setting.nameToken else { continue }
      let name = text(token)
      guard names.contains(name) else {
        throw Diagnostic(
          .unknownArgument(name, function: text(call.nameToken)), at: tokens[token].span,
          notes: [nearest(to: name, among: names).map { .didYouMean($0) } ?? .oneOf(names)])
      }
      if !seen.insert(name).inserted {
        throw Diagnostic(.repeatedParameter(name), at: tokens[token].span)
      }
    }
  }

  /// The setting with this name, if it is given.
  func setting(_ name: String, of call: SettingCall) -> Setting? {
    call.settings.first { $0.nameToken.map(text) == name }
  }

  /// A number that is given by its name, `nil` if it is left out.
  func number(
    _ name: String, of call: SettingCall, _ range: SettingRange
  ) throws(Diagnostic) -> Double? {
    guard let setting = setting(name, of: call) else { return nil }
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

  /// A whole number that is given by its name, `nil` if it is left out.
  func wholeNumber(
    _ name: String, of call: SettingCall, from least: Int, through most: Int = 1 << 32
  ) throws(Diagnostic) -> Int? {
    guard let setting = setting(name, of: call) else { return nil }
    return try wholeNumber("a whole number from \(least) on for '\(name)'", setting, least...most)
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
      .outOfRange(argument: name, range: range.words, found: shortText(setting.written)),
      at: span(of: setting.written))
  }

  func expected(_ description: String, _ setting: Setting) -> Diagnostic {
    Diagnostic(
      .expected(description, found: "'\(shortText(setting.written))'"),
      at: span(of: setting.written))
  }
}
