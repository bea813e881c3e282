/// The sign between the whole part and the fraction of numbers.
public enum DecimalMark: Hashable, Sendable {
  case point, comma

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
}

/// A number as spreadsheets write it, with a real minus sign or with groups of three digits.
struct CellNumber {
  /// How the cell has to be understood to be this number.
  enum Form: Hashable {
    case plain
    /// Digits stand in groups of three with this character between them.
    case grouped(Unicode.Scalar)
  }

  let value: Double
  let form: Form

  /// The number in a cell; `nil` if it has none. Infinity if it is too large.
  init?(_ cell: UnsafeRawBufferPointer, _ mark: DecimalMark) {
    if let value = DecimalNumber.value(of: cell, mark: mark.byte) {
      self.init(value: value, form: .plain)
      return
    }
    guard cell.count <= 64, let text = String(validating: cell, as: UTF8.self) else { return nil }
    let written = text.unicodeScalars.map { $0 == "\u{2212}" ? "-" : $0 }
    let groups = Set(written.filter(Self.separators(mark).contains))
    guard groups.count < 2, let digits = Self.withoutGroups(written, groups.first) else {
      return nil
    }
    var text8 = Array(String(String.UnicodeScalarView(digits)).utf8)
    let value = text8.withUnsafeMutableBytes {
      DecimalNumber.value(of: UnsafeRawBufferPointer($0), mark: mark.byte)
    }
    guard let value else { return nil }
    self.init(value: value, form: groups.first.map { .grouped($0) } ?? .plain)
  }

  private init(value: Double, form: Form) {
    self.value = value
    self.form = form
  }

  /// The characters that stand between groups of digits: blanks of three widths, apostrophes, and
  /// the point or comma that is no decimal mark.
  private static func separators(_ mark: DecimalMark) -> Set<Unicode.Scalar> {
    [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}", mark == .point ? "," : "."]
  }

  /// The characters without `separator`, behind which there are three digits each; the first group
  /// is not 0. `nil` if they are arranged in another way.
  private static func withoutGroups(
    _ written: [Unicode.Scalar], _ separator: Unicode.Scalar?
  ) -> [Unicode.Scalar]? {
    guard let separator else { return written }
    var sign: [Unicode.Scalar] = []
    var rest = written[...]
    if let first = rest.first, first == "-" || first == "+" {
      sign = [first]
      rest.removeFirst()
    }
    let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
    let whole = rest.prefix { isDigit($0) || $0 == separator }
    let fraction = rest[whole.endIndex...]
    if fraction.contains(separator) { return nil }
    let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
      first.first != "0", groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return sign + groups.joined() + fraction
  }
}

/// What a cell without a value holds: nothing, or one of the words of pandas, R and UCI for it.
func isMissing(_ cell: UnsafeRawBufferPointer) -> Bool {
  guard cell.count <= 8 else { return false }
  if cell.isEmpty { return true }
  return missingWords.contains(String(decoding: cell, as: UTF8.self))
}

/// Those that pandas reads as no value, and the question mark of UCI.
private let missingWords: Set<String> = [
  "?", "NA", "N/A", "n/a", "#N/A", "#NA", "<NA>", "NaN", "nan", "-NaN", "-nan", "NAN", "NULL",
  "null", "None", "1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN",
]

/// Values that are no words, although they are no numbers for this program.
enum CellMeaning {
  case number(CellNumber)
  case missing
  /// An infinity.
  case infinite
  case word
}

/// What a cell holds.
func meaning(of cell: UnsafeRawBufferPointer, _ mark: DecimalMark) -> CellMeaning {
  if let number = CellNumber(cell, mark) { return .number(number) }
  if isMissing(cell) { return .missing }
  return isInfinite(cell) ? .infinite : .word
}

/// Whether a cell is one of the words for infinity.
private func isInfinite(_ cell: UnsafeRawBufferPointer) -> Bool {
  guard (3...9).contains(cell.count) else { return false }
  var text = String(decoding: cell, as: UTF8.self).lowercased()
  if text.first == "-" || text.first == "+" { text.removeFirst() }
  return ["inf", "infinity"].contains(text)
}
