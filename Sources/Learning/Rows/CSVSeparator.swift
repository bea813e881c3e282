/// What stands between the cells of a file of rows.
public enum CSVSeparator: Hashable, Sendable, CaseIterable {
  case comma, semicolon, tab, bar
  /// Any number of blanks and tabs, which also may begin and end a line.
  case blanks

  /// The character; a blank for `blanks`, which a tab may stand for.
  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .bar: UInt8(ascii: "|")
    case .blanks: UInt8(ascii: " ")
    }
  }

  /// The separator with a character.
  init?(_ byte: UInt8) {
    guard let found = Self.allCases.first(where: { $0.byte == byte }) else { return nil }
    self = found
  }
}

enum Byte {
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let hash = UInt8(ascii: "#")
}
