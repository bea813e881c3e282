import Limits

/// Reads a file of rows in chunks, as spreadsheets, R, pandas, numpy and others write them.
///
/// The first bytes, at least 64 KiB and two lines if the file has them, say how the file is
/// written (`CSVBeginning`); then its cells go one by one into a table. Where the file is cut into
/// chunks makes no difference. Besides the table, the reader stores these bytes and one cell.
public struct CSVReader {
  /// The greatest number of cells in a table.
  public static let numberLimit = Limits.tableNumbers.value
  /// The number of bytes that are looked at before any is read.
  private static let headSize = 1 << 16
  /// The number of line ends that the first bytes have at least.
  private static let headLines = 8

  private let labelName: String?
  private let header: Bool?
  private let numberLimit: Int
  private let byteCount: Int?
  /// The first bytes of the file, until there are enough.
  private var head: [UInt8] = []
  private var linesInHead = 0
  private var lexer: CSVLexer<CSVRows>?
  private var bytesRead = 0

  /// A reader at the start of a file.
  ///
  /// `labelName` is the column requested as the label: a first line that contains it is taken as a
  /// line of names, whatever else it holds. `header` says whether the first line holds names; without
  /// it that is guessed. `byteCount`, the length of the file if known, saves memory.
  public init(
    labelName: String? = nil, header: Bool? = nil, byteCount: Int? = nil,
    numberLimit: Int = CSVReader.numberLimit
  ) {
    self.labelName = labelName
    self.header = header
    self.byteCount = byteCount
    self.numberLimit = numberLimit
  }

  /// Reads the next chunk. Nothing can be read after a problem.
  public mutating func read(_ chunk: UnsafeRawBufferPointer) throws(CSVProblem) {
    guard lexer == nil else {
      try readBody(chunk)
      return
    }
    var index = 0
    while index < chunk.count {
      let byte = chunk[index]
      if byte == Byte.lineFeed || byte == Byte.carriageReturn { linesInHead += 1 }
      index += 1
      let size = head.count + index
      if size >= Self.headSize && linesInHead >= Self.headLines
        || size >= Limits.tableLineBytes.value
      {
        break
      }
    }
    let size = head.count + index
    head.append(contentsOf: chunk[..<index])
    guard
      size >= Self.headSize && linesInHead >= Self.headLines
        || size >= Limits.tableLineBytes.value
    else { return }
    try readHead(isWhole: false)
    if index < chunk.count { try readBody(UnsafeRawBufferPointer(rebasing: chunk[index...])) }
  }

  /// The table, once everything has been read.
  public mutating func finish() throws(CSVProblem) -> CSVTable {
    if lexer == nil { try readHead(isWhole: true) }
    do throws(CSVProblem) {
      try lexer?.finish()
    } catch {
      throw lexer?.cells.problem(with: error) ?? error
    }
    guard let table = try lexer?.cells.table() else { throw .noRows }
    return table
  }

  /// Finds out how the file is written and reads its first bytes.
  private mutating func readHead(isWhole: Bool) throws(CSVProblem) {
    let bytes = head
    head = []
    if let foreign = ForeignFile(bytes) { throw .foreign(foreign) }
    let preamble = Preamble(of: bytes)
    let rest = bytes[preamble.byteCount...]
    if !isWhole, linesInHead == 0 { throw .lineTooLong(limit: Limits.tableLineBytes.value) }
    let beginning = try CSVBeginning(
      rest, line: preamble.line, isWhole: isWhole, separator: preamble.separator,
      labelName: labelName, header: header)
    lexer = CSVLexer(
      beginning.form.separator, line: preamble.line,
      into: CSVRows(beginning, numberLimit: numberLimit))
    try rest.withUnsafeBufferPointer { (rest) throws(CSVProblem) in
      try readBody(UnsafeRawBufferPointer(rest))
    }
  }

  private mutating func readBody(_ chunk: UnsafeRawBufferPointer) throws(CSVProblem) {
    if let byteCount, bytesRead > 0 {
      lexer?.cells.makeRoom(fractionRead: Double(bytesRead) / Double(byteCount), chunk.count)
    }
    bytesRead += chunk.count
    do throws(CSVProblem) {
      try lexer?.read(chunk)
    } catch {
      throw lexer?.cells.problem(with: error) ?? error
    }
  }
}

/// What stands before the first line of cells: a byte order mark, and a line that names the
/// separator to spreadsheets.
private struct Preamble {
  private(set) var byteCount = 0
  private(set) var line = 1
  private(set) var separator: CSVSeparator?

  init(of bytes: [UInt8]) {
    // A program that reads the mark as text writes another one before it.
    while bytes[byteCount...].starts(with: [0xEF, 0xBB, 0xBF]) { byteCount += 3 }
    let first = bytes[byteCount...].prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
    let text = first.count > 8 ? "" : String(decoding: first, as: UTF8.self).lowercased()
    let names = ["sep=", "\"sep="]
    guard let name = names.first(where: text.hasPrefix),
      let written = text.dropFirst(name.count).utf8.first, let said = CSVSeparator(written)
    else { return }
    separator = said
    byteCount += first.count
    if bytes[byteCount...].starts(with: [Byte.carriageReturn, Byte.lineFeed]) {
      byteCount += 2
    } else if byteCount < bytes.count {
      byteCount += 1
    }
    line = 2
  }
}
