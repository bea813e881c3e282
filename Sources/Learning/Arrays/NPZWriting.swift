extension NPZFormat {
  /// The bytes of an archive as `numpy.savez` writes it: a file `name.npy` for each array, none of them
  /// compressed. Equal arrays give equal bytes. The arrays have less than 4 GB in all.
  public static func bytes(
    of arrays: [(name: String, extents: [Int], elements: [Double])]
  ) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for array in arrays {
      let name = Array("\(array.name).npy".utf8)
      let body = NPYFormat.bytes(extents: array.extents, elements: array.elements)
      let offset = archive.count
      // Version 2.0; the name is in UTF-8; not compressed; 1 January 1980; the sum; both sizes; the
      // length of the name, and nothing behind it.
      let facts =
        number(20, 2) + number(0x800, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
        + number(Int(checksum(body)), 4) + number(body.count, 4) + number(body.count, 4)
        + number(name.count, 2) + number(0, 2)
      archive += number(0x0403_4B50, 4) + facts + name + body
      // Written by version 2.0; no comment, on the first disk, without attributes.
      directory += number(0x0201_4B50, 4) + number(20, 2) + facts + number(0, 10)
      directory += number(offset, 4) + name
    }
    let start = archive.count
    let count = min(arrays.count, 0xFFFF)
    archive += directory
    if count == 0xFFFF {
      // As many files are counted in a record of their own, which is followed by its place.
      let record = archive.count
      archive +=
        number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      archive += number(arrays.count, 8) + number(arrays.count, 8)
      archive += number(directory.count, 8) + number(start, 8)
      archive += number(0x0706_4B50, 4) + number(0, 4) + number(record, 8) + number(1, 4)
    }
    archive += number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
    return archive + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }

  /// A number in some bytes, the lowest first.
  private static func number(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }

  /// The sum of 32 bits that stands in an archive (CRC-32 of ISO 3309).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let rest = bytes.reduce(UInt32.max) { rest, byte in
      rest >> 8 ^ sums[Int(UInt8(truncatingIfNeeded: rest) ^ byte)]
    }
    return ~rest
  }

  private static let sums: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in
      rest >> 1 ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0)
    }
  }
}
