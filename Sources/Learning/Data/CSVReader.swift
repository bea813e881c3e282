import Limits

/// Reads a file of rows in chunks, according to RFC 4180: commas between cells, quotes around cells
/// that contain commas, quotes or line ends, and quotes within quotes doubled.
///
/// Besides the table it stores one cell, and the first line until the second begins. Blanks around
/// cells and blank lines are ignored; a line ends with a line feed, a carriage return or both.
public struct CSVReader {
  /// The greatest number of cells in a table.
  public static let numberLimit = Limits.tableNumbers.value

  private enum State {
    /// Before a cell or in an unquoted one.
    case plain
    case quoted
    /// After a quote within quotes, which ends the cell unless another quote follows.
    case behindQuote
    case behindQuotes
  }

  private var rows: CSVRows
  private var state = State.plain
  /// The bytes of the cell from earlier chunks, or between its quotes.
  private var cell: [UInt8] = []
  /// The line of the next byte.
  private var line = 1
  private var firstLineOfCell = 1
  private var isBehindReturn = false
  /// The first bytes of the file, until there are enough to compare with a byte order mark.
  private var beginning: [UInt8]? = []
  private var bytesRead = 0
  private let byteCount: Int?

  /// A reader at the start of a file.
  ///
  /// `labelName` is the column requested as the label: a first line that contains it is taken as a
  /// line of names, whatever else it holds. `byteCount`, the length of the file if known, saves
  /// memory.
  public init(
    labelName: String? = nil, byteCount: Int? = nil, numberLimit: Int = CSVReader.numberLimit
  ) {
    self.byteCount = byteCount
    rows = CSVRows(labelName: labelName, numberLimit: numberLimit)
  }

  /// Reads the next chunk. Nothing can be read after a problem.
  public mutating func read(_ chunk: UnsafeRawBufferPointer) throws(CSVProblem) {
    guard var beginning else {
      try readBody(chunk)
      return
    }
    let count = min(3 - beginning.count, chunk.count)
    beginning.append(contentsOf: chunk[..<count])
    self.beginning = beginning
    if beginning.count == 3 { try readBeginning(beginning) }
    try readBody(UnsafeRawBufferPointer(rebasing: chunk[count...]))
  }

  /// The table, once everything has been read.
  public mutating func finish() throws(CSVProblem) -> CSVTable {
    if let beginning { try readBeginning(beginning) }
    if state == .quoted { throw .unclosedQuote(at: rows.currentCell(line: firstLineOfCell)) }
    try endCollectedCell(before: Byte.lineFeed)
    return try rows.table()
  }

  /// Reads the first bytes of the file, skipping a byte order mark.
  private mutating func readBeginning(_ bytes: [UInt8]) throws(CSVProblem) {
    beginning = nil
    if bytes == [0xEF, 0xBB, 0xBF] { return }
    try bytes.withUnsafeBufferPointer { (bytes) throws(CSVProblem) in
      try readBody(UnsafeRawBufferPointer(bytes))
    }
  }

  private mutating func readBody(_ chunk: UnsafeRawBufferPointer) throws(CSVProblem) {
    if let byteCount, bytesRead > 0 {
      rows.makeRoom(fractionRead: Double(bytesRead) / Double(byteCount), chunk.count)
    }
    bytesRead += chunk.count
    var index = 0
    while index < chunk.count {
      switch state {
      case .plain:
        index = try readPlain(chunk, from: index)
      case .quoted:
        let byte = chunk[index]
        if byte == Byte.quote { state = .behindQuote } else { cell.append(byte) }
        if byte == Byte.carriageReturn || byte == Byte.lineFeed && !isBehindReturn { line += 1 }
        isBehindReturn = byte == Byte.carriageReturn
        if cell.count > Limits.cellBytes.value { throw cellTooLong }
        index += 1
      case .behindQuote where chunk[index] == Byte.quote:
        cell.append(Byte.quote)
        state = .quoted
        index += 1
      case .behindQuote, .behindQuotes:
        state = .behindQuotes
        switch chunk[index] {
        case Byte.blank, Byte.tab: break
        case Byte.comma, Byte.lineFeed, Byte.carriageReturn:
          try endCollectedCell(before: chunk[index])
        default: throw .textAfterQuote(at: rows.currentCell(line: line))
        }
        index += 1
      }
    }
  }

  /// Reads from `start` to the end of an unquoted cell or of the chunk, and returns where to
  /// continue.
  private mutating func readPlain(
    _ chunk: UnsafeRawBufferPointer, from start: Int
  ) throws(CSVProblem) -> Int {
    if isBehindReturn {
      isBehindReturn = false
      if chunk[start] == Byte.lineFeed { return start + 1 }
    }
    var end = start
    while end < chunk.count {
      let byte = chunk[end]
      // Digits, letters, the point and the minus sign have higher codes than the comma.
      if byte <= Byte.comma {
        if byte == Byte.comma || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
        if byte == Byte.quote, isBlank(chunk[start..<end]), isBlank(cell[...]) {
          cell = []
          state = .quoted
          firstLineOfCell = line
          return end + 1
        }
      }
      end += 1
    }
    if cell.count + end - start > Limits.cellBytes.value { throw cellTooLong }
    let bytes = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
    if end < chunk.count, cell.isEmpty {
      // The usual case: the whole cell lies in the chunk and is not copied.
      try endCell(bytes, before: chunk[end])
      return end + 1
    }
    cell.append(contentsOf: bytes)
    guard end < chunk.count else { return end }
    try endCollectedCell(before: chunk[end])
    return end + 1
  }

  /// Ends a cell at the comma or line end that follows it.
  private mutating func endCell(
    _ bytes: UnsafeRawBufferPointer, before delimiter: UInt8
  ) throws(CSVProblem) {
    let isQuoted = state != .plain
    let bytes = isQuoted ? bytes : withoutBlanks(bytes)
    state = .plain
    // A line of blanks is not a row.
    if isQuoted || delimiter == Byte.comma || !bytes.isEmpty || !rows.isAtStartOfRow {
      try rows.add(bytes, line: isQuoted ? firstLineOfCell : line, isQuoted: isQuoted)
      if delimiter != Byte.comma { try rows.endRow() }
    }
    if delimiter != Byte.comma {
      line += 1
      isBehindReturn = delimiter == Byte.carriageReturn
    }
  }

  /// Ends a cell whose bytes were collected.
  private mutating func endCollectedCell(before delimiter: UInt8) throws(CSVProblem) {
    let bytes = cell
    cell.removeAll(keepingCapacity: true)
    try bytes.withUnsafeBufferPointer { (buffer) throws(CSVProblem) in
      try endCell(UnsafeRawBufferPointer(buffer), before: delimiter)
    }
  }

  private var cellTooLong: CSVProblem {
    .cellTooLong(
      limit: Limits.cellBytes.value, isQuoted: state == .quoted,
      at: rows.currentCell(line: state == .quoted ? firstLineOfCell : line))
  }
}

private enum Byte {
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
}

private func isBlank(_ bytes: some Sequence<UInt8>) -> Bool {
  bytes.allSatisfy { $0 == Byte.blank || $0 == Byte.tab }
}

private func withoutBlanks(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
  var start = 0
  var end = bytes.count
  while start < end, bytes[start] == Byte.blank || bytes[start] == Byte.tab { start += 1 }
  while end > start, bytes[end - 1] == Byte.blank || bytes[end - 1] == Byte.tab { end -= 1 }
  return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
}
