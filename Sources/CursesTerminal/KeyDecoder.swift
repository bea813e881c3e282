import Screen

/// Turns the bytes of a keyboard into keys: UTF-8, control characters, and the escape sequences
/// that the terminal's description does not mention.
package struct KeyDecoder {
  package enum Result: Hashable, Sendable {
    case key(Key)
    case pasteBegins
    case pasteEnds
    /// A sequence that is not a key of the program.
    case nothing
  }

  private let next: () -> UInt8?
  private let unread: (UInt8) -> Void

  /// `next` returns the byte that follows immediately, if there is one; `unread` puts it back.
  package init(next: @escaping () -> UInt8?, unread: @escaping (UInt8) -> Void) {
    self.next = next
    self.unread = unread
  }

  package func decode(_ byte: UInt8) -> Result {
    switch byte {
    case 0x08, 0x7F: .key(.backspace)
    case 0x09: .key(.tab)
    case 0x0A, 0x0D: .key(.enter)
    case 0x1B: decodeEscape()
    case ..<0x20: .key(.control(Self.letter(ofControl: byte)))
    case ..<0x80: .key(.character(Character(Unicode.Scalar(byte))))
    default: decodeUTF8(byte)
    }
  }

  /// The character typed together with the control key: `a` for 1.
  private static func letter(ofControl byte: UInt8) -> Character {
    let upper = Character(Unicode.Scalar(byte | 0x40))
    return Character(upper.lowercased())
  }

  private func decodeEscape() -> Result {
    guard let second = next() else { return .key(.escape) }
    switch second {
    case UInt8(ascii: "["):
      return decodeControlSequence()
    case UInt8(ascii: "O"):
      guard let letter = next() else { return .nothing }
      if letter == UInt8(ascii: "M") { return .key(.enter) }
      return Self.key(forLetter: letter).map(Result.key) ?? .nothing
    default:
      unread(second)
      return .key(.escape)
    }
  }

  /// Reads a sequence to its end, so that no part of an unknown one is taken for a key.
  private func decodeControlSequence() -> Result {
    var parameters = ""
    while let byte = next() {
      switch byte {
      case 0x20...0x3F:
        parameters.unicodeScalars.append(Unicode.Scalar(byte))
        if parameters.utf8.count > 32 { return .nothing }
      case UInt8(ascii: "M") where parameters.isEmpty:
        // The oldest mouse protocol sends three more bytes.
        for _ in 0..<3 { _ = next() }
        return .nothing
      case UInt8(ascii: "~"):
        return Self.result(forNumber: parameters)
      case 0x40...0x7E:
        return Self.key(forLetter: byte).map(Result.key) ?? .nothing
      default:
        unread(byte)
        return .nothing
      }
    }
    return .nothing
  }

  private static func key(forLetter letter: UInt8) -> Key? {
    switch Unicode.Scalar(letter) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    case "Z": .backTab
    case "P", "Q", "R", "S": .function(Int(letter - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func result(forNumber parameters: String) -> Result {
    switch parameters.split(separator: ";").first {
    case "1", "7": .key(.home)
    case "3": .key(.delete)
    case "4", "8": .key(.end)
    case "5": .key(.pageUp)
    case "6": .key(.pageDown)
    case "200": .pasteBegins
    case "201": .pasteEnds
    default: .nothing
    }
  }

  /// Reads the rest of a character; invalid UTF-8 is dropped without swallowing the keys after it.
  private func decodeUTF8(_ first: UInt8) -> Result {
    let length =
      switch first {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    var bytes = [first]
    while bytes.count < length, let byte = next() {
      guard byte & 0xC0 == 0x80 else {
        unread(byte)
        return .nothing
      }
      bytes.append(byte)
    }
    guard let text = String(validating: bytes, as: UTF8.self), let character = text.first,
      character.unicodeScalars.first?.properties.generalCategory != .control
    else { return .nothing }
    return .key(.character(character))
  }
}
