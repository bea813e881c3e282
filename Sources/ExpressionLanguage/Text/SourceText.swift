import ComputationGraph

/// The bytes of a file and the offsets of its lines.
public struct SourceText: Sendable {
  /// The file as it was read.
  public let utf8: [UInt8]
  /// The offset of each line; the first begins after the byte order mark, if there is one.
  private let lineStarts: [Int]

  /// Finds the lines of `utf8`; they may end in LF, CR LF or CR.
  public init(_ utf8: [UInt8]) {
    var starts = [utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for index in utf8.indices {
      let byte = utf8[index]
      let isFollowedByLineFeed = index + 1 < utf8.count && utf8[index + 1] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isFollowedByLineFeed {
        starts.append(index + 1)
      }
    }
    self.utf8 = utf8
    lineStarts = starts
  }

  /// The number of lines; a line end at the end of the file begins an empty one.
  public var lineCount: Int { lineStarts.count }

  /// The offset of the text, after the byte order mark if there is one.
  var start: Int { lineStarts[0] }

  /// The bytes of a line, counted from 1, without its end.
  func bytes(ofLine number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineCount ? lineStarts[number] : utf8.count
    while end > start, utf8[end - 1] == UInt8(ascii: "\n") || utf8[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  /// A line, counted from 1, without its end.
  public func line(_ number: Int) -> String {
    String(decoding: utf8[bytes(ofLine: number)], as: UTF8.self)
  }

  /// The characters of a span.
  public func text(of span: SourceSpan) -> String {
    String(decoding: utf8[span.start..<span.end], as: UTF8.self)
  }

  /// The line of a byte, counted from 1.
  public func line(at offset: Int) -> Int {
    max(1, lineStarts.indices.partitionPoint { lineStarts[$0] > offset })
  }

  /// The column of a byte, in characters counted from 1.
  public func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    return start < offset ? String(decoding: utf8[start..<offset], as: UTF8.self).count + 1 : 1
  }

  /// The text between the quotes of a span.
  func path(_ span: SourceSpan) -> String {
    text(of: SourceSpan(start: span.start + 1, end: max(span.start + 1, span.end - 1)))
  }

  /// The offset of the first byte that is not UTF-8, if there is one.
  var firstInvalidByte: Int? {
    guard String(validating: utf8, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var bytes = utf8.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&bytes) { offset += UTF8.width(scalar) }
    return offset
  }
}

/// A run of characters as byte offsets, cheap enough to keep for every name of a long file.
///
/// `SourceText` gives the line and the column, which only messages need.
public struct SourceSpan: Hashable, Sendable {
  /// The first byte.
  public let start: Int
  /// The byte after the last; equal to `start` where something is missing.
  public let end: Int
}
