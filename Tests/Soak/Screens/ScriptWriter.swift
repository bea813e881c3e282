import Backpropagation
import Cells
import ExpressionLanguage
import GraphPicture
import Learning
import Screen
import Sentences
import Visualizer

/// Writes scripts by lot, out of what the table of commands knows and what it does not.
struct ScriptWriter {
  /// What can happen besides keys.
  enum Surroundings {
    /// The events of `Application`.
    case events
    /// What happens to a terminal, its files and its process.
    case terminal
  }

  let surroundings: Surroundings
  private var random: RandomNumbers
  private var names: [String] = []

  /// A writer that draws from `random`.
  init(_ surroundings: Surroundings, _ random: RandomNumbers) {
    self.surroundings = surroundings
    self.random = random
  }

  /// A script with so many acts, or with so many keys on a terminal.
  mutating func script(acts count: Int) -> Script {
    var script = Script()
    script.scene = random.once(in: 3) ? random.one(of: Script.Scene.allCases) : .show
    script.file = random.one(
      of: random.once(in: 12) ? Array(ShownFile.all.indices) : ShownFile.withoutRows)
    script.size = size()
    let syntax = Syntax(parsing: ShownFile(number: script.file).bytes)
    names = Self.names(in: syntax) + ["loss", "f", "nowhere"]
    var keys = 0
    while (surroundings == .events ? script.acts.count : keys) < count {
      let act = act()
      if case .keys(let pressed) = act { keys += pressed.keys.count }
      script.acts.append(act)
    }
    return script
  }

  private static func names(in syntax: Syntax) -> [String] {
    let text = String(decoding: syntax.source.utf8, as: UTF8.self)
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return Array(Set(words.filter { $0.first?.isLetter == true && $0.count < 12 }.map(String.init)))
      .sorted()
  }

  private mutating func act() -> Act {
    switch random.below(100) {
    case ..<88: return .keys(KeyScript(keys()) ?? KeyScript(keys: [.escape]))
    case 88: return .paste(foreignText(), ended: surroundings == .events || !random.once(in: 4))
    case 89, 90: return .resize(size())
    case 91: return .wheel(point(), lines: random.below(7) - 3)
    case 92: return .click(point())
    case 93, 94: return .tick(random.one(of: [0, 1, 40, 300, 60_000]))
    case 95, 96: return .file(seed: random.once(in: 8) ? nil : random.next() >> 32)
    case 97 where surroundings == .terminal:
      return .bytes((0..<1 + random.below(6)).map { _ in UInt8(random.below(256)) }.sanitized)
    case 98 where surroundings == .terminal:
      return .signal(random.one(of: [.stop, .freeze, .resize]))
    case 99 where random.once(in: 60):
      return surroundings == .events
        ? .hangUp
        : random.once(in: 2) ? .hangUp : .signal(random.one(of: [.terminate, .interrupt]))
    default: return .keys(KeyScript(keys: [.escape]))
    }
  }

  private mutating func keys() -> String {
    switch random.below(20) {
    case ..<8: return key()
    case 8, 9: return "\(random.one(of: [1, 2, 5, 20, 300, 99_999]))" + key()
    case 10..<14: return ":" + command() + random.one(of: ["<Enter>", "<Enter>", "<Tab>", "<Esc>"])
    case 14: return random.one(of: ["m", "'"]) + random.one(of: ["a", "b", "'", "7"])
    case 15: return random.one(of: ["p", "e", "ve", "w", "pe"]) + typed() + "<Enter>"
    case 16: return String(repeating: key(), count: 1 + random.below(12))
    case 17: return typed()
    default: return random.one(of: Self.otherKeys)
    }
  }

  /// A key of the table of commands, but not that which leaves.
  private mutating func key() -> String {
    KeyScript.text(of: random.one(of: Self.commandKeys))
  }

  private mutating func command() -> String {
    let name = random.one(of: Self.commandNames)
    return ([name] + (0..<random.below(4)).map { _ in word() }).joined(separator: " ")
  }

