/// Keys written as text: characters stand for themselves, other keys have names, as in `<Enter>`.
///
/// Every key can be written and read back: `<C-x>` is x with the control key, `<F5>` a function
/// key.
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
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "<" else {
        keys.append(.character(character))
        continue
      }
      guard let end = rest.firstIndex(of: ">"), let key = Key(named: String(rest[..<end])) else {
        return nil
      }
      keys.append(key)
      rest = rest[rest.index(after: end)...]
    }
    self.keys = keys
  }

  /// The key as it is written in a script.
  package static func text(of key: Key) -> String {
    if let name = names.first(where: { $0.key == key })?.name { return "<\(name)>" }
    return switch key {
    case .character(let character): String(character)
    case .control(let character): character == ">" ? "<C-gt>" : "<C-\(character)>"
    case .function(let number): "<F\(number)>"
    // All others have names.
    default: ""
    }
  }

  fileprivate static func key(named name: String) -> Key? {
    let small = name.lowercased()
    if let key = names.first(where: { $0.name.lowercased() == small })?.key { return key }
    if small.hasPrefix("c-") {
      if small == "c-gt" { return .control(">") }
      let rest = name.dropFirst(2)
      return rest.count == 1 ? rest.first.map(Key.control) : nil
    }
    if small.hasPrefix("f"), let number = Int(small.dropFirst()), (1...63).contains(number) {
      return .function(number)
    }
    return nil
  }
}

extension Key {
  /// The key with this name, in upper or lower case.
  fileprivate init?(named name: String) {
    guard let key = KeyScript.key(named: name) else { return nil }
    self = key
  }
}
