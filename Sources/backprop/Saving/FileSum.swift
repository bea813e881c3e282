/// The length of a file and a sum of its bytes, by which it is recognised: the two numbers that the
/// POSIX command `cksum` prints.
struct FileSum: Hashable {
  let crc: UInt32
  let byteCount: Int

  /// The sum of some bytes: the cyclic redundancy check of ISO/IEC 8802-3 over them and over their
  /// number, lowest byte first.
  init(of bytes: [UInt8]) {
    var crc: UInt32 = 0
    for byte in bytes { Self.add(byte, to: &crc) }
    var rest = bytes.count
    while rest > 0 {
      Self.add(UInt8(truncatingIfNeeded: rest), to: &crc)
      rest >>= 8
    }
    self.crc = ~crc
    byteCount = bytes.count
  }

  /// The sum as a summary has it; `nil` where it has none.
  init?(_ json: JSON) {
    guard let crc = json["cksum"]?.integer, let count = json["bytes"]?.integer,
      let crc = UInt32(exactly: crc)
    else { return nil }
    self.crc = crc
    byteCount = count
  }

  /// The members of a summary that hold it.
  var json: JSON { ["cksum": Int(crc), "bytes": byteCount] }

  private static func add(_ byte: UInt8, to crc: inout UInt32) {
    crc = crc << 8 ^ table[Int(crc >> 24 ^ UInt32(byte))]
  }

  /// For every byte, its remainder after division by the polynomial 0x04C11DB7.
  private static let table = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { crc, _ in
      crc & 0x8000_0000 == 0 ? crc << 1 : crc << 1 ^ 0x04C1_1DB7
    }
  }
}