  private mutating func word() -> String {
    switch random.below(4) {
    case 0: random.one(of: names)
    case 1: random.one(of: Self.numbers)
    case 2: random.one(of: names) + random.one(of: ["[0]", "[0,1]", "[9,9]", "[-1]", "["])
    default: random.one(of: Self.words)
    }
  }

  /// Something typed for a number.
  private mutating func typed() -> String {
    switch random.below(6) {
    case 0: random.one(of: names) + "*" + random.one(of: names)
    case 1: "grad " + random.one(of: names)
    case 2: random.one(of: ["upstream * local", "?", "??", "1/0", "((", "é\u{301}", "²", "e"])
    default: random.one(of: Self.numbers)
    }
  }

  private mutating func foreignText() -> String {
    (0..<random.below(6)).map { _ in
      random.one(of: Self.foreign)
    }.joined()
  }

  private mutating func size() -> Size {
    if random.once(in: 2) { return Size(columns: 80, rows: 24) }
    return Size(
      columns: random.one(of: [1, 2, 7, 20, 39, 40, 60, 79, 81, 100, 160, 300]),
      rows: random.one(of: [1, 2, 3, 5, 8, 10, 16, 23, 25, 40, 48, 100]))
  }

  private mutating func point() -> Point {
    Point(column: random.below(170), row: random.below(60))
  }

  private static let commandKeys = Command.allCases.filter { $0 != .leave }.flatMap(\.row.keys)
  private static let commandNames = Command.allCases.filter { $0 != .leave }.flatMap(\.row.names)
  private static let otherKeys =
    "abcdfghjklmnorstuvwxyzBCHKLMORSTUVWXYZ0123456789!$%&/()=?*+~#'-_.:,;^<>|@€ßé日\u{301}"
    .map { KeyScript.text(of: .character($0)) }
    + [
      "<Enter>", "<Esc>", "<Tab>", "<S-Tab>", "<Bksp>", "<Del>", "<Left>", "<Right>", "<Up>",
      "<Down>", "<PgUp>", "<PgDn>", "<Home>", "<End>", "<Space>", "<F1>", "<F5>", "<C-a>", "<C-l>",
      "<C-r>", "<C-u>", "<C-w>",
    ]
  private static let numbers = [
    "0", "1", "-1", "0.5", "2.9", "1e9", "-1e-9", "1e308", "1e999", "nan", "inf", "99999999", "300",
    "0x10", "−2", "1_000", "+", "-", ".", "200.5", "1000000000000",
  ]
  private static let words =
    Bug.Kind.allCases.map(\.rawValue) + PictureForm.allCases.map(\.name)
    + Phase.allCases.map(\.name) + [
      "random", "guess", "off", "all", "end", "auto", "until", "loss", "<lt>", "0.1", "grad",
      "rises",
      "lr", "decimals", "=", "x", "until loss <lt> 0.1", "loss rises", "\u{202E}", "é",
    ]
  private static let foreign = [
    "x = 3", "1", "-2.5", "\n", "\r\n", "\t", "\u{1B}[2J", "\u{3}", "\u{1B}]0;x\u{7}", "日本",
    "e\u{301}",
    "\u{202E}abc", "\u{9B}31m", "\u{0}", "q", ":quit\n", "\u{2028}",
    String(repeating: "long ", count: 200),
  ]
}

extension [UInt8] {
  /// Without what leaves a program or begins what does not end.
  fileprivate var sanitized: [UInt8] {
    filter { ![0x03, 0x04, 0x1A, 0x1C, UInt8(ascii: "q"), 0x11, 0x13].contains($0) }
  }
}

extension KeyScript {
  fileprivate init(keys: [Key]) {
    self = KeyScript(keys.map(KeyScript.text).joined()) ?? .empty
  }

  private static var empty: KeyScript {
    guard let script = KeyScript("") else { preconditionFailure("no key is a script") }
    return script
  }
}
