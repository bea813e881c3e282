import Limits

/// The format in which `numpy.save` writes an array: a mark, a version, a description in Python's
/// notation, and the entries one after the other.
public enum NPYFormat {
  static let mark: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array that these bytes hold.
  static func array(
    of bytes: UnsafeRawBufferPointer, name: String? = nil
  ) throws(ArrayProblem) -> NumericArray {
    guard bytes.count > 10, bytes.starts(with: mark) else { throw .noArray }
    let isLong = bytes[6] > 1
    let start = isLong ? 12 : 10
    guard (1...3).contains(bytes[6]), bytes.count >= start else { throw .badHeader }
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard bytes.count >= start + length,
      let text = String(validating: bytes[start..<start + length], as: UTF8.self)
    else { throw .badHeader }
    let header = try NPYHeader(text)
    let body = UnsafeRawBufferPointer(rebasing: bytes[(start + length)...])
    var count = 1
    for extent in header.extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows, product <= Limits.tableNumbers.value else {
        throw .tooManyNumbers(limit: Limits.tableNumbers.value)
      }
      count = product
    }
    guard body.count == count * header.kind.size else {
      throw .byteCount(expected: count * header.kind.size, found: body.count)
    }
    var elements: [Double] = []
    elements.reserveCapacity(count)
    for place in 0..<count { elements.append(try header.kind.number(body, place)) }
    if header.isFortran { elements = transposed(elements, header.extents) }
    return NumericArray(name: name, extents: header.extents, elements: elements)
  }

  /// The entries of an array that is written with the first axis running fastest.
  private static func transposed(_ elements: [Double], _ extents: [Int]) -> [Double] {
    guard extents.count > 1, !elements.isEmpty else { return elements }
    // How far apart neighbours along each axis are in the file.
    var strides = [1]
    for extent in extents.dropLast() { strides.append(strides[strides.count - 1] * extent) }
    var index = Array(repeating: 0, count: extents.count)
    var place = 0
    var ordered: [Double] = []
    ordered.reserveCapacity(elements.count)
    for _ in elements.indices {
      ordered.append(elements[place])
      for axis in extents.indices.reversed() {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < extents[axis] { break }
        place -= index[axis] * strides[axis]
        index[axis] = 0
      }
    }
    return ordered
  }

  /// The bytes of a file that holds an array of 64-bit numbers, as `numpy.save` writes it.
  public static func bytes(extents: [Int], elements: [Double]) -> [UInt8] {
    let shape = extents.map(String.init).joined(separator: ", ") + (extents.count == 1 ? "," : "")
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(shape)), }"
    // The entries begin at a multiple of 64.
    let length = 10 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - length % 64) % 64) + "\n"
    var bytes = mark + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]
    bytes += header.utf8
    bytes.reserveCapacity(bytes.count + 8 * elements.count)
    for element in elements {
      withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
