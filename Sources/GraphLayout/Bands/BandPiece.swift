/// A rectangle of cells with one kind of content, while rows are being chosen.
struct BandPiece {
  enum Kind {
    /// Digits, or a name beside a wire.
    case number
    /// The text of a gate.
    case gate
    /// A horizontal run of wire.
    case across
    /// A vertical run of wire.
    case down
  }

  let kind: Kind
  let columns: Range<Int>
  var rows: Range<Int>
  /// The node whose value is there, or `nil` for the text of a gate.
  let net: Int?

  /// A piece in one row.
  init(_ kind: Kind, _ columns: Range<Int>, row: Int, net: Int? = nil) {
    self.init(kind, columns, rows: row..<row + 1, net: net)
  }

  init(_ kind: Kind, _ columns: Range<Int>, rows: Range<Int>, net: Int? = nil) {
    self.kind = kind
    self.columns = columns
    self.rows = rows
    self.net = net
  }

  /// The piece so many rows further down.
  func moved(by rows: Int) -> BandPiece {
    var piece = self
    piece.rows = self.rows.lowerBound + rows..<self.rows.upperBound + rows
    return piece
  }

  /// Whether two pieces are so near that a reader could not tell what belongs to what.
  func isTooNear(_ other: BandPiece) -> Bool {
    func apart(columns: Int, rows: Int) -> Bool {
      self.columns.lowerBound >= other.columns.upperBound + columns
        || other.columns.lowerBound >= self.columns.upperBound + columns
        || self.rows.lowerBound >= other.rows.upperBound + rows
        || other.rows.lowerBound >= self.rows.upperBound + rows
    }
    switch (kind, other.kind) {
    case (.number, .number): return !apart(columns: 1, rows: 0)
    case (.across, .across): return !apart(columns: 1, rows: 0)
    case (.down, .down): return !apart(columns: 0, rows: 1)
    case (.down, .across), (.across, .down): return !apart(columns: 0, rows: 0)
    case (.down, .number), (.number, .down):
      // The number of a vertical touches it.
      if net == other.net { return false }
      return !apart(columns: 1, rows: 0) || !apart(columns: 0, rows: 1)
    case (.down, .gate), (.gate, .down): return !apart(columns: 1, rows: 0)
    default: return !apart(columns: 1, rows: 0) || !apart(columns: 0, rows: 1)
    }
  }
}
