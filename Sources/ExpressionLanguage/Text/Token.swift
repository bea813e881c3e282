/// The smallest meaningful piece of an expression file.
struct Token {
  enum Kind: UInt8 {
    case number, name, string
    case plus, minus, times, divide, power, at
    case equals, doubleEquals, less, greater, lessOrEqual, greaterOrEqual, plusMinus
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket
    case comma, colon, dot, percent
    case endOfLine
    /// A character without a meaning in the language.
    case stray
  }

  let kind: Kind
  let start: Int32
  let end: Int32

  var span: SourceSpan { SourceSpan(start: Int(start), end: Int(end)) }
}

/// The operators and brackets that are one ASCII character, or look like one on a slide.
extension Token.Kind {
  init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "+": self = .plus
    case "-", "−": self = .minus
    case "*", "×", "·", "⋅", "\u{387}": self = .times
    case "/", "÷": self = .divide
    case "^": self = .power
    case "@": self = .at
    case "=": self = .equals
    case "<": self = .less
    case ">": self = .greater
    case "≤": self = .lessOrEqual
    case "≥": self = .greaterOrEqual
    case "±": self = .plusMinus
    case "(": self = .leftParenthesis
    case ")": self = .rightParenthesis
    case "[": self = .leftBracket
    case "]": self = .rightBracket
    case ",": self = .comma
    case ":": self = .colon
    case ".": self = .dot
    case "%": self = .percent
    default: return nil
    }
  }

  /// The operator that two characters form, such as `**`.
  func joined(with next: Unicode.Scalar) -> Self? {
    switch (self, next) {
    case (.times, "*"): .power
    case (.equals, "="): .doubleEquals
    case (.less, "="): .lessOrEqual
    case (.greater, "="): .greaterOrEqual
    default: nil
    }
  }
}

/// A `#` and the rest of the line.
struct Comment {
  let span: SourceSpan
  /// Whether the line has nothing else.
  let isWholeLine: Bool
}

/// Consecutive tokens, from `first` through `last`.
struct TokenRange {
  let first: Int32
  let last: Int32

  init(_ first: Int, _ last: Int) {
    self.first = Int32(first)
    self.last = Int32(last)
  }

  func upTo(_ other: TokenRange) -> TokenRange { TokenRange(Int(first), Int(other.last)) }
}
