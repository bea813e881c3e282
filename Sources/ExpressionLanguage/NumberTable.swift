import ComputationGraph

/// A file that cannot be read, in the words of the system.
public struct UnreadableFile: Error, Hashable, Sendable {
  /// Why it cannot be read: `No such file or directory`.
  public let reason: String

  /// A file that cannot be read for this reason.
  public init(_ reason: String) { self.reason = reason }
}

/// A file of numbers that an expression file names, beside which it lies.
public struct FileReference: Hashable, Sendable {
  /// The path as it is written.
  public let path: String
  /// Where it is written first.
  public let span: SourceSpan
}

/// What is wrong with a file of numbers.
public enum NumberTableProblem: Error, Hashable, Sendable {
  case noNumbers
  case tooManyNumbers(limit: Int)
  case notANumber(String, line: Int, column: Int)
  case numberTooLarge(String, line: Int, column: Int)
  case wrongCount(Int, line: Int, expected: Int, firstLine: Int)
}

/// Rows of numbers with commas between them, one row a line. The first line may hold names instead.
struct NumberTable {
  private(set) var elements: [Double] = []
  private(set) var rowCount = 0
  private(set) var columnCount = 0

  init(_ utf8: [UInt8], limit: Int) throws(NumberTableProblem) {
    var start = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 0
    var firstLine = 0
    var fields: [Range<Int>] = []
    while start < utf8.count {
      line += 1
      var end = start
      while end < utf8.count, utf8[end] != 0x0A, utf8[end] != 0x0D { end += 1 }
      let isPair = end + 1 < utf8.count && utf8[end] == 0x0D && utf8[end + 1] == 0x0A
      Self.split(utf8, start..<end, into: &fields)
      start = end + (isPair ? 2 : 1)
      // Blank lines, such as one at the end, hold nothing.
      if fields.count == 1, fields[0].isEmpty { continue }
      if rowCount == 0, firstLine == 0, fields.allSatisfy({ Self.number(utf8, $0) == nil }) {
        firstLine = line
        continue
      }
      if rowCount == 0 {
        firstLine = line
        columnCount = fields.count
      }
      guard elements.count + fields.count <= limit else { throw .tooManyNumbers(limit: limit) }
      for (index, field) in fields.enumerated() {
        guard let value = Self.number(utf8, field) else {
          throw .notANumber(Self.text(utf8, field), line: line, column: index + 1)
        }
        guard value.isFinite else {
          throw .numberTooLarge(Self.text(utf8, field), line: line, column: index + 1)
        }
        elements.append(value)
      }
      guard fields.count == columnCount else {
        throw .wrongCount(fields.count, line: line, expected: columnCount, firstLine: firstLine)
      }
      rowCount += 1
    }
    if rowCount == 0 { throw .noNumbers }
  }

  /// The parts between commas, without the blanks around them.
  private static func split(
    _ utf8: [UInt8], _ line: Range<Int>, into fields: inout [Range<Int>]
  ) {
    fields.removeAll(keepingCapacity: true)
    var start = line.lowerBound
    for index in line.lowerBound...line.upperBound
    where index == line.upperBound || utf8[index] == UInt8(ascii: ",") {
      var field = start..<index
      while let first = field.first, isBlank(utf8[first]) { field.removeFirst() }
      while let last = field.last, isBlank(utf8[last]) { field.removeLast() }
      fields.append(field)
      start = index + 1
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The value of `1`, `-0.5` or `1e-3`; `nil` for anything else, `nan` among it.
  private static func number(_ utf8: [UInt8], _ field: Range<Int>) -> Double? {
    let bytes = utf8[field]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default:
        return nil
      }
    }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  private static func text(_ utf8: [UInt8], _ field: Range<Int>) -> String {
    let text = printable(String(decoding: utf8[field.prefix(96)], as: UTF8.self))
    return text.count > 24 ? text.prefix(23) + "…" : text
  }
}
