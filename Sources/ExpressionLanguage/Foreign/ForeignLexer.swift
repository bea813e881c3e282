import Cells

/// A piece of a line in the notation of another language, or of a textbook.
struct ForeignToken {
  enum Kind: Equatable {
    case number, name, text
    /// An operator or a bracket, in one spelling for all that mean the same.
    case sign
    /// `\frac` of TeX.
    case command
    /// `²` or `⁻¹`, in ordinary digits.
    case superscript
  }

  let kind: Kind
  let text: String
  let hasSpaceBefore: Bool
}

/// What is known of a file before its lines are read.
struct ForeignDialect {
  /// Whether it is written as MATLAB, Octave or Julia write: `'` transposes and `*` multiplies
  /// matrices.
  var isMATLAB = false
  /// Whether `%` begins a comment.
  var hasPercentComments = false
}

/// Splits a line into pieces and its comment.
struct ForeignLexer {
  private let text: [Character]
  private let dialect: ForeignDialect
  private var next = 0
  private(set) var tokens: [ForeignToken] = []
  /// The comment at the end, without its sign.
  private(set) var comment: String?

  init(_ text: String, _ dialect: ForeignDialect) {
    self.text = Array(text)
    self.dialect = dialect
    while next < self.text.count, comment == nil { read() }
  }

  private var hasSpaceBefore: Bool {
    next > 0 && (text[next - 1].isWhitespace || text[next - 1] == "~")
  }

  private func character(_ offset: Int) -> Character? {
    next + offset < text.count ? text[next + offset] : nil
  }

  private mutating func append(_ kind: ForeignToken.Kind, _ text: String, length: Int) {
    tokens.append(ForeignToken(kind: kind, text: text, hasSpaceBefore: hasSpaceBefore))
    next += length
  }

  private mutating func read() {
    let first = text[next]
    if first.isWhitespace || first.unicodeScalars.allSatisfy(\.isHidden) {
      next += 1
    } else if startsComment {
      var rest = String(text[next...]).drop { "#%/*".contains($0) }
      if rest.hasSuffix("*/") { rest.removeLast(2) }
      comment = String(rest).trimmed
    } else if first == "\\" {
      readCommand()
    } else if first.isASCII && first.isNumber || first == "." && isDigit(1) {
      readNumber()
    } else if first == "\"" || first == "'" && !isPrime || first == "`" {
      readText(first)
    } else if let closing = Self.closingQuotes[first] {
      readText(closing)
    } else if let fraction = Self.fractions[first] {
      append(.number, fraction, length: 1)
    } else if Self.superscripts[first] != nil {
      readSuperscript()
    } else if first == "_", character(1) == "{" {
      append(.sign, "_", length: 1)
    } else if first.isLetter && first != "ᵀ" || first == "_" || first == "′" {
      readName()
    } else {
      readSign()
    }
  }

  private var startsComment: Bool {
    if text[next] == "#" { return true }
    if text[next] == "%" { return dialect.hasPercentComments && character(1) != "*" }
    if text[next] == "/", character(1) == "*" { return true }
    guard text[next] == "/", character(1) == "/" else { return false }
    // Two slashes divide without a remainder in Python; words behind them are a comment.
    let rest = String(text[(next + 2)...]).trimmed
    let words = rest.split(separator: " ")
    return next == 0 || rest.isEmpty || words.count > 1 && !rest.contains { "+-*/()=".contains($0) }
      || words.count == 1 && words[0].count > 3 && words[0].allSatisfy(\.isLetter)
        && hasSpaceBefore && text[..<next].contains("=") && !hasSlashesOfPython
  }

  private var hasSlashesOfPython: Bool { tokens.contains { $0.kind == .sign && $0.text == "^" } }

  /// Whether a `'` belongs to what is before it.
  private var isPrime: Bool {
    guard next > 0 else { return false }
    let last = text[next - 1]
    return last.isLetter || last.isNumber || last == "_" || last == "'" || last == ")"
      || last == "]" || last == "."
  }

  private func isDigit(_ offset: Int) -> Bool {
    character(offset).map { $0.isASCII && $0.isNumber } ?? false
  }

