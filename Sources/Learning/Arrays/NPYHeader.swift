/// The description of an array in a file of NumPy:
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
struct NPYHeader {
  let kind: NPYKind
  let isFortran: Bool
  let extents: [Int]

  init(_ text: String) throws(ArrayProblem) {
    guard let order = Self.value(of: "fortran_order", in: text),
      let shape = Self.value(of: "shape", in: text), shape.first == "(",
      let end = shape.firstIndex(of: ")"), let descr = Self.value(of: "descr", in: text)
    else { throw .badHeader }
    guard descr.first == "'", let close = descr.dropFirst().firstIndex(of: "'") else {
      throw descr.first == "[" ? .kind("records") : .badHeader
    }
    kind = try NPYKind(String(descr[descr.index(after: descr.startIndex)..<close]))
    isFortran = order.hasPrefix("True")
    var extents: [Int] = []
    for part in shape[shape.index(after: shape.startIndex)..<end].split(separator: ",") {
      let digits = part.filter { $0 != " " && $0 != "L" }
      if digits.isEmpty { continue }
      guard let extent = Int(digits), extent >= 0 else { throw .badHeader }
      extents.append(extent)
    }
    self.extents = extents
  }

  /// The text behind the key of a dictionary.
  private static func value(of key: String, in text: String) -> Substring? {
    guard let found = text.firstRange(of: "'\(key)':") else { return nil }
    return text[found.upperBound...].drop { $0 == " " }
  }
}

/// What the entries of an array are.
struct NPYKind {
  private enum Form { case float, signed, unsigned, truth }

  private let form: Form
  private let isBig: Bool
  /// The bytes of an entry.
  let size: Int

  /// The kind with a code of NumPy: `<f8`.
  init(_ code: String) throws(ArrayProblem) {
    if code.dropFirst().first == "O" { throw .pickled }
    guard let order = code.first, "<>|=".contains(order), let size = Int(code.dropFirst(2)) else {
      throw .kind(code)
    }
    isBig = order == ">"
    self.size = size
    switch (code.dropFirst().first, size) {
    case ("f", 2), ("f", 4), ("f", 8): form = .float
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): form = .signed
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8): form = .unsigned
    case ("b", 1): form = .truth
    default: throw .kind(code)
    }
  }

  /// The entry in a place; throws where it is a whole number with too many digits.
  func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) throws(ArrayProblem) -> Double {
    var bits: UInt64 = 0
    for offset in 0..<size {
      let byte = bytes[place * size + (isBig ? offset : size - 1 - offset)]
      bits = bits << 8 | UInt64(byte)
    }
    switch form {
    case .float where size == 8: return Double(bitPattern: bits)
    case .float where size == 4: return Double(Float(bitPattern: UInt32(bits)))
    case .float: return Self.half(UInt16(bits))
    case .truth: return bits == 0 ? 0 : 1
    case .unsigned:
      guard let number = Double(exactly: bits) else { throw .inexact(String(bits)) }
      return number
    case .signed:
      let shift = UInt64(64 - 8 * size)
      let whole = Int64(bitPattern: bits << shift) >> Int64(shift)
      guard let number = Double(exactly: whole) else { throw .inexact(String(whole)) }
      return number
    }
  }

  /// The value of a number of 16 bits: a sign, 5 bits of the exponent, 10 of the fraction (IEEE
  /// 754).
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let magnitude =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? Double.infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction * 0x1p-10)
      }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }
}
