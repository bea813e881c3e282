import Screen

/// A few words about a key for the last line of the screen.
package struct Hint: Sendable {
  let keys: String
  let meaning: String

  init(_ keys: String, _ meaning: String) {
    self.keys = keys
    self.meaning = meaning
  }
}

/// A row of the table of keys that a layer takes itself.
package struct KeyRow<Target>: Sendable {
  let keys: [Key]
  let help: String
  /// Its hint on the last line, if it has one.
  private(set) var hint: @Sendable (Target) -> Hint?
  let does: @Sendable (inout Target) -> LayerAnswer

  /// Keys whose answer depends on the state they find.
  init(
    keys: [Key], help: String, hint: Hint? = nil,
    answers: @escaping @Sendable (inout Target) -> LayerAnswer
  ) {
    self.keys = keys
    self.help = help
    self.hint = { _ in hint }
    does = answers
  }

  init(
    _ keys: Key..., help: String, hint: Hint? = nil,
    answers: @escaping @Sendable (inout Target) -> LayerAnswer
  ) {
    self.init(keys: keys, help: help, hint: hint, answers: answers)
  }

  /// Keys that change the layer.
  init(
    _ keys: Key..., help: String, hint: Hint? = nil,
    changes: @escaping @Sendable (inout Target) -> Void
  ) {
    self.init(keys: keys, help: help, hint: hint) {
      changes(&$0)
      return .taken(nil)
    }
  }

  /// The row with a hint that depends on what the layer shows.
  func hinting(_ hint: @escaping @Sendable (Target) -> Hint?) -> KeyRow {
    var row = self
    row.hint = hint
    return row
  }
}

extension Array {
  /// The answer to a key by the first row that has it; passes the key where no row does.
  func answer<Target>(to key: Key, for target: inout Target) -> LayerAnswer
  where Element == KeyRow<Target> {
    first { $0.keys.contains(key) }?.does(&target) ?? .passed
  }
}

/// Keys that belong together in the help, under a heading.
package struct KeyHelp: Sendable {
  package let heading: String
  package var rows: [Row]

  /// Some keys and what they do.
  package struct Row: Sendable {
    package var keys: [Key]
    /// The key pressed after one of the keys.
    var suffix = ""
    package let help: String

    /// The keys in writing.
    package var label: String { keys.map(\.label).joined(separator: " ") + suffix }
  }

  init(_ heading: String, _ rows: [Row]) {
    self.heading = heading
    self.rows = rows
  }

  /// The rows of a layer's table.
  init<Target>(_ heading: String, _ rows: [KeyRow<Target>]) {
    self.init(heading, rows.map { Row(keys: $0.keys, help: $0.help) })
  }
}

extension Key {
  /// The key as the help writes it.
  var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Bksp"
    case .delete: "Del"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    }
  }
}