  private mutating func readNumber() {
    let start = next
    var end = next
    func digit(_ index: Int) -> Bool {
      index < text.count && text[index].isASCII && text[index].isNumber
    }
    while digit(end) || end < text.count && text[end] == "_" && digit(end + 1) { end += 1 }
    if end < text.count, text[end] == ".",
      !(end + 1 < text.count && ("*/^'T".contains(text[end + 1]) || text[end + 1].isLetter))
    {
      end += 1
      while digit(end) || end < text.count && text[end] == "_" && digit(end + 1) { end += 1 }
    }
    if end < text.count, text[end] == "e" || text[end] == "E" {
      let signed = end + 1 < text.count && "+-−".contains(text[end + 1])
      if digit(end + (signed ? 2 : 1)) {
        end += signed ? 2 : 1
        while digit(end) { end += 1 }
      }
    }
    var number = String(text[start..<end]).replacing("−", with: "-")
    if number.hasSuffix(".") { number.removeLast() }
    // The `f` of a number of C.
    let hasSuffix =
      end < text.count && "fFL".contains(text[end]) && number.contains(".")
      && !(end + 1 < text.count && (text[end + 1].isLetter || text[end + 1] == "("))
    append(.number, number, length: end - start + (hasSuffix ? 1 : 0))
    if end < text.count, let fraction = Self.fractions[text[end]], !hasSuffix,
      !number.contains("."), let whole = Int(number), let part = Double(fraction)
    {
      tokens.removeLast()
      tokens.append(
        ForeignToken(
          kind: .number, text: "\(Double(whole) + part)",
          hasSpaceBefore: start > 0 && text[start - 1].isWhitespace))
      next = end + 1
    }
  }

  private static let closingQuotes: [Character: Character] = [
    "“": "”", "„": "“", "«": "»", "‘": "’",
  ]

  private mutating func readText(_ quote: Character) {
    var end = next + 1
    while end < text.count, text[end] != quote { end += 1 }
    append(.text, String(text[(next + 1)..<end]), length: min(end + 1, text.count) - next)
  }

  private mutating func readName() {
    var end = next + 1
    while end < text.count {
      let character = text[end]
      let isPrime = character == "'" && !dialect.isMATLAB
      guard
        character.isLetter && character != "ᵀ" || character.isASCII && character.isNumber
          || character == "_" || isPrime || "′″‴".contains(character)
          || "₀₁₂₃₄₅₆₇₈₉".contains(character)
      else { break }
      // The `_` of TeX, which joins a subscript in braces.
      if character == "_", end + 1 < text.count, text[end + 1] == "{" { break }
      end += 1
    }
    append(.name, String(text[next..<end]), length: end - next)
  }

  private mutating func readCommand() {
    var end = next + 1
    while end < text.count, text[end].isLetter && text[end].isASCII { end += 1 }
    if end == next + 1 { end = min(next + 2, text.count) }
    append(.command, String(text[(next + 1)..<end]), length: end - next)
  }

  private mutating func readSuperscript() {
    var end = next
    var digits = ""
    while end < text.count, let digit = Self.superscripts[text[end]] {
      digits.append(digit)
      end += 1
    }
    append(.superscript, digits, length: end - next)
  }

  private mutating func readSign() {
    for length in [3, 2] where next + length <= text.count {
      let candidate = String(text[next..<next + length])
      if let sign = Self.longSigns[candidate] {
        return append(.sign, sign, length: length)
      }
    }
    append(.sign, Self.signs[text[next]] ?? String(text[next]), length: 1)
  }

  private static let longSigns = [
    "**": "^", ".*": ".*", "./": "./", ".^": ".^", ".+": "+", ".-": "-", ".'": ".'", "//": "//",
    ":=": "=", "==": "==", "<=": "<=", ">=": ">=", "!=": "!=", "~=": "!=", "+=": "+=", "-=": "-=",
    "*=": "*=", "/=": "/=", "->": "->", "=>": "->", "<-": "<-", "&&": "&&", "||": "||",
    "%*%": "@", "...": "…", "**=": "^=", ".**": ".^", "|>": "|>", "+-": "±",
  ]

  private static let signs: [Character: String] = [
    "–": "-", "—": "-", "‐": "-", "－": "-", "−": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*",
    "＊": "*", "•": "*", "∙": "*", "⊙": ".*", "∘": ".*", "÷": "/", "∕": "/", "⁄": "/", "＋": "+",
    "（": "(", "）": ")", "，": ",", "；": ";", "＝": "=", "≔": "=", "←": "<-", "→": "->", "↦": "->",
    "⇒": "->", "≤": "<=", "≥": ">=", "≠": "!=", "⊤": "ᵀ", "ᵀ": "ᵀ", "∑": "∑", "‖": "‖", "∥": "‖",
    "ǀ": "|", "｜": "|", "【": "[", "】": "]",
  ]

  private static let fractions: [Character: String] = [
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875",
    "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅒": "0.1",
  ]

  private static let superscripts: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "⁺": "+", "ⁿ": "n",
  ]
}
