// Names of files and arguments are bytes, and need not be UTF-8. They are kept as text, in which each
// byte that is part of no character is a private-use character of its own, and become the same bytes
// again: what Python calls surrogateescape, in the last characters of Unicode.

extension String {
  /// The text for some bytes, of which none is lost.
  package init(keeping bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.keptByte != nil })
    {
      self = text
      return
    }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let first = rest.first {
      var decoder = UTF8()
      var bytes = rest.prefix(4).makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&bytes), scalar.keptByte == nil {
        scalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        scalars.append(Unicode.Scalar(keptByte: first) ?? "\u{FFFD}")
        rest = rest.dropFirst()
      }
    }
    self.init(scalars)
  }

  /// The bytes that the text keeps.
  package var keptBytes: [UInt8] {
    guard unicodeScalars.contains(where: { $0.keptByte != nil }) else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in scalar.keptByte.map { [$0] } ?? Array(scalar.utf8) }
  }
}

extension Unicode.Scalar {
  /// The character of the byte 0; bytes from 0x80 on have one.
  private static let base: UInt32 = 0x10FE00

  /// The character that keeps a byte; `nil` for a byte that is a character itself.
  init?(keptByte byte: UInt8) {
    guard byte >= 0x80 else { return nil }
    self.init(Self.base + UInt32(byte))
  }

  /// The byte that this character keeps.
  var keptByte: UInt8? {
    (Self.base + 0x80...Self.base + 0xFF).contains(value) ? UInt8(value - Self.base) : nil
  }
}
