/// The format in which `numpy.save` writes an array: a mark, a version, a description in Python's
/// notation, and the entries one after the other.
public enum NPYFormat {
  /// The first bytes of every file.
  public static let mark: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array that these bytes hold.
  static func array(
    of bytes: UnsafeRawBufferPointer, name: String? = nil
  ) throws(ArrayProblem) -> NumericArray {
    var reader = NPYReader(name: name, byteCount: bytes.count)
    try reader.read(bytes)
    return try reader.finish()
  }

  /// The entries of an array that is written with the first axis running fastest.
  static func transposed(_ elements: [Double], _ extents: [Int]) -> [Double] {
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
