/// Keys written as text: characters stand for themselves, others are named as in `<Enter>`.
package struct KeyScript: Hashable, Sendable {
  package let keys: [Key]

  private static let names: [String: Key] = [
    "enter": .enter, "esc": .escape, "tab": .tab, "s-tab": .backTab, "space": .character(" "),
    "left": .left, "right": .right, "up": .up, "down": .down, "pgup": .pageUp, "pgdn": .pageDown,
    "home": .home, "end": .end, "bksp": .backspace, "del": .delete, "lt": .character("<"),
  ]

  /// The keys of a script; `nil` where a `<` begins no name of a key.
  package init?(_ text: String) {
    var keys: [Key] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "<" else {
        keys.append(.character(character))
        continue
      }
      guard let end = rest.firstIndex(of: ">"), let key = Self.names[rest[..<end].lowercased()]
      else { return nil }
      keys.append(key)
      rest = rest[rest.index(after: end)...]
    }
    self.keys = keys
  }
}
