import Limits

/// What takes the cells of a file of rows as they are found.
protocol CSVCells {
  /// Whether the row that is being read has no cell yet.
  var isAtStartOfRow: Bool { get }
  /// Whether a row has been read.
  var hasRow: Bool { get }
  /// The position of the cell that is being read.
  func currentCell(line: Int) -> CSVCell
  /// Takes the next cell of the row, which begins on `line`.
  mutating func add(
    _ cell: UnsafeRawBufferPointer, line: Int, isQuoted: Bool
  ) throws(CSVProblem)
  mutating func endRow() throws(CSVProblem)
  /// Takes notice of a line that is passed over.
  mutating func addComment()
}

/// Finds the cells of a file of rows, which is fed in chunks of any size.
///
/// Follows RFC 4180: quotes around cells that contain separators, quotes or line ends, and quotes
/// within quotes doubled. Blanks around cells and blank lines are ignored; a line ends with a line
/// feed, a carriage return or both. A line that begins with `#` is a comment before the first row,
/// and behind it if a blank follows.
struct CSVLexer<Cells: CSVCells> {
  private enum State {
    /// Before a cell or in an unquoted one.
    case plain
    case quoted
    /// After a quote within quotes, which ends the cell unless another quote follows.
    case behindQuote
    case behindQuotes
    /// After a `#` at the start of a row.
    case behindHash
    case comment
  }

  var cells: Cells
  private let separator: CSVSeparator
  /// 1 for each byte that may end an unquoted cell or begin a quoted one.
  private let stops: [UInt8]
  private var state = State.plain
  /// The bytes of the cell from earlier chunks, or between its quotes.
  private var cell: [UInt8] = []
  /// The line of the next byte.
  private var line: Int
  private var firstLineOfCell: Int
  private var isBehindReturn = false

  /// A lexer at the start of `line`.
  init(_ separator: CSVSeparator, line: Int = 1, into cells: Cells) {
    self.cells = cells
    self.separator = separator
    self.line = line
    firstLineOfCell = line
    var stops = [UInt8](repeating: 0, count: 256)
    for byte in [separator.byte, Byte.quote, Byte.lineFeed, Byte.carriageReturn] {
      stops[Int(byte)] = 1
    }
    if separator == .blanks { stops[Int(Byte.tab)] = 1 }
    self.stops = stops
  }

  /// Reads the next chunk. Nothing can be read after a problem.
  mutating func read(_ chunk: UnsafeRawBufferPointer) throws(CSVProblem) {
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
        let byte = chunk[index]
        if endsCell(byte) {
          try endCollectedCell(before: byte)
        } else if byte != Byte.blank, byte != Byte.tab {
          throw .textAfterQuote(at: cells.currentCell(line: line))
        }
        index += 1
      case .behindHash:
        state = .plain
        if beginsComment(chunk[index]) {
          cell.removeAll(keepingCapacity: true)
          cells.addComment()
          state = .comment
        }
      case .comment:
        if chunk[index] == Byte.lineFeed || chunk[index] == Byte.carriageReturn {
          state = .plain
        } else {
          index += 1
        }
      }
    }
  }

  /// Ends the last cell and its row.
  mutating func finish() throws(CSVProblem) {
    if state == .quoted { throw .unclosedQuote(at: cells.currentCell(line: firstLineOfCell)) }
    if state == .behindHash, beginsComment(Byte.lineFeed) {
      cell = []
      state = .plain
      cells.addComment()
    }
    try endCollectedCell(before: Byte.lineFeed)
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == separator.byte || byte == Byte.lineFeed || byte == Byte.carriageReturn
      || separator == .blanks && byte == Byte.tab
  }

  /// Whether a `#` with this byte behind it begins a comment.
  private func beginsComment(_ byte: UInt8) -> Bool {
    !cells.hasRow || endsLine(byte) || [Byte.blank, Byte.tab, Byte.hash].contains(byte)
  }

  private func endsLine(_ byte: UInt8) -> Bool {
    byte == Byte.lineFeed || byte == Byte.carriageReturn
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
    if chunk[start] == Byte.hash, cell.isEmpty, cells.isAtStartOfRow {
      cell.append(Byte.hash)
      state = .behindHash
      return start + 1
    }
    var end = start
    let count = chunk.count
    stops.withUnsafeBufferPointer { stops in
      while end < count, stops[Int(chunk[end])] == 0 { end += 1 }
    }
    while end < count, chunk[end] == Byte.quote {
      if isBlank(chunk[start..<end]), isBlank(cell[...]) {
        cell = []
        state = .quoted
        firstLineOfCell = line
        return end + 1
      }
      end += 1
      while end < count, stops[Int(chunk[end])] == 0 { end += 1 }
    }
    if cell.count + end - start > Limits.cellBytes.value { throw cellTooLong }
    let bytes = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
    if end < count, cell.isEmpty {
      // The usual case: the whole cell lies in the chunk and is not copied.
      try endCell(bytes, before: chunk[end])
      return end + 1
    }
    cell.append(contentsOf: bytes)
    guard end < count else { return end }
    try endCollectedCell(before: chunk[end])
    return end + 1
  }

  /// Ends a cell at the separator or line end that follows it.
  private mutating func endCell(
    _ bytes: UnsafeRawBufferPointer, before delimiter: UInt8
  ) throws(CSVProblem) {
    let isQuoted = state == .behindQuote || state == .behindQuotes
    let bytes = isQuoted ? bytes : withoutBlanks(bytes)
    state = .plain
    let endsRow = endsLine(delimiter)
    let isCell =
      separator == .blanks
      ? isQuoted || !bytes.isEmpty
      : isQuoted || !endsRow || !bytes.isEmpty || !cells.isAtStartOfRow
    // A line of blanks is not a row.
    if isCell { try cells.add(bytes, line: isQuoted ? firstLineOfCell : line, isQuoted: isQuoted) }
    if endsRow {
      if !cells.isAtStartOfRow { try cells.endRow() }
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
      at: cells.currentCell(line: state == .quoted ? firstLineOfCell : line))
  }
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
