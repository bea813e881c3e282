import Cells

/// The sides on which a wire leaves a cell; they determine the line glyph.
public struct Directions: OptionSet, Sendable, Hashable {
  /// One bit for each side.
  public let rawValue: UInt8
  /// The sides with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// To the left.
  public static let left = Directions(rawValue: 1)
  /// To the right.
  public static let right = Directions(rawValue: 2)
  /// Up.
  public static let up = Directions(rawValue: 4)
  /// Down.
  public static let down = Directions(rawValue: 8)
}

/// One cell of one wire.
///
/// At a crossing there are two of them in one cell, one going left and right, the other up and
/// down. In a collector there is one for every operand, each also going right.
public struct WireCell: Sendable, Hashable {
  /// The cell.
  public let point: Point
  /// The box whose wire this is.
  public let source: Int
  /// The directions in which the wire continues, including into its source and the boxes it feeds.
  public let directions: Directions
}

extension Layout {
  /// The cells of all wires in `region`, row by row.
  public func wireCells(meeting region: Rectangle) -> [WireCell] {
    struct Key: Hashable {
      let point: Point
      let source: Int
    }
    var cells: [Key: Directions] = [:]
    func mark(_ source: Int, _ point: Point, _ directions: Directions) {
      let onward: Directions = index.collectors.contains(point) ? .right : []
      cells[Key(point: point, source: source), default: []].formUnion(directions.union(onward))
    }
    for segment in segments(meeting: region) {
      let (start, end) = (segment.start, segment.end)
      let leavesBox = segment.isHorizontal && start == self.start(of: segment.source)
      let bottom = min(end.row, region.origin.row + region.size.rows - 1)
      let right = min(end.column, region.origin.column + region.size.columns - 1)
      for row in max(start.row, region.origin.row)...bottom {
        for column in max(start.column, region.origin.column)...right {
          let next = Point(column: column + 1, row: row)
          let entersBox = segment.isHorizontal && index.entrances.contains(next)
          var directions: Directions = []
          if column > start.column || leavesBox { directions.insert(.left) }
          if column < end.column || entersBox { directions.insert(.right) }
          if row > start.row { directions.insert(.up) }
          if row < end.row { directions.insert(.down) }
          mark(segment.source, Point(column: column, row: row), directions)
        }
      }
    }
    return cells.map { WireCell(point: $0.point, source: $0.source, directions: $1) }
      .sorted {
        ($0.point.row, $0.point.column, $0.source) < ($1.point.row, $1.point.column, $1.source)
      }
  }

  /// The cell right of `box` in its output row.
  private func start(of box: Int) -> Point {
    Point(
      column: origins[box].column + diagram.boxes[box].width,
      row: origins[box].row + diagram.boxes[box].outputRow)
  }
}
