/// The format in which `numpy.savez` writes several arrays: an archive (ZIP) with one file for each.
public enum NPZFormat {
  /// Whether a file with these first bytes is an archive.
  public static func isArchive(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: [0x50, 0x4B])
  }

  /// The arrays of an archive, in its order.
  static func arrays(of bytes: UnsafeRawBufferPointer) throws(ArrayProblem) -> [NumericArray] {
    let members = try members(of: bytes)
    if members.contains(where: \.isCompressed) { throw .compressed }
    var arrays: [NumericArray] = []
    for member in members { arrays.append(try array(member, of: bytes)) }
    if arrays.isEmpty { throw .badArchive }
    return arrays
  }

  /// The array with a name; `nil` if the archive has none.
  public static func array(
    _ name: String, of bytes: UnsafeRawBufferPointer
  ) throws(ArrayProblem) -> NumericArray? {
    guard let member = try members(of: bytes).first(where: { $0.arrayName == name }) else {
      return nil
    }
    if member.isCompressed { throw .compressed }
    return try array(member, of: bytes)
  }

  private static func array(
    _ member: Member, of bytes: UnsafeRawBufferPointer
  ) throws(ArrayProblem) -> NumericArray {
    do throws(ArrayProblem) {
      let body = UnsafeRawBufferPointer(rebasing: bytes[member.body])
      return try NPYFormat.array(of: body, name: member.arrayName)
    } catch {
      throw .member(member.arrayName, error)
    }
  }

  private struct Member {
    let name: String
    let isCompressed: Bool
    let body: Range<Int>

    var arrayName: String { name.hasSuffix(".npy") ? String(name.dropLast(4)) : name }
  }

  /// The files that the directory at the end of the archive lists.
  private static func members(of bytes: UnsafeRawBufferPointer) throws(ArrayProblem) -> [Member] {
    let end = try endOfDirectory(bytes)
    var count = try number(bytes, end + 10, 2)
    var offset = try number(bytes, end + 16, 4)
    // An archive of more than 4 GB has the numbers in a record before this one.
    if count == 0xFFFF || offset == 0xFFFF_FFFF {
      guard end >= 20, try number(bytes, end - 20, 4) == 0x0706_4B50 else { throw .badArchive }
      let record = try number(bytes, end - 12, 8)
      guard try number(bytes, record, 4) == 0x0606_4B50 else { throw .badArchive }
      count = try number(bytes, record + 32, 8)
      offset = try number(bytes, record + 48, 8)
    }
    var members: [Member] = []
    while members.count < count {
      guard try number(bytes, offset, 4) == 0x0201_4B50 else { throw .badArchive }
      let method = try number(bytes, offset + 10, 2)
      let nameLength = try number(bytes, offset + 28, 2)
      let extraLength = try number(bytes, offset + 30, 2)
      let commentLength = try number(bytes, offset + 32, 2)
      var size = try number(bytes, offset + 20, 4)
      let fullSize = try number(bytes, offset + 24, 4)
      var local = try number(bytes, offset + 42, 4)
      guard offset + 46 + nameLength + extraLength <= bytes.count else { throw .badArchive }
      // Sizes that do not fit stand in an extra field, in this order.
      var field = offset + 46 + nameLength
      let fields = field + extraLength
      while field + 4 <= fields {
        let kind = try number(bytes, field, 2)
        let length = try number(bytes, field + 2, 2)
        if kind == 1 {
          var place = field + 4
          if fullSize == 0xFFFF_FFFF { place += 8 }
          if size == 0xFFFF_FFFF {
            size = try number(bytes, place, 8)
            place += 8
          }
          if local == 0xFFFF_FFFF { local = try number(bytes, place, 8) }
        }
        field += 4 + length
      }
      let name = String(
        decoding: bytes[offset + 46..<offset + 46 + nameLength], as: UTF8.self)
      guard try number(bytes, local, 4) == 0x0403_4B50 else { throw .badArchive }
      let localName = try number(bytes, local + 26, 2)
      let localExtra = try number(bytes, local + 28, 2)
      let start = local + 30 + localName + localExtra
      guard start <= bytes.count, size <= bytes.count - start else { throw .badArchive }
      members.append(
        Member(name: name, isCompressed: method != 0, body: start..<start + size))
      offset += 46 + nameLength + extraLength + commentLength
    }
    return members
  }

  /// Where the last record of an archive begins; behind it only a comment may stand.
  private static func endOfDirectory(
    _ bytes: UnsafeRawBufferPointer
  ) throws(ArrayProblem) -> Int {
    var place = bytes.count - 22
    let last = max(0, place - 0xFFFF)
    while place >= last {
      if try number(bytes, place, 4) == 0x0605_4B50 { return place }
      place -= 1
    }
    throw .badArchive
  }

  /// The number in some bytes, the lowest first.
  private static func number(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ size: Int
  ) throws(ArrayProblem) -> Int {
    guard place >= 0, place <= bytes.count - size else { throw .badArchive }
    var number: UInt64 = 0
    for offset in (0..<size).reversed() { number = number << 8 | UInt64(bytes[place + offset]) }
    guard number < 1 << 40 else { throw .badArchive }
    return Int(number)
  }
}
