extension JSON {
  /// The value that a text stands for (RFC 8259); `nil` where it is not JSON or nests more than 64
  /// levels deep. Of members with one name, the last one counts.
  init?(parsing text: String) {
    var reader = JSONReader(bytes: Array(text.utf8))
    guard let value = reader.value(depth: 64), reader.isAtEnd else { return nil }
    self = value
  }

  /// A member of an object.
  subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.0 == name }?.1
  }

  /// The members of an object, by name; `nil` for anything else.
  var members: [(String, JSON)]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The elements of an array; `nil` for anything else.
  var elements: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The text of a string; `nil` for anything else.
  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// A whole number; `nil` for anything else.
  var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// A number; `nil` for anything else.
  var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}

/// Reads JSON from its first byte to its last.
private struct JSONReader {
  let bytes: [UInt8]
  private var next = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return next == bytes.count
    }
  }

  mutating func value(depth: Int) -> JSON? {
    skipBlanks()
    guard depth > 0, next < bytes.count else { return nil }
    switch bytes[next] {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSON.string)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func skipBlanks() {
    while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
    next += 1
    return true
  }

  private mutating func word(_ word: String, _ value: JSON) -> JSON? {
    guard bytes[next...].starts(with: word.utf8) else { return nil }
    next += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) -> JSON? {
    next += 1
    var members: [(String, JSON)] = []
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard next < bytes.count, bytes[next] == UInt8(ascii: "\""), let name = string(), take(":"),
        let value = value(depth: depth - 1)
      else { return nil }
      members.append((name, value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSON? {
    next += 1
    var elements: [JSON] = []
    if take("]") { return .array(elements) }
    repeat {
      guard let value = value(depth: depth - 1) else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  private mutating func number() -> JSON? {
    let first = next
    while next < bytes.count, "+-.eE0123456789".utf8.contains(bytes[next]) { next += 1 }
    let text = String(decoding: bytes[first..<next], as: UTF8.self)
    return Int(text).map(JSON.integer) ?? Double(text).map(JSON.number)
  }

  private mutating func string() -> String? {
    next += 1
    var text: [UInt8] = []
    while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
      guard bytes[next] == UInt8(ascii: "\\") else {
        text.append(bytes[next])
        next += 1
        continue
      }
      guard let scalar = escaped() else { return nil }
      text += String(Character(scalar)).utf8
    }
    guard next < bytes.count else { return nil }
    next += 1
    return String(validating: text, as: UTF8.self)
  }

  private mutating func escaped() -> Unicode.Scalar? {
    next += 2
    guard next <= bytes.count else { return nil }
    switch bytes[next - 1] {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return codePoint()
    case let byte where "\"\\/".utf8.contains(byte): return Unicode.Scalar(byte)
    default: return nil
    }
  }

  /// The character of four digits, or of two surrogates of four each.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let high = digits() else { return nil }
    guard high & 0xFC00 == 0xD800 else { return Unicode.Scalar(high) }
    guard bytes[next...].starts(with: "\\u".utf8) else { return nil }
    next += 2
    guard let low = digits(), low & 0xFC00 == 0xDC00 else { return nil }
    return Unicode.Scalar(0x1_0000 + (high & 0x3FF) << 10 + low & 0x3FF)
  }

  private mutating func digits() -> UInt32? {
    let digits = bytes[next...].prefix(4)
    next += digits.count
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
