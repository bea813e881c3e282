/// The screen of a terminal as small as it can be: it knows the sequences of `TerminalEntry` and
/// fails on every other, so that nothing unexpected is ever sent.
package struct ScreenEmulator: Sendable {
  package struct Cell: Hashable, Sendable {
    package var text: String
    /// The parameters of SGR in force, such as `["1", "32"]` for bold green.
    package var graphics: [String]
  }

  package struct UnknownSequence: Error, CustomStringConvertible {
    package let description: String
  }

  package private(set) var columns: Int
  package private(set) var rows: Int
  package private(set) var cells: [[Cell]]
  package private(set) var cursor = (column: 0, row: 0)
  /// The private modes that are on: 1049 is the alternate screen, 25 the cursor, 2004 bracketed
  /// paste, 1000 and 1006 the mouse.
  package private(set) var modes: Set<Int> = [25]
  /// Every SGR sequence that has been sent, by its parameters.
  package private(set) var usedGraphics: Set<String> = []
  private var graphics: [String] = []
  private var otherScreen: [[Cell]] = []
  private var pending: [UInt8] = []

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Self.blank(columns, rows)
  }

  /// The characters of each row, without blanks at the end.
  package var lines: [String] {
    cells.map { row in
      let line = row.map(\.text).joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  package var text: String { lines.joined(separator: "\n") }
  package var isAlternate: Bool { modes.contains(1049) }
  package var showsCursor: Bool { modes.contains(25) }

  /// The graphics of the first place where `text` stands.
  package func graphics(of text: String) -> [String]? {
    for row in cells {
      for start in row.indices where row[start...].map(\.text).joined().hasPrefix(text) {
        return row[start].graphics
      }
    }
    return nil
  }

  package mutating func resize(columns: Int, rows: Int) {
    func resized(_ screen: [[Cell]]) -> [[Cell]] {
      var result = Self.blank(columns, rows)
      for row in 0..<min(rows, screen.count) {
        for column in 0..<min(columns, screen[row].count) {
          result[row][column] = screen[row][column]
        }
      }
      return result
    }
    cells = resized(cells)
    otherScreen = resized(otherScreen)
    (self.columns, self.rows) = (columns, rows)
    cursor = (min(cursor.column, columns - 1), min(cursor.row, rows - 1))
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) throws(UnknownSequence) {
    pending += bytes
    while let length = Self.lengthOfFirstItem(in: pending) {
      let item = String(decoding: pending.prefix(length), as: UTF8.self)
      pending.removeFirst(length)
      try take(item)
    }
  }

  /// The length of the control character, sequence or character at the front, if it is complete.
  private static func lengthOfFirstItem(in bytes: [UInt8]) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B:
      guard bytes.count > 1 else { return nil }
      guard bytes[1] == UInt8(ascii: "[") else { return 2 }
      return bytes.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
    case 0xC0...:
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      return bytes.count >= length ? length : nil
    default: return 1
    }
  }

  private mutating func take(_ item: String) throws(UnknownSequence) {
    switch item {
    case "\r": cursor.column = 0
    case "\n": lineFeed()
    case "\u{8}": cursor.column = max(0, cursor.column - 1)
    case "\u{7}": break
    case _ where item.hasPrefix("\u{1B}["): try takeSequence(item.dropFirst(2))
    case _ where item.utf8.allSatisfy({ $0 < 0x20 || $0 == 0x7F }):
      throw UnknownSequence(description: item.debugDescription)
    default: write(item)
    }
  }

  private mutating func takeSequence(_ body: Substring) throws(UnknownSequence) {
    let parameters = body.dropLast().split(separator: ";").map(String.init)
    let numbers = parameters.map { Int($0.drop { $0 == "?" }) ?? -1 }
    switch (body.last, body.first == "?") {
    case ("H", false):
      let place = numbers.isEmpty ? [1, 1] : numbers
      guard place.count == 2, place.allSatisfy({ $0 > 0 }) else {
        throw UnknownSequence(description: "no such place: \(body)")
      }
      // While the size changes, places of the old size are still on their way.
      cursor = (min(place[1], columns) - 1, min(place[0], rows) - 1)
    case ("J", false) where body == "2J":
      cells = Self.blank(columns, rows)
    case ("J", false) where body == "J":
      eraseLine()
      for row in cells.indices.dropFirst(cursor.row + 1) { cells[row] = Self.blank(columns, 1)[0] }
    case ("K", false) where body == "K":
      eraseLine()
    case ("m", false):
      setGraphics(parameters)
    case ("h", true), ("l", true):
      for number in numbers { try setMode(number, body.last == "h") }
    default:
      throw UnknownSequence(description: "ESC [ \(body)")
    }
  }

  private mutating func setGraphics(_ parameters: [String]) {
    usedGraphics.insert(parameters.joined(separator: ";"))
    switch parameters {
    case [], ["0"]: graphics = []
    case ["24"]: graphics.removeAll { $0 == "4" }
    case ["39", "49"]: graphics.removeAll { $0.hasPrefix("3") || $0.hasPrefix("4") && $0 != "4" }
    default:
      graphics.removeAll { $0.hasPrefix("3") && parameters[0].hasPrefix("3") }
      graphics.removeAll {
        $0.hasPrefix("4") && $0 != "4" && parameters[0].hasPrefix("4") && parameters[0] != "4"
      }
      graphics = (graphics + [parameters.joined(separator: ";")]).sorted()
    }
  }

  private mutating func setMode(_ number: Int, _ on: Bool) throws(UnknownSequence) {
    guard [25, 1000, 1006, 1049, 2004].contains(number) else {
      throw UnknownSequence(description: "mode \(number)")
    }
    if number == 1049, on != isAlternate {
      if on { otherScreen = Self.blank(columns, rows) }
      swap(&cells, &otherScreen)
    }
    if on { modes.insert(number) } else { modes.remove(number) }
  }

  private mutating func eraseLine() {
    for column in cursor.column..<columns { cells[cursor.row][column] = Self.space }
  }

  private mutating func lineFeed() {
    if cursor.row + 1 < rows {
      cursor.row += 1
    } else {
      cells.removeFirst()
      cells.append(Self.blank(columns, 1)[0])
    }
  }

  private mutating func write(_ text: String) {
    let scalar = text.unicodeScalars.first?.value ?? 0
    if (0x300...0x36F).contains(scalar) {
      // A mark joins the character before; at the right edge the cursor has not moved on.
      let isAtEdge = cells[cursor.row][cursor.column].text != " "
      let before = isAtEdge ? cursor.column : max(0, cursor.column - 1)
      cells[cursor.row][before].text += text
      return
    }
    let isWide = (0x1100...0x115F).contains(scalar) || (0x2E80...0xD7A3).contains(scalar)
    cells[cursor.row][cursor.column] = Cell(text: text, graphics: graphics)
    if isWide, cursor.column + 1 < columns {
      cells[cursor.row][cursor.column + 1] = Cell(text: "", graphics: graphics)
    }
    cursor.column = min(columns - 1, cursor.column + (isWide ? 2 : 1))
  }

  private static let space = Cell(text: " ", graphics: [])

  private static func blank(_ columns: Int, _ rows: Int) -> [[Cell]] {
    Array(repeating: Array(repeating: space, count: columns), count: rows)
  }
}
