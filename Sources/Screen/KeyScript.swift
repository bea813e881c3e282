import Cells

/// Keys written as text: characters stand for themselves, other keys have names, as in `<Enter>`.
///
/// Every key can be written and read back: `<C-x>` is x with the control key, `<F5>` a function
/// key, `<U+301>` a character by its code, as one is written that could not be seen or would join
/// the one before.
package struct KeyScript: Hashable, Sendable {
  package let keys: [Key]

  /// The names of keys, as written in scripts.
  private static let names: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backTab),
    ("Space", .character(" ")), ("Left", .left), ("Right", .right), ("Up", .up), ("Down", .down),
    ("PgUp", .pageUp), ("PgDn", .pageDown), ("Home", .home), ("End", .end), ("Bksp", .backspace),
    ("Del", .delete), ("lt", .character("<")),
  ]

  /// The keys of a script; `nil` if a `<` does not begin the name of a key.
  package init?(_ text: String) {
    var keys: [Key] = []
    var rest = Substring(text).unicodeScalars
    while !rest.isEmpty {
      guard let key = Key(Self.takeWord(from: &rest)) else { return nil }
      keys.append(key)
    }
    self.keys = keys
  }

  /// Takes what stands for one key: `<…>`, or one character as Unicode counts them. A mark that is
  /// typed after a key does not become a part of it.
  package static func takeWord(from text: inout Substring.UnicodeScalarView) -> String {
    let end = text.first == "<" ? text.firstIndex(of: ">") ?? text.startIndex : text.startIndex
    let next = text.index(after: end)
    defer { text = text[next...] }
    return String(text[..<next])
  }

  /// The key as it is written in a script.
  package static func text(of key: Key) -> String {
    if let name = names.first(where: { $0.key == key })?.name { return "<\(name)>" }
    return switch key {
    case .character(let character): standsForItself(character) ?? "<\(codes(of: character))>"
    case .control(">"): "<C-gt>"
    case .control(let character): "<C-\(standsForItself(character) ?? codes(of: character))>"
    case .function(let number): "<F\(number)>"
    // All others have names.
    default: ""
    }
  }

  /// A character that can be seen and stays apart from those beside it.
  private static func standsForItself(_ character: Character) -> String? {
    let scalars = character.unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first, !scalar.isHidden else { return nil }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .spaceSeparator: return nil
    default: return String(character)
    }
  }

  /// `U+65+301` for e with an accent that is a character of its own.
  private static func codes(of character: Character) -> String {
    "U"
      + character.unicodeScalars.map { "+" + String($0.value, radix: 16, uppercase: true) }.joined()
  }

  /// The character that is written as codes, if it is one.
  private static func character(ofCodes text: some StringProtocol) -> Character? {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0] == "U" || parts[0] == "u" else { return nil }
    let scalars = parts.dropFirst().compactMap {
      UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
    }
    let text = String(String.UnicodeScalarView(scalars))
    return scalars.count == parts.count - 1 && text.count == 1 ? text.first : nil
  }

  fileprivate static func key(named name: String) -> Key? {
    let small = name.lowercased()
    if let key = names.first(where: { $0.name.lowercased() == small })?.key { return key }
    if small.hasPrefix("c-") {
      if small == "c-gt" { return .control(">") }
      let rest = name.dropFirst(2)
      if let character = character(ofCodes: rest) { return .control(character) }
      return rest.unicodeScalars.count == 1 ? rest.first.map(Key.control) : nil
    }
    if let character = character(ofCodes: name) { return .character(character) }
    if small.hasPrefix("f"), let number = Int(small.dropFirst()), (1...63).contains(number) {
      return .function(number)
    }
    return nil
  }
}

extension Key {
  /// The key that stands in a script as `word`, in upper or lower case; `nil` if there is none.
  package init?(_ word: String) {
    let scalars = word.unicodeScalars
    if scalars.count == 1, let scalar = scalars.first, scalar != "<" {
      self = .character(Character(scalar))
    } else if scalars.first == "<", scalars.last == ">", scalars.count > 2,
      let key = KeyScript.key(named: String(scalars.dropFirst().dropLast()))
    {
      self = key
    } else {
      return nil
    }
  }
}
