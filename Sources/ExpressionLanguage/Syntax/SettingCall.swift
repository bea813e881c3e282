/// A call in a `data`, `minimize` or `show` statement: `adam(lr = 0.1)`. Its settings are numbers
/// and words, which are never computed.
struct SettingCall: Sendable {
  let text: TokenText
  let nameToken: Int
  var settings: [Setting] = []

  /// The settings without a name, which come before the others.
  var unnamed: [Setting] { settings.filter { $0.nameToken == nil } }

  /// Names of settings that hardly any value has.
  static let words: Set = [
    "axis", "batch", "every", "factor", "grad", "keep", "label", "momentum", "over", "seed",
    "standardize", "test", "weight_decay",
  ]

  var name: String { text.spelling(of: nameToken) }
  var nameSpan: SourceSpan { text.span(of: nameToken) }
}

/// A setting in the brackets of a call.
struct Setting: Sendable {
  enum Value: Sendable {
    case number(Double)
    /// `20%`, as a fraction of 1.
    case percent(Double)
    case word
    case text
    case call(SettingCall)
    /// Words, numbers and texts in square brackets.
    case list([Setting])
  }

  let nameToken: Int?
  let value: Value
  let written: TokenRange
}
