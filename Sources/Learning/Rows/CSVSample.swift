/// The first rows of a file, to find out how it is written.
struct CSVSample: CSVCells {
  struct Cell {
    let bytes: [UInt8]
    let line: Int
    let isQuoted: Bool

    var text: String? { String(validating: bytes, as: UTF8.self) }

    func meaning(_ mark: DecimalMark) -> CellMeaning {
      bytes.withUnsafeBytes { Learning.meaning(of: $0, mark) }
    }

    func isNumber(_ mark: DecimalMark) -> Bool {
      switch meaning(mark) {
      case .number, .infinite: true
      case .missing, .word: false
      }
    }
  }

  /// As many rows are looked at.
  static let mostRows = 1000

  private(set) var rows: [[Cell]] = []
  private(set) var commentCount = 0
  private var row: [Cell] = []

  /// The rows of the first bytes of a file; a row that is cut off is none of them.
  init(_ head: ArraySlice<UInt8>, _ separator: CSVSeparator, line: Int, isWhole: Bool) {
    var lexer = CSVLexer(separator, line: line, into: Self())
    // What is wrong is told by the reader, which comes to the same place.
    do throws(CSVProblem) {
      var start = head.startIndex
      while start < head.endIndex, lexer.cells.rows.count < Self.mostRows {
        let end = min(head.endIndex, start + (1 << 14))
        try head[start..<end].withUnsafeBufferPointer { (piece) throws(CSVProblem) in
          try lexer.read(UnsafeRawBufferPointer(piece))
        }
        start = end
      }
      if isWhole, start == head.endIndex { try lexer.finish() }
    } catch {}
    self = lexer.cells
    if rows.count > Self.mostRows { rows.removeLast(rows.count - Self.mostRows) }
  }

  private init() {}

  var isAtStartOfRow: Bool { row.isEmpty }
  var hasRow: Bool { !rows.isEmpty }

  func currentCell(line: Int) -> CSVCell { CSVCell(line: line, column: row.count + 1) }

  mutating func add(
    _ cell: UnsafeRawBufferPointer, line: Int, isQuoted: Bool
  ) throws(CSVProblem) {
    row.append(Cell(bytes: Array(cell), line: line, isQuoted: isQuoted))
  }

  mutating func endRow() throws(CSVProblem) {
    rows.append(row)
    row = []
  }

  mutating func addComment() { commentCount += 1 }

  /// The rows that decide: all but the first, which may be another kind of line.
  var body: ArraySlice<[Cell]> { rows.count > 1 ? rows.dropFirst() : rows[...] }

  /// The usual number of cells in a row.
  var width: Int {
    var counts: [Int: Int] = [:]
    for row in body { counts[row.count, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The share of rows that are as wide as most.
  var share: Double {
    let width = width
    return body.isEmpty ? 0 : Double(body.count { $0.count == width }) / Double(body.count)
  }

  /// The share of numbers among the cells with a value.
  func numberShare(_ marks: [DecimalMark]) -> Double {
    var count = 0
    var numbers = 0
    for row in body.prefix(100) {
      for cell in row.prefix(100) {
        if case .missing = cell.meaning(.point) { continue }
        count += 1
        if marks.contains(where: cell.isNumber) { numbers += 1 }
      }
    }
    return count == 0 ? 0 : Double(numbers) / Double(count)
  }
}

extension CSVSeparator {
  /// The separator of a file that begins with these bytes, with its first rows.
  static func found(
    in head: ArraySlice<UInt8>, line: Int, isWhole: Bool
  ) -> (CSVSeparator, CSVSample) {
    func sample(_ separator: CSVSeparator) -> CSVSample {
      CSVSample(head, separator, line: line, isWhole: isWhole)
    }
    let candidates = [CSVSeparator.tab, .semicolon, .comma, .bar]
      .filter { head.contains($0.byte) }
      .map { (separator: $0, sample: sample($0)) }
      .filter { $0.sample.width > 1 }
    let even = candidates.filter { $0.sample.share >= 0.97 }
    // The first of those that give most numbers.
    let numbers = even.map {
      $0.sample.numberShare($0.separator == .comma ? [.point] : [.point, .comma])
    }
    let best = numbers.max().flatMap { most in numbers.firstIndex(of: most) }.map { even[$0] }
    let isDoubtful = best.map { best in
      switch best.separator {
      case .tab: best.sample.share < 1 || best.sample.hasColumnsInCells
      // Decimal commas between blanks leave numbers in pairs.
      case .comma: best.sample.hasColumnsInCells && best.sample.numberShare([.point]) < 1
      case .semicolon, .bar, .blanks: false
      }
    }
    if let best, isDoubtful == false { return best }
    let blanks = sample(.blanks)
    if best?.separator == .comma,
      blanks.width < 2 || blanks.share < 0.97 || blanks.numberShare([.comma]) < 1
    {
      return best ?? (.comma, sample(.comma))
    }
    if blanks.width > 1, blanks.share >= max(0.97, best?.sample.share ?? 0),
      !blanks.hasOtherSeparators
    {
      return (.blanks, blanks)
    }
    if let best { return best }
    let most = candidates.map(\.sample.share).max() ?? 0
    return candidates.first { $0.sample.share == most && most >= 0.5 }
      ?? (.comma, sample(.comma))
  }
}

extension CSVSample {
  /// Whether a cell holds several numbers with blanks between them.
  fileprivate var hasColumnsInCells: Bool {
    rows.prefix(20).contains { row in
      row.contains { cell in
        let parts = cell.bytes.split(separator: Byte.blank)
        return !cell.isQuoted && parts.count > 1
          && parts.allSatisfy { part in
            Cell(bytes: Array(part), line: 0, isQuoted: false).isNumber(.point)
          }
      }
    }
  }

  /// Whether blanks stand beside separators or quotes, and so separate nothing themselves; or words stand in
  /// rows without a number, as in a text.
  fileprivate var hasOtherSeparators: Bool {
    let separators = [Byte.comma, UInt8(ascii: ";"), UInt8(ascii: "|")]
    return body.contains { row in
      row.contains { cell in
        !cell.isQuoted
          && (separators.contains(cell.bytes.first ?? 0)
            || separators.contains(cell.bytes.last ?? 0) || cell.bytes.contains(Byte.quote))
      }
    } || !body.contains { row in row.contains { $0.isQuoted || $0.isNumber(.point) } }
  }
}
