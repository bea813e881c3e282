/// Text from elsewhere: from files, names of files, arguments, variables, keys and pastes.
///
/// Whatever of it goes to a terminal, to a stream or into a cell of the screen goes through here.
extension Unicode.Scalar {
  /// Whether it shows no character of its own: a control, a direction of text, a separator of
  /// lines, or what Unicode calls default ignorable, such as joiners and variation selectors.
  package var isHidden: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return value >= 0x34F && properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether it changes the order in which the text after it is shown, or begins a line where none
  /// ends: text that has it can look like other text (Unicode Technical Standard 55).
  package var rearrangesText: Bool {
    switch value {
    case 0x85, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// `U+202E`.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The code that stands for the character where it cannot stand itself.
  fileprivate var code: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\\": "\\\\"
    default:
      keptByte.map { "\\x" + String($0, radix: 16) } ?? "\\u{\(String(value, radix: 16))}"
    }
  }
}

extension Character {
  /// The character without what it hides; a blank if nothing is left of it.
  package var withoutHidden: Character {
    let scalars = unicodeScalars
    guard scalars.contains(where: \.isHidden) else { return self }
    let shown = String(String.UnicodeScalarView(scalars.filter { !$0.isHidden }))
    return shown.count == 1 ? Character(shown) : shown.first ?? " "
  }
}

extension String {
  /// The text as it may go to a stream: what it hides is written as its code, as in `\u{202e}`, but
  /// for the ends of lines and tabs.
  package var harmless: String { coded { $0.isHidden && $0 != "\n" && $0 != "\t" } }

  /// The text on one line, as names of files and arguments are shown: ends of lines, tabs and
  /// backslashes have codes, too, so that no two texts are shown alike.
  package var onOneLine: String { coded { $0.isHidden || $0 == "\\" } }

  private func coded(_ needsCode: (Unicode.Scalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: { needsCode($0) || $0.keptByte != nil }) else {
      return self
    }
    return unicodeScalars.map { needsCode($0) || $0.keptByte != nil ? $0.code : String($0) }
      .joined()
  }

  /// The text that is shown as `text` on one line; what is no code stands for itself.
  package init(fromOneLine text: some StringProtocol) {
    var scalars = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == "\\", let (meant, after) = rest.codeAtStart {
        scalars.append(meant)
        rest = after
      } else {
        scalars.append(scalar)
      }
    }
    self.init(scalars)
  }
}

extension Substring.UnicodeScalarView {
  /// The character whose code begins after a backslash, and what follows the code.
  fileprivate var codeAtStart: (Unicode.Scalar, Self)? {
    let after = dropFirst()
    switch first {
    case "n": return ("\n", after)
    case "r": return ("\r", after)
    case "t": return ("\t", after)
    case "\\": return ("\\", after)
    case "x":
      let digits = String(after.prefix(2))
      guard let byte = UInt8(digits, radix: 16), let kept = Unicode.Scalar(keptByte: byte) else {
        return nil
      }
      return (kept, after.dropFirst(2))
    case "u":
      guard after.first == "{", let end = after.firstIndex(of: "}"),
        let value = UInt32(String(after[..<end].dropFirst()), radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      return (scalar, after[after.index(after: end)...])
    default: return nil
    }
  }
}
